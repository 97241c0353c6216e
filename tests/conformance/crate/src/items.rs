//! Types that are copied: enums and structs of plain data; and constants.

use std::fmt;

use prebind::{export, julia};

/// A colour of the rainbow.
#[julia]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Colour {
    /// The longest wave.
    Red,
    Green = 100,
    #[julia(name = "blue")]
    Blue = u8::MAX,
}

/// Neither `Copy` nor with a representation of its own.
#[julia]
pub enum Sign {
    Negative = -1,
    Zero,
    Positive,
}

#[julia]
#[repr(i64)]
#[derive(Clone, Copy)]
pub enum Wide {
    Lowest = i64::MIN,
    Highest = i64::MAX,
}

#[julia]
#[repr(u64)]
#[derive(Clone, Copy)]
pub enum Unsigned {
    None = 0,
    All = u64::MAX,
}

#[julia]
pub fn echo_colour(colour: Colour) -> Colour {
    colour
}

#[julia]
pub fn borrow_colour(colour: &Colour) -> String {
    format!("{:?}", colour)
}

#[julia]
pub fn colour_number(colour: Colour) -> u8 {
    colour as u8
}

#[julia]
pub fn option_colour(colour: Option<Colour>) -> Option<Colour> {
    colour
}

#[julia]
pub fn option_colour_reference(colour: Option<&Colour>) -> i64 {
    colour.map_or(-1, |colour| *colour as i64)
}

#[julia]
pub fn result_colour(colour: Colour, good: bool) -> Result<Colour, String> {
    if good {
        Ok(colour)
    } else {
        Err(format!("not {:?}", colour))
    }
}

#[julia]
pub fn sign_of(number: i32) -> Sign {
    match number {
        i32::MIN..=-1 => Sign::Negative,
        0 => Sign::Zero,
        1..=i32::MAX => Sign::Positive,
    }
}

#[julia]
pub fn times_sign(sign: Sign, number: i32) -> i32 {
    sign as i32 * number
}

#[julia]
pub fn echo_wide(wide: Wide) -> Wide {
    wide
}

#[julia]
pub fn echo_unsigned(all: Unsigned) -> Unsigned {
    all
}

#[julia]
impl Colour {
    /// The next one.
    pub fn next(self) -> Colour {
        match self {
            Colour::Red => Colour::Green,
            Colour::Green => Colour::Blue,
            Colour::Blue => Colour::Red,
        }
    }

    pub fn is_red(&self) -> bool {
        matches!(self, Colour::Red)
    }

    pub fn new(red: bool) -> Colour {
        if red {
            Colour::Red
        } else {
            Colour::Green
        }
    }
}

/// What went wrong.
#[julia]
#[derive(Clone, Copy)]
#[repr(i16)]
pub enum Fault {
    Empty = -7,
    TooLong = 300,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Fault::Empty => "it is empty",
            Fault::TooLong => "it is too long",
        })
    }
}

#[julia]
pub fn check_length(text: &str) -> Result<usize, Fault> {
    match text.len() {
        0 => Err(Fault::Empty),
        1..=5 => Ok(text.len()),
        _ => Err(Fault::TooLong),
    }
}

/// An enum with data needs no `#[julia]` to be an error.
pub enum Rich {
    Code(i32),
    Text { text: String },
}

impl fmt::Display for Rich {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Rich::Code(code) => write!(formatter, "code {}", code),
            Rich::Text { text } => formatter.write_str(text),
        }
    }
}

#[julia]
pub fn rich_error(code: bool) -> Result<(), Rich> {
    Err(if code {
        Rich::Code(5)
    } else {
        Rich::Text { text: "rich".to_string() }
    })
}

/// A point in the plane.
#[julia(value)]
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Spot {
    /// To the right.
    pub x: f64,
    pub y: f64,
}

/// Padding, an enum and a value inside; more than two words.
#[julia(value)]
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Pixel {
    flag: bool,
    spot: Spot,
    colour: Colour,
    r#type: u16,
    small: i8,
}

#[julia(value)]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Tiny {
    byte: u8,
    wide: u32,
}

impl fmt::Display for Tiny {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.byte, self.wide)
    }
}

impl fmt::Display for Pixel {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:?}", self)
    }
}

#[julia]
impl Spot {
    pub fn new(x: f64, y: f64) -> Result<Spot, String> {
        if x.is_nan() || y.is_nan() {
            return Err("a spot has to be somewhere".to_string());
        }
        Ok(Spot { x, y })
    }

    pub fn norm(&self) -> f64 {
        self.x.hypot(self.y)
    }

    pub fn moved(self, by: Spot) -> Spot {
        Spot { x: self.x + by.x, y: self.y + by.y }
    }
}

#[julia]
pub fn echo_spot(spot: Spot) -> Spot {
    spot
}

#[julia]
pub fn nan_spot() -> Spot {
    Spot { x: f64::NAN, y: -0.0 }
}

#[julia]
pub fn borrow_spot(spot: &Spot) -> f64 {
    spot.x
}

#[julia]
pub fn option_spot(spot: Option<Spot>) -> Option<Spot> {
    spot
}

