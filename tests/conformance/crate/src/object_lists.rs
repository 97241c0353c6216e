//! Lists of objects, which C++ does not have.

use crate::bound::Ledger;
use crate::objects::Counter;
use prebind::export;

/// Takes them, one after the other.
#[export(hosts = julia)]
pub fn values_of(counters: Vec<Counter>, text: &str) -> Vec<i64> {
    assert!(text != "panic", "as asked");
    counters.into_iter().map(|counter| counter.value).collect()
}

#[export(hosts = julia)]
pub fn boxed_values(counters: Box<[Counter]>) -> i64 {
    counters.iter().map(|counter| counter.value).sum()
}

#[export(hosts = julia)]
pub fn lent_values(counters: &[&Counter]) -> i64 {
    counters.iter().map(|counter| counter.value).sum()
}

#[export(hosts = julia)]
pub fn greatest_lent(counters: Vec<&Counter>, least: i64) -> Option<i64> {
    counters.iter().map(|counter| counter.value).filter(|value| *value >= least).max()
}

#[export(hosts = julia)]
pub fn optional_lists(
    taken: Option<Vec<Counter>>,
    lent: Option<&[&Counter]>,
    both: (Vec<&Counter>, u8),
) -> (usize, usize, usize) {
    (taken.map_or(9, |list| list.len()), lent.map_or(9, <[_]>::len), both.0.len())
}

/// Runs a function while they are borrowed.
#[export(hosts = julia)]
pub fn while_lent(counters: &[&Counter], f: &dyn Fn(i64)) -> i64 {
    f(counters.len() as i64);
    counters.iter().map(|counter| counter.value).sum()
}

#[export(hosts = julia)]
pub fn while_taken(counters: Vec<Counter>, f: &dyn Fn(i64)) -> i64 {
    f(counters.len() as i64);
    counters.len() as i64
}

#[export(hosts = julia)]
pub fn new_counters(count: i64) -> Vec<Counter> {
    (0..count).map(Counter::new).collect()
}

#[export(hosts = julia)]
pub fn maybe_counters(count: i64) -> Option<Box<[Counter]>> {
    if count < 0 {
        None
    } else {
        Some(new_counters(count).into())
    }
}

#[export(hosts = julia)]
impl Counter {
    /// Adds those of others to its own.
    pub fn absorb_all(&mut self, others: Vec<Counter>) -> i64 {
        self.value += others.iter().map(|other| other.value).sum::<i64>();
        self.value
    }

    pub fn sum_with(&self, others: &[&Self]) -> i64 {
        self.value + others.iter().map(|other| other.value).sum::<i64>()
    }
}

#[export(hosts = julia)]
pub fn noted_in_all(ledgers: Vec<&Ledger>) -> i64 {
    ledgers.into_iter().map(Ledger::note).sum()
}

#[export(hosts = julia)]
pub fn taken_ledgers(ledgers: Vec<Ledger>) -> usize {
    ledgers.len()
}
