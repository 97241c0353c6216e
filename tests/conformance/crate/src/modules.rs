//! Marked modules: items of all kinds in them, with names that the root has too, and types that
//! cross between modules and the root.

use prebind::julia;

use crate::items::Spot;
use crate::objects::Counter;
use shapes::{deep::Circle as DeepCircle, Circle as FlatCircle};

/// Stands before the module whose values it holds.
#[julia]
pub mod albums {
    use super::{shapes, Spot};
    use prebind::julia;

    #[julia(value)]
    #[derive(Clone, Copy)]
    #[repr(C)]
    pub struct Frame {
        pub placed: shapes::Placed,
        pub corner: Spot,
        pub tint: shapes::deep::Colour,
    }

    #[julia]
    pub fn framed(placed: shapes::Placed, tint: shapes::deep::Colour) -> Frame {
        Frame { placed, corner: Spot { x: 0.5, y: -0.5 }, tint }
    }

    /// A method of another module's type.
    #[julia]
    impl shapes::Circle {
        pub fn framed(&self) -> Frame {
            framed(self.placed(Spot { x: self.radius, y: 0.0 }), shapes::deep::Colour::Dark)
        }
    }
}

/// Shapes of all kinds.
#[julia]
pub mod shapes {
    //! They have areas.
    use prebind::julia;
    use std::fmt;

    use crate::items::{Colour as RootColour, Spot};

    #[julia]
    pub const LIMIT: u32 = 7;
    #[julia]
    pub static UNIT: &str = "mm²";

    /// Not the root's.
    #[julia(derive(Display, PartialOrd))]
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
    #[repr(u8)]
    pub enum Colour {
        Cyan = 1,
        /// Between red and blue.
        Magenta = 2,
    }

    impl fmt::Display for Colour {
        fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            write!(formatter, "{:?} of shapes", self)
        }
    }

    #[julia]
    impl Colour {
        pub fn flipped(self) -> Colour {
            match self {
                Colour::Cyan => Colour::Magenta,
                Colour::Magenta => Colour::Cyan,
            }
        }

        pub fn of_root(colour: RootColour) -> Colour {
            match colour {
                RootColour::Red => Colour::Magenta,
                _ => Colour::Cyan,
            }
        }
    }

    #[julia]
    #[derive(Clone, Copy)]
    pub enum Fault {
        TooLarge = 5,
    }

    impl fmt::Display for Fault {
        fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            formatter.write_str("too large a shape")
        }
    }

    #[julia(value, derive(PartialEq, Display))]
    #[derive(Clone, Copy, PartialEq)]
    #[repr(C)]
    pub struct Placed {
        pub at: Spot,
        pub colour: Colour,
        pub radius: f32,
    }

    impl fmt::Display for Placed {
        fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            write!(formatter, "{} at {}", self.radius, self.at.x)
        }
    }

    #[julia]
    impl Placed {
        pub fn moved(self, by: Spot) -> Placed {
            Placed { at: self.at.moved(by), ..self }
        }
    }

    /// Round.
    #[julia(derive(Clone, PartialEq, PartialOrd))]
    #[derive(Clone, PartialEq, PartialOrd)]
    pub struct Circle {
        pub radius: f64,
        pub colour: Option<Colour>,
        pub label: String,
        #[julia(skip)]
        pub kept: u8,
    }

    #[julia]
    impl Circle {
        pub fn new(radius: f64) -> Circle {
            Circle { radius, colour: None, label: String::new(), kept: 0 }
        }

        pub fn area(&self) -> f64 {
            self.radius * self.radius * 3.0
        }

        pub fn placed(&self, at: Spot) -> Placed {
            let colour = self.colour.unwrap_or(Colour::Cyan);
            Placed { at, colour, radius: self.radius as f32 }
        }

        pub fn checked(self, limit: f64) -> Result<Circle, Fault> {
            if self.radius > limit {
                return Err(Fault::TooLarge);
            }
            Ok(self)
        }

        #[julia(T = i8, f32)]
        pub fn grown<T: Into<f64>>(&self, by: T) -> Circle {
            Circle { radius: self.radius + by.into(), ..self.clone() }
        }
    }

    #[julia]
    impl fmt::Display for Circle {
        fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            write!(formatter, "circle of {}", self.radius)
        }
    }

    /// Another one than the root's.
    #[julia(derive(PartialEq, Hash))]
    #[derive(PartialEq, Hash)]
    pub struct Counter {
        pub left: u8,
    }

    #[julia]
    impl Counter {
        pub fn new(left: u8) -> Counter {
            Counter { left }
        }
    }

    #[julia]
    impl Iterator for Counter {
        type Item = Circle;

        fn next(&mut self) -> Option<Circle> {
            self.left = self.left.checked_sub(1)?;
            Some(Circle::new(f64::from(self.left)))
        }
    }

    /// An error that stays in Rust.
    #[julia]
    pub struct Broken {
        pub pieces: u16,
    }

    impl fmt::Display for Broken {
        fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            write!(formatter, "in {} pieces", self.pieces)
        }
    }

    #[julia]
    pub fn break_it(pieces: u16) -> Result<(), Broken> {
        Err(Broken { pieces })
    }

    /// The root's adds.
    #[julia]
    pub fn add(a: i32, b: i32) -> i32 {
        a.checked_sub(b).expect("the difference is too small")
    }

    /// Both counters.
    #[julia]
    pub fn count(own: &Counter, root: &mut super::Counter) -> i64 {
        i64::from(own.left) + root.increment()
    }

    #[julia(T = u8, f32)]
    pub fn twice<T: Copy + std::ops::Mul<Output = T>>(value: T) -> T {
        value * value
    }

    #[julia]
    pub fn each(circle: Circle, count: u8, f: &mut dyn FnMut(f64)) -> Circle {
        (0..count).for_each(|i| f(circle.radius + f64::from(i)));
        circle
    }

    #[julia(unsafe)]
    pub fn call_plain(f: extern "C" fn(i64) -> i64) -> i64 {
        f(2)
    }

    #[julia]
    pub fn echo_colours(colours: Vec<Colour>) -> Vec<Colour> {
        colours
    }

    #[julia]
    pub fn shift(placed: &mut [Placed], by: &[Spot]) -> Option<Placed> {
        placed.iter_mut().zip(by).for_each(|(each, by)| *each = each.moved(*by));
        placed.first().copied()
    }

    #[julia]
    pub fn tinted(both: (Option<Colour>, RootColour)) -> (RootColour, Colour) {
        (both.1, both.0.unwrap_or(Colour::Magenta))
    }

    mod unmarked {
        #[prebind::julia]
        pub fn in_an_unmarked_module() -> &'static str {
            module_path!()
        }
    }

    /// In the other.
    #[julia]
    pub mod deep {
        use prebind::julia;

        #[julia]
        pub const LIMIT: i64 = -7;

        #[julia]
        #[derive(Clone, Copy)]
        #[repr(i16)]
        pub enum Colour {
            Light = -300,
            Dark = 300,
        }

        /// Has the name of one in the module around it.
        #[julia]
        pub struct Circle {
            pub depth: u64,
            pub tint: Colour,
        }

        #[julia]
        impl Circle {
            pub fn new(depth: u64) -> Circle {
                Circle { depth, tint: Colour::Light }
            }

            pub fn area(&self) -> f64 {
                -1.0
            }

            pub fn flat(&self, colour: super::Colour) -> super::Circle {
                let colour = Some(colour);
                super::Circle { radius: self.depth as f64, colour, label: "flat".into(), kept: 0 }
            }
        }

        #[julia]
        pub fn add(a: i32, b: i32) -> i32 {
            a * b
        }

        #[julia]
        pub fn deepened(circle: Option<super::Circle>) -> Result<Option<Circle>, super::Fault> {
            match circle {
                Some(circle) if circle.radius > 100.0 => Err(super::Fault::TooLarge),
                circle => Ok(circle.map(|circle| Circle::new(circle.radius as u64))),
            }
        }
    }
}

