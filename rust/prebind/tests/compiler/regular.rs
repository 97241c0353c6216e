//! The crate in everybody's builds: no engine, whatever the environment says; and each edition.

use crate::support::{fresh_directory, has_edition_2024, macro_crate, place_of, rustc, Case};
use std::fs;
use std::process::Command;

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn code_that_starts_programs_is_in_the_feature_only() {
    let library = |bootstrap| fs::read(macro_crate(bootstrap)).unwrap();
    assert!(contains(&library(true), "PREBIND_ENGINE_TIMEOUT"));
    assert!(!contains(&library(false), "PREBIND_ENGINE_TIMEOUT"));

    let case = Case { bootstrap: false, ..Case::new("no_feature") };
    let compiled = case.check("#[prebind::julia(what)] pub fn f<T>(_: T) {}");
    assert!(compiled.success, "{}", compiled.text);
    assert_eq!(case.starts(), 0);
}

#[test]
fn without_an_engine_the_feature_changes_nothing() {
    let case = Case { engine: "".into(), ..Case::new("no_engine") };
    let compiled = case.check("#[prebind::julia(what)] pub fn f<T>(_: T) {}");
    assert!(compiled.success, "{}", compiled.text);
    assert_eq!(case.starts(), 0);
}

/// Other crates have an attribute `export`, too: rustc says that it does not know this one.
#[test]
fn attributes_of_other_crates_stay() {
    for source in [
        "#[prebind::julia] #[other::export] pub fn f() {}",
        "pub struct P; #[prebind::julia] impl P { #[other::export] pub fn f() {} }",
    ] {
        let compiled = Case { engine: "".into(), ..Case::new("other_export") }.check(source);
        assert!(!compiled.success && compiled.text.contains("`other`"), "{}", compiled.text);
    }
}

#[test]
fn every_edition() {
    for edition in ["2018", "2021", "2024"] {
        if edition == "2024" && !has_edition_2024() {
            continue;
        }
        let directory = fresh_directory(edition);
        let program = directory.join("plain");
        let mut library = std::ffi::OsString::from("prebind=");
        library.push(macro_crate(false));
        let mut command = rustc();
        command.args(["--test", "--edition", edition, "tests/plain.rs", "--extern"]).arg(library);
        let status = command.arg("-o").arg(&program).status().unwrap();
        assert!(status.success(), "edition {}", edition);
        let output = Command::new(program).output().unwrap();
        assert!(output.status.success(), "edition {}", edition);
    }
}

/// Errors of rustc itself stay where they belong: the tokens keep their places.
#[test]
fn places_stay_as_they_are() {
    let sources = [
        "#[prebind::julia] fn f() -> u8 { wrong }",
        "#[prebind::julia]\nmod m {\n  #[prebind::julia]\n  fn f() -> u8 { wrong }\n}",
        "struct P;\n#[prebind::julia]\nimpl P {\n  fn f() -> u8 { wrong }\n}",
        "struct P;\n#[prebind::julia]\nimpl P {\n  #[prebind::julia]\n  fn f(µ: u8) -> u8 { wrong }\n}",
        "#[prebind::julia]\nstruct P {\n  #[prebind::julia(skip)] a: wrong,\n}",
        "#[prebind::julia]\nenum P {\n  A { #[prebind::julia] a: u8, b: wrong },\n}",
    ];
    for source in sources {
        let case = Case { bootstrap: false, ..Case::new("places") };
        let compiled = case.check(source);
        let error = compiled.error();
        assert!(error.message.starts_with("cannot find"), "{}", error.message);
        assert_eq!((error.start, error.end), place_of(source, "wrong"), "{}", source);
    }
}

/// What is no marker is left to rustc, which refuses it where it stands.
#[test]
fn other_attributes_are_left_alone() {
    for attribute in ["#[prebind::julia = \"x\"]", "#[prebind::julia[skip]]", "#[alias(skip)]"] {
        let source = format!(
            "use prebind::julia as alias;\n#[alias]\nstruct P {{\n  {} a: u8,\n}}",
            attribute
        );
        let case = Case { bootstrap: false, ..Case::new("not_ours") };
        let compiled = case.check(&source);
        assert!(!compiled.success && compiled.errors[0].start.0 == 4, "{}", compiled.text);
    }
}
