use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prebind::{export, julia};

#[julia]
fn echo_str(text: &str) -> String {
    text.to_owned()
}

#[julia]
fn echo_string(text: String) -> String {
    text
}

#[julia]
fn borrowed(text: &str) -> &str {
    text.trim()
}

#[julia]
fn constant() -> &'static str {
    "constant"
}

#[julia]
fn option_str(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

#[julia]
fn option_string(text: Option<String>) -> Option<String> {
    text
}

#[julia]
fn result_str(text: &str, good: bool) -> Result<String, String> {
    if good {
        Ok(text.to_owned())
    } else {
        Err(text.to_owned())
    }
}

#[julia]
fn both_str(text: Option<String>, good: bool) -> Result<Option<String>, String> {
    if good {
        Ok(text)
    } else {
        Err("bad".to_owned())
    }
}

#[julia]
fn join(left: &str, separator: char, right: String, times: Option<u8>) -> String {
    let mut joined = String::new();
    for _ in 0..times.unwrap_or(1) {
        joined += left;
        joined.push(separator);
        joined += &right;
    }
    joined
}

#[julia]
fn byte_length(text: &str) -> usize {
    text.len()
}

/// Where the text's bytes are, to see that they were not copied.
#[julia]
fn address_of(text: &str) -> usize {
    text.as_ptr() as usize
}

/// A text with much unused capacity, which has to be released as a whole.
#[julia]
fn spacious(text: &str) -> String {
    let mut spacious = String::with_capacity(1 << 16);
    spacious += text;
    spacious
}

/// Whether it is borrowed, and the text.
#[julia]
fn echo_cow(text: Cow<'_, str>) -> (bool, Cow<'_, str>) {
    (matches!(text, Cow::Borrowed(_)), text)
}

#[julia]
fn option_cow(text: Option<Cow<str>>) -> Option<String> {
    text.map(Cow::into_owned)
}

#[julia]
fn without_spaces(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { text.replace(' ', "").into() } else { text.into() }
}

#[julia]
fn path_join(path: &Path, name: Option<&OsStr>) -> PathBuf {
    name.map_or_else(|| path.to_path_buf(), |name| path.join(name))
}

#[julia]
fn path_parent(path: &Path) -> Option<&Path> {
    path.parent()
}

#[julia]
fn path_name(path: &Path) -> Result<&OsStr, String> {
    path.file_name().ok_or_else(|| "no name".to_string())
}

#[julia]
fn path_parts(path: (&Path, u8)) -> Vec<&OsStr> {
    path.0.iter().collect()
}

#[julia]
fn paths_joined(paths: &[&Path]) -> OsString {
    paths.iter().collect::<PathBuf>().into_os_string()
}

#[julia]
fn shared_texts(texts: Vec<Box<str>>) -> Vec<Arc<str>> {
    texts.into_iter().rev().map(Arc::from).collect()
}

#[export(hosts = julia)]
pub enum Whereabouts {
    Filed { path: PathBuf, label: Arc<str> },
    RawName(OsString),
}

#[export(hosts = julia)]
fn echo_whereabouts(it: Whereabouts) -> Whereabouts {
    it
}
