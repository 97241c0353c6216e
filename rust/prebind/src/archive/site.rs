//! What a macro call has to know of the package that it stands in. All of it comes from the
//! environment of the compiler, where cargo and the package's build script put it.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Set by `prebind_build::archives()`: the folders that may hold the package's archives for this
/// build, each `…/archives/<variant>`, separated as in PATH.
pub(crate) const DIRECTORIES: &str = "PREBIND_ARCHIVES";
/// Set instead if there are none: why.
pub(crate) const REASON: &str = "PREBIND_ARCHIVES_NONE";
/// Set beside it: a digest of the archives.
pub(crate) const DIGEST: &str = "PREBIND_ARCHIVES_DIGEST";
/// Set beside it where the compiler can link archives of WebAssembly as a whole.
const WHOLE: &str = "PREBIND_ARCHIVES_WHOLE";
pub(crate) const DISABLE_CHECK: &str = "PREBIND_ARCHIVE_DISABLE_CHECK";

/// Set by `prebind archive`, which collects the calls of all targets, whether archives for this one
/// are wanted or not: the folder in which it looks for them.
pub(crate) const GATHER: &str = "PREBIND_ARCHIVE_GATHER";

/// Set beside it if the engine assembles the texts for these variants instead, to show errors.
#[cfg(feature = "bootstrap")]
pub(crate) const VARIANTS: &str = "PREBIND_ARCHIVE_VARIANTS";

/// In the package's OUT_DIR: the archives that are made by the build itself.
#[cfg(feature = "bootstrap")]
const OWN_DIRECTORY: &str = "prebind-archives";

pub(crate) struct Site {
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) manifest: PathBuf,
    pub(crate) directories: Vec<PathBuf>,
}

/// Why there are no directories.
pub(crate) enum Nowhere {
    /// No build script has looked for them.
    NotAsked,
    /// None fits: the build script's reason.
    NoneFits(String),
}

impl Nowhere {
    pub(crate) fn is_known(&self) -> bool {
        matches!(self, Nowhere::NoneFits(_))
    }
}

impl Site {
    /// The package that is being compiled.
    pub(crate) fn here() -> Site {
        Site {
            package: text("CARGO_PKG_NAME"),
            version: text("CARGO_PKG_VERSION"),
            manifest: PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()),
            directories: match env::var_os(DIRECTORIES) {
                Some(list) => {
                    env::split_paths(&list).filter(|path| path != Path::new("")).collect()
                }
                None => Vec::new(),
            },
        }
    }

    /// To be asked if there are no directories.
    pub(crate) fn nowhere(&self) -> Nowhere {
        match env::var(REASON) {
            Ok(reason) => Nowhere::NoneFits(reason),
            Err(_) => Nowhere::NotAsked,
        }
    }

    /// The variant of the archives that this build makes.
    pub(crate) fn first_variant(&self) -> String {
        self.directories.first().map(|path| variant(path)).unwrap_or_default()
    }

    /// What an archive of this name is called in `#[link]`.
    pub(crate) fn library(&self, name: &str) -> String {
        format!("{}.{}.{}", self.package, self.version, name)
    }

    pub(crate) fn library_file(&self, name: &str) -> String {
        format!("lib{}.a", self.library(name))
    }

    /// The variables that switch on the bootstrap mode of this package: with its name as it is, and
    /// as a shell can set it.
    fn bootstrap_variables(&self) -> [String; 2] {
        let named = |name: &str| format!("PREBIND_BOOTSTRAP_{name}");
        [named(&self.package.replace('-', "_")), named(&self.package)]
    }

    /// The one of them that is set, for messages.
    pub(crate) fn bootstrap_variable(&self) -> String {
        let [plain, exact] = self.bootstrap_variables();
        match is_on(&exact) {
            true => exact,
            false => plain,
        }
    }

    pub(crate) fn is_bootstrapped(&self) -> bool {
        self.bootstrap_variables().iter().any(|variable| is_on(variable))
    }

    /// Whether who reads an error can change this package. Cargo says so for the packages that
    /// were named to it; of the others those are somebody else's that were packed for a registry
    /// or fetched from a repository.
    pub(crate) fn is_readers_own(&self) -> bool {
        env::var_os("CARGO_PRIMARY_PACKAGE").is_some()
            || !(self.manifest.join("Cargo.toml.orig").exists()
                || self.manifest.ancestors().any(|folder| folder.join(".cargo-ok").exists()))
    }

    /// Where archives go that are of no use to any other build.
    #[cfg(feature = "bootstrap")]
    pub(crate) fn own_directory(&self) -> Option<PathBuf> {
        Some(PathBuf::from(env::var_os("OUT_DIR")?).join(OWN_DIRECTORY))
    }
}

/// Whether `+whole-archive` can be asked for.
pub(crate) fn has_whole_archives() -> bool {
    is_on(WHOLE)
}

/// The file of this name that the compiler finds first where it was told to look for native
/// libraries.
pub(crate) fn first_on_search_path(file: &str) -> Option<PathBuf> {
    static DIRECTORIES: Mutex<Option<Vec<PathBuf>>> = Mutex::new(None);
    let mut directories = DIRECTORIES.lock().unwrap_or_else(PoisonError::into_inner);
    let directories = directories.get_or_insert_with(search_path);
    directories.iter().map(|directory| directory.join(file)).find(|found| found.exists())
}

/// A macro runs in the compiler's process, and so sees its arguments.
fn search_path() -> Vec<PathBuf> {
    let mut directories = Vec::new();
    let mut arguments = env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        let place = match argument.strip_prefix("-L") {
            Some("") => arguments.next().unwrap_or_default(),
            Some(place) => place.to_owned(),
            None => continue,
        };
        match place.split_once('=') {
            Some(("native" | "all", directory)) => directories.push(PathBuf::from(directory)),
            Some(("dependency" | "crate" | "framework", _)) => {}
            _ => directories.push(PathBuf::from(place)),
        }
    }
    directories
}

/// The last part of an archive directory.
pub(crate) fn variant(directory: &Path) -> String {
    directory.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(crate) fn is_on(variable: &str) -> bool {
    env::var_os(variable).map_or(false, |value| !value.is_empty() && value != "0")
}

/// Whether an IDE expands, in a process of its own beside the compiler: it wants to know what
/// there is, while the files are being edited. rust-analyzer announces itself in the environment,
/// the others are known by the program's name.
pub(crate) fn is_ide() -> bool {
    static IS_IDE: Mutex<Option<bool>> = Mutex::new(None);
    *IS_IDE.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(is_ide_process)
}

fn is_ide_process() -> bool {
    if env::var_os("RUST_ANALYZER_INTERNALS_DO_NOT_USE").is_some() {
        return true;
    }
    let program = env::current_exe().unwrap_or_default();
    let name = program.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ["rust-analyzer", "intellij-rust", "rustrover", "proc-macro-srv"]
        .iter()
        .any(|ide| name.contains(ide))
}

fn text(variable: &str) -> String {
    env::var_os(variable).unwrap_or_default().to_string_lossy().into_owned()
}
