//! Whatever the engine does: one error that says what is wrong, no panic, no endless wait.

use std::time::{Duration, Instant};

use crate::support::{place_of, Case};
use crate::wire::{
    self, close, diagnostic, frame, hello, open, original, source, spanned, PROTOCOL,
};

const ITEM: &str = "#[prebind::julia]\nfn f(a: u8, b: (u8, u16)) -> u8 { a }";
const SAME_VERSION: &str = concat!(
    "build with the program `prebind` and the crate `prebind` of the same version (the crate is ",
    env!("CARGO_PKG_VERSION"),
    "), and PREBIND_ENGINE naming that program"
);

/// Compiles the item, whose only error has to be at the attribute.
fn failure(case: &Case) -> String {
    let compiled = case.check(ITEM);
    let error = compiled.error();
    assert_eq!((error.start, error.end), place_of(ITEM, "#[prebind::julia]"));
    error.message.replace(&format!("`{} expand`", case.engine.display()), "ENGINE")
}

fn message(what: &str, help: &str) -> String {
    format!("PREBIND_ENGINE: {}\n\nhelp: {}", what, help)
}

fn nonsense(why: &str) -> String {
    message(&format!("the answer of ENGINE is not understood: {}", why), SAME_VERSION)
}

fn ended(how: &str) -> String {
    message(&format!("ENGINE ended without an answer ({})", how), SAME_VERSION)
}

#[test]
fn no_such_program() {
    let case = Case { engine: "/nowhere/prebind".into(), ..Case::new("no_program") };
    assert_eq!(
        failure(&case),
        message(
            "cannot start ENGINE: No such file or directory (os error 2)",
            "it must be the path of the program `prebind`: `prebind build` sets it, and a plain \
             `cargo build` needs it unset"
        )
    );
}

#[test]
fn the_engine_ends_at_once() {
    let case = Case::new("ends_at_once").tell("end", 0, "3").answer(0, b"");
    assert_eq!(failure(&case), ended("exit status: 3"));
    let case = Case { engine: "/bin/true".into(), ..Case::new("true") };
    assert_eq!(failure(&case), ended("exit status: 0"));
}

#[test]
fn the_engine_ends_in_the_middle() {
    let case = Case::new("ends_before_answer").tell("end", 1, "4");
    assert_eq!(failure(&case), ended("exit status: 4"));
    let half = &frame(&wire::operations(&[source("fn g() {}")]))[..12];
    let case = Case::new("ends_in_answer").tell("end", 1, "5").answer(1, half);
    assert_eq!(failure(&case), ended("exit status: 5"));
}

