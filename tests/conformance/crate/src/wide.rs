//! Numbers of 128 bits, text of C, and arrays of text.

use prebind::julia;
use std::ffi::{CStr, CString};

macro_rules! echoes {
    ($($type:ident: $echo:ident $option:ident $result:ident $both:ident $mixed:ident)*) => {$(
        #[julia]
        fn $echo(value: $type) -> $type {
            value
        }

        #[julia]
        fn $option(value: Option<$type>) -> Option<$type> {
            value
        }

        #[julia]
        fn $result(value: $type, good: bool) -> Result<$type, String> {
            if good { Ok(value) } else { Err(value.to_string()) }
        }

        #[julia]
        fn $both(value: Option<$type>, good: bool) -> Result<Option<$type>, String> {
            if good { Ok(value) } else { Err(format!("not {:?}", value)) }
        }

        #[julia]
        fn $mixed(a: u8, value: $type, b: f32, c: Option<$type>, d: u16, e: f64) -> Option<$type> {
            (a == 1 && b == 2.5 && d == 3 && e == 4.5 && c == Some(value)).then(|| value)
        }
    )*};
}

echoes! {
    i128: echo_i128 option_i128 result_i128 both_i128 mixed_i128
    u128: echo_u128 option_u128 result_u128 both_u128 mixed_u128
}

#[julia]
pub struct Assorted {
    pub number: u128,
    pub maybe: Option<i128>,
    pub name: CString,
    pub constant: &'static [&'static str],
    pub lines: Vec<String>,
}

#[julia]
impl Assorted {
    pub fn new(number: u128) -> Assorted {
        Assorted {
            number,
            maybe: None,
            name: CString::default(),
            constant: &["a", "", "ß"],
            lines: Vec::new(),
        }
    }

    pub fn constant_texts(&self) -> &[&'static str] {
        self.constant
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

#[julia]
fn echo_c_str(text: &CStr) -> CString {
    text.to_owned()
}

#[julia]
fn echo_c_string(text: CString) -> CString {
    text
}

#[julia]
fn option_c_str(text: Option<&CStr>) -> Option<CString> {
    text.map(CStr::to_owned)
}

#[julia]
fn both_c_string(
    text: Option<std::ffi::CString>,
    good: bool,
) -> Result<Option<CString>, std::ffi::NulError> {
    if good {
        Ok(text)
    } else {
        CString::new("a\0b").map(Some)
    }
}

#[julia]
fn borrowed_c_str(text: &CStr) -> &CStr {
    text
}

/// Where the bytes are, and that a NUL is behind them.
#[julia]
fn c_str_address(text: &CStr) -> usize {
    assert_eq!(text.to_bytes_with_nul().last(), Some(&0));
    text.as_ptr() as usize
}

/// Bytes that are no UTF-8.
#[julia]
fn c_string_of(bytes: Vec<u8>) -> CString {
    CString::new(bytes).unwrap()
}

#[julia]
fn texts_slice(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

#[julia]
fn texts_owned_slice(texts: &[String]) -> Vec<String> {
    texts.to_vec()
}

#[julia]
fn texts_vector(texts: Vec<String>) -> Vec<String> {
    texts
}

#[julia]
fn texts_borrowed_vector(texts: Vec<&str>) -> Vec<&str> {
    texts
}

#[julia]
fn texts_boxed(texts: Box<[String]>) -> Box<[String]> {
    texts
}

#[julia]
fn texts_option(texts: Option<&[&str]>, more: Option<Vec<String>>) -> Option<Vec<String>> {
    texts.map(|texts| texts.iter().map(|text| text.to_string()).collect()).or(more)
}

#[julia]
fn texts_both(texts: Vec<String>, good: bool) -> Result<Option<Vec<String>>, String> {
    if good {
        Ok(Some(texts).filter(|texts| !texts.is_empty()))
    } else {
        Err(texts.concat())
    }
}

#[julia]
fn texts_tuple(value: (&[&str], Option<(&[String], u8)>)) -> (Vec<String>, Option<Vec<String>>) {
    let own = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
    (own(value.0), value.1.map(|(texts, _)| texts.to_vec()))
}

#[julia]
fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

#[julia]
fn c_texts(texts: Vec<CString>) -> Vec<CString> {
    texts.into_iter().rev().collect()
}

#[julia]
fn optional_c_texts(texts: Vec<CString>) -> Result<Option<Box<[CString]>>, String> {
    match texts.len() {
        0 => Ok(None),
        1 => Err("one".into()),
        _ => Ok(Some(texts.into_boxed_slice())),
    }
}

#[julia]
fn c_texts_and_more(texts: Vec<String>) -> (Vec<CString>, Vec<String>, u8) {
    let copies = texts.iter().map(|each| CString::new(each.as_str()).unwrap()).collect();
    (copies, texts, 7)
}
