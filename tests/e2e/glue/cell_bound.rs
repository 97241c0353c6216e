use std::cell::Cell as Plain;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

struct __PrebindT0 {
    uses: Plain<u64>,
    kept: Kept,
}

static DROPPED: AtomicUsize = AtomicUsize::new(0);

impl Drop for __PrebindT0 {
    fn drop(&mut self) {
        let _ = &self.kept;
        DROPPED.fetch_add(1, SeqCst);
    }
}

#[derive(Clone, Copy)]
struct Handle(*mut u8);
unsafe impl Send for Handle {}
unsafe impl Sync for Handle {}

fn look(handle: Handle, while_it_looks: impl FnOnce()) -> bool {
    match unsafe { __PrebindCell::<__PrebindT0>::share(handle.0 as *mut _) } {
        Some(guard) => {
            guard.uses.set(guard.uses.get() + 1);
            while_it_looks();
            true
        }
        None => false,
    }
}

fn elsewhere<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    std::thread::spawn(work).join().unwrap()
}

fn new() -> Handle {
    Handle(__PrebindCell::leak(__PrebindT0 { uses: Plain::new(0), kept: Default::default() }))
}

fn take(handle: Handle) -> bool {
    let cell = handle.0 as *mut __PrebindCell<__PrebindT0>;
    unsafe {
        if !__PrebindCell::is_mine(cell) {
            return false;
        }
        __PrebindCell::own(cell).map(|claim| __prebind_take(__PrebindMut(cell, claim))).is_ok()
    }
}

fn release(handle: Handle) -> bool {
    unsafe { __prebind_release::<__PrebindT0>(handle.0) }
}

fn main() {
    assert!(!__PREBIND_SYNC);
    for round in 0..2 {
        // In the second round another thread has come, and all go by `state`.
        let handle = new();
        assert!(look(handle, || assert!(look(handle, || assert!(look(handle, || ()))))));
        if __PREBIND_SEND {
            assert!(elsewhere(move || look(handle, || ())));
            assert!(look(handle, || assert!(!elsewhere(move || look(handle, || ())))));
            assert!(elsewhere(move || look(handle, || assert!(look(handle, || ())))));
            // In tasks, calls of one thread need not end in the order in which they began.
            unsafe {
                let first = __PrebindCell::<__PrebindT0>::share(handle.0 as *mut _).unwrap();
                let second = __PrebindCell::<__PrebindT0>::share(handle.0 as *mut _).unwrap();
                drop(first);
                assert!(!elsewhere(move || look(handle, || ())));
                drop(second);
            }
            assert!(elsewhere(move || look(handle, || ())));
            let before = unsafe { __prebind_look_at(handle) };
            let many: Vec<_> = (0..4)
                .map(|_| {
                    std::thread::spawn(move || {
                        (0..20_000).filter(|_| look(handle, || ())).count() as u64
                    })
                })
                .collect();
            let looks: u64 = many.into_iter().map(|each| each.join().unwrap()).sum();
            let after = unsafe { __prebind_look_at(handle) };
            assert_eq!(after, before + looks, "two looked at once");
            assert!(elsewhere(move || release(handle)));
        } else {
            assert!(!elsewhere(move || look(handle, || ())));
            assert!(!elsewhere(move || take(handle)));
            assert!(look(handle, || assert!(!elsewhere(move || release(handle)))));
            assert!(elsewhere(move || release(handle)));
            assert_eq!(DROPPED.load(SeqCst), 2 * round, "only its own thread drops it");
            elsewhere(|| new());
            assert_eq!(DROPPED.load(SeqCst), 2 * round, "nor does any other that makes one");
            assert!(release(new()));
            assert_eq!(DROPPED.load(SeqCst), 2 * round + 2);
        }
    }
}

unsafe fn __prebind_look_at(handle: Handle) -> u64 {
    (&(*(handle.0 as *mut __PrebindCell<__PrebindT0>)).value).uses.get()
}
