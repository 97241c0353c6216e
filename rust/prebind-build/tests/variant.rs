//! Which variant is for a target.

#[path = "../src/variant.rs"]
mod variant;

use variant::{Target, Variant, MACHINES};

fn choose(triple: &str, features: &str, flags: &str, declared: &[&str]) -> Result<String, String> {
    let declared: Vec<_> = declared.iter().map(|text| Variant::parse(text).unwrap()).collect();
    Target::new(triple, features, flags).choose(&declared).map(|variant| variant.name())
}

#[test]
fn names_are_canonical() {
    for (text, name) in [
        ("wasm32", "wasm32"),
        ("wasm32+simd128,atomics,simd128", "wasm32+atomics,simd128"),
        ("x86_64-linux+", "x86_64-linux"),
    ] {
        assert_eq!(Variant::parse(text).unwrap().name(), name);
    }
    for text in ["", "wasm", "x86_64", "x86_64-linux-gnu", "Wasm32"] {
        assert_eq!(Variant::parse(text), None, "{text}");
    }
}

#[test]
fn every_target_has_its_machine() {
    let targets = [
        ("wasm32-unknown-unknown", "wasm32"),
        ("wasm32-wasip1", "wasm32"),
        ("wasm32v1-none", "wasm32"),
        ("wasm64-unknown-unknown", "wasm64"),
        ("x86_64-unknown-linux-musl", "x86_64-linux"),
        ("x86_64-linux-android", "x86_64-linux"),
        ("x86_64-apple-darwin", "x86_64-macos"),
        ("x86_64-pc-windows-gnu", "x86_64-windows"),
        ("aarch64-unknown-linux-gnu", "aarch64-linux"),
        ("aarch64-apple-darwin", "aarch64-macos"),
        ("aarch64-pc-windows-msvc", "aarch64-windows"),
    ];
    for (triple, machine) in targets {
        assert_eq!(choose(triple, "", "", &MACHINES), Ok(machine.to_owned()), "{triple}");
    }
    for triple in ["x86_64-unknown-linux-gnux32", "i686-unknown-linux-gnu", "aarch64-apple-ios"] {
        let reason = format!("there are none for `{triple}`, and Prebind can make none");
        assert_eq!(choose(triple, "", "", &MACHINES), Err(reason));
    }
}

#[test]
fn the_most_features_that_are_enabled() {
    let declared = [
        "wasm32+simd128",
        "wasm32",
        "wasm32+atomics,bulk-memory",
        "wasm32+atomics",
        "wasm32+bulk-memory",
    ];
    let cases = [
        ("", "", "wasm32"),
        ("simd128", "", "wasm32+simd128"),
        // Of equals the first in the alphabet.
        ("simd128,bulk-memory", "", "wasm32+bulk-memory"),
        ("simd128,bulk-memory,atomics,sign-ext", "", "wasm32+atomics,bulk-memory"),
        // What a stable compiler keeps to itself.
        ("bulk-memory", "-Ctarget-feature=+atomics", "wasm32+atomics,bulk-memory"),
        ("", "-C\u{1f}target-feature=+atomics,+bulk-memory\u{1f}-g", "wasm32+atomics,bulk-memory"),
        ("", "--codegen=target-feature=+simd128", "wasm32+simd128"),
        ("", "--codegen\u{1f}target-feature=+simd128", "wasm32+simd128"),
        ("simd128", "-Ctarget-feature=-simd128", "wasm32"),
        ("", "-Copt-level=3\u{1f}-C", "wasm32"),
    ];
    for (features, flags, expected) in cases {
        let chosen = choose("wasm32-unknown-unknown", features, flags, &declared);
        assert_eq!(chosen, Ok(expected.to_owned()), "{features} {flags}");
    }
}

#[test]
fn none_fits() {
    let triple = "x86_64-unknown-linux-gnu";
    let refused = |declared: &[&str]| choose(triple, "sse", "", declared).unwrap_err();
    assert_eq!(
        refused(&["wasm32", "x86_64-macos"]),
        "`x86_64-unknown-linux-gnu` needs `x86_64-linux`, and there are `wasm32`, `x86_64-macos`"
    );
    assert_eq!(refused(&[]), "`x86_64-unknown-linux-gnu` needs `x86_64-linux`, and there are none");
    assert_eq!(
        refused(&["x86_64-linux+sse,avx", "x86_64-linux+avx2,bmi2"]),
        "`x86_64-unknown-linux-gnu` does not enable enough: `x86_64-linux+avx,sse` needs avx; \
         `x86_64-linux+avx2,bmi2` needs avx2, bmi2"
    );
}
