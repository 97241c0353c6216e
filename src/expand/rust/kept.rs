type Bytes = prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>;
type Outcome = prebind_std::result::Result<
    prebind_std::vec::Vec<u8>, prebind_std::string::String>;
type Later = prebind_std::pin::Pin<prebind_std::boxed::Box<
    dyn prebind_std::future::Future<Output = Outcome> + prebind_std::marker::Send>>;
type Ring = unsafe extern "C" fn(*mut u8) -> i32;
type Inside = unsafe extern "C" fn() -> *mut u8;
type Trampoline = unsafe extern "C" fn(*mut u8, *mut Answer, *const u8) -> bool;

#[repr(C)]
struct Answer {
    take: unsafe extern "C" fn(*mut Answer, *const u8, usize),
    bytes: prebind_std::vec::Vec<u8>,
}

unsafe extern "C" fn take(answer: *mut Answer, bytes: *const u8, length: usize) {
    (*answer).bytes =
        prebind_std::vec::Vec::from(prebind_std::slice::from_raw_parts(bytes, length));
}

fn no_answer() -> Answer {
    Answer { take, bytes: prebind_std::vec::Vec::new() }
}

fn text_of(answer: &Answer) -> prebind_std::string::String {
    prebind_std::string::String::from_utf8_lossy(&answer.bytes).into_owned()
}

enum State {
    Waiting,
    Running,
    Done(bool),
    Over,
    Stuck,
}

/// A call from a thread that is none of the host's, or one that a future waits for. The host writes
/// to `answer` while it runs; who waits reads it only once the call is done. A future may be gone
/// before: then the call has what the function needs.
struct Call {
    data: *mut u8,
    waker: prebind_std::sync::Mutex<prebind_std::option::Option<prebind_std::task::Waker>>,
    kept: prebind_std::option::Option<prebind_std::sync::Arc<Kept>>,
    arguments: Bytes,
    answer: prebind_std::cell::UnsafeCell<Answer>,
    state: prebind_std::sync::Mutex<State>,
    changed: prebind_std::sync::Condvar,
    place: prebind_std::sync::atomic::AtomicUsize,
}

impl Call {
    /// Not to be called with a lock: wakers are others' code.
    fn tell(&self) {
        self.changed.notify_all();
        let waker = locked(&self.waker).take();
        if let prebind_std::option::Option::Some(waker) = waker { waker.wake(); }
    }
}
unsafe impl prebind_std::marker::Send for Call {}
unsafe impl prebind_std::marker::Sync for Call {}

#[repr(C)]
pub struct Request {
    call: *const u8,
    data: *mut u8,
    answer: *mut u8,
    arguments: *const u8,
}

/// The functions that the host calls.
#[repr(C)]
pub struct Keeper {
    listen: unsafe extern "C" fn(
        prebind_std::option::Option<Ring>, *mut u8, prebind_std::option::Option<Inside>,
        *const prebind_std::sync::atomic::AtomicUsize, usize),
    collect: unsafe extern "C" fn(*mut Request, usize) -> usize,
    answer: unsafe extern "C" fn(*const u8, bool),
    dropped: unsafe extern "C" fn(*mut *mut u8, usize) -> usize,
}

static KEEPER: Keeper = Keeper { listen, collect, answer, dropped };

/// What waits for the host. The lock is held while `ring` runs, which only writes to an event loop.
struct Line {
    has_ended: bool,
    ring: prebind_std::option::Option<Ring>,
    at: *mut u8,
    inside: prebind_std::option::Option<Inside>,
    busy: *const prebind_std::sync::atomic::AtomicUsize,
    threads: usize,
    waiting: prebind_std::vec::Vec<prebind_std::sync::Arc<Call>>,
    running: prebind_std::vec::Vec<prebind_std::sync::Arc<Call>>,
    dropped: prebind_std::vec::Vec<*mut u8>,
    is_watched: bool,
}
unsafe impl prebind_std::marker::Send for Line {}

static LINE: prebind_std::sync::Mutex<Line> = prebind_std::sync::Mutex::new(Line {
    has_ended: false,
    ring: prebind_std::option::Option::None,
    at: prebind_std::ptr::null_mut(),
    inside: prebind_std::option::Option::None,
    busy: prebind_std::ptr::null(),
    threads: 0,
    waiting: prebind_std::vec::Vec::new(),
    running: prebind_std::vec::Vec::new(),
    dropped: prebind_std::vec::Vec::new(),
    is_watched: false,
});

