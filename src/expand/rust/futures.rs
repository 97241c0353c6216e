type Output = prebind_std::boxed::Box<dyn prebind_std::any::Any + prebind_std::marker::Send>;
type Body = prebind_std::pin::Pin<prebind_std::boxed::Box<
    dyn prebind_std::future::Future<Output = Output> + prebind_std::marker::Send>>;
type Driver = prebind_std::pin::Pin<prebind_std::boxed::Box<
    dyn prebind_std::future::Future<Output = ()> + prebind_std::marker::Send>>;
type Spawn = fn(Driver);
type Within = fn(&mut dyn prebind_std::ops::FnMut());

extern "Rust" {
    fn HOLE_panicked(payload: Output) -> *mut u8;
    fn HOLE_failed(
        kind: u32, message: prebind_std::string::String, value: [u64; 2],
        causes: prebind_std::vec::Vec<u8>
    ) -> *mut u8;
}
extern "C" { fn HOLE_release_failure(failure: *mut u8); }

struct Status(*mut u8);
unsafe impl prebind_std::marker::Send for Status {}
impl prebind_std::ops::Drop for Status {
    fn drop(&mut self) { unsafe { HOLE_release_failure(self.0) } }
}

enum State {
    Waiting(Body),
    Ready(Output),
    Failed(Status),
    Gone,
}

struct Task {
    id: u64,
    spawn: Spawn,
    within: Within,
    state: prebind_std::sync::Mutex<State>,
    told: prebind_std::sync::Mutex<Told>,
}

/// Who hears that a task is ready.
enum Told {
    Host,
    One(unsafe extern "C" fn(*mut u8), usize),
    Nobody,
}

fn locked<T>(mutex: &prebind_std::sync::Mutex<T>) -> prebind_std::sync::MutexGuard<'_, T> {
    match mutex.lock() {
        prebind_std::result::Result::Ok(guard) => guard,
        prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
    }
}

fn failure(kind: u32, message: &prebind_std::primitive::str, value: [u64; 2]) -> *mut u8 {
    let message = prebind_std::string::String::from(message);
    unsafe { HOLE_failed(kind, message, value, prebind_std::vec::Vec::new()) }
}

/// What the runtime polls. It holds the task's lock meanwhile, so that whoever cancels the task
/// knows that nothing of it runs afterwards.
struct Polled(prebind_std::sync::Arc<Task>);

