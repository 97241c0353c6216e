//! Enums with data: a field of each kind, trees, what only comes out, and methods. They are in
//! `positions` too.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::CString;
use std::fmt;

use prebind::julia;

use crate::items::{Colour, Pixel, Spot};
use crate::objects::Counter;

/// What can be drawn.
#[julia]
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// All that is near.
    Disc {
        /// From the middle to the edge.
        radius: f64,
    },
    Rect(f64, #[julia(name = "height")] f64),
    Labelled(String, Colour),
    Outline {
        points: Vec<(f64, f64)>,
        r#type: Option<bool>,
    },
    Void,
    Braced {},
}

#[julia]
impl Figure {
    pub fn figure_area(&self) -> f64 {
        match self {
            Figure::Disc { radius } => std::f64::consts::PI * radius * radius,
            Figure::Rect(width, height) => width * height,
            _ => 0.0,
        }
    }

    pub fn figure_scaled(self, by: f64) -> Figure {
        match self {
            Figure::Disc { radius } => Figure::Disc { radius: radius * by },
            Figure::Rect(width, height) => Figure::Rect(width * by, height * by),
            other => other,
        }
    }

    pub fn figure_unit() -> Figure {
        Figure::Disc { radius: 1.0 }
    }
}

#[julia]
pub enum Whole {
    WholeNumbers {
        a: i8,
        b: u16,
        c: i64,
        d: usize,
        e: u128,
        f: f32,
        g: bool,
        h: char,
    },
    WholeTexts(String, Box<str>, CString),
    WholeNested {
        list: Vec<f64>,
        flags: Box<[bool]>,
        names: Vec<String>,
        rows: Vec<Vec<i32>>,
        map: HashMap<String, Option<i64>>,
        set: BTreeSet<u8>,
        deque: VecDeque<u16>,
        twice: Option<Option<i8>>,
        pair: (u8, String),
    },
    WholeNamed {
        spot: Spot,
        colour: Colour,
        pixels: Vec<Pixel>,
        figure: Figure,
        maybe: Option<Figure>,
        figures: Vec<Figure>,
        by_name: BTreeMap<String, Figure>,
        of_both: HashSet<(u8, char)>,
    },
}

#[julia]
pub fn whole_echo(value: Whole) -> Whole {
    value
}

#[julia]
#[derive(Clone)]
pub enum Tree {
    Leaf(i64),
    Node { left: Box<Tree>, right: Box<Tree> },
    Many(Vec<Tree>),
    Perhaps(Option<Box<Tree>>),
    Keyed(HashMap<String, Tree>),
    Boxes(Vec<Box<Tree>>),
    Sentence(Box<Phrase>),
}

#[julia]
#[derive(Clone)]
pub enum Phrase {
    Spoken(String),
    Clause(Tree, Vec<Phrase>),
}

impl Tree {
    fn sum(&self) -> i64 {
        match self {
            Tree::Leaf(value) => *value,
            Tree::Node { left, right } => left.sum() + right.sum(),
            Tree::Many(all) => all.iter().map(Tree::sum).sum(),
            Tree::Perhaps(tree) => tree.as_ref().map_or(0, |tree| tree.sum()),
            Tree::Keyed(all) => all.values().map(Tree::sum).sum(),
            Tree::Boxes(all) => all.iter().map(|tree| tree.sum()).sum(),
            Tree::Sentence(phrase) => match &**phrase {
                Phrase::Spoken(_) => 0,
                Phrase::Clause(tree, _) => tree.sum(),
            },
        }
    }
}

#[julia]
pub fn tree_sum(tree: &Tree) -> i64 {
    tree.sum()
}

#[julia]
pub fn tree_echo(tree: Tree) -> Tree {
    tree
}

#[julia]
pub fn tree_full(levels: u32) -> Tree {
    if levels == 0 {
        return Tree::Leaf(1);
    }
    let half = || Box::new(tree_full(levels - 1));
    Tree::Node { left: half(), right: half() }
}

/// So many enums, one in the other.
#[julia]
pub fn tree_deep(levels: usize) -> Tree {
    (1..levels).fold(Tree::Leaf(7), |tree, _| Tree::Perhaps(Some(Box::new(tree))))
}

#[julia]
pub fn figures_area(figures: &[Figure]) -> f64 {
    figures.iter().map(Figure::figure_area).sum()
}

#[julia]
pub fn figures_largest(figures: &[Figure], _scratch: &mut [f64]) -> Option<Figure> {
    let compare = |a: &&Figure, b: &&Figure| a.figure_area().total_cmp(&b.figure_area());
    figures.iter().max_by(compare).cloned()
}

#[julia]
pub struct Album {
    figures: Vec<Figure>,
}

#[julia]
impl Album {
    pub fn new(figures: HashMap<String, Vec<Figure>>) -> Album {
        let figures: BTreeMap<_, _> = figures.into_iter().collect();
        Album { figures: figures.into_values().flatten().collect() }
    }

    pub fn album_figures(&self) -> &[Figure] {
        &self.figures
    }

    pub fn album_pair(&self) -> (Option<Figure>, Vec<Figure>) {
        (self.figures.first().cloned(), self.figures.clone())
    }
}

#[julia]
impl Iterator for Album {
    type Item = Figure;

    fn next(&mut self) -> Option<Figure> {
        if self.figures.is_empty() { None } else { Some(self.figures.remove(0)) }
    }
}

/// Comes out only: objects are taken one by one.
#[julia]
pub enum Held {
    HeldCounter(Counter),
    HeldText(&'static str),
    HeldHidden(u8, #[julia(skip)] std::time::Duration),
    HeldMany { counters: Vec<Counter>, #[julia(skip)] since: std::time::Duration },
}

#[julia]
pub fn held(kind: u8) -> Held {
    let since = std::time::Duration::from_secs(1);
    match kind {
        0 => Held::HeldCounter(Counter::new(5)),
        1 => Held::HeldText("for ever"),
        2 => Held::HeldHidden(3, since),
        _ => Held::HeldMany { counters: vec![Counter::new(1), Counter::new(2)], since },
    }
}

/// There may be more some day.
#[julia]
#[non_exhaustive]
pub enum Event {
    Started,
    Moved { to: (f64, f64) },
    Nested(Box<Event>, String),
}

#[julia]
pub fn event_echo(event: Event) -> Event {
    event
}

#[julia(derive(Display, PartialEq, Hash))]
#[derive(PartialEq, Hash)]
pub enum Mood {
    Fine,
    Odd { since: u8 },
}

impl fmt::Display for Mood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mood::Fine => write!(f, "fine"),
            Mood::Odd { since } => write!(f, "odd since {since}"),
        }
    }
}

#[julia]
pub fn mood(since: u8) -> Mood {
    if since == 0 { Mood::Fine } else { Mood::Odd { since } }
}
