use std::collections::hash_map::DefaultHasher;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::ErrorKind;
use std::ops::RangeFrom;
use std::path::{Path, PathBuf};

use crate::toml::{self, Value};
use crate::variant::{Target, Variant, MACHINES};

const KEY: [&str; 4] = ["package", "metadata", "prebind", "archives"];
/// In OUT_DIR: archives that a build makes for itself.
const OWN_DIRECTORY: &str = "prebind-archives";
/// How packages with `links` name to cargo what they pass on.
const PASSED: &str = "_PREBIND_ARCHIVES";
const PASSED_REASON: &str = "_PREBIND_ARCHIVES_NONE";

const MOVE_HELP: &str = "move the crate to a folder whose name is Unicode, and has no `:` (on \
                         Windows no `;`) and no line end";

pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) help: String,
}

fn problem<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { message: message.into(), help: help.into() })
}

pub(crate) type Environment = BTreeMap<String, String>;

/// What the build script has to print.
pub(crate) fn run(environment: &Environment) -> Result<Vec<String>, Problem> {
    let lines = Script { environment }.run()?;
    // Cargo would take what follows the line end for something else that it was told.
    match lines.iter().find(|line| line.contains(['\n', '\r'])) {
        Some(line) => problem(
            format!("`{}` has a line end, so cargo cannot be told", line.escape_debug()),
            MOVE_HELP,
        ),
        None => Ok(lines),
    }
}

/// What there is for this target.
#[derive(Default)]
struct Found {
    directories: Vec<PathBuf>,
    /// Whether the first of them is of this package, but for macros in others alone.
    is_for_others: bool,
    /// Why something that was declared is not for this target.
    reasons: Vec<String>,
}

struct Script<'a> {
    environment: &'a Environment,
}

