#![allow(non_camel_case_types)]
// Words of signatures that say nothing by themselves: rustc says what each means.
use prebind::julia;
use std::string::String as Text;

pub type Real = f64;
pub type Points = Vec<Real>;
pub type Pair = (Real, Text);
pub type Maybe<T> = Option<T>;
pub type Res<T> = Result<T, Trouble>;
pub type Coded<T> = Result<T, i32>;
pub type Marks = Vec<Mark>;
pub type Rows = Vec<Vec<Mark>>;
pub type Callback = Box<dyn Fn(Real) -> Real + Send>;
pub type Name<'a> = &'a str;
pub type Table = std::collections::BTreeMap<Text, Real>;
pub type Fixed = [Real; 3];
type Byte = core::primitive::u8;

#[derive(Debug)]
pub struct Trouble(&'static str);
impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

pub trait Shape {
    type Side;
}
pub struct Square;
impl Shape for Square {
    type Side = Real;
}

#[julia]
pub fn twice(x: Real) -> Real {
    x * 2.0
}
#[julia]
pub fn number(x: std::os::raw::c_int, y: core::primitive::u8, z: Byte) -> std::string::String {
    format!("{} {} {}", x, y, z)
}
#[julia]
pub fn shifted(mut points: Points, by: Real) -> Points {
    points.iter_mut().for_each(|x| *x += by);
    points
}
#[julia]
pub fn total(points: &[Real]) -> Real {
    points.iter().sum()
}
#[julia]
pub fn greeting(name: Text) -> Text {
    format!("Hello, {}", name)
}
#[julia]
pub fn length(name: Name<'_>) -> usize {
    name.len()
}
#[julia]
pub fn swapped(pair: Pair) -> (Text, Real) {
    (pair.1, pair.0)
}
#[julia]
pub fn half(x: Maybe<Real>) -> Maybe<Real> {
    x.map(|x| x / 2.0)
}
#[julia]
pub fn root(x: Real) -> Res<Real> {
    if x < 0.0 { Err(Trouble("it is negative")) } else { Ok(x.sqrt()) }
}
#[julia]
pub fn roots(x: Points) -> Res<Vec<Real>> {
    x.into_iter().map(root).collect()
}
#[julia]
pub fn coded(x: u8) -> Coded<u8> {
    if x == 0 { Err(-7) } else { Ok(x) }
}
#[julia]
pub fn done() -> std::fmt::Result {
    Ok(())
}
#[julia]
pub fn read(x: u8) -> std::io::Result<u8> {
    Ok(x)
}
#[julia]
pub fn side(x: <Square as Shape>::Side) -> <Square as Shape>::Side {
    x + 1.0
}
#[julia]
pub fn called(f: &dyn std::ops::Fn(Real) -> Real, x: Real) -> Real {
    f(x)
}
#[julia]
pub fn pointed(f: unsafe extern "C" fn(Real) -> Real) -> Real {
    unsafe { f(3.0) }
}
#[julia]
pub fn kept(f: Callback) -> Real {
    f(4.0)
}
#[julia]
pub fn address(x: *const Real) -> *const Real {
    x
}
#[julia]
pub fn doubled(mut table: Table) -> Table {
    table.values_mut().for_each(|x| *x *= 2.0);
    table
}
#[julia]
pub fn turned(x: Fixed) -> Fixed {
    [x[2], x[1], x[0]]
}
#[julia]
pub fn upto(n: Real) -> impl Iterator<Item = Real> {
    (0..n as u8).map(Real::from)
}
#[julia(signature = (value = 2.5))]
pub fn otherwise(value: Real) -> Real {
    value
}
#[julia]
pub const LIMIT: Real = 2.5;

#[julia(value)]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Mark {
    pub x: Real,
}
pub type Spot = Mark;
#[julia]
pub fn marks(x: Marks) -> Marks {
    x.into_iter().rev().collect()
}
#[julia]
pub fn rows(x: Rows) -> Rows {
    x.into_iter().rev().collect()
}
#[julia]
pub fn spot(x: Spot) -> Res<Spot> {
    Ok(x)
}

#[julia]
pub enum Figure {
    Disc { radius: Real },
    Named(Text),
}
#[julia]
pub fn figure(x: Figure) -> Figure {
    x
}

#[julia]
pub struct Filter {
    pub gain: Real,
    pub name: Text,
}
#[julia]
impl Filter {
    pub fn new(gain: Real) -> Self {
        Filter { gain, name: Text::new() }
    }
    pub fn times(&self, other: &Filter) -> Res<Filter> {
        Ok(Filter::new(self.gain * other.gain))
    }
    #[cfg(windows)]
    pub fn handle(&self) -> Missing {
        unimplemented!()
    }
}

// The same word means another type in another module.
pub mod single {
    pub type Real = f32;
    #[prebind::export(name = "twice_single")]
    pub fn twice(x: Real) -> Real {
        x * 2.0
    }
}

#[julia(T = f32, f64)]
pub fn first<T: Copy>(x: Vec<T>) -> Res<T> {
    x.first().copied().ok_or(Trouble("there is none"))
}

// In the place of an associated type.
#[julia]
pub struct Steps(Real);
#[julia]
impl Steps {
    pub fn new(end: Real) -> Self {
        Steps(end)
    }
}
#[julia]
impl Iterator for Steps {
    type Item = Real;
    fn next(&mut self) -> Option<Self::Item> {
        self.0 -= 1.0;
        Some(self.0).filter(|&x| x >= 0.0)
    }
}
