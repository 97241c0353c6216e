
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::{Relaxed, SeqCst}};
use std::sync::{Arc, Barrier};

type Cell = __PrebindCell<Watched>;

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// How long one is in there: long, if others are to meet it.
static STAY: AtomicUsize = AtomicUsize::new(0);

fn stay() {
    for _ in 0..STAY.load(Relaxed) {
        std::hint::spin_loop();
    }
}

/// Who is in there: -1 for one that changes it, else how many look at it.
struct Watched {
    inside: AtomicIsize,
    words: Vec<u64>,
    /// Read and written where `inside` orders nothing: the cell alone has to.
    uses: u64,
}

impl Watched {
    fn new() -> *mut u8 {
        LIVE.fetch_add(1, SeqCst);
        Cell::leak(Watched { inside: AtomicIsize::new(0), words: vec![0; 4], uses: 0 })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        assert_eq!(self.inside.load(SeqCst), 0);
        LIVE.fetch_sub(1, SeqCst);
    }
}

#[derive(Clone, Copy)]
struct Handle(*mut u8);
unsafe impl Send for Handle {}

impl Handle {
    fn cell(self) -> *mut Cell {
        self.0 as *mut Cell
    }
}

fn look(handle: Handle) -> bool {
    let guard = match unsafe { Cell::share(handle.cell()) } {
        Some(guard) => guard,
        None => return false,
    };
    let uses = guard.uses;
    assert!(guard.inside.fetch_add(1, SeqCst) >= 0);
    stay();
    assert!(guard.words.iter().all(|each| *each == guard.words[0]));
    assert!(guard.inside.fetch_sub(1, SeqCst) > 0);
    assert_eq!(guard.uses, uses);
    true
}

fn hold(handle: Handle) -> Option<__PrebindMut<Watched>> {
    let claim = unsafe { Cell::own(handle.cell()) }.ok()?;
    Some(__PrebindMut(handle.cell(), claim))
}

fn take(handle: Handle) -> Option<Watched> {
    hold(handle).map(|held| unsafe { __prebind_take(held) })
}

fn change(handle: Handle) -> bool {
    let mut guard = match hold(handle) {
        Some(guard) => guard,
        None => return false,
    };
    guard.uses += 1;
    assert_eq!(guard.inside.swap(-1, SeqCst), 0);
    stay();
    guard.words.iter_mut().for_each(|each| *each += 1);
    assert_eq!(guard.inside.swap(0, SeqCst), -1);
    guard.uses += 1;
    true
}

fn threads(count: usize, work: impl Fn(usize) -> usize + Send + Sync + 'static) -> usize {
    let work = Arc::new(work);
    let barrier = Arc::new(Barrier::new(count));
    let all: Vec<_> = (0..count)
        .map(|i| {
            let (work, barrier) = (work.clone(), barrier.clone());
            std::thread::spawn(move || {
                barrier.wait();
                work(i)
            })
        })
        .collect();
    all.into_iter().map(|each| each.join().unwrap()).sum()
}

unsafe impl Sync for Handle {}

fn main() {
    // One after the other: every order of two uses.
    let handle = Handle(Watched::new());
    unsafe {
        let first = Cell::share(handle.cell()).unwrap();
        let second = Cell::share(handle.cell()).unwrap();
        assert!(!change(handle));
        drop(first);
        assert!(!change(handle), "the second still looks");
        assert!(look(handle) && !__prebind_release::<Watched>(handle.0));
        assert!(take(handle).is_none());
        drop(second);
        assert!(change(handle));
        let changing = __PrebindMut(handle.cell(), Cell::own(handle.cell()).unwrap());
        assert!(!look(handle) && !change(handle) && !__prebind_release::<Watched>(handle.0));
        drop(changing);
        assert!(look(handle));
        let caught = std::panic::catch_unwind(|| {
            let _looking = Cell::share(handle.cell());
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(caught.is_err() && change(handle), "a panic gives back");
        drop(hold(handle));
        assert!(look(handle) && change(handle), "what is held and not taken stays");
        assert!(take(handle).is_some());
        assert!(!look(handle) && !change(handle) && take(handle).is_none());
        assert!(__prebind_release::<Watched>(handle.0));
    }

    // Many at once.
    let handle = Handle(Watched::new());
    let changed = threads(8, move |_| {
        (0..100_000)
            .filter(|i| if i % 3 == 0 { change(handle) } else { look(handle); false })
            .count()
    });
    let guard = unsafe { Cell::share(handle.cell()) }.unwrap();
    assert!(
        changed > 0
            && guard.words == vec![changed as u64; 4]
            && guard.uses == 2 * changed as u64,
        "{} {:?}",
        changed,
        guard.words
    );
    drop(guard);
    assert!(change(handle), "all was given back");
    assert!(unsafe { __prebind_release::<Watched>(handle.0) });

    // Threads that come while another one has the values to itself. Nobody uses one when that
    // begins again.
    STAY.store(20, SeqCst);
    for round in 0..3000 {
        __PREBIND_THREAD.store(__PREBIND_NOBODY, SeqCst);
        let handle = Handle(Watched::new());
        let changed = threads(3, move |i| {
            (0..if i == 0 { 200 } else { round % 50 })
                .filter(|k| (k + i) % 2 == 0 && change(handle) || !look(handle) && false)
                .count()
        });
        assert!(change(handle) && look(handle), "all was given back");
        let guard = unsafe { Cell::share(handle.cell()) }.unwrap();
        assert_eq!(guard.words, vec![changed as u64 + 1; 4]);
        drop(guard);
        assert!(unsafe { __prebind_release::<Watched>(handle.0) });
    }

    STAY.store(0, SeqCst);

    // Only one can take it.
    for _ in 0..2000 {
        let handle = Handle(Watched::new());
        let taken = threads(4, move |i| {
            for _ in 0..i {
                look(handle);
            }
            take(handle).is_some() as usize
        });
        assert!(taken <= 1 && taken + LIVE.load(SeqCst) == 1, "{}", taken);
        assert!(unsafe { __prebind_release::<Watched>(handle.0) });
        assert_eq!(LIVE.load(SeqCst), 0);
    }
}