impl Script<'_> {
    fn run(&self) -> Result<Vec<String>, Problem> {
        let links = self.environment.contains_key("CARGO_MANIFEST_LINKS");
        let own = self.own(links)?;
        let passed = self.passed();
        let mut lines = self.triggers();
        if links {
            // Of those who depend on this package, whoever has the macros.
            match own.directories.is_empty() {
                false => lines.push(format!("cargo:prebind_archives={}", list(&own.directories)?)),
                true => {
                    lines.push(format!("cargo:prebind_archives_none={}", own.reasons.join("; ")));
                }
            }
        }
        let watched = usize::from(own.is_for_others)..;
        let directories = [own.directories, passed.directories].concat();
        if directories.is_empty() {
            let reasons = [own.reasons, passed.reasons].concat();
            lines.push(format!("cargo:rustc-env=PREBIND_ARCHIVES_NONE={}", reasons.join("; ")));
            return Ok(lines);
        }
        lines.push(format!("cargo:rustc-env=PREBIND_ARCHIVES={}", list(&directories)?));
        lines.push(format!("cargo:rustc-env=PREBIND_ARCHIVES_DIGEST={}", digest(&directories)));
        if self.has_whole_archives() {
            lines.push("cargo:rustc-env=PREBIND_ARCHIVES_WHOLE=1".to_owned());
        }
        lines.extend(self.places(&directories, watched)?);
        Ok(lines)
    }

    fn variable(&self, name: &str) -> &str {
        self.environment.get(name).map_or("", String::as_str)
    }

    fn is_on(&self, name: &str) -> bool {
        !matches!(self.variable(name), "" | "0")
    }

    /// Whether `+whole-archive` may be asked for in a library: since Rust 1.73. That a compiler is
    /// not older shows in what it tells about the target since 1.78; no program is started for it.
    fn has_whole_archives(&self) -> bool {
        self.environment.contains_key("CARGO_CFG_TARGET_ABI")
    }

    /// With the package's name as a shell can set it, and if that differs as it is.
    fn bootstrap_variables(&self) -> Vec<String> {
        let name = self.variable("CARGO_PKG_NAME");
        let mut names = vec![name.replace('-', "_"), name.to_owned()];
        names.dedup();
        names.iter().map(|name| format!("PREBIND_BOOTSTRAP_{name}")).collect()
    }

    fn is_bootstrapped(&self) -> bool {
        self.bootstrap_variables().iter().any(|variable| self.is_on(variable))
    }

    /// The archives in this package itself.
    fn own(&self, links: bool) -> Result<Found, Problem> {
        let root = Path::new(self.variable("CARGO_MANIFEST_DIR"));
        if root == Path::new("") {
            // Cargo always sets it, so it is not Unicode.
            return problem(
                format!(
                    "the folder of `{}` cannot be passed on to the compiler",
                    self.variable("CARGO_PKG_NAME")
                ),
                MOVE_HELP,
            );
        }
        let manifest = root.join("Cargo.toml");
        let declared = match declared_in(&manifest)? {
            Some(declared) => declared,
            None if self.passes_any() => return Ok(Found::default()),
            None => {
                return problem(
                    format!("`{}` names no archives", manifest.display()),
                    "add what the crate has assembly for, as\n\n[package.metadata.prebind]\n\
                     archives = [\"wasm32\", \"x86_64-linux\"]\n\nor remove \
                     `prebind_build::archives()` from its build script",
                )
            }
        };
        let target = Target::new(
            self.variable("TARGET"),
            self.variable("CARGO_CFG_TARGET_FEATURE"),
            self.variable("CARGO_ENCODED_RUSTFLAGS"),
        );
        let mut found = Found::default();
        match target.choose(&declared) {
            Ok(variant) => {
                let directory = root.join("archives").join(variant.name());
                found.is_for_others = links && self.is_for_others(&manifest, &directory)?;
                found.directories.push(directory);
            }
            Err(reason) => found.reasons.push(reason),
        }
        Ok(found)
    }

    /// Whether this package only carries archives for those that depend on it, and calls no macro
    /// itself. Then what changes there is their affair: they watch the folder, too, and if this one
    /// did, cargo would run it after they have been bootstrapped, and them after it.
    fn is_for_others(&self, manifest: &Path, directory: &Path) -> Result<bool, Problem> {
        let text = read(manifest)?;
        let has_macros = toml::has(&text, &["dependencies", "prebind"]).unwrap_or(true);
        let own = format!("lib{}.", self.variable("CARGO_PKG_NAME"));
        let is_own =
            |entry: fs::DirEntry| entry.file_name().to_str().map_or(false, |f| f.starts_with(&own));
        let has_archives = fs::read_dir(directory).into_iter().flatten().flatten().any(is_own);
        Ok(!has_macros && !has_archives)
    }

    /// The archives in packages that this one depends on.
    fn passed(&self) -> Found {
        let mut found = Found::default();
        for (name, value) in self.environment.iter().filter(|(name, _)| name.starts_with("DEP_")) {
            if name.ends_with(PASSED) {
                found.directories.extend(env::split_paths(value));
            } else if name.ends_with(PASSED_REASON) {
                found.reasons.push(value.clone());
            }
        }
        found
    }

    fn passes_any(&self) -> bool {
        let Found { directories, reasons, .. } = self.passed();
        !(directories.is_empty() && reasons.is_empty())
    }

    fn triggers(&self) -> Vec<String> {
        let mut lines = vec!["cargo:rerun-if-changed=Cargo.toml".to_owned()];
        let bootstrap = self.bootstrap_variables();
        let mut variables: Vec<_> = bootstrap.iter().map(String::as_str).collect();
        variables.push("PREBIND_ARCHIVE_DISABLE_CHECK");
        if self.is_bootstrapped() {
            variables.extend(["PREBIND_ARCHIVE_GATHER", "PREBIND_ENGINE", "PREBIND_ENGINE_ID"]);
        }
        // The variant depends on the target's features. Before Rust 1.85 cargo does not run build
        // scripts again when these change, where it is called with `--target`.
        let triple = self.variable("TARGET").to_uppercase().replace(['-', '.'], "_");
        let of_target = format!("CARGO_TARGET_{triple}_RUSTFLAGS");
        variables.extend(["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"]);
        variables.push(&of_target);
        let trigger = |name| format!("cargo:rerun-if-env-changed={name}");
        lines.extend(variables.into_iter().map(trigger));
        lines
    }

    /// Where the linker looks, and what of that is watched.
    fn places(
        &self,
        directories: &[PathBuf],
        watched: RangeFrom<usize>,
    ) -> Result<Vec<String>, Problem> {
        let own = Path::new(self.variable("OUT_DIR")).join(OWN_DIRECTORY);
        clear(&own)?;
        let search = |path: &Path| format!("cargo:rustc-link-search=native={}", path.display());
        if self.is_bootstrapped() {
            // Others may make the same archives at the same time, so the linker gets copies that
            // are for this build alone.
            if !self.is_on("PREBIND_ARCHIVE_GATHER") {
                self.remove_other_versions(&directories[0]);
            }
            return Ok(vec![search(&own)]);
        }
        let mut lines: Vec<_> = directories.iter().map(|directory| search(directory)).collect();
        lines.push(search(&own));
        let watch = |path: &PathBuf| format!("cargo:rerun-if-changed={}", path.display());
        lines.extend(directories[watched].iter().map(watch));
        Ok(lines)
    }

    /// Archives that no build can ask for any more. Their texts stay: they are of the new ones,
    /// too.
    fn remove_other_versions(&self, directory: &Path) {
        let of_package = format!("lib{}.", self.variable("CARGO_PKG_NAME"));
        let of_version = format!("{}{}.", of_package, self.variable("CARGO_PKG_VERSION"));
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let file = entry.file_name();
            let is_old = |name: &str| {
                name.starts_with(&of_package)
                    && !name.starts_with(&of_version)
                    && name.ends_with(".a")
            };
            if file.to_str().map_or(false, is_old) {
                // Who cannot remove it cannot write the new ones, and is told then.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Of what the macros may link. Caches of compilers do not know what a crate links, but what
/// variables it has looked at.
fn digest(directories: &[PathBuf]) -> String {
    let mut hasher = DefaultHasher::new();
    for directory in directories {
        let mut files: Vec<_> = fs::read_dir(directory).into_iter().flatten().flatten().collect();
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files.iter().filter(|file| file.file_name().to_string_lossy().ends_with(".a")) {
            file.file_name().hash(&mut hasher);
            // What cannot be read is an error of the macro that wants it.
            fs::read(file.path()).unwrap_or_default().hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}

/// An empty directory.
fn clear(directory: &Path) -> Result<(), Problem> {
    let cleared = match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(directory),
    };
    cleared.or_else(|error| {
        problem(
            format!("cannot clear `{}`: {error}", directory.display()),
            "remove it, or let cargo use another target directory",
        )
    })
}

fn read(manifest: &Path) -> Result<String, Problem> {
    fs::read_to_string(manifest).or_else(|error| {
        problem(format!("cannot read `{}`: {error}", manifest.display()), "cargo could read it")
    })
}

/// The list under our key in a manifest, if it is there.
fn declared_in(manifest: &Path) -> Result<Option<Vec<Variant>>, Problem> {
    let text = read(manifest)?;
    let at = |line: usize| format!("{}:{line}", manifest.display());
    let (line, value) =
        match toml::find(&text, &KEY) {
            Ok(None) => return Ok(None),
            Ok(Some(found)) => found,
            Err(problem_in) => return problem(
                format!("{}: {}", at(problem_in.line), problem_in.message),
                "cargo may read more than this: write `archives` near the top, in the plain form \
                 `archives = [\"…\"]` under [package.metadata.prebind]",
            ),
        };
    let not_a_list = || {
        problem(
            format!("{}: `archives` is not a list of strings", at(line)),
            "write it as `archives = [\"wasm32\", \"x86_64-linux\"]`",
        )
    };
    let entries = match value {
        Value::List(entries) => entries,
        _ => return not_a_list(),
    };
    let mut variants = Vec::new();
    for entry in entries {
        let text = match entry {
            Value::Text(text) => text,
            _ => return not_a_list(),
        };
        match Variant::parse(&text) {
            Some(variant) => variants.push(variant),
            None => {
                return problem(
                    format!("{}: the machine of the archive variant `{text}` is unknown", at(line)),
                    format!(
                        "machines are {}; features follow as in `wasm32+simd128`",
                        MACHINES.join(", ")
                    ),
                )
            }
        }
    }
    Ok(Some(variants))
}

/// Paths as in PATH.
fn list(paths: &[PathBuf]) -> Result<String, Problem> {
    let joined = env::join_paths(paths).ok();
    match joined.as_deref().and_then(OsStr::to_str) {
        Some(list) if !list.contains('\n') => Ok(list.to_owned()),
        _ => problem(
            format!("the folder `{}` cannot be passed on to the compiler", paths[0].display()),
            MOVE_HELP,
        ),
    }
}
