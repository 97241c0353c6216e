//! All interleavings of what `src/expand/rust/futures.rs` does, as loom finds them. The file is
//! included with names in its holes and with loom's locks.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::AtomicUsize as Counter;
use std::sync::atomic::Ordering::SeqCst;
use std::task::{Context, Poll, Waker};

use loom::sync::{Arc, Mutex};
use loom::thread;

/// What glue calls the standard library.
mod prebind_std {
    pub use std::{any, boxed, future, marker, mem, ops, option, panic, pin, primitive, ptr};
    pub use std::{result, string, task, vec};
    pub mod sync {
        pub use loom::sync::{Arc, Mutex, MutexGuard};
        pub use std::sync::atomic;
    }
}

#[allow(dead_code)]
mod futures {
    use super::prebind_std;
    include!("futures.rs");

    pub fn start_of(body: Body, spawn: Spawn) -> Result<Output, *mut u8> {
        model_start(body, spawn, |work| work())
    }
    pub unsafe fn taken(handle: *mut u8) -> Option<Output> {
        model_taken(handle).ok()
    }
    pub type Spawned = Driver;
}

/// A status: its kind, and the two words of its value.
struct Failure(u32, [u64; 2]);

#[no_mangle]
fn model_failed(kind: u32, _message: String, value: [u64; 2], _causes: Vec<u8>) -> *mut u8 {
    Box::into_raw(Box::new(Failure(kind, value))) as *mut u8
}

#[no_mangle]
fn model_panicked(_payload: Box<dyn std::any::Any + Send>) -> *mut u8 {
    model_failed(1, String::new(), [0; 2], Vec::new())
}

#[no_mangle]
unsafe extern "C" fn model_release_failure(failure: *mut u8) {
    drop(Box::from_raw(failure as *mut Failure));
}

fn taken_failure(status: *mut u8) -> Failure {
    *unsafe { Box::from_raw(status as *mut Failure) }
}

/// What a future waits for: somebody sets it and wakes.
#[derive(Default)]
struct Event(Mutex<(bool, Option<Waker>)>);

impl Event {
    fn set(&self) {
        let mut state = self.0.lock().unwrap();
        state.0 = true;
        let waker = state.1.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Waits for the event; counts its polls and that it is dropped.
struct Waiting {
    event: Arc<Event>,
    polls: std::sync::Arc<Counter>,
    drops: std::sync::Arc<Counter>,
}

impl Future for Waiting {
    type Output = Box<dyn std::any::Any + Send>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.polls.fetch_add(1, SeqCst);
        let mut state = self.event.0.lock().unwrap();
        if state.0 {
            return Poll::Ready(Box::new(7u32));
        }
        state.1 = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.drops.fetch_add(1, SeqCst);
    }
}

fn spawn(driver: futures::Spawned) {
    thread::spawn(move || loom::future::block_on(driver));
}

/// Where the host is told, as an event loop is.
#[derive(Default)]
struct Host {
    rings: Mutex<u32>,
    rung: loom::sync::Condvar,
}

unsafe extern "C" fn ring(at: *mut u8) -> i32 {
    let host = &*(at as *const Host);
    *host.rings.lock().unwrap() += 1;
    host.rung.notify_one();
    0
}

/// The ids that are ready, once there are any.
fn collected(host: &Host) -> Vec<u64> {
    let mut rings = host.rings.lock().unwrap();
    while *rings == 0 {
        rings = host.rung.wait(rings).unwrap();
    }
    *rings = 0;
    drop(rings);
    let mut all = Vec::new();
    loop {
        let mut ids = [0; 1];
        match unsafe { futures::model_collect(ids.as_mut_ptr(), 1) } {
            0 => return all,
            _ => all.push(ids[0]),
        }
    }
}

struct Begun {
    event: Arc<Event>,
    polls: std::sync::Arc<Counter>,
    drops: std::sync::Arc<Counter>,
    handle: *mut u8,
    id: u64,
}

fn begun() -> Begun {
    let event = Arc::new(Event::default());
    let (polls, drops) = (std::sync::Arc::default(), std::sync::Arc::default());
    let waiting = Waiting {
        event: event.clone(),
        polls: std::sync::Arc::clone(&polls),
        drops: std::sync::Arc::clone(&drops),
    };
    let status = futures::start_of(Box::pin(waiting), spawn).err().unwrap();
    let Failure(kind, [handle, id]) = taken_failure(status);
    assert_eq!(kind, 6);
    Begun { event, polls, drops, handle: handle as usize as *mut u8, id }
}

fn value_of(handle: *mut u8) -> u32 {
    *unsafe { futures::taken(handle) }.unwrap().downcast::<u32>().unwrap()
}

#[test]
fn a_wake_is_never_lost() {
    loom::model(|| {
        let host = Host::default();
        let at = &host as *const Host as *mut u8;
        unsafe { futures::model_listen(Some(ring), at) };
        let future = begun();
        let event = future.event.clone();
        let waker = thread::spawn(move || event.set());
        unsafe { futures::model_launch(future.handle) };
        assert_eq!(collected(&host), [future.id]);
        assert_eq!(value_of(future.handle), 7);
        assert_eq!(future.drops.load(SeqCst), 1);
        waker.join().unwrap();
        unsafe { futures::model_listen(None, std::ptr::null_mut()) };
    });
}

#[test]
fn nothing_runs_after_it_was_cancelled() {
    loom::model(|| {
        let future = begun();
        let event = future.event.clone();
        unsafe { futures::model_launch(future.handle) };
        let waker = thread::spawn(move || event.set());
        unsafe { futures::model_cancel(future.handle) };
        assert_eq!(future.drops.load(SeqCst), 1);
        let polls = future.polls.load(SeqCst);
        waker.join().unwrap();
        thread::yield_now();
        assert_eq!(future.polls.load(SeqCst), polls);
        // If it was ready before, its id is there, and of no use.
        let mut ids = [0; 2];
        assert!(unsafe { futures::model_collect(ids.as_mut_ptr(), 2) } <= 1);
    });
}

#[test]
fn two_that_are_ready_at_once_are_both_told() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let host = Host::default();
        let at = &host as *const Host as *mut u8;
        unsafe { futures::model_listen(Some(ring), at) };
        let (first, second) = (begun(), begun());
        first.event.set();
        second.event.set();
        unsafe {
            futures::model_launch(first.handle);
            futures::model_launch(second.handle);
        }
        let mut ids = collected(&host);
        while ids.len() < 2 {
            ids.extend(collected(&host));
        }
        ids.sort_unstable();
        assert_eq!(ids, [first.id, second.id]);
        assert_eq!(value_of(first.handle) + value_of(second.handle), 14);
        unsafe { futures::model_listen(None, std::ptr::null_mut()) };
    });
}