fn locked<T>(mutex: &prebind_std::sync::Mutex<T>) -> prebind_std::sync::MutexGuard<'_, T> {
    match mutex.lock() {
        prebind_std::result::Result::Ok(guard) => guard,
        prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
    }
}

impl Line {
    /// Once for each list: the host empties one after the other, and what comes into one meanwhile
    /// has to be heard of by itself.
    fn ring_if(&self, is_first: bool) {
        if let (true, prebind_std::option::Option::Some(ring)) = (is_first, self.ring) {
            unsafe { ring(self.at); }
        }
    }

    /// Futures may wait for any number of calls. Each knows its place among those that run.
    fn add_running(&mut self, call: prebind_std::sync::Arc<Call>) {
        call.place.store(self.running.len(), prebind_std::sync::atomic::Ordering::Relaxed);
        self.running.push(call);
    }

    fn remove_running(&mut self, call: &prebind_std::sync::Arc<Call>) {
        let place = call.place.load(prebind_std::sync::atomic::Ordering::Relaxed);
        match self.running.get(place) {
            prebind_std::option::Option::Some(each)
                if prebind_std::sync::Arc::ptr_eq(each, call) => {}
            _ => return,
        }
        self.running.swap_remove(place);
        if let prebind_std::option::Option::Some(moved) = self.running.get(place) {
            moved.place.store(place, prebind_std::sync::atomic::Ordering::Relaxed);
        }
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.dropped.is_empty()
    }
}

unsafe extern "C" fn listen(
    ring: prebind_std::option::Option<Ring>, at: *mut u8,
    inside: prebind_std::option::Option<Inside>,
    busy: *const prebind_std::sync::atomic::AtomicUsize, threads: usize,
) {
    let mut line = locked(&LINE);
    line.has_ended = line.ring.is_some() && ring.is_none();
    line.ring = ring;
    line.at = at;
    line.inside = inside;
    line.busy = busy;
    line.threads = threads;
    line.ring_if(!line.is_idle());
    if ring.is_some() {
        return;
    }
    let waiting = prebind_std::mem::take(&mut line.waiting);
    let running = prebind_std::mem::take(&mut line.running);
    prebind_std::mem::drop(line);
    for call in waiting.iter().chain(&running) {
        *locked(&call.state) = State::Over;
        call.tell();
    }
}

unsafe extern "C" fn collect(into: *mut Request, capacity: usize) -> usize {
    let mut line = locked(&LINE);
    let count = prebind_std::cmp::min(capacity, line.waiting.len());
    let calls: prebind_std::vec::Vec<_> = line.waiting.drain(..count).collect();
    for (i, call) in calls.into_iter().enumerate() {
        *locked(&call.state) = State::Running;
        into.add(i).write(Request {
            call: prebind_std::sync::Arc::into_raw(call.clone()) as *const u8,
            data: call.data,
            answer: call.answer.get() as *mut u8,
            arguments: call.arguments.as_ptr() as *const u8,
        });
        line.add_running(call);
    }
    count
}

unsafe extern "C" fn answer(call: *const u8, done: bool) {
    let call = prebind_std::sync::Arc::from_raw(call as *const Call);
    locked(&LINE).remove_running(&call);
    let mut state = locked(&call.state);
    if let State::Running = &*state {
        *state = State::Done(done);
    }
    prebind_std::mem::drop(state);
    call.tell();
}

unsafe extern "C" fn dropped(into: *mut *mut u8, capacity: usize) -> usize {
    let mut line = locked(&LINE);
    let count = prebind_std::cmp::min(capacity, line.dropped.len());
    for (i, data) in line.dropped.drain(..count).enumerate() {
        into.add(i).write(data);
    }
    count
}

/// `is_free`: any thread may call it, and a call without an answer says that it is dropped.
struct Kept {
    call: Trampoline,
    data: *mut u8,
    is_free: bool,
}
unsafe impl prebind_std::marker::Send for Kept {}
unsafe impl prebind_std::marker::Sync for Kept {}

