//! The symbol by which an archive says what it was made from. Knows no compiler. The engine's part
//! is src/archive/mark.cpp.

use std::fmt::Write;

use super::sha256::Sha256;

const PREFIX: &str = "prebind_archive_";
/// Of a digest in hexadecimal.
const DIGITS: usize = 64;

/// The mark of an archive that is made from this text for this variant.
pub(crate) fn of(text: &str, variant: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(variant.as_bytes());
    digest.update(b"\n");
    for (number, line) in text.split("\r\n").enumerate() {
        if number > 0 {
            digest.update(b"\n");
        }
        digest.update(line.as_bytes());
    }
    let mut mark = PREFIX.to_owned();
    for byte in digest.finish() {
        // Writing to a String does not fail.
        let _ = write!(mark, "{byte:02x}");
    }
    mark
}

/// The first mark among these bytes.
pub(crate) fn find(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes;
    while let Some(at) = position(rest, PREFIX.as_bytes()) {
        let candidate = rest.get(at..at + PREFIX.len() + DIGITS)?;
        if candidate[PREFIX.len()..].iter().all(u8::is_ascii_hexdigit) {
            return std::str::from_utf8(candidate).ok();
        }
        rest = &rest[at + PREFIX.len()..];
    }
    None
}

/// Where these bytes have that part first. Proc macros are compiled without optimization, so the
/// search for the first byte is left to the standard library.
fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + found..].starts_with(part) {
            return Some(from + found);
        }
        from += found + 1;
    }
    None
}
