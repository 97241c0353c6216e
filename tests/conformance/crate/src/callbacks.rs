use prebind::julia;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Mutex;

/// The sum of what `f` makes of 0 to `count`.
#[julia]
fn sum_of(f: &dyn Fn(f64) -> f64, count: u32) -> f64 {
    (0..count).map(|i| f(i as f64)).sum()
}

#[julia]
fn each<'a>(count: i32, mut visit: &'a mut dyn FnMut(i32)) {
    let visit = &mut visit;
    (0..count).for_each(|i| visit(i));
}

#[julia]
fn all_kinds(
    size: usize,
    f: &dyn Fn(i8, u8, i16, u16, i32, u32, i64, u64, isize, usize, f32, f64, bool) -> bool,
) -> bool {
    f(
        i8::MIN,
        u8::MAX,
        i16::MIN,
        u16::MAX,
        i32::MIN,
        u32::MAX,
        i64::MIN,
        u64::MAX,
        isize::MIN,
        size,
        f32::NAN,
        f64::INFINITY,
        true,
    )
}

#[julia]
fn counted(f: &dyn Fn(usize) -> usize, count: usize) -> usize {
    f(count)
}

#[julia(unsafe)]
fn counted_plain(f: extern "C" fn(usize, f64) -> usize, count: usize) -> usize {
    f(count, 0.5)
}

#[julia]
fn small(f: &dyn Fn(i8) -> i8) -> i8 {
    f(-5)
}

#[julia]
fn fill(memory: &mut [f64], f: &dyn Fn(*mut f64, usize) -> *mut f64) -> usize {
    let end = f(memory.as_mut_ptr(), memory.len());
    (end as usize - memory.as_ptr() as usize) / 8
}

#[julia]
fn composed(f: &dyn Fn(f64) -> f64, g: &dyn Fn(f64) -> f64, x: f64) -> Result<f64, i64> {
    match f(g(x)) {
        y if y < 0.0 => Err(y as i64),
        y => Ok(y),
    }
}

#[julia]
fn found(f: &dyn Fn(i64) -> bool, text: String) -> Option<String> {
    (0..10).find(|i| f(*i)).map(|i| format!("{}{}", text, i))
}

struct Last<'a>(&'a dyn Fn(i32) -> i32, &'a dyn Fn(i32));

impl Drop for Last<'_> {
    fn drop(&mut self) {
        self.1((self.0)(2));
    }
}

/// Calls both once more while a panic unwinds.
#[julia]
fn call_while_unwinding(f: &dyn Fn(i32) -> i32, seen: &dyn Fn(i32)) {
    let _last = Last(f, seen);
    f(1);
}

/// How often `f` threw.
#[julia]
fn caught(f: &dyn Fn(i32), count: i32) -> i32 {
    (0..count).filter(|i| catch_unwind(AssertUnwindSafe(|| f(*i))).is_err()).count() as i32
}

#[julia(unsafe)]
fn sum_of_plain(f: extern "C" fn(x: f64) -> f64, count: u32) -> f64 {
    (0..count).map(|i| f(i as f64)).sum()
}

static KEPT: Mutex<Option<unsafe extern "C" fn(f64) -> f64>> = Mutex::new(None);

#[julia]
fn keep_plain(f: unsafe extern "C" fn(f64) -> f64) {
    *KEPT.lock().unwrap() = Some(f);
}

/// Calls what was kept, though nobody lends it any more.
#[julia]
fn call_kept(x: f64) -> f64 {
    let f = KEPT.lock().unwrap().unwrap();
    unsafe { f(x) }
}

#[julia]
fn plain_then_panic(f: unsafe extern "C" fn(i32, bool), text: &str) -> String {
    unsafe { f(7, true) };
    if text == "panic" {
        panic!("it did");
    }
    text.to_owned()
}

/// The sum of `values`, after a call of `f`.
#[julia]
fn sum_after(values: &[f64], f: &dyn Fn(f64)) -> f64 {
    f(values[0]);
    values.iter().sum()
}

#[julia(unsafe)]
fn sum_after_plain(values: &[f64], f: extern "C" fn(f64)) -> f64 {
    f(values[0]);
    values.iter().sum()
}

/// Counts up in `values`, and calls `f` between.
#[julia]
fn count_up(
    values: Option<&mut [u32]>,
    others: (&[bool], u8),
    f: &mut dyn FnMut(u32),
) -> Result<Option<usize>, String> {
    let values = match values {
        Some(values) => values,
        None => return Ok(None),
    };
    for (i, value) in values.iter_mut().enumerate() {
        *value = i as u32;
        f(i as u32);
    }
    match others {
        (others, 0) => Ok(Some(others.iter().filter(|each| **each).count())),
        (_, 1) => Err("as you wish".to_owned()),
        _ => panic!("as you wish"),
    }
}

#[julia]
pub struct Listener {
    pub total: i64,
}

#[julia]
impl Listener {
    pub fn new() -> Self {
        Listener { total: 0 }
    }

    pub fn listen(&mut self, next: &mut dyn FnMut(i64) -> i64) -> i64 {
        self.total += next(self.total);
        self.total
    }

    pub fn tell(&self, hear: &dyn Fn(i64)) {
        hear(self.total);
    }

    pub fn give(self, hear: &dyn Fn(i64)) {
        hear(self.total);
    }

    pub fn join(self, other: &mut Listener, last: Option<Listener>) {
        other.total += self.total + last.map_or(0, |last| last.total);
    }
}
