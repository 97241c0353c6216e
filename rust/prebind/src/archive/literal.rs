//! The values of literals, from their text as rustc hands it over. Knows no compiler.

/// The value of a string literal, `"…"` or `r#"…"#`; nothing for any other literal.
pub(crate) fn string(literal: &str) -> Option<String> {
    if let Some(quoted) = literal.strip_prefix('"') {
        return unescape(quoted.strip_suffix('"')?);
    }
    let raw = literal.strip_prefix('r')?;
    let fence = raw.len() - raw.trim_start_matches('#').len();
    let inside = raw[fence..].strip_prefix('"')?;
    let inside = inside.strip_suffix(&raw[..fence])?.strip_suffix('"')?;
    Some(inside.to_owned())
}

/// What `concat!` makes of a literal that is no string: a character or a whole number.
pub(crate) fn in_concat(literal: &str) -> Option<String> {
    if let Some(quoted) = literal.strip_prefix('\'') {
        return unescape(quoted.strip_suffix('\'')?);
    }
    let digits = literal.replace('_', "");
    match digits.parse::<u128>() {
        Ok(number) if !digits.starts_with('+') => Some(number.to_string()),
        _ => None,
    }
}

fn unescape(quoted: &str) -> Option<String> {
    let mut value = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        let mut characters = rest[at + 1..].chars();
        let escape = characters.next()?;
        rest = characters.as_str();
        match escape {
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            '0' => value.push('\0'),
            '\\' | '\'' | '"' => value.push(escape),
            'x' => {
                value.push(char::from(u8::from_str_radix(rest.get(..2)?, 16).ok()?));
                rest = &rest[2..];
            }
            'u' => {
                let (digits, behind) = rest.strip_prefix('{')?.split_once('}')?;
                let number = u32::from_str_radix(&digits.replace('_', ""), 16).ok()?;
                value.push(char::from_u32(number)?);
                rest = behind;
            }
            // The literal goes on with the first character that is no white space.
            '\n' => rest = rest.trim_start_matches(|c| matches!(c, ' ' | '\t' | '\n' | '\r')),
            _ => return None,
        }
    }
    value.push_str(rest);
    Some(value)
}
