//! The engine's side of the protocol, written apart from the macro's.

use std::convert::TryInto;

/// The version that the crate speaks.
pub const PROTOCOL: u32 = 4;

pub fn frame(payload: &[u8]) -> Vec<u8> {
    [&(payload.len() as u32).to_le_bytes(), payload].concat()
}

pub fn text(text: &str) -> Vec<u8> {
    frame(text.as_bytes())
}

pub fn hello(protocol: u32, engine_version: &str, error: &str) -> Vec<u8> {
    [b"prebind-expand".to_vec(), number(protocol), text(engine_version), text(error)].concat()
}

fn number(number: u32) -> Vec<u8> {
    number.to_le_bytes().to_vec()
}

pub fn operations(operations: &[Vec<u8>]) -> Vec<u8> {
    [vec![1], number(operations.len() as u32), operations.concat()].concat()
}

pub fn source(source: &str) -> Vec<u8> {
    [vec![1], text(source)].concat()
}

pub fn original(first: usize, last: usize) -> Vec<u8> {
    [vec![2], number(first as u32), number(last as u32)].concat()
}

pub fn spanned(token: usize, source: &str) -> Vec<u8> {
    [vec![3], number(token as u32), text(source)].concat()
}

pub fn open(delimiter: u8) -> Vec<u8> {
    vec![4, delimiter]
}

pub fn close() -> Vec<u8> {
    vec![5]
}

pub const CALL_SITE: usize = 0xffff_ffff;

pub fn diagnostic(first: usize, last: usize, message: &str, help: &str) -> Vec<u8> {
    [number(first as u32), number(last as u32), text(message), text(help)].concat()
}

pub fn diagnostics(diagnostics: &[Vec<u8>]) -> Vec<u8> {
    [vec![2], number(diagnostics.len() as u32), diagnostics.concat()].concat()
}

/// Takes bytes from the front of a message.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn bytes(&mut self, number: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(number);
        self.0 = rest;
        bytes
    }

    pub fn u8(&mut self) -> u8 {
        self.bytes(1)[0]
    }

    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.bytes(4).try_into().unwrap())
    }

    pub fn counted(&mut self) -> &'a [u8] {
        let number = self.u32() as usize;
        self.bytes(number)
    }

    pub fn text(&mut self) -> &'a str {
        std::str::from_utf8(self.counted()).unwrap()
    }
}

/// The entries of a request: `add`, `1`, `+`, `:~` (joint), `(`, `<` for an invisible group, and
/// the same with `/` before it for a closing. The attribute's are first, with `|` behind them.
pub fn read_request(payload: &[u8]) -> Vec<String> {
    let mut reader = Reader(payload);
    assert!(matches!(reader.u8(), 1 | 3));
    let mut entries = read_tokens(reader.counted());
    entries.push("|".to_string());
    entries.extend(read_tokens(reader.counted()));
    assert!(reader.0.is_empty());
    entries
}

fn read_tokens(bytes: &[u8]) -> Vec<String> {
    let mut reader = Reader(bytes);
    let mut entries = Vec::new();
    let mut open = Vec::new();
    while !reader.0.is_empty() {
        entries.push(match reader.u8() {
            1 | 3 => reader.text().to_string(),
            2 => {
                let character = reader.u8() as char;
                format!("{}{}", character, ["", "~"][reader.u8() as usize])
            }
            4 => {
                let delimiter = match reader.u8() {
                    0 => '<',
                    other => other as char,
                };
                open.push(delimiter);
                delimiter.to_string()
            }
            5 => format!("/{}", open.pop().unwrap()),
            kind => panic!("entry of kind {}", kind),
        });
    }
    assert!(open.is_empty());
    entries
}

/// The number of the one entry that reads `entry`, joint or not.
pub fn number_of(entries: &[String], entry: &str) -> usize {
    let mut tokens = entries.iter().filter(|token| *token != "|");
    let mut position = || tokens.position(|token| token.trim_end_matches('~') == entry);
    let number = position().unwrap_or_else(|| panic!("no {} in {:?}", entry, entries));
    assert_eq!(position(), None, "{} is there twice: {:?}", entry, entries);
    number
}
