//! Without an engine everything stays as it was written. The test `every_edition` compiles this
//! file again in each edition.
#![deny(warnings)]
#![allow(dead_code, clippy::all)]

use prebind::{export, julia};

/// Adds.
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[export(name = "minus")]
fn subtract(a: i32, b: i32) -> i32 {
    a - b
}

#[prebind::julia]
const fn constant() -> u8 {
    7
}

#[julia(unsafe)]
#[allow(clippy::missing_safety_doc)]
pub unsafe fn read(value: u8) -> u8 {
    value
}

#[julia]
async fn later() -> u8 {
    1
}

#[export]
pub extern "C" fn with_abi(value: u8) -> u8 {
    value
}

#[julia]
fn generic<'a, T: Clone, const N: usize>(values: &'a [T; N]) -> (Vec<T>, &'a T)
where
    T: PartialEq,
{
    (values.to_vec(), &values[0])
}

#[julia]
fn opaque(values: &[u8]) -> impl Iterator<Item = u8> + '_ {
    values.iter().map(|value| value + 1)
}

#[test]
fn functions() {
    assert_eq!(add(1, 2), 3);
    assert_eq!(subtract(1, 2), -1);
    assert_eq!(unsafe { read(5) }, 5);
    assert_eq!(with_abi(9), 9);
    assert_eq!(generic(&[1, 2]), (vec![1, 2], &1));
    assert_eq!(opaque(&[1, 2]).sum::<u8>(), 5);
    assert_eq!([0; constant() as usize].len(), 7);
    drop(later());
}

#[test]
fn functions_within_a_function() {
    #[julia]
    fn inner() -> u8 {
        #[export]
        fn innermost() -> u8 {
            3
        }
        innermost()
    }
    assert_eq!(inner(), 3);
}

#[derive(Debug, Clone, PartialEq)]
#[julia]
pub struct Point {
    /// The first.
    #[julia(name = "abscissa")]
    pub x: f64,
    #[allow(missing_docs)]
    #[prebind::julia(skip)]
    pub y: f64,
    #[cfg(all())]
    #[::prebind::export]
    #[julia]
    label: String,
}

#[julia]
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Pair(#[julia(skip)] pub(crate) u8, #[export] pub u16);

#[julia]
#[derive(Debug, PartialEq)]
struct Unit;

#[export]
#[repr(C)]
union Bits {
    #[julia(name = "f")]
    float: f32,
    integer: u32,
}

#[julia]
struct Holder<'a, T: 'a, const N: usize>
where
    T: Clone,
{
    #[julia(skip)]
    values: &'a [T; N],
}

#[julia]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    #[julia(name = "DOT")]
    Dot = 4,
    #[export(skip)]
    Line = 5,
}

#[export]
#[derive(Debug, PartialEq)]
enum Data {
    Named {
        #[julia(skip)]
        a: u8,
        b: u8,
    },
    Unnamed(u8, #[julia(skip)] u8),
    #[julia]
    Nothing,
}

#[test]
fn types() {
    let point = Point { x: 1.0, y: 2.0, label: "p".to_string() };
    assert_eq!(point.clone(), point);
    assert_eq!(Pair::default(), Pair(0, 0));
    assert_eq!(format!("{:?}", Unit), "Unit");
    assert_eq!(unsafe { Bits { float: 0.0 }.integer }, 0);
    assert_eq!(Holder { values: &[1, 2] }.values.len(), 2);
    assert_eq!((Shape::Dot as u8, Shape::Line as u8), (4, 5));
    assert_ne!(Data::Named { a: 1, b: 2 }, Data::Unnamed(1, 2));
    assert_eq!(Data::Nothing, Data::Nothing);
}

#[julia]
impl Point {
    pub const ORIGIN: f64 = { 0.0 };

    /// Makes one.
    #[julia]
    pub fn new(x: f64, y: f64) -> Self {
        Point { x, y, label: String::new() }
    }

    #[julia(skip)]
    #[must_use]
    #[prebind::export(name = "distance")]
    pub fn norm(&self) -> f64 {
        #[julia]
        fn square(x: f64) -> f64 {
            x * x
        }
        (square(self.x) + square(self.y)).sqrt()
    }

    // Outside of an exported `impl` an attribute on a method is an expansion of its own.
    fn private(&mut self) {
        self.x += 1.0;
    }
}

impl Pair {
    #[julia(name = "total")]
    fn sum(&self) -> u16 {
        u16::from(self.0) + self.1
    }
}

#[julia]
trait Area {
    #[julia]
    fn area(&self) -> f64;
    #[export(skip)]
    fn twice(&self) -> f64 {
        2.0 * self.area()
    }
}

#[julia]
impl Area for Point {
    #[julia]
    fn area(&self) -> f64 {
        self.x * self.y
    }
}

#[julia]
impl<'a, T: Clone, const N: usize> Holder<'a, T, N> {
    #[julia]
    fn first(&self) -> &'a T {
        &self.values[0]
    }
}