#[test]
fn the_engine_closes_its_output() {
    use std::os::unix::fs::PermissionsExt;
    let mut case = Case::new("closed");
    case.engine = case.directory.join("engine.sh");
    std::fs::write(&case.engine, "#!/bin/sh\nexec >&-\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&case.engine, PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(failure(&case), ended("it closed its output"));
}

/// Writing to an engine that is gone would kill rustc by SIGPIPE if it were a pipe.
#[test]
fn the_engine_ends_before_a_request() {
    for size in [1, 5_000_000] {
        let case = Case::new("ends_before_request").tell("end", 0, "6");
        let item = format!("#[prebind::julia] #[doc = \"{}\"] fn f() {{}}", "x".repeat(size));
        let compiled = case.check(&item);
        assert!(compiled.error().message.contains("ended without an answer (exit status: 6)"));
    }
}

#[test]
fn the_engine_never_answers() {
    let started = Instant::now();
    let late = message(
        "ENGINE has not answered within 1 s",
        "is it the program `prebind`? If it was just slow, set PREBIND_ENGINE_TIMEOUT to more seconds",
    );
    let limit = || vec![("PREBIND_ENGINE_TIMEOUT", "1".to_string())];
    let silent = Case { environment: limit(), ..Case::new("silent") };
    assert_eq!(failure(&silent), late);
    let silent_at_once =
        Case { environment: limit(), ..Case::new("silent_at_once").answer(0, b"") };
    assert_eq!(failure(&silent_at_once), late);
    // It announces more than it sends.
    let stuck = Case { environment: limit(), ..Case::new("stuck").answer(1, &[9, 0, 0, 0, 1]) };
    assert_eq!(failure(&stuck), late);
    // It does not even read.
    let deaf = Case { environment: limit(), ..Case::new("deaf").tell("stall", 1, "") };
    let item = format!("#[prebind::julia] #[doc = \"{}\"] fn f() {{}}", "x".repeat(5_000_000));
    assert!(deaf.check(&item).error().message.contains("has not answered within 1 s"));
    assert!(started.elapsed() < Duration::from_secs(200));
}

#[test]
fn no_engine_at_all() {
    let case = Case::new("prose").answer(0, b"Usage: prebind <command>\n");
    let why = "it claims 1734439765 bytes, but at most 268435456 are allowed";
    assert_eq!(failure(&case), nonsense(why));
    let case = Case::new("other_protocol").answer(0, &frame(b"HTTP/1.1 200 OK\r\n\r\n"));
    assert_eq!(failure(&case), nonsense("it does not begin with the protocol's name"));
    let case = Case::new("cat").answer(0, &frame(&hello(PROTOCOL, "9.8.7", "")[..20]));
    assert_eq!(failure(&case), nonsense("it ends too early"));
    let long = [hello(PROTOCOL, "9.8.7", ""), vec![0]].concat();
    let case = Case::new("long_hello").answer(0, &frame(&long));
    assert_eq!(failure(&case), nonsense("it goes on for 1 bytes after its end"));
}

#[test]
fn versions_that_differ() {
    let case = |protocol, error| {
        let hello = [hello(protocol, "9.8.7", error), b"of the future".to_vec()].concat();
        let end = if protocol == PROTOCOL { hello.len() - 13 } else { hello.len() };
        Case::new("versions").tell("end", 0, "1").answer(0, &frame(&hello[..end]))
    };
    let versions = |protocol| {
        format!(
            "ENGINE is version 9.8.7 (expansion protocol {}), the crate `prebind` is version {} \
             (expansion protocol {})",
            protocol,
            env!("CARGO_PKG_VERSION"),
            PROTOCOL
        )
    };
    let newer = PROTOCOL + 1;
    assert_eq!(failure(&case(newer, "")), message(&versions(newer), SAME_VERSION));
    assert_eq!(
        failure(&case(newer, "it is too old")),
        message(&(versions(newer) + ": it is too old"), SAME_VERSION)
    );
    assert_eq!(
        failure(&case(PROTOCOL, "not today")),
        message(&(versions(PROTOCOL) + ": not today"), SAME_VERSION)
    );
}

#[test]
fn answers_that_make_no_sense() {
    let operations = |list: &[Vec<u8>]| wire::operations(list);
    let diagnostics = |list: &[Vec<u8>]| wire::diagnostics(list);
    let deep = [vec![open(b'('); 300], vec![close(); 300]].concat();
    // fn f ( a : u8 , b : ( u8 , u16 ) ) - > u8 { }
    // 0  1 2 3 4 5  6 7 8 9 10 11 12 13 14   …  18 19
    let cases = [
        (vec![], "it ends too early"),
        (vec![3], "it is of the unknown kind 3"),
        (vec![1, 1, 0, 0], "it ends too early"),
        (operations(&[vec![6]]), "it has the unknown operation 6"),
        (operations(&[vec![1, 255, 255, 255, 255]]), "it ends too early"),
        (operations(&[vec![1, 1, 0, 0, 0, 0xff]]), "a text in it is not UTF-8"),
        ([operations(&[]), vec![7, 7]].concat(), "it goes on for 2 bytes after its end"),
        (vec![1, 255, 255, 255, 255], "it ends too early"),
        (operations(&[open(b'<')]), "it has the unknown delimiter 60"),
        (operations(&[open(b'(')]), "it leaves a group open"),
        (operations(&[open(b'('), close(), close()]), "it closes a group that is not open"),
        (operations(&deep), "it nests groups more than 256 deep"),
        (operations(&[original(0, 20)]), "it takes tokens 0 to 20, which are not siblings"),
        (operations(&[original(3, 2)]), "it takes tokens 3 to 2, which are not siblings"),
        (operations(&[original(3, 15)]), "it takes tokens 3 to 15, which are not siblings"),
        (operations(&[original(9, 12)]), "it takes tokens 9 to 12, which are not siblings"),
        (operations(&[original(13, 13)]), "it takes tokens 13 to 13, which are not siblings"),
        (operations(&[spanned(20, "f")]), "it names token 20, where there are 20"),
        (diagnostics(&[]), "it refuses the item without a reason"),
        (diagnostics(&[diagnostic(0, 20, "no", "")]), "it names token 20, where there are 20"),
        (diagnostics(&[diagnostic(20, 0, "no", "")]), "it names token 20, where there are 20"),
        (vec![2, 1, 0, 0, 0, 0], "it ends too early"),
    ];
    for (answer, why) in cases {
        let case = Case::new("nonsense").answer(1, &frame(&answer));
        assert_eq!(failure(&case), nonsense(why), "{:?}", answer);
    }
    let case = Case::new("boundary").answer(1, &frame(&operations(&[original(0, 1)])));
    let compiled = case.check("#[prebind::julia(x)] fn f() {}");
    assert!(compiled.error().message.contains("it takes tokens 0 to 1, which are not siblings"));
    let case = Case::new("oversized").answer(1, &[1, 0, 0, 16, 0]);
    let why = "it claims 268435457 bytes, but at most 268435456 are allowed";
    assert_eq!(failure(&case), nonsense(why));
}

/// rustc's lexer adds an error of its own to some of these.
#[test]
fn text_that_is_not_rust() {
    for text in ["\"open", ")", "{", "'", "r#\"open", "/* open"] {
        let case = Case::new("not_rust").operations(1, &[source(text)]);
        let compiled = case.check(ITEM);
        let last = compiled.errors.last().unwrap();
        assert!(!compiled.text.contains("panicked"), "{}", compiled.text);
        // Rust 1.63 mends an open brace by itself, and has reported it.
        if compiled.errors.iter().all(|error| !error.message.contains("unclosed delimiter")) {
            assert!(last.message.contains("it has text that is not Rust: `"), "{}", compiled.text);
        }
    }
}

#[test]
fn a_failure_is_shown_once_and_brings_no_others() {
    let source = "#[prebind::julia] pub struct P { #[prebind::julia(skip)] pub a: u8 }\n\
                  #[prebind::julia] impl P { #[prebind::julia] pub fn a(&self) -> u8 { self.a } }\n\
                  #[prebind::julia] pub fn get(p: &P) -> u8 { p.a() }\n\
                  pub fn user() -> u8 { get(&P { a: 1 }) }";
    let case = Case::new("once").tell("end", 2, "1").operations(1, &[]);
    assert_eq!(case.check(source).error().start.0, 2);
    assert_eq!(case.starts(), 1);
    let refusal = frame(&wire::diagnostics(&[
        diagnostic(0, 0, "first", ""),
        diagnostic(1, 1, "second", "do it"),
    ]));
    let case = Case::new("refused").answer(1, &refusal).answer(2, &refusal).answer(3, &refusal);
    let compiled = case.check(source);
    let messages: Vec<_> = compiled.errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["first", "second\n\nhelp: do it"].repeat(3));
}

#[test]
fn one_engine_for_each_rustc_which_ends_with_it() {
    let mut case = Case::new("one");
    let mut source = String::new();
    for step in 1..=30 {
        case = case.operations(step, &[]);
        source += &format!("#[prebind::julia] pub fn f{}() {{}}\n", step);
    }
    let compiled = case.check(&source);
    assert!(
        compiled.success && compiled.text.contains("fake engine: started"),
        "{}",
        compiled.text
    );
    assert_eq!(case.starts(), 1);
    assert_eq!(case.request(30)[2], "fn");
    case.check(&source);
    assert_eq!(case.starts(), 2);
    let waiting = Instant::now();
    let ends = || std::fs::read_to_string(case.directory.join("ends")).unwrap_or_default();
    while ends().lines().count() < 2 {
        assert!(waiting.elapsed() < Duration::from_secs(20), "the engine outlives rustc");
        std::thread::sleep(Duration::from_millis(10));
    }
}