impl prebind_std::ops::Drop for Kept {
    fn drop(&mut self) {
        if self.is_free {
            let (answer, arguments) = (prebind_std::ptr::null_mut(), prebind_std::ptr::null());
            unsafe { (self.call)(self.data, answer, arguments) };
            return;
        }
        let mut line = locked(&LINE);
        let is_first = line.dropped.is_empty();
        line.dropped.push(self.data);
        line.ring_if(is_first);
    }
}

const GONE: &prebind_std::primitive::str =
    "no task of Julia can run the function: Julia is ending, or precompiles a package";
const NO_THREAD: &prebind_std::primitive::str =
    "no thread could be started for the function of the host";
const STUCK: &prebind_std::primitive::str =
    "the function of Julia cannot run: for HOLE_patience seconds, all threads of Julia have been \
     inside calls of this library, which may wait for this thread. Start Julia with more \
     threads, and make the calls that wait in another one";

impl Kept {
    fn run(&self, arguments: Bytes) -> Outcome {
        if self.is_free {
            return self.run_here(arguments);
        }
        let line = locked(&LINE);
        let inside = line.inside;
        let is_host = match inside {
            prebind_std::option::Option::Some(inside) => unsafe { !inside().is_null() },
            _ => false,
        };
        if is_host {
            prebind_std::mem::drop(line);
            return self.run_here(arguments);
        }
        self.run_there(line, arguments)
    }

    fn run_here(&self, arguments: Bytes) -> Outcome {
        let mut answer = no_answer();
        let data = arguments.as_ptr() as *const u8;
        if unsafe { (self.call)(self.data, &mut answer, data) } {
            return prebind_std::result::Result::Ok(answer.bytes);
        }
        prebind_std::result::Result::Err(text_of(&answer))
    }

    fn run_there(
        &self, mut line: prebind_std::sync::MutexGuard<'_, Line>, arguments: Bytes,
    ) -> Outcome {
        if line.ring.is_none() {
            return prebind_std::result::Result::Err(prebind_std::string::String::from(GONE));
        }
        let call = self.queue(&mut line, arguments, prebind_std::option::Option::None);
        prebind_std::mem::drop(line);
        wait_for(&call)
    }

    fn prepare(
        &self, arguments: Bytes, kept: prebind_std::option::Option<prebind_std::sync::Arc<Kept>>,
        state: State,
    ) -> prebind_std::sync::Arc<Call> {
        prebind_std::sync::Arc::new(Call {
            data: self.data,
            waker: prebind_std::sync::Mutex::new(prebind_std::option::Option::None),
            kept,
            arguments,
            answer: prebind_std::cell::UnsafeCell::new(no_answer()),
            state: prebind_std::sync::Mutex::new(state),
            changed: prebind_std::sync::Condvar::new(),
            place: prebind_std::sync::atomic::AtomicUsize::new(0),
        })
    }

    fn queue(
        &self, line: &mut Line, arguments: Bytes,
        kept: prebind_std::option::Option<prebind_std::sync::Arc<Kept>>,
    ) -> prebind_std::sync::Arc<Call> {
        let call = self.prepare(arguments, kept, State::Waiting);
        let is_first = line.waiting.is_empty();
        line.waiting.push(call.clone());
        line.ring_if(is_first);
        call
    }
}

/// What a call came to, if it is over.
fn outcome(call: &Call, state: &State) -> prebind_std::option::Option<Outcome> {
    let text = match state {
        State::Waiting | State::Running => return prebind_std::option::Option::None,
        State::Done(true) => {
            let answer = unsafe { &mut *call.answer.get() };
            let bytes = prebind_std::mem::take(&mut answer.bytes);
            return prebind_std::option::Option::Some(prebind_std::result::Result::Ok(bytes));
        }
        State::Done(false) => text_of(unsafe { &*call.answer.get() }),
        State::Over => prebind_std::string::String::from(GONE),
        State::Stuck => prebind_std::string::String::from(STUCK),
    };
    prebind_std::option::Option::Some(prebind_std::result::Result::Err(text))
}

