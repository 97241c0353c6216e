"""A small workspace with an input of each kind, and what a library made of it now would say.

The crate `geometry` exports constants. Each holds what one kind of input says, so the library tells
what it was made of: `World.expected` says the same by looking at the inputs as the compiler, cargo
and the build scripts would.
"""

import os
import pathlib
import subprocess

OLD = 1_000_000_000  # a time stamp older than any build


class World:
    def __init__(self, root, source, configuration_may_include):
        self.root = pathlib.Path(root)
        self.environment = {}
        self.features = []
        self.may_include = configuration_may_include
        self.source = source
        self.make()

    def path(self, name):
        return self.root / name

    def read(self, name):
        return self.path(name).read_text(errors="replace").strip()

    def write(self, name, text, when=None):
        """when: None (now), "old", or "same": with the time stamp of what it replaces"""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat().st_mtime_ns if when == "same" and path.exists() else OLD * 10**9
        # In place, as an editor or a generator might.
        with open(path, "w") as file:
            file.write(text)
        if when:
            os.utime(path, ns=(before, before))

    def link(self, name, target, when=None):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        if when:
            os.utime(path, (OLD, OLD), follow_symlinks=False)

    # What the library says of each kind.

    def expected(self):
        said = {
            "TEXT": self.read("ws/crates/geometry/src/t.txt"),
            "WAY": self.read("ws/crates/geometry/way/../u.txt"),
            "MODULE": self.module(),
            "GREETING": self.environment.get("GREETING", "none"),
            "SCRIPT": self.script(),
            "SILENT": self.tree("ws/crates/dep/info"),
            "DEP": self.read("ws/crates/dep/src/x.txt"),
            "FAR_VERSION": self.version("far/Cargo.toml"),
            "FAR_FILE": self.read("far/pkg/src/x.txt"),
            "MACRO": self.read("ws/crates/mac/src/x.txt"),
            "PLAIN": (
                self.read("ws/crates/plain/build.rs.txt")
                if self.has("ws/crates/plain/build.rs")
                else "none"
            ),
            "FLAGS": self.flags(),
            "VENDORED": self.vendored(),
            "CONFIGURED": self.configured("CONFIGURED") or "none",
            "OPTIONAL": self.configured("OPTIONAL") or "none",
        }
        if not self.may_include:
            del said["CONFIGURED"], said["OPTIONAL"]
        return said

    def has(self, name):
        return self.path(name).exists()

    def module(self):
        folder = self.path("ws/crates/geometry/src")
        source = folder / ("part.rs" if (folder / "part.rs").exists() else "part/mod.rs")
        return source.read_text().split('"')[1]

    def version(self, manifest):
        return next(
            line.split('"')[1]
            for line in self.read(manifest).splitlines()
            if line.startswith("version")
        )

    def tree(self, name):
        found = []
        top = self.path(name)

        def read(folder):
            for entry in os.listdir(folder):
                path = folder / entry
                found.append(str(path.relative_to(top)))
                if path.is_dir():
                    read(path)
                else:
                    found.append(path.read_text().strip() if path.exists() else "")

        read(top)
        return ",".join(sorted(found))

    def script(self):
        tool = self.read("ws/crates/tool/src/x.txt")
        variable = self.environment.get("SCRIPT_VARIABLE", "none")
        own = next(
            line.split('"')[1]
            for line in self.read("ws/crates/geometry/build.rs").splitlines()
            if "OWN" in line
        )
        named = self.read("ws/crates/geometry/way/../script.txt")
        return "/".join([tool, variable, own, named, self.tree("ws/crates/geometry/data")])

    def configured(self, name):
        if not self.may_include:
            return None
        for file in ["shared.toml", "../more/optional.toml"]:
            path = self.path("ws/.cargo") / file
            for line in path.read_text().splitlines() if path.exists() else []:
                if line.startswith(name + " ="):
                    return line.split('"')[1]
        return None

    def flags(self):
        manifest = self.read("ws/Cargo.toml")
        found = ["asserts"] if "debug-assertions = true" in manifest else []
        if "RUSTFLAGS" in self.environment:
            found += ["env"] if "by_env" in self.environment["RUSTFLAGS"] else []
        elif "by_config" in self.read("ws/.cargo/config.toml"):
            found.append("config")
        if "extra" in self.features:
            found.append("extra")
        if "RUSTC_WRAPPER" in self.environment and "by_wrapper" in self.read("wrapper"):
            found.append("wrapper")
        return "+".join(sorted(found))

    def vendored(self):
        # A patch of another version than what is asked for is not in use.
        if self.version("patch/Cargo.toml").startswith("1."):
            return self.read("patch/src/x.txt")
        return self.read("vendor/ven/src/x.txt")

    # The workspace as it is at first.

    def make(self):
        crates = {
            "ws/crates/geometry": [
                f'prebind = {{ path = "{self.source}/rust/prebind" }}',
                'dep = { path = "../dep" }', 'far = { path = "../../../far/pkg" }',
                'mac = { path = "../mac" }', 'plain = { path = "../plain" }', 'ven = "1"',
                '[build-dependencies]', 'tool = { path = "../tool" }', '[features]', 'extra = []'],
            "ws/crates/dep": [], "ws/crates/mac": [], "ws/crates/plain": [], "ws/crates/tool": [],
            "far/pkg": [], "patch": [], "vendor/ven": [],
        }
        for folder, dependencies in crates.items():
            name = (
                "ven"
                if folder == "patch"
                else "far" if folder == "far/pkg" else folder.split("/")[-1]
            )
            version = "version.workspace = true" if name == "far" else 'version = "1.0.0"'
            lines = ["[package]", f'name = "{name}"', version, 'edition = "2021"', "[lib]"]
            lines += ["proc-macro = true"] if name == "mac" else []
            self.write(
                f"{folder}/Cargo.toml", "\n".join([*lines, "[dependencies]", *dependencies, ""])
            )
            self.write(f"{folder}/src/x.txt", f"first_{name}")
            self.write(f"{folder}/src/lib.rs", 'pub const TEXT: &str = include_str!("x.txt");\n')
        self.write("ws/crates/geometry/src/lib.rs", self.library())
        self.write("ws/crates/geometry/build.rs", SCRIPT)
        self.write("ws/crates/dep/build.rs", SILENT)
        self.write("ws/crates/dep/src/lib.rs", 'pub const TEXT: &str = include_str!("x.txt");\n'
                   'pub const SILENT: &str = env!("SILENT");\n')
        self.write("ws/crates/mac/src/lib.rs", MACRO)
        self.write("ws/crates/plain/build.rs.txt", "plain")
        self.write(
            "ws/crates/plain/src/lib.rs",
            'pub const TEXT: &str = match option_env!("PLAIN") { Some(text) => text, None => "none" };\n',
        )
        self.write("far/pkg/src/lib.rs", 'pub const TEXT: &str = include_str!("x.txt");\n'
                   'pub const VERSION: &str = env!("CARGO_PKG_VERSION");\n')
        self.write(
            "far/Cargo.toml",
            '[workspace]\nmembers = ["pkg"]\n[workspace.package]\nversion = "0.1.0"\n',
        )
        self.write("vendor/ven/.cargo-checksum.json", '{"files":{}}')
        self.write(
            "ws/Cargo.toml",
            '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n'
            '[patch.crates-io]\nven = { path = "../patch" }\n[profile.release]\nopt-level = 0\n',
        )
        self.write("ws/.cargo/config.toml", self.configuration(False))
        self.write("ws/.cargo/shared.toml", '[env]\nCONFIGURED = "first"\n')
        self.write("wrapper", '#!/bin/sh\nexec "$@"\n')
        self.path("wrapper").chmod(0o755)
        self.write("ws/crates/geometry/src/part.rs", 'pub const TEXT: &str = "module";\n')
        for side in ("one", "two"):
            self.write(f"ws/crates/geometry/src/{side}.txt", f"text_{side}")
            self.write(f"ws/crates/geometry/sides/{side}/u.txt", f"way_{side}")
            self.write(f"ws/crates/geometry/sides/{side}/script.txt", f"named_{side}")
            self.path(f"ws/crates/geometry/sides/{side}/deep").mkdir()
            self.write(f"outer/{side}/file", f"outer_{side}")
        self.link("ws/crates/geometry/src/t.txt", "one.txt")
        self.link("ws/crates/geometry/way", "sides/one/deep")
        self.write("ws/crates/geometry/data/first", "1")
        self.write("ws/crates/dep/info/first", "1")
        # In a repository hidden files belong to a package.
        for arguments in (["init", "-q"], ["add", "-A"]):
            subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def configuration(self, flag):
        include = 'include = ["shared.toml", { path = "../more/optional.toml", optional = true }]\n'
        return (
            (include if self.may_include else "")
            + '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "../vendor"\n'
            f'[build]\nrustflags = [{chr(39) + "--cfg=by_config" + chr(39) if flag else ""}]\n'
        )

    def library(self):
        flags = [
            '(cfg!(debug_assertions), "asserts")',
            '(cfg!(by_config), "config")',
            '(cfg!(by_env), "env")',
            '(cfg!(feature = "extra"), "extra")',
            '(cfg!(by_wrapper), "wrapper")',
        ]
        names = [flag.split('"')[-2] for flag in flags]
        condition = [flag.rsplit(",", 1)[0][1:] for flag in flags]
        arms = []
        for bits in range(1 << len(flags)):
            on = [name for i, name in enumerate(names) if bits >> i & 1]
            arms.append(f'        {bits} => "{"+".join(sorted(on))}",')
        number = " + ".join(f"(({text}) as u32) * {1 << i}" for i, text in enumerate(condition))
        lines = [
            "#![allow(unexpected_cfgs)]",
            "use prebind::julia;",
            "mod part;",
            "const fn or_none(text: Option<&'static str>) -> &'static str {",
            '    match text { Some(text) => text, None => "none" }',
            "}",
            "const fn flags() -> &'static str {",
            f"    match {number} {{",
            *arms,
            '        _ => "",',
            "    }",
            "}",
        ]
        constants = {
            "TEXT": 'include_str!("t.txt")',
            "WAY": 'include_str!("../way/../u.txt")',
            "MODULE": "part::TEXT",
            "GREETING": 'or_none(option_env!("GREETING"))',
            "SCRIPT": 'env!("SCRIPT")',
            "SILENT": "dep::SILENT",
            "DEP": "dep::TEXT",
            "FAR_VERSION": "far::VERSION",
            "FAR_FILE": "far::TEXT",
            "MACRO": "mac::text!()",
            "PLAIN": "plain::TEXT",
            "FLAGS": "flags()",
            "VENDORED": "ven::TEXT",
        }
        if self.may_include:
            constants["CONFIGURED"] = 'or_none(option_env!("CONFIGURED"))'
            constants["OPTIONAL"] = 'or_none(option_env!("OPTIONAL"))'
        lines += [
            f"#[julia]\npub const {name}: &str = {value};" for name, value in constants.items()
        ]
        return "\n".join(lines) + "\n"


