//! What a file that should be an archive is. Knows no compiler.

use super::mark;

#[derive(Debug, PartialEq)]
pub(crate) enum Library {
    /// An archive with this mark.
    Marked(String),
    /// An archive that has no mark.
    Unmarked,
    /// None at all: what it is.
    Damaged(Damage),
}

#[derive(Debug, PartialEq)]
pub(crate) enum Damage {
    Empty,
    /// What Git LFS keeps in a checkout until it has fetched the file itself.
    LfsPointer,
    /// Line ends were changed in it, as if it were a text.
    LineEnds,
    Truncated,
    NoArchive,
}

const MAGIC: &[u8] = b"!<arch>\n";
const HEADER: usize = 60;

pub(crate) fn read(bytes: &[u8]) -> Library {
    if let Some(damage) = damage(bytes) {
        return Library::Damaged(damage);
    }
    match mark::find(bytes) {
        Some(mark) => Library::Marked(mark.to_owned()),
        None => Library::Unmarked,
    }
}

fn damage(bytes: &[u8]) -> Option<Damage> {
    if bytes.is_empty() {
        return Some(Damage::Empty);
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Some(Damage::LfsPointer);
    }
    if bytes.starts_with(b"!<arch>\r\n") {
        return Some(Damage::LineEnds);
    }
    if !bytes.starts_with(MAGIC) {
        let begins = MAGIC.starts_with(bytes);
        return Some(if begins { Damage::Truncated } else { Damage::NoArchive });
    }
    let mut at = MAGIC.len();
    while at < bytes.len() {
        let header = match bytes.get(at..at + HEADER) {
            Some(header) => header,
            None => return Some(Damage::Truncated),
        };
        let size = std::str::from_utf8(&header[48..58]).ok();
        let size = match size.and_then(|size| size.trim_end().parse::<usize>().ok()) {
            Some(size) if header.ends_with(b"`\n") => size,
            _ => return Some(Damage::NoArchive),
        };
        at = match at.checked_add(HEADER + size) {
            Some(end) if end <= bytes.len() => end + end % 2,
            _ => return Some(Damage::Truncated),
        };
    }
    None
}

impl Damage {
    /// What the file is, and what to do about it where the reader can.
    pub(crate) fn explain(&self) -> (&'static str, &'static str) {
        match self {
            Damage::Empty => ("is empty", "check it out again"),
            Damage::LfsPointer => {
                ("is a pointer of Git LFS, not the archive", "run `git lfs pull`")
            }
            Damage::LineEnds => (
                "has the line ends of a text: Git has converted it",
                "write `*.a binary` into `.gitattributes`, and check it out again",
            ),
            Damage::Truncated => ("is cut off", "check it out again"),
            Damage::NoArchive => ("is not an archive", "check it out again"),
        }
    }
}