/// Named differently in each host.
#[julia(name = "Tools")]
#[export(name(cpp = "tooling"))]
mod tools {
    use super::shapes::{deep, Circle};
    use prebind::julia;

    #[julia]
    pub fn add(a: i32, b: i32) -> i32 {
        a | b
    }

    #[julia]
    pub fn wider(first: Circle, second: &deep::Circle) -> Circle {
        Circle { radius: first.radius.max(second.depth as f64), ..first }
    }

    #[julia(name = "of_both")]
    pub fn both(circles: Option<&Circle>, f: &dyn Fn(f64) -> f64) -> f64 {
        circles.map_or(0.0, |circle| f(circle.radius))
    }
}

/// Of the root, with what modules have.
#[julia]
pub struct Gallery {
    pub colour: shapes::Colour,
    pub frame: Option<albums::Frame>,
}

#[julia]
impl Gallery {
    pub fn new(colour: shapes::Colour) -> Gallery {
        Gallery { colour, frame: None }
    }

    pub fn hang(&mut self, circle: &mut shapes::Circle) -> Result<(), shapes::Fault> {
        if circle.area() > 1000.0 {
            return Err(shapes::Fault::TooLarge);
        }
        circle.colour = Some(self.colour);
        self.frame = Some(circle.framed());
        Ok(())
    }
}

#[julia]
pub fn deepest(circle: shapes::Circle) -> Option<shapes::deep::Circle> {
    (circle.radius > 0.0).then(|| shapes::deep::Circle::new(circle.radius as u64))
}

#[julia(T = FlatCircle, DeepCircle)]
pub fn depth_of<T: Deep>(circle: &T) -> f64 {
    circle.depth()
}

pub trait Deep {
    fn depth(&self) -> f64;
}

impl Deep for shapes::Circle {
    fn depth(&self) -> f64 {
        0.0
    }
}

impl Deep for shapes::deep::Circle {
    fn depth(&self) -> f64 {
        self.depth as f64
    }
}
