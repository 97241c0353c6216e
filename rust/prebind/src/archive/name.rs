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
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if let Some(other) = name.chars().find(|c| !allowed(*c)) {
        return Some(format!("the name of an archive cannot have the character {other:?}"));
    }
    if name.starts_with('-') {
        return Some(format!("the name `{name}` of an archive begins with `-`"));
    }
    let folded = folded(name);
    let is_device = |prefix| {
        folded.strip_prefix(prefix).map_or(false, |rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    if RESERVED.contains(&&*folded) || is_device("com") || is_device("lpt") {
        return Some(format!("no file can be called `{name}` on Windows"));
    }
    None
}

pub(crate) const HELP: &str = "it becomes part of file names: use letters, digits, `_` and `-`";

/// Names that are equal in this form are one file where case does not count.
pub(crate) fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}