#[test]
fn nobody_is_told_after_listening_ended() {
    loom::model(|| {
        let future = begun();
        future.event.set();
        {
            let host = Host::default();
            let at = &host as *const Host as *mut u8;
            unsafe {
                futures::model_listen(Some(ring), at);
                futures::model_launch(future.handle);
                futures::model_listen(None, std::ptr::null_mut());
            }
        }
        let host = Host::default();
        unsafe { futures::model_listen(Some(ring), &host as *const Host as *mut u8) };
        assert_eq!(collected(&host), [future.id]);
        assert_eq!(value_of(future.handle), 7);
        unsafe { futures::model_listen(None, std::ptr::null_mut()) };
    });
}

/// Tells a host of its own, once: loom would see the other one, and the one that never came.
unsafe extern "C" fn ready(host: *mut u8) {
    let host = Arc::from_raw(host as *const Host);
    ring(&*host as *const Host as *mut u8);
    assert_eq!(*host.rings.lock().unwrap(), 1);
}

fn launched(future: &Begun) -> Arc<Host> {
    let host = Arc::new(Host::default());
    let data = Arc::into_raw(host.clone()) as *mut u8;
    unsafe { futures::model_launch_with(future.handle, ready, data) };
    host
}

fn wait_for(host: &Host) {
    let mut rings = host.rings.lock().unwrap();
    while *rings == 0 {
        rings = host.rung.wait(rings).unwrap();
    }
}

#[test]
fn one_who_launches_is_told_once() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(|| {
        let future = begun();
        let event = future.event.clone();
        let waker = thread::spawn(move || event.set());
        wait_for(&launched(&future));
        assert_eq!(value_of(future.handle), 7);
        assert_eq!(future.drops.load(SeqCst), 1);
        waker.join().unwrap();
    });
}

#[test]
fn one_who_cancels_is_told_as_well() {
    loom::model(|| {
        let future = begun();
        let event = future.event.clone();
        let host = launched(&future);
        let waker = thread::spawn(move || event.set());
        unsafe { futures::model_cancel(future.handle) };
        assert_eq!(future.drops.load(SeqCst), 1);
        waker.join().unwrap();
        // By whoever was first.
        wait_for(&host);
        let mut ids = [0; 1];
        assert_eq!(unsafe { futures::model_collect(ids.as_mut_ptr(), 1) }, 0);
    });
}
