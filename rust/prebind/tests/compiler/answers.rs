//! What each of the engine's answers becomes.

use crate::support::{has_edition_2024, place_of, Case};
use crate::wire::{self, close, diagnostic, number_of, open, original, source, spanned, CALL_SITE};

const ADD: &str =
    "#[prebind::julia(f64)] fn add(a: u8, b: [u8; 2]) -> u8 { a + b[0] + b[1] }\nfn main() { MAIN }";

/// Runs the function with `main` as body, and with these operations made from the tokens of `item`.
fn run(
    name: &str,
    item: &str,
    main: &str,
    operations: impl Fn(&dyn Fn(&str) -> usize) -> Vec<Vec<u8>>,
) -> String {
    let (case, tokens) = Case::new(name).tokens(item);
    let operations = operations(&|entry| number_of(&tokens, entry));
    case.operations(1, &operations).run(&item.replace("MAIN", main))
}

#[test]
fn text_follows_the_item() {
    let output = run("text", ADD, "print!(\"{}\", more())", |_| {
        vec![source("fn more() "), source(""), source("-> u8 { add(1, [2, 3]) + 1 }")]
    });
    assert_eq!(output, "7");
}

#[test]
fn originals_bring_what_was_not_sent() {
    let output = run("body", ADD, "print!(\"{}\", copy(1, [2, 3]))", |at| {
        vec![
            source("fn copy"),
            original(at("("), at("(")),
            source("-> u8"),
            original(at("{"), at("{")),
        ]
    });
    assert_eq!(output, "6");
}

#[test]
fn originals_are_ranges_of_siblings() {
    let output = run("range", ADD, "print!(\"{}\", count(1, [2, 3]))", |at| {
        vec![
            source("fn count"),
            open(b'('),
            original(at("a"), at("[")),
            close(),
            source("-> usize"),
            open(b'{'),
            source("let _ = "),
            open(b'['),
            source("a"),
            close(),
            source("; let _ ="),
            open(0),
            source("b"),
            close(),
            source("; core::mem::size_of::<"),
            original(at("f64"), at("f64")),
            source(">()"),
            close(),
        ]
    });
    assert_eq!(output, "8");
}

#[test]
fn invisible_groups_do_not_count_in_ranges() {
    let item = "macro_rules! m { ($t:ty, $n:expr) => \
                { #[prebind::julia] fn f(_: &$t, _: [u8; $n * 4]) {} } }\n\
                m!([f32; 7], 3 + 2);\nfn main() { MAIN }";
    let main = "f(&[0.0; 7], [0; 20]); g(&[0.0; 7]); print!(\"{}\", N)";
    let output = run("invisible", item, main, |at| {
        vec![
            source("fn g"),
            open(b'('),
            source("_:"),
            // Begins outside of `$t` and ends in it.
            original(at("&"), at("f32") - 1),
            close(),
            source("{} const N: usize = "),
            // Begins in `$n` and ends outside of it.
            original(at("3"), at("4")),
            source(";"),
        ]
    });
    assert_eq!(output, "11");
}

#[test]
fn spanned_text_is_where_its_token_is() {
    let places = "print!(\"{:?} {:?}\", NAME, GROUP)";
    let output = run("places", ADD, places, |at| {
        let place = |name: &str, token| {
            let constant = source(&format!("const {}: (u32, u32) =", name));
            vec![constant, open(b'('), spanned(token, "line!(), column!()"), close(), source(";")]
        };
        [place("NAME", at("b")), place("GROUP", at("["))].concat()
    });
    let column = |part: &str| ADD.find(part).unwrap() + 1;
    assert_eq!(output, format!("(1, {}) (1, {})", column("b: ["), column("[u8")));
}

/// Compiles `item`, which the engine answers with these operations, and compares the place of the
/// one error.
fn check_error(name: &str, item: &str, part: &str, operation: impl Fn(usize) -> Vec<u8>) {
    let (case, tokens) = Case::new(name).tokens(item);
    let case = case.operations(1, &[operation(number_of(&tokens, part))]);
    let compiled = case.check(item);
    let error = compiled.error();
    assert_eq!(error.message, "mismatched types");
    assert_eq!((error.start, error.end), place_of(item, part));
}

