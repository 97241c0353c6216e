//! Whether the archive of a macro call is there and was made from its text. Knows no compiler.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::site::{variant, Site};

pub(crate) enum State {
    Fresh,
    /// No directory has the archive; the file that should be there.
    Absent(PathBuf),
    /// There is one of another version of the package.
    OtherVersion(PathBuf, String),
    /// It was made from another text, which differs from this line on.
    Stale(PathBuf, usize),
    Unreadable(PathBuf, io::Error),
}

/// Of several directories the first that has the archive decides.
pub(crate) fn check(site: &Site, name: &str, text: &str) -> State {
    let mut other_version = None;
    for directory in &site.directories {
        let library = directory.join(site.library_file(name));
        let source = directory.join(format!("{name}.s"));
        match fs::File::open(&library) {
            Ok(_) => return compare(source, text),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if other_version.is_none() && source.exists() {
                    other_version =
                        find_other_version(site, directory, name).map(|version| (library, version));
                }
            }
            Err(error) => return State::Unreadable(library, error),
        }
    }
    match (other_version, site.directories.first()) {
        (Some((library, version)), _) => State::OtherVersion(library, version),
        (None, Some(directory)) => State::Absent(directory.join(site.library_file(name))),
        (None, None) => State::Absent(PathBuf::from(site.library_file(name))),
    }
}

fn compare(source: PathBuf, text: &str) -> State {
    match fs::read(&source) {
        Ok(bytes) if bytes == text.as_bytes() => State::Fresh,
        Ok(bytes) => {
            // Some checkouts on Windows give every text file the line ends of that system.
            let kept = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            match kept == text {
                true => State::Fresh,
                false => State::Stale(source, first_difference(&kept, text)),
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => State::Absent(source),
        Err(error) => State::Unreadable(source, error),
    }
}

/// The number of the first line that differs.
fn first_difference(kept: &str, text: &str) -> usize {
    let same = kept.split('\n').zip(text.split('\n')).take_while(|(a, b)| a == b).count();
    same + 1
}

fn find_other_version(site: &Site, directory: &Path, name: &str) -> Option<String> {
    let prefix = format!("lib{}.", site.package);
    let suffix = format!(".{name}.a");
    fs::read_dir(directory).ok()?.flatten().find_map(|entry| {
        let file = entry.file_name();
        let version = file.to_str()?.strip_prefix(&*prefix)?.strip_suffix(&*suffix)?;
        Some(version.to_owned())
    })
}

impl State {
    #[cfg(feature = "bootstrap")]
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, State::Absent(_) | State::OtherVersion(..))
    }

    /// Message and help of the error that this state is, for who can change the package or for
    /// who only depends on it.
    pub(crate) fn explain(&self, site: &Site, name: &str, own: bool) -> Option<(String, String)> {
        let Site { package, version, .. } = site;
        let of = |path: &Path| {
            let variant = path.parent().map(variant).unwrap_or_default();
            format!("archive `{name}` of package `{package}` {version} for `{variant}`")
        };
        let message = match self {
            State::Fresh => return None,
            State::Absent(path) => {
                format!("{} is missing: there is no `{}`", of(path), path.display())
            }
            State::OtherVersion(path, other) => format!(
                "{} is missing: there is one of version {other}, and no `{}`",
                of(path),
                path.display()
            ),
            State::Stale(path, line) => format!(
                "{} is out of date: its assembly differs from line {line} on from `{}`",
                of(path),
                path.display()
            ),
            State::Unreadable(path, error) => {
                format!("{} cannot be read: `{}`: {error}", of(path), path.display())
            }
        };
        Some((message, self.help(site, own)))
    }

    fn help(&self, site: &Site, own: bool) -> String {
        let Site { package, version, manifest, .. } = site;
        match self {
            State::Unreadable(..) => "make the file readable for who compiles".to_owned(),
            _ if own => format!(
                "run `prebind archive {}`, and commit the archives with the change",
                manifest.display()
            ),
            State::Stale(..) => format!(
                "this is a mistake in `{package}` {version} as it was published, not in your \
                 crate: tell its authors, and take another version of it; \
                 {}=1 builds with the archive as it is",
                super::site::DISABLE_CHECK
            ),
            _ => format!(
                "this is a mistake in `{package}` {version} as it was published, not in your \
                 crate: tell its authors, and take another version of it",
            ),
        }
    }
}
