//! Functions of the host that Rust keeps, and calls from its own threads.

use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

use crate::objects::Counter;
use prebind::export;

static STORED: Mutex<Option<Arc<dyn Fn(&str) -> usize + Send + Sync>>> = Mutex::new(None);

#[export]
pub fn keep(f: Arc<dyn Fn(&str) -> usize + Send + Sync>) {
    *STORED.lock().unwrap() = Some(f);
}

fn stored() -> Arc<dyn Fn(&str) -> usize + Send + Sync> {
    let kept = STORED.lock().unwrap().clone();  // a panic must not poison the lock
    kept.expect("a function was kept")
}

#[export]
pub fn call_stored(text: &str) -> usize {
    stored()(text)
}

/// In a thread of Rust's, which waits for Julia; so does the call.
#[export(gc_safe)]
pub fn call_stored_there(text: String) -> Result<usize, String> {
    thread::spawn(move || stored()(&text)).join().map_err(message_of)
}

/// A panic that Rust catches is Rust's.
#[export]
pub fn call_stored_or_text(text: &str) -> String {
    let f = stored();
    panic::catch_unwind(AssertUnwindSafe(|| f(text).to_string())).unwrap_or_else(message_of)
}

#[export]
pub fn forget() {
    let kept = STORED.lock().unwrap().take();
    drop(kept);
}

/// Dropped by another thread.
#[export]
pub fn forget_there() {
    let kept = STORED.lock().unwrap().take();
    thread::spawn(move || drop(kept)).join().unwrap();
}

fn message_of(payload: Box<dyn std::any::Any + Send>) -> String {
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

/// Each of `threads` threads calls it `count` times; the sum of all that it returned.
#[export]
pub struct Workers {
    threads: Vec<thread::JoinHandle<Result<f64, String>>>,
}

#[export]
impl Workers {
    pub fn start_workers(
        f: Box<dyn Fn(f64, Vec<String>) -> Result<f64, Box<dyn Error>> + Send + Sync + 'static>,
        threads: u32,
        count: u32,
    ) -> Workers {
        let f = Arc::new(f);
        let work = move |f: &dyn Fn(f64, Vec<String>) -> Result<f64, Box<dyn Error>>| {
            (0..count).try_fold(0.0, |sum, i| {
                f(f64::from(i), vec!["text".to_owned(); 3]).map(|one| sum + one)
            })
        };
        let threads = (0..threads)
            .map(|_| {
                let f = f.clone();
                thread::spawn(move || work(&*f).map_err(|error| error.to_string()))
            })
            .collect();
        Workers { threads }
    }

    pub fn are_done(&self) -> bool {
        self.threads.iter().all(|thread| thread.is_finished())
    }

    pub fn result(self) -> Result<f64, String> {
        self.threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|payload| Err(message_of(payload))))
            .sum()
    }
}

/// Without `Send`: it stays on its thread.
#[export]
pub struct Hooks {
    hooks: Vec<Box<dyn FnMut(Option<i64>) -> Option<i64>>>,
    last: Option<Box<dyn FnOnce(Counter) + Send>>,
}

#[export]
impl Hooks {
    pub fn new(last: Box<dyn FnOnce(Counter) + Send>) -> Hooks {
        Hooks { hooks: Vec::new(), last: Some(last) }
    }

    pub fn add_hook(&mut self, hook: Box<dyn FnMut(Option<i64>) -> Option<i64>>) {
        self.hooks.push(hook);
    }

    pub fn run_hooks(&mut self, value: Option<i64>) -> Option<i64> {
        self.hooks.iter_mut().fold(value, |value, hook| hook(value))
    }

    /// It may change the array meanwhile.
    pub fn run_beside(&mut self, values: &mut [f64]) -> f64 {
        self.run_hooks(None);
        values.iter_mut().for_each(|value| *value += 1.0);
        values.iter().sum()
    }

    pub fn finish_hooks(&mut self) {
        if let Some(last) = self.last.take() {
            last(Counter::new(7));
        }
    }
}

/// Generic ones that last are kept, too.
#[export]
pub fn kept_generic<F: FnOnce(u8) -> u8 + Send + 'static>(f: F) -> u8 {
    let (sender, receiver) = mpsc::channel();
    sender.send(f).unwrap();
    (receiver.recv().unwrap())(1)
}

/// Refused after the function was taken over.
#[export]
pub fn kept_refused(_f: Box<dyn Fn() + Send>, letter: char) -> char {
    letter
}
