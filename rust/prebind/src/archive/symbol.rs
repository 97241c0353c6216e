//! `{version}` in assembly and in the names of symbols. Knows no compiler.

/// What stands for the package's version.
pub(crate) const PLACEHOLDER: &str = "{version}";

/// The version as a part of a symbol: every character that an assembler might not take is `_`.
pub(crate) fn version_in_symbols(version: &str) -> String {
    version.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// The text with the version where `{version}` stands.
pub(crate) fn fill(text: &str, version: &str) -> String {
    match text.contains(PLACEHOLDER) {
        true => text.replace(PLACEHOLDER, &version_in_symbols(version)),
        false => text.to_owned(),
    }
}
