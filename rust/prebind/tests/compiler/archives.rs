//! `cached_embed_asm!` and an engine that does as it is told.

use std::fs;
use std::path::{Path, PathBuf};

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

/// What `prebind archive` sets, beside the variables of `case`.
fn collecting(name: &str, folder: &Path) -> Case {
    let mut case = case(name);
    let folder = folder.to_str().unwrap().to_owned();
    case.environment.push(("PREBIND_ARCHIVE_GATHER", folder));
    case.environment.push(("PREBIND_ARCHIVE_VARIANTS", String::new()));
    case
}

fn folder_of(case: &Case) -> PathBuf {
    let folder = case.directory.join("folder");
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn calls_are_left_in_the_folder_of_prebind_archive() {
    let folder = folder_of(&case("archive_left"));
    let case = collecting("archive_left_calls", &folder);
    let twice =
        format!("{}\nfn f() {{ prebind::cached_embed_asm!(name = \"two\", \"ret\"); }}", SOURCE);
    for runs in 1..=2 {
        let compiled = case.check(&twice);
        assert!(compiled.success, "no archive is linked: {}", compiled.text);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), runs, "one file for each compiler");
    }
    assert_eq!(case.starts(), 0, "no engine is asked");

    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(path.extension().unwrap(), "requests");
        let bytes = fs::read(path).unwrap();
        let mut frames = wire::Reader(&bytes);
        let mut hello = wire::Reader(frames.counted());
        assert_eq!(hello.bytes(14), b"prebind-expand");
        assert_eq!(hello.u32(), wire::PROTOCOL);
        assert_eq!([hello.text(), hello.text(), hello.text()], ["geo_metry", "geo-metry", "1.2.3"]);
        for (name, text) in [("one", "nop\nab\nc\n"), ("two", "ret\n")] {
            let mut request = wire::Reader(frames.counted());
            assert_eq!(request.bytes(1), [2]);
            assert_eq!([request.text(), request.text()], [name, text]);
        }
        assert!(frames.0.is_empty());
    }
}

#[test]
fn for_errors_the_engine_is_asked_for_what_is_collected() {
    let folder = folder_of(&case("archive_errors_of"));
    let mut case = collecting("archive_errors_of_calls", &folder).operations(1, &[]);
    case.environment.push(("PREBIND_ARCHIVE_VARIANTS", "wasm32".to_owned()));
    let compiled = case.check(SOURCE);
    assert!(compiled.success, "{}", compiled.text);
    assert_eq!(case.starts(), 1);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_not_there_is_one_error() {
    let nowhere = case("archive_nowhere").directory.join("nowhere");
    let twice = format!("{}\nprebind::cached_embed_asm!(name = \"two\", \"ret\");", SOURCE);
    let compiled = collecting("archive_nowhere_calls", &nowhere).check(&twice);
    assert_eq!(
        compiled.error().message,
        format!(
            "cannot write what `prebind archive` reads, `{}`: No such file or directory (os error \
             2)\n\nhelp: run `prebind archive` again; if PREBIND_ARCHIVE_GATHER is set without it, \
             unset that variable",
            nowhere.display()
        )
    );
}