fn wait_for(call: &prebind_std::sync::Arc<Call>) -> Outcome {
    let mut seen = prebind_std::option::Option::None;
    let mut seconds = 0;
    let mut state = locked(&call.state);
    loop {
        if let prebind_std::option::Option::Some(outcome) = outcome(call, &*state) {
            return outcome;
        }
        let is_waiting = match &*state {
            State::Waiting => true,
            _ => false,
        };
        if is_waiting && seconds >= HOLE_patience {
            prebind_std::mem::drop(state);
            give_up(call);
            seconds = 0;
            state = locked(&call.state);
            continue;
        }
        let second = prebind_std::time::Duration::from_secs(1);
        let (after, timeout) = match call.changed.wait_timeout(state, second) {
            prebind_std::result::Result::Ok(both) => both,
            prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
        };
        state = after;
        if !timeout.timed_out() {
            continue;
        }
        let is_waiting = match &*state {
            State::Waiting => true,
            _ => false,
        };
        prebind_std::mem::drop(state);
        let now = if is_waiting { ring_again() } else { prebind_std::option::Option::None };
        seconds = if now.is_some() && now == seen { seconds + 1 } else { 0 };
        seen = now;
        state = locked(&call.state);
    }
}

/// No call depends on one signal. If all of the host's threads are in calls of this library, this
/// returns a number that any such call changes when it begins or ends.
fn ring_again() -> prebind_std::option::Option<usize> {
    let line = locked(&LINE);
    line.ring_if(true);
    if line.ring.is_none() || line.busy.is_null() {
        return prebind_std::option::Option::None;
    }
    let busy = unsafe { (*line.busy).load(prebind_std::sync::atomic::Ordering::SeqCst) };
    if busy & 0xffff >= line.threads {
        prebind_std::option::Option::Some(busy)
    } else {
        prebind_std::option::Option::None
    }
}

/// Takes the call back, if the host has not begun it.
fn give_up(call: &prebind_std::sync::Arc<Call>) {
    let mut line = locked(&LINE);
    let before = line.waiting.len();
    line.waiting.retain(|each| !prebind_std::sync::Arc::ptr_eq(each, call));
    if line.waiting.len() == before {
        return;
    }
    *locked(&call.state) = State::Stuck;
    prebind_std::mem::drop(line);
    call.tell();
}

