//! Through cargo: a workspace whose crates use the macros under different names.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{fake_engine, fresh_directory};
use crate::wire;

fn write_workspace(root: &Path) {
    let manifest = |name: &str, dependencies: &str| {
        format!(
            "[package]\nname = \"{}\"\nversion = \"0.3.0\"\nedition = \"2018\"\n\
             [features]\nhost = [\"prebind-macros/bootstrap\"]\n[dependencies]\n{}",
            name, dependencies
        )
    };
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"points\", \"user\"]\n".to_string()),
        (
            "points/Cargo.toml",
            manifest("points", "prebind-macros = { package = \"prebind\", path = \"PATH\" }"),
        ),
        (
            "points/src/lib.rs",
            "use prebind_macros::julia;\n#[julia] pub fn one() -> u8 { 1 }".to_string(),
        ),
        (
            "user/Cargo.toml",
            manifest(
                "user",
                "juliacall_macros = { package = \"prebind\", path = \"PATH\" }\npoints = { path = \"../points\" }",
            )
            .replace("\"prebind-macros/", "\"juliacall_macros/"),
        ),
        (
            "user/src/lib.rs",
            "use juliacall_macros::julia;\n#[julia] pub struct P { #[julia(skip)] pub x: u8 }\n\
             #[julia] impl P {\n\
             #[juliacall_macros::julia] pub fn two(&self) -> u8 { self.x + points::one() } }"
                .to_string(),
        ),
    ];
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace("PATH", env!("CARGO_MANIFEST_DIR"))).unwrap();
    }
}

/// Builds the workspace and returns how often the engine was started.
fn build(root: &Path, arguments: &[&str]) -> usize {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--offline", "--quiet"]).args(arguments).current_dir(root);
    command.env("CARGO_TARGET_DIR", root.join("target")).env("RUSTFLAGS", "-D warnings");
    command.env("PREBIND_ENGINE", fake_engine()).env("FAKE_ENGINE", root);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let starts = fs::read_to_string(root.join("starts")).unwrap_or_default();
    starts.lines().count()
}

#[test]
fn each_crate_has_its_engine_if_the_feature_is_on() {
    let root = fresh_directory("workspace");
    write_workspace(&root);
    fs::write(root.join("answer-0"), wire::frame(&wire::hello(wire::PROTOCOL, "9.8.7", "")))
        .unwrap();
    for step in ["answer-1", "answer-2"] {
        fs::write(root.join(step), wire::frame(&wire::operations(&[]))).unwrap();
    }
    assert_eq!(build(&root, &[]), 0);
    assert_eq!(build(&root, &["--features", "user/host"]), 2);
    // The last one asked about crate `user`: for the struct and the impl.
    let hello = fs::read(root.join("request-0")).unwrap();
    let mut reader = wire::Reader(&hello[18..]);
    assert_eq!([reader.text(), reader.text(), reader.text()], ["user", "user", "0.3.0"]);
    assert!(root.join("request-2").exists());
}
