//! Whether the archive of a macro call is there and was made from its text. Knows no compiler.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::library::{self, Damage, Library};
use super::mark;
use super::name;
use super::site::{first_on_search_path, variant, Site};

pub(crate) enum State {
    Fresh(Link),
    /// No directory has the archive; the file that should be there, and its assembly if that is
    /// there.
    Absent(PathBuf, Option<PathBuf>),
    /// There is one of another version of the package.
    OtherVersion(PathBuf, String),
    /// It was made from another text, which differs from this line on.
    Stale(PathBuf, usize),
    /// Its assembly is the macro's, and the archive is of another one.
    Foreign(PathBuf),
    /// It was made by a program that does not mark archives.
    Unmarked(PathBuf),
    /// It is right, but the compiler finds another one before it.
    Shadowed(PathBuf, PathBuf),
    Damaged(PathBuf, Damage),
    Unreadable(PathBuf, io::Error),
}

/// An archive to link.
pub(crate) struct Link {
    /// What the program refers to.
    pub(crate) mark: Option<String>,
    pub(crate) variant: String,
}

/// Of several directories the first that has the archive decides.
pub(crate) fn check(site: &Site, name: &str, text: &str) -> State {
    let mut other_version = None;
    for directory in &site.directories {
        let file = directory.join(site.library_file(name));
        let source = directory.join(format!("{name}.s"));
        match fs::read(&file) {
            Ok(bytes) => {
                return compare_text(source, text).unwrap_or_else(|| compare(file, &bytes, text))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if other_version.is_none() && source.exists() {
                    other_version =
                        find_other_version(site, directory, name).map(|version| (file, version));
                }
            }
            Err(error) => return State::Unreadable(file, error),
        }
    }
    match (other_version, site.directories.first()) {
        (Some((file, version)), _) => State::OtherVersion(file, version),
        (None, Some(directory)) => {
            let source = directory.join(format!("{name}.s"));
            let has_source = compare_text(source.clone(), text).is_none();
            State::Absent(
                directory.join(site.library_file(name)),
                Some(source).filter(|_| has_source),
            )
        }
        (None, None) => State::Absent(PathBuf::from(site.library_file(name)), None),
    }
}

/// The archive as it is, whatever it was made from.
pub(crate) fn unchecked(site: &Site, name: &str) -> Link {
    let files = site.directories.iter().map(|directory| directory.join(site.library_file(name)));
    for file in files {
        if let Ok(bytes) = fs::read(&file) {
            let mark = mark::find(&bytes).map(str::to_owned);
            let variant = file.parent().map(variant).unwrap_or_default();
            return Link { mark, variant };
        }
    }
    Link { mark: None, variant: site.first_variant() }
}

fn compare(file: PathBuf, bytes: &[u8], text: &str) -> State {
    let variant = file.parent().map(variant).unwrap_or_default();
    let wanted = mark::of(text, &variant);
    match library::read(bytes) {
        Library::Marked(mark) if mark == wanted => match shadow_of(&file, &mark) {
            Some(other) => State::Shadowed(file, other),
            None => State::Fresh(Link { mark: Some(mark), variant }),
        },
        Library::Marked(_) => State::Foreign(file),
        Library::Unmarked => State::Unmarked(file),
        Library::Damaged(damage) => State::Damaged(file, damage),
    }
}

/// A file of that name that the compiler would link instead, and that has not this mark.
fn shadow_of(file: &Path, mark: &str) -> Option<PathBuf> {
    let found = first_on_search_path(file.file_name()?.to_str()?)?;
    if found == file {
        return None;
    }
    let is_same = fs::read(&found).map_or(false, |bytes| mark::find(&bytes) == Some(mark));
    Some(found).filter(|_| !is_same)
}

/// What is wrong with the text beside an archive, if anything.
fn compare_text(source: PathBuf, text: &str) -> Option<State> {
    match fs::read(&source) {
        Ok(bytes) if bytes == text.as_bytes() => None,
        Ok(bytes) => {
            // Some checkouts on Windows give every text file the line ends of that system.
            let kept = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            match kept == text {
                true => None,
                false => Some(State::Stale(source, first_difference(&kept, text))),
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Some(State::Absent(source, None)),
        Err(error) => Some(State::Unreadable(source, error)),
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
        name::is_version(version).then(|| version.to_owned())
    })
}
