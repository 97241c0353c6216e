//! The parts of `cached_embed_asm!` that know no compiler.

#[path = "../src/archive/library.rs"]
mod library;
#[path = "../src/archive/literal.rs"]
mod literal;
#[path = "../src/archive/mark.rs"]
mod mark;
#[path = "../src/archive/name.rs"]
mod name;
#[path = "../src/archive/sha256.rs"]
mod sha256;
#[path = "../src/archive/symbol.rs"]
mod symbol;

use library::{Damage, Library};
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
    for good in [
        "a",
        "memcpy_avx2",
        "A-1",
        "_x",
        "1",
        "com",
        "com10",
        "console",
        "null",
        "console.log",
        "a.con",
    ] {
        assert_eq!(name::problem(good), None, "{good}");
    }
    for bad in [
        "", "-a", "a b", "a/b", "a\\b", "a:b", "ü", "con", "NUL", "Com1", "lpt9", ".a", "a.",
        "a..b", "con.log", "COM1.x",
    ] {
        assert!(name::problem(bad).is_some(), "{bad}");
    }
    assert!(name::problem(&"a".repeat(100)).is_none());
    assert!(name::problem(&"a".repeat(101)).is_some());
    assert_eq!(name::folded("Ab"), name::folded("aB"));
    assert!(name::HELP.contains("file names"));
}

#[test]
fn digests_are_those_of_the_standard() {
    // FIPS 180-4's examples, and lengths around those of a block.
    let cases: [(&[u8], &str); 5] = [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (&[b'a'; 55], "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        (&[b'a'; 64], "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
        (&[b'a'; 1000], "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
    ];
    for (message, expected) in cases {
        for step in [1, 7, 64, 1001] {
            let mut digest = sha256::Sha256::new();
            message.chunks(step).for_each(|part| digest.update(part));
            let digest: String = digest.finish().iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(digest, expected);
        }
    }
}

// src/archive/mark_test.cpp has the same value.
#[test]
fn a_mark_is_a_digest_of_variant_and_text() {
    let mark = mark::of("f: ret\n", "x86_64-linux");
    let digest = "1097e114be67993aab3bcd2aeed5112bfd9ec7f6c1300685530357508db936a7";
    assert_eq!(mark, format!("prebind_archive_{digest}"));
    assert_eq!(mark::of("a\r\n\r\nb\r\n", "wasm32"), mark::of("a\n\nb\n", "wasm32"));
    assert_ne!(mark::of("a\rb\n", "wasm32"), mark::of("a\nb\n", "wasm32"));
    assert_ne!(mark::of("f: ret\n", "x86_64-linux+avx2"), mark);
    let bytes = format!("prebind_archive_{digest}");
    assert_eq!(mark::find(format!("p\0prebind_archive_x{bytes}\0").as_bytes()), Some(&*mark));
    assert_eq!(mark::find(&bytes.as_bytes()[..bytes.len() - 1]), None);
    assert_eq!(mark::find(b""), None);
}

#[test]
fn what_is_no_archive_is_told_apart() {
    let member = |size: &str, content: &str| {
        format!("{:<16}{:<12}{:<6}{:<6}{:<8}{size:<10}`\n{content}", "a.o/", 0, 0, 0, 644)
    };
    let whole = format!("!<arch>\n{}{}", member("3", "abc\n"), member("2", "ab"));
    assert_eq!(library::read(whole.as_bytes()), Library::Unmarked);
    assert_eq!(library::read(b"!<arch>\n"), Library::Unmarked);
    let mark = mark::of("", "wasm32");
    let marked = format!("!<arch>\n{}", member("80", &mark));
    assert_eq!(library::read(marked.as_bytes()), Library::Marked(mark));

    let damage = |bytes: &[u8]| match library::read(bytes) {
        Library::Damaged(damage) => damage,
        other => panic!("{other:?}"),
    };
    assert_eq!(damage(b""), Damage::Empty);
    assert_eq!(damage(b"version https://git-lfs.github.com/spec/v1\noid"), Damage::LfsPointer);
    assert_eq!(damage(whole.replace('\n', "\r\n").as_bytes()), Damage::LineEnds);
    assert_eq!(damage(b"<html>"), Damage::NoArchive);
    assert_eq!(damage(whole.replace("`\n", "``").as_bytes()), Damage::NoArchive);
    assert_eq!(damage(format!("!<arch>\n{}", member("x", "")).as_bytes()), Damage::NoArchive);
    let members = 8 + 60 + 4;
    for end in (1..whole.len()).filter(|end| ![8, members - 1, members].contains(end)) {
        assert_eq!(damage(&whole.as_bytes()[..end]), Damage::Truncated, "{end}");
    }
    let huge = format!("!<arch>\n{}", member("9999999999", ""));
    assert_eq!(damage(huge.as_bytes()), Damage::Truncated);
    assert_eq!(Damage::LfsPointer.explain().1, "run `git lfs pull`");
}

#[test]
fn a_version_is_part_of_a_symbol() {
    assert_eq!(symbol::version_in_symbols("1.2.3-rc.1+b5"), "1_2_3_rc_1_b5");
    let text = "f_{version}: call {g}_{version}";
    assert_eq!(symbol::fill(text, "1.0.0"), "f_1_0_0: call {g}_1_0_0");
    assert_eq!(symbol::fill("{Version} {{version}", "1.0.0"), "{Version} {1_0_0");
}

#[test]
fn versions_are_told_from_names() {
    for version in ["1.2.3", "0.0.1", "1.2.3-rc.1", "1.2.3+build.5", "1.2.3-a-b+c"] {
        assert!(name::is_version(version), "{version}");
    }
    for other in ["", "1.2", "1.2.3.4", "1.2.3.console", "1.2.x", "1..3", "console", "-1.2.3"] {
        assert!(!name::is_version(other), "{other}");
    }
}