READ = """
fn read(top: &std::path::Path, folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.strip_prefix(top).unwrap().display().to_string());
        if path.is_dir() {
            read(top, &path, found);
        } else {
            found.push(std::fs::read_to_string(&path).unwrap_or_default().trim().into());
        }
    }
}

fn tree(top: &str) -> String {
    let mut found = vec![];
    read(top.as_ref(), top.as_ref(), &mut found);
    found.sort();
    found.join(",")
}
"""

SCRIPT = READ + """
const OWN: &str = "own";

fn main() {
    let variable = std::env::var("SCRIPT_VARIABLE").unwrap_or("none".into());
    let named = std::fs::read_to_string("way/../script.txt").unwrap();
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=way/../script.txt");
    println!("cargo:rerun-if-env-changed=SCRIPT_VARIABLE");
    let (tool, named) = (tool::TEXT.trim(), named.trim());
    println!("cargo:rustc-env=SCRIPT={}/{}/{}/{}/{}", tool, variable, OWN, named, tree("data"));
}
"""

SILENT = READ + """
fn main() {
    println!("cargo:rustc-env=SILENT={}", tree("info"));
}
"""

MACRO = """
#[proc_macro]
pub fn text(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    format!("{:?}", include_str!("x.txt")).parse().unwrap()
}
"""

PLAIN = """
fn main() {
    println!("cargo:rerun-if-changed=build.rs.txt");
    println!("cargo:rustc-env=PLAIN={}", std::fs::read_to_string("build.rs.txt").unwrap());
}
"""
