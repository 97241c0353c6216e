use prebind::julia;

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
