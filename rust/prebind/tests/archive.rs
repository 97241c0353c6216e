//! The parts of `cached_embed_asm!` that know no compiler.

#[path = "../src/archive/literal.rs"]
mod literal;
#[path = "../src/archive/name.rs"]
mod name;

use literal::{in_concat, string};

#[test]
fn string_literals_have_their_values() {
    let cases = [
        (r#""""#, ""),
        (r#""a\tb\n\\\"\'\0""#, "a\tb\n\\\"'\0"),
        (r#""\x41\u{e4}\u{1_F600}""#, "Aä😀"),
        ("\"a \\\n    b\\\n\n c\"", "a bc"),
        ("\"two\nlines\"", "two\nlines"),
        (r##"r"a\n""##, r"a\n"),
        ("r#\"say \"hi\"\"#", "say \"hi\""),
        ("r##\"a\"#b\"##", "a\"#b"),
    ];
    for (literal, value) in cases {
        assert_eq!(string(literal).as_deref(), Some(value), "{literal}");
    }
}

#[test]
fn other_literals_are_no_strings() {
    for literal in ["1", "'a'", "b\"x\"", "br\"x\"", "c\"x\"", "\"a\"suffix", "1.5", "r#a", "r"] {
        assert_eq!(string(literal), None, "{literal}");
    }
}

#[test]
fn concat_takes_characters_and_numbers_too() {
    let cases = [("'a'", "a"), (r"'\n'", "\n"), (r"'\''", "'"), ("12", "12"), ("1_000", "1000")];
    for (literal, value) in cases {
        assert_eq!(in_concat(literal).as_deref(), Some(value), "{literal}");
    }
    for literal in ["1.5", "1u8", "0x10", "\"a\"", "b'a'"] {
        assert_eq!(in_concat(literal), None, "{literal}");
    }
}

#[test]
fn names_are_files_everywhere() {
    for good in ["a", "memcpy_avx2", "A-1", "_x", "1", "com", "com10", "console", "null"] {
        assert_eq!(name::problem(good), None, "{good}");
    }
    for bad in ["", "-a", "a b", "a.b", "a/b", "a\\b", "a:b", "ü", "con", "NUL", "Com1", "lpt9"] {
        assert!(name::problem(bad).is_some(), "{bad}");
    }
    assert!(name::problem(&"a".repeat(100)).is_none());
    assert!(name::problem(&"a".repeat(101)).is_some());
    assert_eq!(name::folded("Ab"), name::folded("aB"));
    assert!(name::HELP.contains("file names"));
}
