//! The reader of manifests.

#[path = "../src/toml.rs"]
mod toml;

use toml::{find, Problem, Value};

const KEY: [&str; 4] = ["package", "metadata", "prebind", "archives"];

fn found(text: &str) -> Option<(usize, Vec<String>)> {
    match find(text, &KEY).unwrap() {
        Some((line, Value::List(values))) => {
            let text = |value| match value {
                Value::Text(text) => text,
                other => panic!("{other:?}"),
            };
            Some((line, values.into_iter().map(text).collect()))
        }
        Some((_, other)) => panic!("{other:?}"),
        None => None,
    }
}

#[test]
fn every_way_to_write_it() {
    let forms = [
        "[package.metadata.prebind]\narchives = [\"a\", \"b\"]\n",
        "[package.metadata]\nprebind.archives = [\"a\", 'b',]",
        "[package.metadata]\nprebind = { other = 1, archives = [\"a\", \"b\"] }",
        "[package]\nmetadata.prebind = { archives = [\"a\", '''b'''] } # comment",
        "\npackage = { metadata = { prebind.archives = [\"a\", \"\"\"\nb\"\"\"] } }",
        "[ package . \"metadata\" . 'prebind' ]\r\n\"archives\" = [\"a\", \"\\u0062\"]\r\n",
        "\u{feff}[package.metadata.prebind]\narchives = [\"a\", \"b\"]",
    ];
    for form in forms {
        let (line, values) = found(form).unwrap_or_else(|| panic!("{form}"));
        assert_eq!((line, values), (2, vec!["a".to_owned(), "b".to_owned()]), "{form}");
    }
}

#[test]
fn what_stands_before_it_is_stepped_over() {
    let text = r####"
cargo-features = ["x"] # not [package.metadata.prebind]
[package]
name = "a\"]#"
description = """
[package.metadata.prebind]
archives = ["wrong"]
quotes "" inside \""" and at the end"""""
literal = '''
archives = ["wrong"]
'''
date = 1979-05-27T07:32:00Z
number = -1.5e3
list = [ [1, 2], { a = [true], b.c = "]" }, # comment ]
  "#",
]
[[bin]]
name = "x"
[package.metadata.other]
archives = ["wrong"]
[workspace.package.metadata.prebind]
archives = ["wrong"]
[package.metadata.prebind] # here
# and here
archives = [
    "wasm32", # first

    'x86_64-linux'
    ,
]
"####;
    assert_eq!(found(text), Some((25, vec!["wasm32".to_owned(), "x86_64-linux".to_owned()])));
    assert_eq!(found("[package]\nname = \"a\"\n"), None);
    assert_eq!(found("[package.metadata.prebind]\n"), None);
    assert_eq!(found(""), None);
}

#[test]
fn what_is_no_list_is_returned_as_it_is() {
    let text = "[package.metadata.prebind]\narchives = true\n";
    assert_eq!(find(text, &KEY), Ok(Some((2, Value::Other("true".to_owned())))));
    let text = "[package.metadata.prebind.archives]\na = 1\n";
    assert_eq!(find(text, &KEY), Ok(None));
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    let cases = [
        ("\n[package", "`]` is missing", 2),
        ("a\n", "`=` is missing", 1),
        ("a = \n", "a value is missing", 1),
        ("= 1\n", "a key is missing", 1),
        ("a = \"b\n", "a string has no end", 1),
        ("a = \"\"\"b\n", "a string has no end", 2),
        ("a = \"\\q\"\n", "a string has an unknown escape", 1),
        ("a = \"\\u12\"\n", "a string has an unknown escape", 1),
        ("a = [1 2\n", "a value", 0),
        ("a = [\"b\" \"c\"]\n", "`,` or `]` is missing", 1),
        ("a = { b = \"b\" c = 1 }\n", "`,` or `}` is missing", 1),
        ("a = \"b\" c\n", "a line continues after its value", 1),
    ];
    for (text, message, line) in cases {
        match find(text, &KEY) {
            Err(problem) if line == 0 => drop(problem),
            other => {
                assert_eq!(other, Err(Problem { line, message: message.to_owned() }), "{text}")
            }
        }
    }
}

#[test]
fn a_dependency_is_found_in_whatever_way_it_is_written() {
    let has = |text| toml::has(text, &["dependencies", "prebind"]).unwrap();
    for form in [
        "[dependencies]\nprebind = \"0.1\"",
        "[dependencies]\nprebind.workspace = true",
        "[dependencies.prebind]\npath = \"..\"",
        "dependencies = { other = \"1\", prebind = { path = \"..\" } }",
        "dependencies.prebind = { path = \"..\" }",
    ] {
        assert!(has(form), "{form}");
    }
    for form in [
        "[dependencies]\nprebind-build = \"0.1\"",
        "[build-dependencies]\nprebind = \"0.1\"",
        "[package.metadata.prebind]\narchives = []",
        "[dependencies]\nother = { package = \"x\", features = [\"prebind\"] }",
        "",
    ] {
        assert!(!has(form), "{form}");
    }
}

/// As cargo refuses it, and without the end of the stack.
#[test]
fn what_is_nested_too_deep_is_a_problem() {
    for (open, close) in [("[", "]"), ("{a = ", "}")] {
        let nested = |levels| {
            let value = open.repeat(levels) + "1" + &close.repeat(levels);
            find(&format!("deep = {value}\n[package.metadata.prebind]\narchives = true\n"), &KEY)
        };
        assert!(matches!(nested(80), Ok(Some((3, _)))), "{open}");
        for levels in [81, 1_000_000] {
            let problem = nested(levels).unwrap_err();
            assert_eq!(problem.message, "values are nested deeper than 80 levels");
            assert_eq!(problem.line, 1);
        }
    }
}
