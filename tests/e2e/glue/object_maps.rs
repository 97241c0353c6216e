use prebind::julia;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

static DROPPED: AtomicUsize = AtomicUsize::new(0);

#[julia]
#[derive(Debug)]
pub struct Model {
    pub weight: f64,
}

impl Drop for Model {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

#[julia]
impl Model {
    pub fn new(weight: f64) -> Self {
        Model { weight }
    }

    pub fn during(&mut self, f: &dyn Fn()) {
        f()
    }
}

#[julia]
pub fn dropped() -> usize {
    DROPPED.load(Ordering::SeqCst)
}

#[julia]
pub fn total(models: HashMap<String, Model>) -> f64 {
    models.values().map(|each| each.weight).sum()
}

#[julia]
pub fn ordered(
    first: Option<BTreeMap<(i8, char), Model>>,
    by: &[f64],
) -> BTreeMap<(i8, char), Model> {
    let mut all = first.unwrap_or_default();
    all.values_mut().zip(by).for_each(|(each, by)| each.weight *= by);
    all
}

#[julia]
pub fn both(a: BTreeMap<i64, Model>, b: Model, c: HashMap<u8, Model>) -> usize {
    let _ = b;
    a.len() + c.len()
}

#[julia]
#[repr(u8)]
#[derive(Clone, Copy, PartialEq)]
pub enum Colour {
    Red,
    Blue,
}

#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    pub z: u8,
}

#[julia]
pub enum Shape {
    Circle(f64),
    Many(Vec<Shape>),
}

// Other named types lie in maps as they did.
#[julia]
pub fn colours(all: HashMap<String, Colour>) -> usize {
    all.values().filter(|each| **each == Colour::Blue).count()
}

#[julia]
pub fn spots(all: BTreeMap<Option<u8>, Spot>) -> f64 {
    all.values().map(|each| each.x + each.y + f64::from(each.z)).sum()
}

#[julia]
pub fn shapes(all: BTreeMap<String, Shape>) -> f64 {
    fn area(shape: &Shape) -> f64 {
        match shape {
            Shape::Circle(radius) => *radius,
            Shape::Many(all) => all.iter().map(area).sum(),
        }
    }
    all.values().map(area).sum()
}