#[test]
fn errors_in_spanned_text_are_at_its_token() {
    let wrong = "const _: u8 = ({ \"x\" });";
    let item = "#[prebind::julia]\nfn µ(\n  value: u8,\n) {}";
    check_error("wrong", item, "value", |token| spanned(token, wrong));
    // The same for an item that is made by a macro.
    let item =
        "macro_rules! m { ($i:item) => { #[prebind::julia] $i } }\nm! {\n  fn f(value: u8) {}\n}";
    check_error("wrong_in_macro", item, "value", |token| spanned(token, wrong));
}

#[test]
fn errors_in_text_are_at_the_attribute() {
    let item = "#[prebind::julia(x)]\nfn f() {}";
    let (case, _) = Case::new("wrong_text").tokens(item);
    let compiled = case.operations(1, &[source("const _: u8 = \"x\";")]).check(item);
    let error = compiled.error();
    assert_eq!((error.start, error.end), place_of(item, "#[prebind::julia(x)]"));
}

#[test]
fn text_is_of_edition_2021() {
    if !has_edition_2024() {
        return;
    }
    let item = "#[prebind::julia] fn f() {}";
    let glue = "#[no_mangle] pub extern \"C\" fn geo_metry_f() { f() }";
    let (case, tokens) = Case { edition: "2024", ..Case::new("edition") }.tokens(item);
    let case = case.operations(1, &[source(glue)]);
    let compiled = case.check(item);
    assert!(compiled.success, "{}", compiled.text);
    // With the span of a token it is of the crate's own edition.
    let case = case.operations(1, &[spanned(number_of(&tokens, "f"), glue)]);
    assert_eq!(case.check(item).error().message, "unsafe attribute used without unsafe");
}

#[test]
fn markers_are_removed_beside_an_answer() {
    let item = "#[prebind::julia] struct P { #[prebind::julia(skip)] a: u8 }\n\
                fn main() { print!(\"{}\", get(P { a: 3 })) }";
    let output = run("markers", item, "", |_| vec![source("fn get(p: P) -> u8 { p.a }")]);
    assert_eq!(output, "3");
}

/// Compiles `item`, which the engine refuses with a diagnostic at the tokens from `first` to
/// `last`; the error has to be at `part`, from its start to its end.
fn check_refusal(name: &str, item: &str, first: &str, last: &str, part: &str) {
    let (case, tokens) = Case::new(name).tokens(item);
    let number = |entry| match entry {
        "call site" => CALL_SITE,
        entry => number_of(&tokens, entry),
    };
    let refusal = [diagnostic(number(first), number(last), "it cannot be\" `done`", "do this\\n")];
    let case = case.answer(1, &wire::frame(&wire::diagnostics(&refusal)));
    let compiled = case.check(item);
    let error = compiled.error();
    assert_eq!(error.message, "it cannot be\" `done`\n\nhelp: do this\\n");
    assert_eq!((error.start, error.end), place_of(item, part), "{}", item);
}

#[test]
fn diagnostics_go_from_the_first_to_the_last_token() {
    let item =
        "#[prebind::julia(name = 7)]\nfn f(\n  µµ: u8, items: Vec<\n u16>, array: [u64;\n2]) {\n\
                  todo!()\n}";
    check_refusal("token", item, "items", "items", "items");
    check_refusal("range", item, "Vec", ">", "Vec<\n u16>");
    check_refusal("group", item, "[", "[", "[u64;\n2]");
    check_refusal("to_group", item, ">", "[", ">, array: [u64;\n2]");
    check_refusal("from_group", item, "[", "{", "[u64;\n2]) {\ntodo!()\n}");
    check_refusal("to_closing", item, ";", "/[", ";\n2]");
    check_refusal("closing", item, "/{", "/{", "}");
    check_refusal("argument", item, "7", "7", "7");
    check_refusal("arguments", item, "name", "7", "name = 7");
    check_refusal("attribute", item, "call site", "call site", "#[prebind::julia(name = 7)]");
}
