//! Types that Rust keeps to one thread, or to one thread at a time.

use prebind::julia;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

static LEDGERS: AtomicUsize = AtomicUsize::new(0);

/// Neither `Send` nor `Sync`.
#[julia]
pub struct Ledger {
    entries: Rc<Cell<i64>>,
}

#[julia]
impl Ledger {
    pub fn new() -> Self {
        LEDGERS.fetch_add(1, Ordering::SeqCst);
        Self { entries: Rc::new(Cell::new(0)) }
    }

    pub fn note(&self) -> i64 {
        self.entries.set(self.entries.get() + 1);
        self.entries.get()
    }

    pub fn note_alone(&mut self) -> i64 {
        self.note()
    }

    pub fn close_ledger(self) -> i64 {
        self.entries.get()
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        LEDGERS.fetch_sub(1, Ordering::SeqCst);
    }
}

#[julia]
pub fn live_ledgers() -> usize {
    LEDGERS.load(Ordering::SeqCst)
}

/// `Send`, but not `Sync`.
#[julia]
pub struct Gauge {
    level: Cell<i64>,
}

#[julia]
impl Gauge {
    pub fn new() -> Self {
        Self { level: Cell::new(0) }
    }

    pub fn raise(&self) -> i64 {
        self.level.set(self.level.get() + 1);
        self.level.get()
    }

    /// Calls `f` while it looks at the gauge.
    pub fn raise_and(&self, f: &dyn Fn()) -> i64 {
        f();
        self.raise()
    }
}