/// A call that has begun, whether or not this is polled. If it is dropped, nobody gets the answer.
struct Answered(prebind_std::result::Result<
    prebind_std::sync::Arc<Call>, &'static prebind_std::primitive::str>);

impl prebind_std::future::Future for Answered {
    type Output = Outcome;
    fn poll(
        self: prebind_std::pin::Pin<&mut Self>, context: &mut prebind_std::task::Context<'_>,
    ) -> prebind_std::task::Poll<Outcome> {
        let call = match &self.0 {
            prebind_std::result::Result::Ok(call) => call,
            prebind_std::result::Result::Err(text) => {
                let text = prebind_std::string::String::from(*text);
                return prebind_std::task::Poll::Ready(prebind_std::result::Result::Err(text));
            }
        };
        let state = locked(&call.state);
        if let prebind_std::option::Option::Some(outcome) = outcome(call, &*state) {
            return prebind_std::task::Poll::Ready(outcome);
        }
        let waker = context.waker().clone();
        let before = prebind_std::mem::replace(
            &mut *locked(&call.waker), prebind_std::option::Option::Some(waker));
        prebind_std::mem::drop(state);
        prebind_std::mem::drop(before);
        prebind_std::task::Poll::Pending
    }
}

/// Also in a thread of the host's, which must not wait here.
fn begin(kept: &prebind_std::sync::Arc<Kept>, arguments: Bytes) -> Answered {
    if kept.is_free {
        return begin_in_thread(kept, arguments);
    }
    let mut line = locked(&LINE);
    if line.ring.is_none() {
        return Answered(prebind_std::result::Result::Err(GONE));
    }
    let own = prebind_std::option::Option::Some(kept.clone());
    let call = kept.queue(&mut line, arguments, own);
    let is_watched = prebind_std::mem::replace(&mut line.is_watched, true);
    prebind_std::mem::drop(line);
    if !is_watched {
        let thread = prebind_std::thread::Builder::new();
        let name = prebind_std::string::String::from("prebind-watch");
        if thread.name(name).spawn(watch).is_err() {
            locked(&LINE).is_watched = false;
        }
    }
    Answered(prebind_std::result::Result::Ok(call))
}

/// Of a host that has no tasks: the function may wait, which the thread that is here must not.
fn begin_in_thread(kept: &prebind_std::sync::Arc<Kept>, arguments: Bytes) -> Answered {
    let own = prebind_std::option::Option::Some(kept.clone());
    let call = kept.prepare(arguments, own, State::Running);
    let (kept, running) = (kept.clone(), call.clone());
    let work = move || {
        let arguments = running.arguments.as_ptr() as *const u8;
        let done = unsafe { (kept.call)(running.data, running.answer.get(), arguments) };
        *locked(&running.state) = State::Done(done);
        running.tell();
    };
    let thread = prebind_std::thread::Builder::new();
    let name = prebind_std::string::String::from("prebind-call");
    match thread.name(name).spawn(work) {
        prebind_std::result::Result::Ok(_) => Answered(prebind_std::result::Result::Ok(call)),
        _ => Answered(prebind_std::result::Result::Err(NO_THREAD)),
    }
}

/// What `wait_for` does, for the calls that futures wait for: nobody else would notice that the
/// host cannot run them. Ends where there are none.
fn watch() {
    let mut seen = prebind_std::option::Option::None;
    let mut seconds = 0;
    loop {
        prebind_std::thread::sleep(prebind_std::time::Duration::from_secs(1));
        let mut line = locked(&LINE);
        let calls: prebind_std::vec::Vec<_> =
            line.waiting.iter().filter(|call| call.kept.is_some()).cloned().collect();
        if calls.is_empty() {
            line.is_watched = false;
            return;
        }
        prebind_std::mem::drop(line);
        let now = ring_again();
        seconds = if now.is_some() && now == seen { seconds + 1 } else { 0 };
        seen = now;
        if seconds >= HOLE_patience {
            calls.iter().for_each(give_up);
            seconds = 0;
        }
    }
}

/// A function of the host that Rust keeps: what it takes goes in packed, and so does what it
/// returns. `Err` is what it threw, as text.
#[no_mangle]
unsafe fn HOLE_kept(
    call: *mut u8, data: *mut u8, hold: *mut u8,
) -> prebind_std::boxed::Box<
    dyn prebind_std::ops::Fn(Bytes) -> Outcome
        + prebind_std::marker::Send + prebind_std::marker::Sync> {
    let kept = kept(call, data, hold);
    prebind_std::boxed::Box::new(move |arguments| kept.run(arguments))
}

unsafe fn kept(call: *mut u8, data: *mut u8, hold: *mut u8) -> Kept {
    let hold = prebind_std::mem::transmute::<
        *mut u8, unsafe extern "C" fn(*mut u8, *const Keeper) -> u8>(hold);
    let held = hold(data, &KEEPER);
    if held == 0 {
        prebind_std::panic!("the host cannot keep its function");
    }
    let call = prebind_std::mem::transmute::<*mut u8, Trampoline>(call);
    Kept { call, data, is_free: held == 3 }
}

/// The same, and what does not wait for the call but returns a future of what it comes to.
#[no_mangle]
unsafe fn HOLE_kept_later(call: *mut u8, data: *mut u8, hold: *mut u8) -> (
    prebind_std::boxed::Box<
        dyn prebind_std::ops::Fn(Bytes) -> Outcome
            + prebind_std::marker::Send + prebind_std::marker::Sync>,
    prebind_std::boxed::Box<
        dyn prebind_std::ops::Fn(Bytes) -> Later
            + prebind_std::marker::Send + prebind_std::marker::Sync>,
) {
    let kept = prebind_std::sync::Arc::new(kept(call, data, hold));
    let own = kept.clone();
    (
        prebind_std::boxed::Box::new(move |arguments| own.run(arguments)),
        prebind_std::boxed::Box::new(move |arguments| {
            let later: Later = prebind_std::boxed::Box::pin(begin(&kept, arguments));
            later
        }),
    )
}

/// Unwinds for what the host's function threw. The host has logged it, or Rust's caller sees it, so
/// nobody prints it. What the host does not know is printed: why it could not run the function,
/// unless it is ending; and what is thrown while a panic unwinds already, where this returns.
#[no_mangle]
#[cold]
fn HOLE_kept_threw(message: prebind_std::string::String) {
    if prebind_std::thread::panicking() {
        let _ = prebind_std::io::Write::write_fmt(
            &mut prebind_std::io::stderr(),
            prebind_std::format_args!(
                "a function of the host threw while a panic unwound: {}\n", message));
        return;
    }
    if message == STUCK || (message == GONE && !locked(&LINE).has_ended) {
        prebind_std::panic!("{}", message);
    }
    prebind_std::panic::resume_unwind(prebind_std::boxed::Box::new(message));
}
