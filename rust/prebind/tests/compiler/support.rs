//! Runs rustc on small sources with this macro crate, and with a fake engine that does as it is
//! told.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

use crate::wire;

/// The rustc that built this test.
pub fn rustc() -> Command {
    let beside_cargo = Path::new(env!("CARGO")).with_file_name("rustc");
    let program = match env::var_os("RUSTC") {
        Some(program) => PathBuf::from(program),
        None if beside_cargo.exists() => beside_cargo,
        None => PathBuf::from("rustc"),
    };
    let mut command = Command::new(program);
    command.env_remove("PREBIND_ENGINE").env_remove("PREBIND_ENGINE_TIMEOUT");
    command
}

pub fn has_edition_2024() -> bool {
    let output = run(rustc().arg("--version"));
    let minor = String::from_utf8(output.stdout).unwrap().split('.').nth(1).unwrap().parse();
    let minor: u32 = minor.unwrap();
    minor >= 85
}

/// A directory of this test run, empty at first.
pub fn fresh_directory(name: &str) -> PathBuf {
    let directory = root().join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME"))
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}: {}\n{}", command, output.status, errors);
    output
}

/// The compiled macro crate, with the feature `bootstrap` or without.
pub fn macro_crate(bootstrap: bool) -> PathBuf {
    static BUILD: Once = Once::new();
    let directory = |bootstrap| root().join(if bootstrap { "bootstrap" } else { "regular" });
    BUILD.call_once(|| {
        for bootstrap in [false, true] {
            let mut command = rustc();
            command.args([
                "--crate-name",
                "prebind",
                "--crate-type",
                "proc-macro",
                "--extern",
                "proc_macro",
            ]);
            command.args(["--edition", "2021", "-D", "warnings", "src/lib.rs", "--out-dir"]);
            command.arg(directory(bootstrap)).env("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION"));
            if bootstrap {
                command.args(["--cfg", "feature=\"bootstrap\""]);
            }
            run(&mut command);
        }
    });
    let (prefix, suffix) = (env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    directory(bootstrap).join(format!("{}prebind{}", prefix, suffix))
}

pub fn fake_engine() -> PathBuf {
    static BUILD: Once = Once::new();
    let program = root().join(format!("fake_engine{}", env::consts::EXE_SUFFIX));
    BUILD.call_once(|| {
        fs::create_dir_all(root()).unwrap();
        let source = "tests/compiler/fake_engine.rs";
        run(rustc().args(["--edition", "2021", "-D", "warnings", source, "-o"]).arg(&program));
    });
    program
}

/// One fake engine and the sources that are compiled with it.
pub struct Case {
    pub directory: PathBuf,
    pub engine: PathBuf,
    pub edition: &'static str,
    pub bootstrap: bool,
    pub environment: Vec<(&'static str, String)>,
}

impl Case {
    /// The engine answers the hello as a good one does, and nothing else.
    pub fn new(name: &str) -> Case {
        let case = Case {
            directory: fresh_directory(name),
            engine: fake_engine(),
            edition: "2021",
            bootstrap: true,
            environment: Vec::new(),
        };
        case.answer(0, &wire::frame(&wire::hello(wire::PROTOCOL, "9.8.7", "")))
    }

    /// The bytes to write for a step, frame and all.
    pub fn answer(self, step: usize, bytes: &[u8]) -> Case {
        fs::write(self.directory.join(format!("answer-{}", step)), bytes).unwrap();
        self
    }

    /// Answers request `step` with these operations.
    pub fn operations(self, step: usize, operations: &[Vec<u8>]) -> Case {
        self.answer(step, &wire::frame(&wire::operations(operations)))
    }

    pub fn tell(self, what: &str, step: usize, text: &str) -> Case {
        fs::write(self.directory.join(format!("{}-{}", what, step)), text).unwrap();
        self
    }

    /// The tokens of request `step` of the last run.
    pub fn request(&self, step: usize) -> Vec<String> {
        let path = self.directory.join(format!("request-{}", step));
        wire::read_request(&fs::read(path).unwrap())
    }

    /// Lets the engine add nothing to `source`, which has one item, and says what tokens that item
    /// has.
    pub fn tokens(self, source: &str) -> (Case, Vec<String>) {
        let case = self.operations(1, &[]);
        case.check(source);
        let tokens = case.request(1);
        (case, tokens)
    }

