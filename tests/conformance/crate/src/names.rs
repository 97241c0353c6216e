//! Names that mean something in Julia.

#![allow(nonstandard_style, dead_code)]

use prebind::julia;

macro_rules! keywords {
    ($($name:ident)*) => {$(
        #[julia]
        fn $name($name: &str) -> String {
            format!("{}:{}", stringify!($name), $name)
        }
    )*};
}

keywords! {
    baremodule begin catch ccall cglobal elseif end export finally function global import local
    module quote using
    public abstract_ primitive type_ isa outer new var
    Base Core _under __double
}

#[julia]
fn r#type(r#struct: i32, r#where: i32) -> i32 {
    r#struct - r#where
}

#[julia]
fn r#while(r#true: bool) -> bool {
    r#true
}

// Names of Base and Core. Whatever generated code calls has to go on meaning Base's own.
macro_rules! base_names {
    ($($name:ident)*) => {$(
        #[julia]
        fn $name(value: i32) -> i32 {
            value + 1
        }
    )*};
}

base_names! {
    get string convert error throw println eval include show length nothing getproperty getfield
    setfield pointer codepoint unsafe_load unsafe_string unsafe_convert cconvert finalizer ifelse
    isa_ propertynames nameof first last Ref Ptr Char Bool Int8 Int32 UInt UInt8 UInt32 Float64
    Nothing Real AbstractString AbstractChar Array Union Some Val
    Symbol Exception Any GC Cvoid C_NULL ENV Sys Type zero sizeof print stack
}

pub mod hidden {
    use prebind::julia;

    /// A type with the name of one of Julia's.
    #[julia]
    pub struct String {
        pub length: u32,
    }

    #[julia]
    impl String {
        pub fn new(length: u32) -> Self {
            String { length }
        }

        pub fn double(&self) -> u32 {
            self.length * 2
        }
    }

    #[julia]
    pub struct Vector {
        pub String: u8,
    }

    #[julia]
    impl Vector {
        pub fn new(String: u8) -> Self {
            Vector { String }
        }
    }
}

#[julia(name = "push!")]
fn push(value: i32) -> i32 {
    value
}

#[julia(name = "Renamed")]
pub struct Original {
    #[julia(name = "shown")]
    pub value: i32,
}

#[julia]
impl Original {
    pub fn new(value: i32) -> Self {
        Original { value }
    }

    #[julia(name = "change!")]
    pub fn change(&mut self, value: i32) {
        self.value = value;
    }

    #[julia(name = "alternative")]
    pub fn make(value: i32) -> Original {
        Original { value }
    }
}

// A name for each host, and one for all of them.
#[julia(name = "plus!")]
#[prebind::export(name(cpp = "operator_plus"))]
fn plus(value: i32) -> i32 {
    value + 10
}

pub mod inner {
    /// Without its own name it would have the symbol of the one outside.
    #[prebind::export(name = "inner_plus")]
    pub fn plus(value: i32) -> i32 {
        value + 20
    }

    #[prebind::export(name = "Inner")]
    pub struct Original {
        #[prebind::export(name(julia = "jl", cpp = "cc"))]
        pub value: i32,
    }

    #[prebind::export(name = "Inner")]
    impl Original {
        pub fn new(value: i32) -> Self {
            Original { value }
        }
    }
}

#[julia]
fn größe(länge: f64) -> f64 {
    länge * 2.0
}

#[julia]
fn 数える(文字: &str) -> usize {
    文字.chars().count()
}

// A character that is part of names in Rust, and an operator in Julia.
#[julia]
fn l·l(a·b: i32) -> i32 {
    a·b
}

// Arguments with the names of what the method's body uses, and without names.
#[julia]
fn odd_arguments(returned: i32, status: i32, _prebind: i32, Base: i32, _: i32, self_: i32) -> i32 {
    returned + status + _prebind + Base + self_
}

/// Costs $5, reads $HOME; **$x$** is a *snake_case_name*, `a_$b`, ``c``; see [`Renamed`],
/// [the other](crate::add), [Rust](https://rust-lang.org "Rust") and v[0].\
/// <b>HTML</b> &lt;T&gt;, C:\new, \*, $$E = mc^2$$[^1].
///
/// # Examples
///
/// ```
/// # hidden();
/// assert_eq!(1, 1); // $
/// ```
///
/// | Name | Price |
/// |-|-:|
/// | `a\|b` | $1 |
///
/// * one
///   more
/// * two
///
///   ```text
///   a
///
///
///   b
///   ```
///
/// [^1]: A note.
#[julia]
fn richly_documented() {}

#[doc = "Lines\r\nof another system.\r\n\r\n    code();\r\n"]
#[julia]
pub struct RichlyDocumented {
    /// Costs $6.
    ///
    /// - See [`Renamed`].
    pub price: i32,
}
