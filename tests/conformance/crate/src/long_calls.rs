//! Functions that take long: other threads of the host may collect garbage meanwhile.

use std::thread::sleep;
use std::time::Duration;

use prebind::julia;

use crate::objects::Counter;

#[julia(gc_safe)]
pub fn wait(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds));
}

/// One of each way in which something goes in and comes out.
#[julia(gc_safe)]
pub fn slow(
    milliseconds: u64,
    values: &mut [f64],
    name: &str,
    maybe: Option<i32>,
    counter: &Counter,
    good: bool,
) -> Result<Option<(Vec<f64>, String, i64)>, String> {
    wait(milliseconds);
    if !good {
        return Err(format!("{} went wrong", name));
    }
    for value in values.iter_mut() {
        *value += 1.0;
    }
    Ok(maybe.map(|number| (values.to_vec(), format!("{}{}", name, number), counter.value)))
}

#[julia(T = u8, f64, gc_safe)]
pub fn slow_sum<T: Copy + Into<f64>>(milliseconds: u64, values: &[T]) -> f64 {
    wait(milliseconds);
    values.iter().map(|value| (*value).into()).sum()
}

#[julia]
pub struct Job {
    pub done: u32,
}

#[julia]
impl Job {
    #[julia(gc_safe)]
    pub fn new(milliseconds: u64) -> Job {
        wait(milliseconds);
        Job { done: 0 }
    }

    #[julia(gc_safe)]
    pub fn go_on(&mut self, milliseconds: u64) -> u32 {
        wait(milliseconds);
        self.done += 1;
        assert!(self.done < 3, "too much work");
        self.done
    }
}
