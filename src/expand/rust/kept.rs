type Bytes = prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>;
type Outcome = prebind_std::result::Result<
    prebind_std::vec::Vec<u8>, prebind_std::string::String>;
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
}

/// A call from a thread that is none of the host's. The host writes to `answer` while it runs; the
/// thread that waits reads it only once the call is done.
struct Call {
    data: *mut u8,
    arguments: Bytes,
    answer: prebind_std::cell::UnsafeCell<Answer>,
    state: prebind_std::sync::Mutex<State>,
    changed: prebind_std::sync::Condvar,
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
        call.changed.notify_all();
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
        line.running.push(call);
    }
    count
}

unsafe extern "C" fn answer(call: *const u8, done: bool) {
    let call = prebind_std::sync::Arc::from_raw(call as *const Call);
    locked(&LINE).running.retain(|each| !prebind_std::sync::Arc::ptr_eq(each, &call));
    let mut state = locked(&call.state);
    if let State::Running = &*state {
        *state = State::Done(done);
        call.changed.notify_all();
    }
    prebind_std::mem::drop(state);
}

unsafe extern "C" fn dropped(into: *mut *mut u8, capacity: usize) -> usize {
    let mut line = locked(&LINE);
    let count = prebind_std::cmp::min(capacity, line.dropped.len());
    for (i, data) in line.dropped.drain(..count).enumerate() {
        into.add(i).write(data);
    }
    count
}

struct Kept {
    call: Trampoline,
    data: *mut u8,
}
unsafe impl prebind_std::marker::Send for Kept {}
unsafe impl prebind_std::marker::Sync for Kept {}

impl prebind_std::ops::Drop for Kept {
    fn drop(&mut self) {
        let mut line = locked(&LINE);
        let is_first = line.dropped.is_empty();
        line.dropped.push(self.data);
        line.ring_if(is_first);
    }
}

const GONE: &prebind_std::primitive::str =
    "no task of Julia can run the function: Julia is ending, or precompiles a package";
const STUCK: &prebind_std::primitive::str =
    "the function of Julia cannot run: for HOLE_patience seconds, all threads of Julia have been \
     inside calls of this library, which may wait for this thread. Start Julia with more \
     threads, and make the calls that wait in another one";

impl Kept {
    fn run(&self, arguments: Bytes) -> Outcome {
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
        let call = prebind_std::sync::Arc::new(Call {
            data: self.data,
            arguments,
            answer: prebind_std::cell::UnsafeCell::new(no_answer()),
            state: prebind_std::sync::Mutex::new(State::Waiting),
            changed: prebind_std::sync::Condvar::new(),
        });
        let is_first = line.waiting.is_empty();
        line.waiting.push(call.clone());
        line.ring_if(is_first);
        prebind_std::mem::drop(line);
        wait_for(&call)
    }
}

fn wait_for(call: &prebind_std::sync::Arc<Call>) -> Outcome {
    let mut seen = prebind_std::option::Option::None;
    let mut seconds = 0;
    let mut state = locked(&call.state);
    loop {
        match &*state {
            State::Done(true) => {
                let answer = unsafe { &mut *call.answer.get() };
                return prebind_std::result::Result::Ok(prebind_std::mem::take(&mut answer.bytes));
            }
            State::Done(false) => {
                return prebind_std::result::Result::Err(text_of(unsafe { &*call.answer.get() }));
            }
            State::Over => {
                return prebind_std::result::Result::Err(prebind_std::string::String::from(GONE));
            }
            State::Waiting if seconds >= HOLE_patience => {
                prebind_std::mem::drop(state);
                if give_up(call) {
                    let text = prebind_std::string::String::from(STUCK);
                    return prebind_std::result::Result::Err(text);
                }
                seconds = 0;
                state = locked(&call.state);
                continue;
            }
            _ => {}
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
fn give_up(call: &prebind_std::sync::Arc<Call>) -> bool {
    let mut line = locked(&LINE);
    let before = line.waiting.len();
    line.waiting.retain(|each| !prebind_std::sync::Arc::ptr_eq(each, call));
    line.waiting.len() < before
}

/// A function of the host that Rust keeps: what it takes goes in packed, and so does what it
/// returns. `Err` is what it threw, as text.
#[no_mangle]
unsafe fn HOLE_kept(
    call: *mut u8, data: *mut u8, hold: *mut u8,
) -> prebind_std::boxed::Box<
    dyn prebind_std::ops::Fn(Bytes) -> Outcome
        + prebind_std::marker::Send + prebind_std::marker::Sync> {
    let hold = prebind_std::mem::transmute::<
        *mut u8, unsafe extern "C" fn(*mut u8, *const Keeper) -> bool>(hold);
    if !hold(data, &KEEPER) {
        prebind_std::panic!("the host cannot keep its function");
    }
    let kept = Kept { call: prebind_std::mem::transmute::<*mut u8, Trampoline>(call), data };
    prebind_std::boxed::Box::new(move |arguments| kept.run(arguments))
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
