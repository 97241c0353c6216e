const _: prebind_std::option::Option<&prebind_std::primitive::str> =
    prebind_std::option_env!("PREBIND_ENGINE_ID");

#[cfg(all(not(panic = "unwind"), not(target_family = "wasm")))]
prebind_std::compile_error!("a panic would end the whole program, because rustc compiles this \
    crate with `-C panic=abort`: remove that flag from RUSTFLAGS, or from `rustflags` in cargo's \
    configuration");

#[repr(C)]
pub struct Failure {
    kind: u32,
    reserved: u32,
    message: *const u8,
    message_length: usize,
    place: *const u8,
    place_length: usize,
    value: [u64; 2],
    causes: *const u8,
    causes_length: usize,
}

struct Note {
    thread: prebind_std::thread::ThreadId,
    message: prebind_std::string::String,
    place: prebind_std::string::String,
}

static NOTES: prebind_std::sync::Mutex<prebind_std::vec::Vec<Note>> =
    prebind_std::sync::Mutex::new(prebind_std::vec::Vec::new());

fn with_notes<T>(work: impl prebind_std::ops::FnOnce(&mut prebind_std::vec::Vec<Note>) -> T) -> T {
    match NOTES.lock() {
        prebind_std::result::Result::Ok(mut notes) => work(&mut *notes),
        prebind_std::result::Result::Err(poisoned) => work(&mut *poisoned.into_inner()),
    }
}

struct Unclaimed(prebind_std::thread::ThreadId);

impl prebind_std::ops::Drop for Unclaimed {
    fn drop(&mut self) {
        let thread = self.0;
        let note = with_notes(|notes| {
            notes.iter().position(|note| note.thread == thread).map(|index| notes.remove(index))
        });
        if let prebind_std::option::Option::Some(note) = note {
            prebind_std::eprintln!(
                "a thread of Rust panicked at {}:\n{}", note.place, note.message
            );
        }
    }
}

prebind_std::thread_local! {
    static UNCLAIMED: Unclaimed = Unclaimed(prebind_std::thread::current().id());
}

fn message_of(
    payload: &(dyn prebind_std::any::Any + prebind_std::marker::Send)
) -> prebind_std::string::String {
    let text = payload.downcast_ref::<&'static prebind_std::primitive::str>();
    if let prebind_std::option::Option::Some(text) = text {
        return prebind_std::string::String::from(*text);
    }
    let text = payload.downcast_ref::<prebind_std::string::String>();
    if let prebind_std::option::Option::Some(text) = text {
        return text.clone();
    }
    prebind_std::string::String::from("a value that is not text")
}

fn leak(bytes: prebind_std::vec::Vec<u8>) -> (*const u8, usize) {
    let bytes = prebind_std::boxed::Box::leak(bytes.into_boxed_slice());
    (bytes.as_ptr(), bytes.len())
}

fn failure(
    kind: u32,
    message: prebind_std::string::String,
    place: prebind_std::string::String,
    value: [u64; 2],
    causes: prebind_std::vec::Vec<u8>
) -> *mut u8 {
    let (message, message_length) = leak(message.into_bytes());
    let (place, place_length) = leak(place.into_bytes());
    let (causes, causes_length) = leak(causes);
    let failure = Failure {
        kind, reserved: 0, message, message_length, place, place_length, value, causes,
        causes_length
    };
    prebind_std::boxed::Box::into_raw(prebind_std::boxed::Box::new(failure)) as *mut u8
}

#[no_mangle]
#[cold]
fn HOLE_failed(
    kind: u32, message: prebind_std::string::String, value: [u64; 2],
    causes: prebind_std::vec::Vec<u8>
) -> *mut u8 {
    failure(kind, message, prebind_std::string::String::new(), value, causes)
}

/// What is wrong with an argument. Out of line, and handed no text that would have to be made: the
/// call that nothing is wrong with stays short.
#[no_mangle]
#[cold]
fn HOLE_refused(
    kind: u32, argument: &'static prebind_std::primitive::str,
    reason: &'static prebind_std::primitive::str
) -> *mut u8 {
    let message = prebind_std::format!("argument `{}` {}", argument, reason);
    let nothing = prebind_std::vec::Vec::new();
    failure(kind, message, prebind_std::string::String::new(), [0; 2], nothing)
}

struct Raised;

#[no_mangle]
#[cold]
fn HOLE_raise() {
    if !prebind_std::thread::panicking() {
        prebind_std::panic::resume_unwind(prebind_std::boxed::Box::new(Raised));
    }
}

#[no_mangle]
#[cold]
fn HOLE_panicked(
    payload: prebind_std::boxed::Box<dyn prebind_std::any::Any + prebind_std::marker::Send>
) -> *mut u8 {
    if payload.is::<Raised>() {
        let nothing = prebind_std::string::String::new;
        let no_causes = prebind_std::vec::Vec::new();
        return failure(HOLE_callback, nothing(), nothing(), [0; 2], no_causes);
    }
    let message = message_of(&*payload);
    let thread = prebind_std::thread::current().id();
    let note = with_notes(|notes| {
        let own = notes.iter().rposition(|note| note.thread == thread && note.message == message);
        let index = own.or_else(|| notes.iter().rposition(|note| note.message == message));
        index.map(|index| notes.remove(index))
    });
    let place = match note {
        prebind_std::option::Option::Some(note) => note.place,
        _ => prebind_std::string::String::new(),
    };
    let work = prebind_std::panic::AssertUnwindSafe(move || prebind_std::mem::drop(payload));
    if let prebind_std::result::Result::Err(second) = prebind_std::panic::catch_unwind(work) {
        prebind_std::mem::forget(second);
    }
    failure(HOLE_panic, message, place, [0; 2], prebind_std::vec::Vec::new())
}

#[no_mangle]
pub extern "C" fn HOLE_initialize(chained: bool) {
    static ONCE: prebind_std::sync::Once = prebind_std::sync::Once::new();
    ONCE.call_once(|| {
        let previous = prebind_std::panic::take_hook();
        prebind_std::panic::set_hook(prebind_std::boxed::Box::new(move |info| {
            let place = match info.location() {
                prebind_std::option::Option::Some(at) => {
                    prebind_std::format!("{}:{}:{}", at.file(), at.line(), at.column())
                }
                _ => prebind_std::string::String::new(),
            };
            let message = message_of(info.payload());
            let thread = prebind_std::thread::current().id();
            with_notes(|notes| {
                notes.retain(|note| note.thread != thread);
                if notes.len() >= 64 {
                    notes.remove(0);
                }
                notes.push(Note { thread, message, place });
            });
            let _ = UNCLAIMED.try_with(|_| ());
            if chained {
                previous(info);
            }
        }));
    });
}

#[no_mangle]
pub unsafe extern "C" fn HOLE_release_memory(memory: *mut u8, bytes: usize, alignment: usize) {
    if bytes != 0 {
        let layout = prebind_std::alloc::Layout::from_size_align_unchecked(bytes, alignment);
        prebind_std::alloc::dealloc(memory, layout);
    }
}

#[no_mangle]
pub unsafe extern "C" fn HOLE_release_failure(failure: *mut Failure) {
    let failure = prebind_std::boxed::Box::from_raw(failure);
    for &(bytes, length) in &[
        (failure.message, failure.message_length),
        (failure.place, failure.place_length),
        (failure.causes, failure.causes_length),
    ] {
        let bytes = prebind_std::slice::from_raw_parts_mut(bytes as *mut u8, length);
        prebind_std::mem::drop(prebind_std::boxed::Box::from_raw(bytes as *mut [u8]));
    }
}