    pub fn starts(&self) -> usize {
        let starts = fs::read_to_string(self.directory.join("starts")).unwrap_or_default();
        assert!(starts.lines().all(|arguments| arguments == "expand"), "{}", starts);
        starts.lines().count()
    }

    fn rustc(&self, source: &str) -> Command {
        let path = self.directory.join("source.rs");
        fs::write(&path, source).unwrap();
        let mut command = rustc();
        command.arg(path).args(["--edition", self.edition]);
        command.args(["--error-format=json", "--cap-lints=allow"]);
        let mut library = std::ffi::OsString::from("prebind=");
        library.push(macro_crate(self.bootstrap));
        command.arg("--extern").arg(library).arg("--out-dir").arg(&self.directory);
        command.env("PREBIND_ENGINE", &self.engine).env("FAKE_ENGINE", &self.directory);
        command.env("CARGO_CRATE_NAME", "geo_metry").env("CARGO_PKG_NAME", "geo-metry");
        command.env("CARGO_PKG_VERSION", "1.2.3");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Compiles a library, without making code.
    pub fn check(&self, source: &str) -> Compiled {
        let output =
            self.rustc(source).args(["--crate-type", "lib", "--emit=metadata"]).output().unwrap();
        Compiled::of(output)
    }

    /// Compiles a program and runs it; it has to succeed.
    pub fn run(&self, source: &str) -> String {
        let output = self.rustc(source).args(["--crate-name", "program"]).output();
        let compiled = Compiled::of(output.unwrap());
        assert!(compiled.success, "{}", compiled.text);
        let output = run(&mut Command::new(self.directory.join("program")));
        String::from_utf8(output.stdout).unwrap()
    }
}

pub struct Compiled {
    pub success: bool,
    pub errors: Vec<Diagnostic>,
    /// All that came on standard error.
    pub text: String,
}

/// An error of rustc; lines and columns from 1, the end behind the last character.
#[derive(Debug, PartialEq)]
pub struct Diagnostic {
    pub message: String,
    pub start: (usize, usize),
    pub end: (usize, usize),
}

impl Compiled {
    fn of(output: Output) -> Compiled {
        let text = String::from_utf8(output.stderr).unwrap();
        let is_error = |line: &&str| line.contains("\"level\":\"error\",\"spans\":[{");
        let errors = text.lines().filter(is_error).map(Diagnostic::of).collect();
        Compiled { success: output.status.success(), errors, text }
    }

    /// The only error that there is.
    pub fn error(&self) -> &Diagnostic {
        assert!(!self.success && self.errors.len() == 1, "{:#?}", self.errors);
        &self.errors[0]
    }
}

impl Diagnostic {
    fn of(json: &str) -> Diagnostic {
        let number = |name: &str| {
            let start = json.find(name).unwrap() + name.len();
            let digits = json[start..].split(|c: char| !c.is_ascii_digit()).next().unwrap();
            digits.parse().unwrap()
        };
        let start = json.find("\"message\":\"").unwrap() + "\"message\":\"".len();
        let message = &json[start..json.find("\",\"code\":").unwrap()];
        Diagnostic {
            message: unescaped(message),
            start: (number("\"line_start\":"), number("\"column_start\":")),
            end: (number("\"line_end\":"), number("\"column_end\":")),
        }
    }
}

/// The text of a JSON string in which nothing but these is escaped.
fn unescaped(json: &str) -> String {
    let parts: Vec<_> = json.split("\\\\").collect();
    let part = |part: &&str| part.replace("\\n", "\n").replace("\\\"", "\"");
    parts.iter().map(part).collect::<Vec<_>>().join("\\")
}

/// Where `part` is in `source`, as a diagnostic about it says it.
pub fn place_of(source: &str, part: &str) -> ((usize, usize), (usize, usize)) {
    let place = |offset: usize| {
        let before = &source[..offset];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (before.matches('\n').count() + 1, column)
    };
    let start = source.find(part).unwrap();
    assert_eq!(source.matches(part).count(), 1, "{} in {}", part, source);
    (place(start), place(start + part.len()))
}