struct Pointer(*const u8);

#[julia]
unsafe impl Send for Pointer {}

#[test]
fn methods() {
    let mut point = Point::new(3.0, 4.0);
    assert_eq!((point.norm(), point.area(), point.twice()), (5.0, 12.0, 24.0));
    point.private();
    assert_eq!(point.x, 4.0 + Point::ORIGIN);
    assert_eq!(Pair(1, 2).sum(), 3);
    assert_eq!(*Holder { values: &[8, 9] }.first(), 8);
}

mod outer {
    #[prebind::julia]
    pub mod inner {
        use prebind::julia;

        #[julia]
        pub struct Deep {
            #[julia(skip)]
            pub value: u8,
        }

        #[julia]
        impl Deep {
            #[julia]
            pub fn value(&self) -> u8 {
                self.value
            }
        }
    }
}

macro_rules! exported {
    ($item:item) => {
        #[julia]
        $item
    };
}

macro_rules! structure {
    ($(#[$outer:meta])* $vis:vis $name:ident {
        $($(#[$inner:meta])* $field:ident : $type:ty,)*
    }) => {
        #[julia]
        $(#[$outer])*
        $vis struct $name {
            $($(#[$inner])* $vis $field: $type,)*
        }
    };
}

macro_rules! methods {
    ($name:ident, $vis:vis $method:ident -> $result:ty $body:block $($path:path)?) => {
        #[julia]
        impl $name {
            $(#[$path])?
            $vis fn $method() -> $result $body
        }
    };
}

exported! {
    struct Passed {
        #[julia(skip)]
        value: u8,
    }
}
exported! {
    impl Passed {
        #[julia(name = "of")]
        pub fn new(value: u8) -> Passed {
            Passed { value }
        }
    }
}
exported! { fn passed(value: Passed) -> u8 { value.value } }
structure! {
    #[derive(Default)]
    pub Made {
        #[julia(skip)]
        first: Vec<u8>,
        /// Documented.
        #[prebind::export]
        second: Option<Box<Made>>,
    }
}
methods! { Made, pub make -> Made { Made::default() } prebind::julia }
methods! { Passed, make -> u8 { 6 } }

#[test]
fn made_by_macros() {
    assert_eq!(passed(Passed::new(4)), 4);
    let made = Made::make();
    assert!(made.first.is_empty() && made.second.is_none());
    assert_eq!(Passed::make(), 6);
    let deep = outer::inner::Deep { value: 2 };
    assert_eq!(deep.value(), 2);
}

#[julia]
type Alias = u8;
#[julia]
const CONSTANT: Alias = 1;
#[export]
static STATIC: Alias = 2;
#[julia]
use std::collections::BTreeMap as Map;

#[cfg_attr(all(), julia)]
fn conditional() -> u8 {
    Map::<u8, u8>::new().len() as u8
}

// Never compiled, so no matter what it uses.
#[cfg(any())]
#[julia]
fn absent() -> missing::Type {}

mod other {
    // Other attributes that begin or end alike are none of ours.
    #[prebind::julia]
    #[derive(Default)]
    pub struct Kept {
        #[deprecated]
        #[doc = "julia"]
        pub julia: u8,
        #[doc(alias = "prebind")]
        pub export: u8,
    }
}

/// Outside.
#[prebind::julia(name = "Marked")]
#[prebind::export(name(cpp = "marked"))]
mod marked {
    //! Inside.
    use super::*;
    #[prebind::julia]
    pub mod inner {
        #[prebind::export]
        pub fn constant() -> u8 {
            super::CONSTANT
        }
    }
}

#[test]
fn modules() {
    assert_eq!(marked::inner::constant(), CONSTANT);
}

#[test]
fn everything_else() {
    assert_eq!(CONSTANT + STATIC + conditional(), 3);
    let kept = other::Kept::default();
    #[allow(deprecated)]
    let julia = kept.julia;
    assert_eq!(julia + kept.export, 0);
}

/// Also where attributes have names of symbols: tests/e2e/archive/versions.sh.
#[test]
fn versioned_symbols() {
    let version = env!("CARGO_PKG_VERSION").replace('.', "_");
    assert_eq!(prebind::versioned!("f_{version}"), format!("f_{version}"));
    assert_eq!(prebind::versioned!(concat!("f_", "{version}", "_x")), format!("f_{version}_x"));
}
