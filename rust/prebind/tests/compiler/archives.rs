//! `cached_embed_asm!` and an engine that does as it is told.

use crate::support::{place_of, Case};
use crate::wire;

const SOURCE: &str =
    "prebind::cached_embed_asm!(name = \"one\", \"nop\",\n  concat!(\"a\", 'b'), r#\"c\"#);";

fn case(name: &str) -> Case {
    let mut case = Case::new(name);
    case.environment = vec![
        ("PREBIND_BOOTSTRAP_geo_metry", "1".to_owned()),
        ("PREBIND_ARCHIVES", "/p/archives/wasm32".to_owned()),
        ("OUT_DIR", "/out".to_owned()),
    ];
    case
}

#[test]
fn the_request_has_the_text_and_where_the_literals_are() {
    let case = case("archive_request").operations(1, &[]);
    let compiled = case.check(SOURCE);
    assert!(compiled.success, "{}", compiled.text);
    let bytes = std::fs::read(case.directory.join("request-1")).unwrap();
    let mut reader = wire::Reader(&bytes);
    assert_eq!(reader.bytes(1), [2]);
    assert_eq!([reader.text(), reader.text()], ["one", "nop\nab\nc\n"]);
    assert_eq!(reader.text(), "/p/archives/wasm32");
    assert_eq!(reader.bytes(1), [1]);
    assert_eq!(reader.text(), "/out/prebind-archives");
    let number = reader.u32();
    let offsets: Vec<_> = (0..number).map(|_| reader.u32()).collect();
    assert_eq!(offsets, [0, 4, 5, 7]);
    assert!(reader.0.is_empty());
}

#[test]
fn errors_are_shown_at_their_literals() {
    let errors = wire::diagnostics(&[
        wire::diagnostic(3, 3, "wrong", "mend it"),
        wire::diagnostic(wire::CALL_SITE, wire::CALL_SITE, "all wrong", ""),
    ]);
    let compiled = case("archive_errors").answer(1, &wire::frame(&errors)).check(SOURCE);
    assert_eq!(compiled.errors.len(), 2, "{}", compiled.text);
    assert_eq!(compiled.errors[0].message, "wrong\n\nhelp: mend it");
    let error = &compiled.errors[0];
    assert_eq!((error.start, error.end), place_of(SOURCE, "r#\"c\"#"));
    assert_eq!(compiled.errors[1].start, (1, 1));
}

#[test]
fn answers_that_make_no_sense_are_errors() {
    let place = |number| wire::diagnostics(&[wire::diagnostic(number, 0, "m", "")]);
    let cases = [
        (wire::operations(&[wire::source("fn f() {}")]), "it has code instead of an archive"),
        (wire::diagnostics(&[]), "it refuses the archive without a reason"),
        (place(4), "it names literal 4, where there are 4"),
        (vec![3, 0, 0, 0, 0], "it is of the unknown kind 3"),
        (vec![1], "it ends too early"),
        (vec![1, 0, 0, 0, 0, 9], "it goes on for 1 bytes after its end"),
    ];
    for (answer, reason) in cases {
        let compiled = case("archive_nonsense").answer(1, &wire::frame(&answer)).check(SOURCE);
        let message = &compiled.error().message;
        assert!(message.contains(reason), "{}", message);
    }
}

#[test]
fn one_engine_for_archives_and_items() {
    let case = case("archive_and_item").operations(1, &[]).operations(2, &[]);
    let source = format!("{}\n#[prebind::julia] pub fn f() {{}}", SOURCE);
    let compiled = case.check(&source);
    assert!(compiled.success, "{}", compiled.text);
    assert_eq!(case.starts(), 1);
}

#[test]
fn without_the_feature_no_program_is_started() {
    let case = Case { bootstrap: false, ..case("archive_no_feature") };
    let compiled = case.check(SOURCE);
    assert!(compiled.error().message.starts_with(
        "PREBIND_BOOTSTRAP_geo_metry is set, but the crate `prebind` was compiled without its \
         feature `bootstrap`"
    ));
    assert_eq!(case.starts(), 0);
}
