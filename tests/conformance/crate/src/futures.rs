//! `async` functions, polled by the thread that Prebind has for a crate that names no runtime.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use prebind::export;

struct Waiting {
    is_over: bool,
    waker: Option<Waker>,
}

/// Ready when a thread of its own says so, from outside of any runtime.
pub(crate) struct Pause(Arc<Mutex<Waiting>>);

pub(crate) fn pause(milliseconds: u64) -> Pause {
    let waiting = Arc::new(Mutex::new(Waiting { is_over: milliseconds == 0, waker: None }));
    if milliseconds > 0 {
        let own = Arc::clone(&waiting);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(milliseconds));
            let mut waiting = own.lock().unwrap();
            waiting.is_over = true;
            if let Some(waker) = waiting.waker.take() {
                waker.wake();
            }
        });
    }
    Pause(waiting)
}

impl Future for Pause {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut waiting = self.0.lock().unwrap();
        if waiting.is_over {
            return Poll::Ready(());
        }
        waiting.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

static DROPPED: AtomicU32 = AtomicU32::new(0);

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::SeqCst);
    }
}

/// How many futures with a guard are gone.
#[export]
fn futures_dropped() -> u32 {
    DROPPED.load(Ordering::SeqCst)
}

/// `x`, after a while.
#[export]
pub async fn echo_later(x: f64, pause_for: u64) -> f64 {
    let _guard = Guard;
    pause(pause_for).await;
    x
}

#[export]
async fn nothing_later(pause_for: u64) {
    pause(pause_for).await;
}

/// Wakes itself `count` times, and never waits for anything else.
#[export]
async fn yield_often(count: u32) -> u32 {
    struct Once(bool);
    impl Future for Once {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }
    for _ in 0..count {
        Once(false).await;
    }
    count
}

#[export]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    Begun,
    Done,
}

#[export]
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Stretch {
    pub start: f64,
    pub length: f64,
}

#[export(hosts = julia)]
pub enum Fate {
    Unknown,
    Known { name: String, at: Vec<f64> },
}

#[export(hosts = julia)]
#[derive(Debug)]
pub enum Mishap {
    Late { by: u64 },
    Lost(String),
}

impl fmt::Display for Mishap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self)
    }
}

impl std::error::Error for Mishap {}

/// All that a future can have of a call's arguments.
#[allow(clippy::too_many_arguments)]
#[export(hosts = julia)]
async fn describe_later(
    text: &str,
    values: &[f64],
    names: Vec<String>,
    table: HashMap<String, f64>,
    pair: (u8, String),
    some: Option<&str>,
    more: Option<&[i32]>,
    place: &Path,
    phase: Phase,
    stretch: &Stretch,
    fate: &Fate,
    fixed: [i16; 2],
    letter: char,
    wide: u128,
) -> String {
    pause(1).await;
    let fate = match fate {
        Fate::Unknown => "?".to_owned(),
        Fate::Known { name, at } => format!("{} {:?}", name, at),
    };
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?} {} {} {:?} {} {}",
        text,
        values,
        names,
        table.get("a"),
        pair,
        some,
        more,
        place.display(),
        phase,
        stretch.length,
        fate,
        fixed,
        letter,
        wide
    )
}

#[export(hosts = julia)]
async fn fail_later(kind: u32, pause_for: u64) -> Result<Option<String>, Mishap> {
    pause(pause_for).await;
    match kind {
        0 => Ok(None),
        1 => Ok(Some("well".to_owned())),
        2 => Err(Mishap::Late { by: pause_for }),
        3 => Err(Mishap::Lost("it".to_owned())),
        _ => panic!("no kind {}", kind),
    }
}

/// As `fail_later`, with an error that C++ has.
#[export]
async fn lose_later(kind: u32, pause_for: u64) -> Result<Option<String>, u32> {
    pause(pause_for).await;
    match kind {
        0 => Ok(None),
        1 => Ok(Some("well".to_owned())),
        2 => Err(7),
        _ => panic!("no kind {}", kind),
    }
}

/// As `describe_later`, with what C++ has.
#[allow(clippy::too_many_arguments)]
#[export]
async fn keep_later(
    text: &str,
    values: &[f64],
    names: Vec<String>,
    table: HashMap<String, f64>,
    pair: (u8, String),
    some: Option<&str>,
    place: &Path,
    phase: Phase,
    stretch: &Stretch,
    fixed: [i16; 2],
    letter: char,
) -> String {
    pause(1).await;
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {} {:?} {} {:?} {}",
        text,
        values,
        names,
        table.get("a"),
        pair,
        some,
        place.display(),
        phase,
        stretch.length,
        fixed,
        letter
    )
}

#[export]
async fn wide_later(wide: u128, pause_for: u64) -> (u128, Vec<Stretch>) {
    pause(pause_for).await;
    (wide, vec![Stretch { start: 1.0, length: 2.0 }])
}

#[export(hosts = julia)]
async fn fate_later(pause_for: u64) -> (Fate, Phase, Vec<Stretch>) {
    pause(pause_for).await;
    let fate = Fate::Known { name: "long".to_owned(), at: vec![0.5] };
    (fate, Phase::Done, vec![Stretch { start: 1.0, length: 2.0 }])
}

/// Polls nothing again after it panicked.
#[export]
async fn panics_twice(pause_for: u64) -> u32 {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                panic!("in drop");
            }
        }
    }
    let _bomb = Bomb;
    pause(pause_for).await;
    panic!("in the future")
}

#[export]
pub struct Ticket {
    pub number: u64,
}

#[export]
impl Ticket {
    pub fn new(number: u64) -> Ticket {
        Ticket { number }
    }

    pub async fn raise_later(&mut self, by: u64, pause_for: u64) -> u64 {
        pause(pause_for).await;
        self.number += by;
        self.number
    }

    pub async fn number_later(&self, pause_for: u64) -> u64 {
        pause(pause_for).await;
        self.number
    }

    pub async fn spend_later(self, pause_for: u64) -> u64 {
        pause(pause_for).await;
        self.number
    }

    /// A constructor that waits.
    pub async fn issue(number: u64, other: Option<&Ticket>, pause_for: u64) -> Ticket {
        pause(pause_for).await;
        Ticket { number: number + other.map_or(0, |other| other.number) }
    }
}

/// What one thread at a time may use, taken by one future.
#[export]
pub struct Tally {
    count: Cell<u64>,
}

#[export]
impl Tally {
    pub fn new() -> Tally {
        Tally { count: Cell::new(0) }
    }

    pub async fn count_later(&mut self, pause_for: u64) -> u64 {
        self.count.set(self.count.get() + 1);
        pause(pause_for).await;
        self.count.get()
    }
}

#[export(timeout)]
async fn nap_at_most(x: f64, pause_for: u64) -> f64 {
    let _guard = Guard;
    pause(pause_for).await;
    x
}

#[export(timeout, signature = (x, *, scale = 2.0))]
async fn scaled_later(x: f64, scale: f64) -> f64 {
    pause(1).await;
    x * scale
}