#[julia]
pub fn option_spot_reference(spot: Option<&Spot>) -> f64 {
    spot.map_or(f64::NEG_INFINITY, |spot| spot.y)
}

#[julia]
pub fn result_spot(spot: Spot, good: bool) -> Result<Option<Spot>, String> {
    if good {
        Ok(Some(spot))
    } else {
        Err("no spot".to_string())
    }
}

#[julia]
pub fn echo_pixel(pixel: Pixel) -> Pixel {
    pixel
}

#[julia]
pub fn show_pixel(pixel: &Pixel) -> String {
    pixel.to_string()
}

#[julia]
pub fn echo_tiny(tiny: Tiny) -> Tiny {
    tiny
}

#[julia]
pub fn tiny_error(tiny: Tiny) -> Result<(), Tiny> {
    Err(tiny)
}

#[julia]
pub fn pixel_error(pixel: Pixel) -> Result<(), Pixel> {
    Err(pixel)
}

/// An error that stays in Rust.
#[julia]
pub struct Trouble {
    pub code: i32,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "trouble {}", self.code)
    }
}

#[julia]
pub fn trouble(code: i32) -> Result<i32, Trouble> {
    Err(Trouble { code })
}

/// Holds both kinds as fields.
#[julia]
pub struct Board {
    pub colour: Colour,
    pub sign: Option<Sign>,
    pub spot: Spot,
    pub pixel: Option<Pixel>,
}

#[julia]
impl Board {
    pub fn new(colour: Colour, spot: Spot) -> Board {
        Board { colour, sign: None, spot, pixel: None }
    }

    pub fn paint(&mut self, colour: Colour, spots: Option<Spot>, by: &Board) {
        self.colour = colour;
        self.spot = spots.unwrap_or(by.spot);
    }
}

/// The largest number of things.
#[julia]
pub const LIMIT: u32 = 10 * 1000;
#[julia]
pub const LOWEST: i64 = i64::MIN;
#[julia]
pub const HIGHEST: u64 = u64::MAX;
#[julia]
pub const MINUS: i8 = -1;
#[julia]
pub const SIZE: usize = usize::MAX;
#[julia]
pub const DEEPEST: i128 = i128::MIN + 1;
#[julia]
pub static WIDEST: u128 = u128::MAX - 1;
#[julia]
pub const THIRD: f32 = 1.0 / 3.0;
#[julia]
pub const TENTH: f64 = 0.1;
#[julia]
pub const SMALLEST: f64 = 5e-324;
#[julia]
pub const ENDLESS: f64 = -1.0 / 0.0;
#[julia]
pub const NO_NUMBER: f32 = f32::NAN;
#[julia]
pub const MINUS_ZERO: f64 = -0.0;
#[julia]
pub const YES: bool = 1 < 2;
#[julia]
pub const SHARP_S: char = 'ß';
#[julia(name = "greeting")]
pub const GREETING: &str = "Hällo \"$x\"\n\0😀";
#[julia]
pub static COUNT_OF_COLOURS: usize = [Colour::Red, Colour::Green, Colour::Blue].len();
#[julia]
pub static NOTHING: &'static str = "";

#[julia]
pub fn middle(spots: &[Spot]) -> Option<Spot> {
    let count = spots.len() as f64;
    let sum = spots.iter().fold((0.0, 0.0), |sum, spot| (sum.0 + spot.x, sum.1 + spot.y));
    (count > 0.0).then(|| Spot { x: sum.0 / count, y: sum.1 / count })
}

#[julia]
pub fn mirror(spots: &mut [Spot]) {
    for spot in spots {
        spot.x = -spot.x;
    }
}

#[julia]
pub fn circle(count: usize) -> Vec<Spot> {
    (0..count).map(|i| Spot { x: i as f64, y: -(i as f64) }).collect()
}

#[julia]
pub fn echo_pixels(pixels: Vec<Pixel>) -> Box<[Pixel]> {
    pixels.into_boxed_slice()
}

#[julia]
pub fn echo_colours(colours: Box<[Colour]>) -> Result<Vec<Colour>, String> {
    Ok(colours.into_vec())
}

#[julia]
pub fn rainbow() -> &'static [Colour] {
    &[Colour::Red, Colour::Green, Colour::Blue]
}

/// Has variants with the names of those of `Colour`.
#[julia(prefix = "Lamp")]
#[derive(Clone, Copy)]
pub enum Lamp {
    Red,
    #[julia(name = "LampOff")]
    Dark,
}

/// The other state.
#[julia]
pub fn switched(lamp: Lamp) -> Lamp {
    match lamp {
        Lamp::Red => Lamp::Dark,
        Lamp::Dark => Lamp::Red,
    }
}

#[export(hosts = julia)]
#[julia(prefix = "Signal")]
pub enum Signal {
    Lamp { of: Lamp },
    Pair(u8),
}

#[export(hosts = julia)]
pub fn signal_of(lamp: Lamp) -> Signal {
    match lamp {
        Lamp::Red => Signal::Lamp { of: lamp },
        Lamp::Dark => Signal::Pair(2),
    }
}
