//! Arguments with defaults, and keywords.

use std::sync::atomic::{AtomicU32, Ordering};

use prebind::export;

#[export(hosts = julia, signature = (x, n = -3, *, scale = 1.5e0, wide = 0xff_u64))]
fn default_numbers(x: f64, n: i32, scale: f64, wide: u64) -> Vec<f64> {
    vec![x, f64::from(n), scale, wide as f64]
}

/// Each kind of literal.
#[export(
    hosts = julia,
    signature = (
        text = "a$\"\n", owned = "b", mark = '\'', flag = true, none = None, some = Some(5),
        single = 0.1
    )
)]
fn default_literals(
    text: &str,
    owned: String,
    mark: char,
    flag: bool,
    none: Option<i32>,
    some: Option<i32>,
    single: f32,
) -> String {
    format!("{} {} {} {} {:?} {:?} {}", text, owned, mark, flag, none, some, single == 0.1f32)
}

static EVALUATED: AtomicU32 = AtomicU32::new(0);

fn next_number() -> u32 {
    EVALUATED.fetch_add(1, Ordering::Relaxed)
}

/// Counts how often Rust evaluated the default.
#[export(hosts = julia, signature = (n = next_number()))]
fn default_counted(n: u32) -> u32 {
    n
}

#[export(hosts = julia, signature = (fails, n = if true { panic!("no default") } else { 0 }))]
fn default_that_panics(fails: bool, n: u32) -> u32 {
    n + u32::from(fails)
}

#[export(
    hosts = julia,
    signature = (values = &[1.0, 2.0], more = &vec![3.0; 2], *, name = &String::from("x"))
)]
fn default_borrowed<'a>(values: &'a [f64], more: &[f64], name: &'a str) -> &'a [f64] {
    &values[..values.len() - usize::from(more.len() == name.len())]
}

#[export(hosts = julia, signature = (*, required, other = 2))]
fn required_keyword(required: i64, other: i64) -> i64 {
    required * other
}

#[export(hosts = julia)]
pub struct Dial {
    pub value: i64,
}

#[export(hosts = julia)]
impl Dial {
    #[julia(signature = (value = 7))]
    pub fn new(value: i64) -> Dial {
        Dial { value }
    }

    /// Turns it.
    #[julia(signature = (by = 1, *, times = 1))]
    pub fn turn(&mut self, by: i64, times: i64) -> i64 {
        self.value += by * times;
        self.value
    }
}

#[export(hosts = julia, signature = (dial = &Dial::new(11), taken = Dial::new(5)))]
fn default_dials(dial: &Dial, taken: Dial) -> i64 {
    dial.value + taken.value
}

/// In C++ all of them are parameters; an option stands for what Rust evaluates.
#[export(signature = (x, n = u32::MAX.count_ones(), *, name = "a"))]
fn default_in_all_hosts(x: f64, n: u32, name: &str) -> String {
    format!("{} {} {}", x, n, name)
}
