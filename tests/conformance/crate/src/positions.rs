//! Each kind that Rust can own in each position that it can have: argument, result, field, in
//! `Option`, in `Result`, in both, in tuples.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{CString, OsString};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use prebind::julia;

use crate::fixed::Complex;
use crate::items::{Colour, Pixel, Spot};
use crate::tagged::Figure;

macro_rules! positions {
    ($mark:tt $($At:ident: $type:ty;)*) => {$(
        #$mark
        pub struct $At {
            pub plain: $type,
            pub maybe: Option<$type>,
        }

        #$mark
        impl $At {
            pub fn new(plain: $type, maybe: Option<$type>) -> $At {
                $At { plain, maybe }
            }

            pub fn at_echo(value: $type) -> $type {
                value
            }

            pub fn at_option(value: Option<$type>) -> Option<$type> {
                value
            }

            pub fn at_result(value: $type, good: bool) -> Result<$type, String> {
                if good { Ok(value) } else { Err("not good".to_string()) }
            }

            pub fn at_both(value: Option<$type>, good: bool) -> Result<Option<$type>, String> {
                if good { Ok(value) } else { Err("not good".to_string()) }
            }

            pub fn at_tuple(value: (u8, $type)) -> ($type, u8) {
                (value.1, value.0)
            }

            pub fn at_option_tuple(
                value: Option<(Option<$type>, u8)>,
            ) -> Option<(u8, Option<$type>)> {
                value.map(|value| (value.1, value.0))
            }
        }
    )*};
}

positions! {
    [julia]
    AtI8: i8;
    AtI16: i16;
    AtI32: i32;
    AtI64: i64;
    AtI128: i128;
    AtIsize: isize;
    AtU8: u8;
    AtU16: u16;
    AtU32: u32;
    AtU64: u64;
    AtU128: u128;
    AtUsize: usize;
    AtF32: f32;
    AtF64: f64;
    AtBool: bool;
    AtChar: char;
    AtString: String;
    AtBoxedStr: Box<str>;
    AtCString: CString;
    AtCow: Cow<'static, str>;
    AtArcStr: Arc<str>;
    AtRcStr: Rc<str>;
    AtPathBuf: PathBuf;
    AtOsString: OsString;
    AtCows: Vec<Cow<'static, str>>;
    AtPaths: Vec<PathBuf>;
    AtPathMap: HashMap<PathBuf, Option<OsString>>;
    AtVec: Vec<f64>;
    AtBoxed: Box<[u16]>;
    AtBools: Vec<bool>;
    AtStrings: Vec<String>;
    AtBoxedStrings: Box<[String]>;
    AtEnum: Colour;
    AtValue: Spot;
    AtWideValue: Pixel;
    AtEnums: Vec<Colour>;
    AtValues: Vec<Pixel>;
    AtBoxedValues: Box<[Spot]>;
    AtPair: (i32, String);
    AtNested: Vec<Vec<f64>>;
    AtOptions: Box<[Option<i64>]>;
    AtDeque: VecDeque<u16>;
    AtHashSet: HashSet<String>;
    AtBTreeSet: BTreeSet<(char, i128)>;
    AtHashMap: HashMap<String, Option<f64>>;
    AtBTreeMap: BTreeMap<u8, Vec<(Spot, bool)>>;
    AtFixed: [f64; 3];
    AtGrid: [[u8; 2]; 3];
    AtFlags: [bool; 2];
    AtSizes: [usize; 2];
    AtTexts: [String; 2];
    AtFixedValues: [Spot; 2];
    AtRows: Vec<[f64; 3]>;
    AtValueRows: Box<[[Spot; 2]]>;
    AtComplex32: Complex<f32>;
    AtComplex64: Complex<f64>;
    AtComplexes: Vec<Complex<f64>>;
    AtComplexPair: [Complex<f32>; 2];
    AtDuration: Duration;
    AtSystemTime: SystemTime;
    AtDurations: Vec<Duration>;
    AtTimes: BTreeMap<String, (SystemTime, Option<Duration>)>;
    AtTagged: Figure;
    AtTaggeds: Vec<Figure>;
    AtBoxedTaggeds: Box<[Figure]>;
    AtNestedTaggeds: HashMap<String, Option<Figure>>;
}
