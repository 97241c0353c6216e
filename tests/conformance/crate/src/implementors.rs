//! Traits that types of the host have.

use std::collections::HashMap;
use std::future::{self, Future};
use std::pin::Pin;
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

use crate::items::{Colour, Spot};
use crate::objects::Counter;
use prebind::export;

/// What keeps texts.
#[export]
pub trait Store: std::fmt::Debug {
    /// The text of a key.
    fn get(&self, key: &str) -> Option<String>;
    fn put(&mut self, key: &str, values: &[f64]) -> Result<usize, String>;
    fn size(&self) -> usize;
    /// Numbers, options, structs, enums and maps go in and come out.
    fn mixed(&self, at: Spot, colour: Colour, index: Option<u8>) -> HashMap<String, Vec<Spot>>;
    /// Takes an object.
    fn count(&self, counter: Counter) -> i64;
    fn is_void(&self) -> bool {
        self.size() == 0
    }
    fn r#type(&mut self, suffix: &str) -> String {
        format!("{}{}{}", self.size(), suffix, self.is_void())
    }
    #[export(skip)]
    fn left_out(&self) -> *const u8 {
        std::ptr::null()
    }
    fn made() -> Self
    where
        Self: Sized,
        Self: Default,
    {
        Self::default()
    }
}

#[derive(Debug, Default)]
struct Memory(Vec<(String, f64)>);

impl Store for Memory {
    fn get(&self, key: &str) -> Option<String> {
        self.0.iter().find(|each| each.0 == key).map(|each| each.1.to_string())
    }
    fn put(&mut self, key: &str, values: &[f64]) -> Result<usize, String> {
        if values.is_empty() {
            return Err(String::from("no values"));
        }
        self.0.extend(values.iter().map(|value| (key.to_string(), *value)));
        Ok(values.len())
    }
    fn size(&self) -> usize {
        self.0.len()
    }
    fn mixed(&self, at: Spot, _: Colour, _: Option<u8>) -> HashMap<String, Vec<Spot>> {
        HashMap::from([(String::from("at"), vec![at])])
    }
    fn count(&self, counter: Counter) -> i64 {
        counter.value
    }
}

#[export]
pub fn look_up(store: &dyn Store, key: &str) -> Option<String> {
    store.get(key)
}

/// How many values were put in all.
#[export]
pub fn put_each(store: &mut dyn Store, key: &str, count: usize) -> Result<usize, String> {
    (0..count).map(|i| store.put(key, &[i as f64])).sum()
}

#[export]
pub fn mix(store: &dyn Store, at: Spot, index: Option<u8>) -> HashMap<String, Vec<Spot>> {
    store.mixed(at, Colour::Green, index)
}

#[export]
pub fn count_in(store: &dyn Store, counter: Counter) -> i64 {
    store.count(counter)
}

#[export]
pub fn is_void_store(store: &dyn Store) -> bool {
    store.is_void()
}

#[export]
pub fn type_of_store(store: &mut dyn Store) -> String {
    store.r#type("-")
}

#[export]
pub fn debug_of_store(store: &dyn Store) -> String {
    format!("{:?}", store)
}

/// The character is refused after the store was made.
#[export]
pub fn refused_beside(_store: Box<dyn Store>, c: char) -> char {
    c
}

#[export]
pub fn memory_store() -> Box<dyn Store> {
    Box::new(Memory::made())
}

static SHARED: Mutex<Option<Arc<dyn Store + Send + Sync>>> = Mutex::new(None);

#[export]
pub fn share_store(store: Arc<dyn Store + Send + Sync>) {
    *SHARED.lock().unwrap() = Some(store);
}

fn shared() -> Arc<dyn Store + Send + Sync> {
    let kept = SHARED.lock().unwrap().clone();
    kept.expect("a store was shared")
}

/// Rust's own has it, too.
#[export]
pub fn shared_store() -> Option<Arc<dyn Store + Send + Sync>> {
    SHARED.lock().unwrap().clone()
}