impl prebind_std::future::Future for Polled {
    type Output = ();
    fn poll(
        self: prebind_std::pin::Pin<&mut Self>, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<()> {
        let task = &self.0;
        let mut state = locked(&task.state);
        let polled = match &mut *state {
            State::Waiting(body) => prebind_std::panic::catch_unwind(
                prebind_std::panic::AssertUnwindSafe(|| body.as_mut().poll(context))),
            _ => return prebind_std::task::Poll::Ready(()),
        };
        let next = match polled {
            prebind_std::result::Result::Ok(prebind_std::task::Poll::Pending) => {
                return prebind_std::task::Poll::Pending;
            }
            prebind_std::result::Result::Ok(prebind_std::task::Poll::Ready(output)) => {
                State::Ready(output)
            }
            prebind_std::result::Result::Err(payload) => {
                State::Failed(Status(unsafe { HOLE_panicked(payload) }))
            }
        };
        discard(prebind_std::mem::replace(&mut *state, next));
        prebind_std::mem::drop(state);
        tell(task);
        prebind_std::task::Poll::Ready(())
    }
}

/// A runtime that ends drops what it has not finished.
impl prebind_std::ops::Drop for Polled {
    fn drop(&mut self) {
        fail(&self.0, || failure(
            HOLE_panic, "the runtime dropped the future before it was ready", [0; 2]));
    }
}

fn fail(task: &Task, why: impl prebind_std::ops::FnOnce() -> *mut u8) {
    let mut state = locked(&task.state);
    if let State::Waiting(_) = &*state {
        let body = prebind_std::mem::replace(&mut *state, State::Failed(Status(why())));
        prebind_std::mem::drop(state);
        discard(body);
        tell(task);
    }
}

/// A panic of what is dropped has nobody to go to, and neither has one of its payload.
fn discard(state: State) {
    let work = prebind_std::panic::AssertUnwindSafe(move || prebind_std::mem::drop(state));
    if let prebind_std::result::Result::Err(payload) = prebind_std::panic::catch_unwind(work) {
        discard_payload(payload);
    }
}

fn discard_payload(payload: Output) {
    let work = prebind_std::panic::AssertUnwindSafe(move || prebind_std::mem::drop(payload));
    if let prebind_std::result::Result::Err(second) = prebind_std::panic::catch_unwind(work) {
        prebind_std::mem::forget(second);
    }
}

/// The ids of tasks that are ready, and how the host hears of the first of them. The lock is held
/// while the host's function runs, which only writes to an event loop: so it is never called after
/// `listen` replaced it.
struct Bell {
    ids: prebind_std::vec::Vec<u64>,
    ring: prebind_std::option::Option<unsafe extern "C" fn(*mut u8) -> i32>,
    at: usize,
}

static BELL: prebind_std::sync::Mutex<Bell> = prebind_std::sync::Mutex::new(Bell {
    ids: prebind_std::vec::Vec::new(), ring: prebind_std::option::Option::None, at: 0
});

fn ring(bell: &Bell) {
    if let prebind_std::option::Option::Some(ring) = bell.ring {
        unsafe { ring(bell.at as *mut u8); }
    }
}

/// Whoever was told is told once. No lock is held while that runs: it may call glue.
fn tell(task: &Task) {
    let told = prebind_std::mem::replace(&mut *locked(&task.told), Told::Nobody);
    match told {
        Told::Host => {
            let mut bell = locked(&BELL);
            bell.ids.push(task.id);
            if bell.ids.len() == 1 { ring(&*bell); }
        }
        Told::One(ready, data) => unsafe { ready(data as *mut u8) },
        Told::Nobody => {}
    }
}

fn ignored(_: *const ()) {}
fn ignoring(_: *const ()) -> prebind_std::task::RawWaker {
    static TABLE: prebind_std::task::RawWakerVTable =
        prebind_std::task::RawWakerVTable::new(ignoring, ignored, ignored, ignored);
    prebind_std::task::RawWaker::new(prebind_std::ptr::null(), &TABLE)
}

/// Polls it once at once: then what is ready costs no wake. A task that is not ready is a failure
/// that has its handle and its id.
#[no_mangle]
fn HOLE_start(
    mut body: Body, spawn: Spawn, within: Within
) -> prebind_std::result::Result<Output, *mut u8> {
    let waker = unsafe {
        prebind_std::task::Waker::from_raw(ignoring(prebind_std::ptr::null()))
    };
    let mut context = prebind_std::task::Context::from_waker(&waker);
    let mut polled = prebind_std::task::Poll::Pending;
    within(&mut || polled = body.as_mut().poll(&mut context));
    if let prebind_std::task::Poll::Ready(output) = polled {
        return prebind_std::result::Result::Ok(output);
    }
    static NEXT: prebind_std::sync::atomic::AtomicUsize =
        prebind_std::sync::atomic::AtomicUsize::new(1);
    let id = NEXT.fetch_add(1, prebind_std::sync::atomic::Ordering::Relaxed) as u64;
    let state = prebind_std::sync::Mutex::new(State::Waiting(body));
    let told = prebind_std::sync::Mutex::new(Told::Host);
    let task = prebind_std::sync::Arc::new(Task { id, spawn, within, state, told });
    let handle = prebind_std::sync::Arc::into_raw(task) as usize as u64;
    prebind_std::result::Result::Err(failure(HOLE_pending, "", [handle, id]))
}

/// What the task came to, whose handle is gone then.
#[no_mangle]
unsafe fn HOLE_taken(handle: *mut u8) -> prebind_std::result::Result<Output, *mut u8> {
    let task = prebind_std::sync::Arc::from_raw(handle as *const Task);
    let state = prebind_std::mem::replace(&mut *locked(&task.state), State::Gone);
    match state {
        State::Ready(output) => prebind_std::result::Result::Ok(output),
        State::Failed(status) => {
            let status = prebind_std::mem::ManuallyDrop::new(status);
            prebind_std::result::Result::Err(status.0)
        }
        state => {
            discard(state);
            prebind_std::panic!("the host did not wait for the future")
        }
    }
}

#[no_mangle]
pub unsafe extern "C" fn HOLE_launch(handle: *mut u8) {
    let task = prebind_std::mem::ManuallyDrop::new(
        prebind_std::sync::Arc::from_raw(handle as *const Task));
    let own = prebind_std::sync::Arc::clone(&*task);
    let work = prebind_std::panic::AssertUnwindSafe(move || {
        (own.spawn)(prebind_std::boxed::Box::pin(Polled(prebind_std::sync::Arc::clone(&own))))
    });
    if let prebind_std::result::Result::Err(payload) = prebind_std::panic::catch_unwind(work) {
        let status = HOLE_panicked(payload);
        let mut state = locked(&task.state);
        if let State::Failed(_) = &*state {
            // That it was dropped is not the reason.
            let _ = prebind_std::mem::replace(&mut *state, State::Failed(Status(status)));
        } else {
            prebind_std::mem::drop(state);
            prebind_std::mem::drop(Status(status));
        }
    }
}

/// As `launch`, for one who is told by a call.
#[no_mangle]
pub unsafe extern "C" fn HOLE_launch_with(
    handle: *mut u8, ready: unsafe extern "C" fn(*mut u8), data: *mut u8
) {
    let task = &*(handle as *const Task);
    *locked(&task.told) = Told::One(ready, data as usize);
    HOLE_launch(handle);
}

/// Drops the future, unless it is ready: then what it came to. Nothing of it runs afterwards.
#[no_mangle]
pub unsafe extern "C" fn HOLE_cancel(handle: *mut u8) {
    let task = prebind_std::sync::Arc::from_raw(handle as *const Task);
    let mut state = prebind_std::option::Option::Some(
        prebind_std::mem::replace(&mut *locked(&task.state), State::Gone));
    let within = task.within;
    let work = prebind_std::panic::AssertUnwindSafe(|| {
        within(&mut || if let prebind_std::option::Option::Some(state) = state.take() {
            discard(state)
        })
    });
    if let prebind_std::result::Result::Err(payload) = prebind_std::panic::catch_unwind(work) {
        discard_payload(payload);
    }
    let told = prebind_std::mem::replace(&mut *locked(&task.told), Told::Nobody);
    if let Told::One(ready, data) = told { ready(data as *mut u8) }
}

#[no_mangle]
pub unsafe extern "C" fn HOLE_listen(
    function: prebind_std::option::Option<unsafe extern "C" fn(*mut u8) -> i32>, at: *mut u8
) {
    let mut bell = locked(&BELL);
    bell.ring = function;
    bell.at = at as usize;
    if !bell.ids.is_empty() { ring(&*bell); }
}

#[no_mangle]
pub unsafe extern "C" fn HOLE_collect(ids: *mut u64, capacity: usize) -> usize {
    let mut bell = locked(&BELL);
    let count = if bell.ids.len() < capacity { bell.ids.len() } else { capacity };
    for (i, id) in bell.ids.drain(..count).enumerate() { *ids.add(i) = id; }
    count
}
