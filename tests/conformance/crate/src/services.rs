//! What the host provides to calls: whether to stop, and where progress goes.

use prebind::{export, julia};

/// Doubles values until it is told to stop.
#[julia]
pub fn doubled_until(values: &[f64], #[julia(interruptible)] stop: &dyn Fn() -> bool) -> Vec<f64> {
    values.iter().take_while(|_| !stop()).map(|value| 2.0 * value).collect()
}

/// Counts to `n`, and says how far it is.
#[julia]
pub fn counted_to(n: u32, #[julia(progress)] progress: &dyn Fn(f64)) -> Result<u32, String> {
    for i in 1..=n {
        progress(f64::from(i) / f64::from(n));
    }
    if n == 7 {
        Err("seven".to_owned())
    } else {
        Ok(n)
    }
}

/// With both, between arguments that have defaults.
#[export(hosts = julia, signature = (each, from = 1, *, by = 2))]
pub fn provided_between(
    #[julia(progress)] progress: &dyn Fn(f64),
    each: &dyn Fn(u32) -> u32,
    from: u32,
    #[julia(interruptible)] stop: &dyn Fn() -> bool,
    by: u32,
) -> u32 {
    progress(0.5);
    from + by + u32::from(stop()) + each(1)
}

#[export(hosts = julia)]
pub struct Errand {
    pub done: u32,
}

#[export(hosts = julia)]
impl Errand {
    pub fn new() -> Errand {
        Errand { done: 0 }
    }

    /// Runs it.
    pub fn run_it(
        &mut self,
        by: u32,
        #[julia(progress)] progress: &dyn Fn(f64),
        #[julia(interruptible)] stop: &dyn Fn() -> bool,
    ) -> u32 {
        progress(f64::NAN);
        self.done += if stop() { 0 } else { by };
        self.done
    }
}