#[export]
pub fn unshare_store() {
    let kept = SHARED.lock().unwrap().take();
    thread::spawn(move || drop(kept)).join().unwrap();
}

#[export]
pub fn boxed_store(store: Box<dyn Store>) -> Result<Box<dyn Store>, String> {
    Ok(store)
}

/// The sum of the sizes that `times` calls return.
#[export]
pub fn sum_sizes(times: usize) -> usize {
    let store = shared();
    (0..times).map(|_| store.size()).sum()
}

/// Calls in a thread of Rust's.
#[export]
pub struct Asking {
    answers: Mutex<mpsc::Receiver<usize>>,
}

#[export]
impl Asking {
    pub fn new(times: usize) -> Self {
        let (sender, answers) = mpsc::channel();
        let store = SHARED.lock().unwrap().clone();
        let size = move || store.as_ref().map_or(0, |store| store.size());
        thread::spawn(move || sender.send((0..times).map(|_| size()).sum()));
        Asking { answers: Mutex::new(answers) }
    }
    /// The sum, once it is there.
    pub fn answer(&self) -> Option<usize> {
        self.answers.lock().unwrap().try_recv().ok()
    }
}

/// A method that returns a future.
#[export]
pub trait Remote: Send + Sync {
    fn ask<'a>(
        &'a self,
        counter: Counter,
        key: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Option<String>, String>> + Send + 'a>>;

    /// How long the answer is.
    fn measure<'a>(&'a self, key: &'a str) -> Pin<Box<dyn Future<Output = usize> + Send + 'a>> {
        Box::pin(async move {
            let answer = self.ask(Counter::new(7), key).await;
            answer.ok().flatten().map_or(0, |text| text.len())
        })
    }
}

#[export]
pub async fn measure_both(remote: Arc<dyn Remote>, first: String, second: String) -> usize {
    let first = remote.measure(&first);
    remote.measure(&second).await + 100 * first.await
}

#[export]
pub async fn ask_twice(remote: Arc<dyn Remote>, key: String) -> Result<Vec<String>, String> {
    let first = remote.ask(Counter::new(1), &key);
    let second = remote.ask(Counter::new(2), &key);
    let second = second.await?;
    Ok(first.await?.into_iter().chain(second).collect())
}

struct Near;

impl Remote for Near {
    fn ask<'a>(
        &'a self,
        counter: Counter,
        key: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Option<String>, String>> + Send + 'a>> {
        drop(counter);
        Box::pin(future::ready(if key.is_empty() {
            Err(String::from("no key"))
        } else {
            Ok(Some(key.to_string()))
        }))
    }
}

#[export]
pub fn near() -> Box<dyn Remote> {
    Box::new(Near)
}

/// A struct of Rust's that has both traits.
#[export]
#[derive(Debug)]
pub struct Drawer {
    label: String,
    count: usize,
}

#[export]
impl Drawer {
    pub fn new(label: String) -> Drawer {
        Drawer { label, count: 0 }
    }
    /// The trait has a method of this name.
    fn size(&self) -> i8 {
        -1
    }
    pub fn inner_size(&self) -> i8 {
        self.size()
    }
}

#[export]
impl crate::implementors::Store for Drawer {
    fn get(&self, key: &str) -> Option<String> {
        (key == self.label).then(|| self.count.to_string())
    }
    fn put(&mut self, _: &str, values: &[f64]) -> Result<usize, String> {
        self.count += values.len();
        Ok(values.len())
    }
    fn size(&self) -> usize {
        self.count
    }
    fn mixed(&self, at: Spot, _: Colour, _: Option<u8>) -> HashMap<String, Vec<Spot>> {
        HashMap::from([(self.label.clone(), vec![at])])
    }
    fn count(&self, counter: Counter) -> i64 {
        counter.value
    }
}

#[export]
impl Remote for Drawer {
    fn ask<'a>(
        &'a self,
        counter: Counter,
        key: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Option<String>, String>> + Send + 'a>> {
        Box::pin(async move { Ok(Some(format!("{}{}", key, counter.value))) })
    }
}
