//! Names of archives: parts of file names that every system takes. Knows no compiler.

const LONGEST: usize = 100;

/// Files that Windows does not let anybody create, whatever follows a dot.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What is wrong with a name, if anything.
pub(crate) fn problem(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("the name of an archive is empty".to_owned());
    }
    if name.len() > LONGEST {
        return Some(format!("the name of an archive has at most {LONGEST} characters"));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if let Some(other) = name.chars().find(|c| !allowed(*c)) {
        return Some(format!("the name of an archive cannot contain the character {other:?}"));
    }
    if let Some(first) = name.chars().next().filter(|c| matches!(c, '-' | '.')) {
        return Some(format!("the name `{name}` of an archive begins with `{first}`"));
    }
    if name.ends_with('.') || name.contains("..") {
        return Some(format!("the name `{name}` of an archive has a `.` with nothing after it"));
    }
    let folded = folded(name);
    let stem = folded.split('.').next().unwrap_or_default();
    let is_device = |prefix| {
        stem.strip_prefix(prefix).map_or(false, |rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    if RESERVED.contains(&stem) || is_device("com") || is_device("lpt") {
        return Some(format!("no file can be called `{name}` on Windows"));
    }
    None
}

pub(crate) const HELP: &str =
    "it becomes part of file names: use letters, digits, `_`, `-` and `.`";

/// Names that are equal in this form are one file where case does not count.
pub(crate) fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Whether a text is the version of a package: of a file's name, what stands between the package
/// and the name of the archive. Both may have dots.
pub(crate) fn is_version(text: &str) -> bool {
    let numbers = text.split(|c| matches!(c, '-' | '+')).next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    numbers.split('.').count() == 3 && numbers.split('.').all(is_number)
}
