#[repr(C)] pub struct __PrebindCell<T> {
    state: prebind_std::sync::atomic::AtomicIsize,
    address: usize,
    own: prebind_std::sync::atomic::AtomicIsize,
    more: prebind_std::sync::atomic::AtomicUsize,
    looker: prebind_std::sync::atomic::AtomicUsize,
    maker: prebind_std::option::Option<prebind_std::thread::ThreadId>,
    value: prebind_std::mem::ManuallyDrop<__PrebindKept<T>>,
}
pub enum __PrebindClaim { Own, State, More }
impl prebind_std::marker::Copy for __PrebindClaim {}
impl prebind_std::clone::Clone for __PrebindClaim { #[inline] fn clone(&self) -> Self { *self } }
impl prebind_std::cmp::PartialEq for __PrebindClaim {
    #[inline]
    fn eq(&self, other: &Self) -> bool { *self as u8 == *other as u8 }
}
pub struct __PrebindRef<T>(*mut __PrebindCell<T>, __PrebindClaim);
pub struct __PrebindMut<T>(*mut __PrebindCell<T>, __PrebindClaim);
// Futures take these to other threads, after `__prebind_shares`.
unsafe impl<T: prebind_std::marker::Sync> prebind_std::marker::Send for __PrebindRef<T> {}
unsafe impl<T: prebind_std::marker::Sync> prebind_std::marker::Sync for __PrebindRef<T> {}
unsafe impl<T: prebind_std::marker::Send> prebind_std::marker::Send for __PrebindMut<T> {}
const __PREBIND_NOBODY: usize = 0;
const __PREBIND_LEAVING: usize = 1;
const __PREBIND_SHARED: usize = 2;
static __PREBIND_THREAD: prebind_std::sync::atomic::AtomicUsize =
    prebind_std::sync::atomic::AtomicUsize::new(__PREBIND_NOBODY);
#[inline]
fn __prebind_is_own(here: usize) -> bool {
    __PREBIND_THREAD.load(prebind_std::sync::atomic::Ordering::Acquire) == here
}
#[cfg(all(
    target_os = "linux", target_pointer_width = "64", not(miri),
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod __prebind_threads {
    extern crate std as prebind_std;
    extern "C" { fn syscall(number: i64, ...) -> i64; }
    const MEMBARRIER: i64 = if cfg!(target_arch = "x86_64") { 324 } else { 283 };
    const PRIVATE_EXPEDITED: i64 = 1 << 3;
    const REGISTER_PRIVATE_EXPEDITED: i64 = 1 << 4;
    pub fn prepare() -> bool {
        unsafe { syscall(MEMBARRIER, REGISTER_PRIVATE_EXPEDITED, 0i64, 0i64) == 0 }
    }
    pub fn barrier() -> bool {
        let is_done = || unsafe { syscall(MEMBARRIER, PRIVATE_EXPEDITED, 0i64, 0i64) == 0 };
        is_done() || prepare() && is_done()
    }
    #[inline]
    pub fn here() -> usize {
        let pointer: usize;
        #[cfg(target_arch = "x86_64")]
        unsafe {
            prebind_std::arch::asm!(
                "mov {}, fs:0",
                out(reg) pointer,
                options(pure, readonly, nostack, preserves_flags)
            );
        }
        #[cfg(target_arch = "aarch64")]
        unsafe {
            prebind_std::arch::asm!(
                "mrs {}, tpidr_el0",
                out(reg) pointer,
                options(pure, readonly, nostack, preserves_flags)
            );
        }
        pointer
    }
    #[inline]
    pub fn me() -> usize { here() }
}
#[cfg(not(all(
    target_os = "linux", target_pointer_width = "64", not(miri),
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
mod __prebind_threads {
    pub fn prepare() -> bool { false }
    pub fn barrier() -> bool { true }
    #[inline]
    pub fn here() -> usize { !0 }
    prebind_std::thread_local! { static ME: u8 = 0; }
    pub fn me() -> usize { ME.with(|me| me as *const u8 as usize) }
}
#[cold]
#[inline(never)]
fn __prebind_becomes_own(here: usize) -> bool {
    if __PREBIND_THREAD.load(prebind_std::sync::atomic::Ordering::Acquire) == __PREBIND_NOBODY {
        // Old kernels have no such barrier, and sandboxes may forbid it.
        let next = if __prebind_threads::prepare() { here } else { __PREBIND_SHARED };
        if __PREBIND_THREAD.compare_exchange(
            __PREBIND_NOBODY, next,
            prebind_std::sync::atomic::Ordering::SeqCst,
            prebind_std::sync::atomic::Ordering::SeqCst,
        ).is_ok() {
            return next == here;
        }
    }
    let now = __PREBIND_THREAD.load(prebind_std::sync::atomic::Ordering::Acquire);
    if now == __PREBIND_SHARED { return false; }
    __PREBIND_THREAD.swap(__PREBIND_LEAVING, prebind_std::sync::atomic::Ordering::SeqCst);
    if !__prebind_threads::barrier() { prebind_std::process::abort(); }
    __PREBIND_THREAD.store(__PREBIND_SHARED, prebind_std::sync::atomic::Ordering::SeqCst);
    false
}
/// From now on no thread claims values in the way that is only its own.
#[cold]
fn __prebind_share_all() {
    let is_shared = __PREBIND_THREAD.compare_exchange(
        __PREBIND_NOBODY, __PREBIND_SHARED,
        prebind_std::sync::atomic::Ordering::SeqCst,
        prebind_std::sync::atomic::Ordering::SeqCst,
    ).is_ok();
    if !is_shared && !__prebind_is_own(__PREBIND_SHARED) { __prebind_becomes_own(!0); }
}
static __PREBIND_LEFT: prebind_std::sync::Mutex<
    prebind_std::vec::Vec<(prebind_std::thread::ThreadId, usize)>
> = prebind_std::sync::Mutex::new(prebind_std::vec::Vec::new());
fn __prebind_left() -> prebind_std::sync::MutexGuard<
    'static, prebind_std::vec::Vec<(prebind_std::thread::ThreadId, usize)>
> {
    match __PREBIND_LEFT.lock() {
        prebind_std::result::Result::Ok(left) => left,
        prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
    }
}
/// Drops what other threads have released and only this one may drop.
#[cold]
fn __prebind_drop_left<T>() {
    let here = prebind_std::thread::current().id();
    let mut own = prebind_std::vec::Vec::new();
    __prebind_left().retain(|&(maker, cell)| {
        if maker == here { own.push(cell); }
        maker != here
    });
    for cell in own {
        let work = prebind_std::panic::AssertUnwindSafe(|| unsafe {
            let mut cell = prebind_std::boxed::Box::from_raw(cell as *mut __PrebindCell<T>);
            prebind_std::mem::ManuallyDrop::drop(&mut cell.value);
        });
        if let prebind_std::result::Result::Err(payload) = prebind_std::panic::catch_unwind(work) {
            // It may panic in its turn.
            let again =
                prebind_std::panic::AssertUnwindSafe(move || prebind_std::mem::drop(payload));
            if let prebind_std::result::Result::Err(second) =
                prebind_std::panic::catch_unwind(again)
            {
                prebind_std::mem::forget(second);
            }
        }
    }
}
impl<T> __PrebindCell<T> {
    fn leak(value: T) -> *mut u8 { Self::leak_kept(__prebind_keep(value)) }
    fn leak_kept(kept: __PrebindKept<T>) -> *mut u8 {
        if !__PREBIND_SEND { __prebind_drop_left::<T>(); }
        prebind_std::boxed::Box::into_raw(prebind_std::boxed::Box::new(__PrebindCell {
            state: prebind_std::sync::atomic::AtomicIsize::new(0),
            address: __prebind_address(&kept),
            own: prebind_std::sync::atomic::AtomicIsize::new(0),
            more: prebind_std::sync::atomic::AtomicUsize::new(0),
            looker: prebind_std::sync::atomic::AtomicUsize::new(0),
            maker: if __PREBIND_SEND { prebind_std::option::Option::None } else {
                prebind_std::option::Option::Some(prebind_std::thread::current().id())
            },
            value: prebind_std::mem::ManuallyDrop::new(kept),
        })) as *mut u8
    }
    /// Whether this thread may use the value, and drop it.
    #[inline]
    unsafe fn is_mine(cell: *mut Self) -> bool {
        if __PREBIND_SEND { return true; }
        let here = prebind_std::thread::current().id();
        (*cell).maker == prebind_std::option::Option::Some(here)
    }
    /// What `own` was, if this is the own thread and it has taken the value in this way.
    #[inline]
    unsafe fn claim(
        cell: *mut Self,
        claimed: impl prebind_std::ops::FnOnce(isize) -> prebind_std::option::Option<isize>,
    ) -> prebind_std::option::Option<prebind_std::result::Result<__PrebindClaim, isize>> {
        let here = __prebind_threads::here();
        if !__prebind_is_own(here) && !__prebind_becomes_own(here) {
            return prebind_std::option::Option::None;
        }
        let own = (*cell).own.load(prebind_std::sync::atomic::Ordering::Relaxed);
        let claim = match claimed(own) {
            prebind_std::option::Option::Some(claim) => claim,
            _ => return prebind_std::option::Option::Some(prebind_std::result::Result::Err(own)),
        };
        (*cell).own.store(claim, prebind_std::sync::atomic::Ordering::Relaxed);
        prebind_std::sync::atomic::compiler_fence(prebind_std::sync::atomic::Ordering::SeqCst);
        if __prebind_is_own(here) {
            let claim = prebind_std::result::Result::Ok(__PrebindClaim::Own);
            return prebind_std::option::Option::Some(claim);
        }
        (*cell).own.store(own, prebind_std::sync::atomic::Ordering::Release);
        __prebind_becomes_own(here);
        prebind_std::option::Option::None
    }
    /// Claims what nobody uses, as nearly always. No value goes from the end of one call to the
    /// begin of the next: what is read decides a branch, and what is written is a constant.
    #[inline]
    unsafe fn claim_unused(cell: *mut Self, claim: isize) -> bool {
        let here = __prebind_threads::here();
        if !__prebind_is_own(here) { return false; }
        let own = &(*cell).own;
        if own.load(prebind_std::sync::atomic::Ordering::Relaxed) != 0 { return false; }
        own.store(claim, prebind_std::sync::atomic::Ordering::Relaxed);
        prebind_std::sync::atomic::compiler_fence(prebind_std::sync::atomic::Ordering::SeqCst);
        if __prebind_is_own(here) { return true; }
        own.store(0, prebind_std::sync::atomic::Ordering::Release);
        false
    }
    #[inline]
    unsafe fn own(cell: *mut Self) -> prebind_std::result::Result<__PrebindClaim, isize> {
        if Self::claim_unused(cell, -1) {
            return prebind_std::result::Result::Ok(__PrebindClaim::Own);
        }
        Self::own_any(cell)
    }
    #[inline(never)]
    unsafe fn own_any(cell: *mut Self) -> prebind_std::result::Result<__PrebindClaim, isize> {
        let claim = Self::claim(cell, |own| match own {
            0 => prebind_std::option::Option::Some(-1),
            _ => prebind_std::option::Option::None,
        });
        match claim {
            prebind_std::option::Option::Some(claim) => claim,
            _ => Self::own_state(cell),
        }
    }
    #[inline]
    unsafe fn share(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        if !Self::is_mine(cell) { return prebind_std::option::Option::None; }
        if Self::claim_unused(cell, 1) {
            return prebind_std::option::Option::Some(__PrebindRef(cell, __PrebindClaim::Own));
        }
        Self::share_any(cell)
    }
    #[inline(never)]
    unsafe fn share_any(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        let claim = Self::claim(cell, |own| match own {
            0..=isize::MAX => prebind_std::option::Option::Some(own + 1),
            _ => prebind_std::option::Option::None,
        });
        match claim {
            prebind_std::option::Option::Some(claim) => {
                claim.ok().map(|claim| __PrebindRef(cell, claim))
            }
            _ => Self::share_state(cell),
        }
    }
    #[inline]
    unsafe fn set(cell: *mut Self, state: isize) -> prebind_std::result::Result<isize, isize> {
        (*cell).state.compare_exchange(
            0, state,
            prebind_std::sync::atomic::Ordering::SeqCst,
            prebind_std::sync::atomic::Ordering::SeqCst,
        )
    }
    #[inline(never)]
    unsafe fn own_state(cell: *mut Self) -> prebind_std::result::Result<__PrebindClaim, isize> {
        if let prebind_std::result::Result::Err(state) = Self::set(cell, -1) {
            return prebind_std::result::Result::Err(state);
        }
        let users = (*cell).more.load(prebind_std::sync::atomic::Ordering::SeqCst) as isize
            | (*cell).own.load(prebind_std::sync::atomic::Ordering::SeqCst);
        if users != 0 {
            Self::give_up(cell, -1);
            return prebind_std::result::Result::Err(1);
        }
        prebind_std::result::Result::Ok(__PrebindClaim::State)
    }
    #[inline(never)]
    unsafe fn share_state(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        let guard = match Self::set(cell, 1) {
            prebind_std::result::Result::Ok(_) => __PrebindRef(cell, __PrebindClaim::State),
            prebind_std::result::Result::Err(1) => return Self::share_too(cell),
            _ => return prebind_std::option::Option::None,
        };
        let own = (*cell).own.load(prebind_std::sync::atomic::Ordering::SeqCst);
        if own < 0 {
            prebind_std::mem::forget(guard);
            Self::give_up(cell, 1);
            return prebind_std::option::Option::None;
        }
        if !__PREBIND_SYNC {
            // One that still looks may be of another thread.
            if own != 0 || (*cell).more.load(prebind_std::sync::atomic::Ordering::SeqCst) != 0 {
                return prebind_std::option::Option::None;
            }
            let me = __prebind_threads::me();
            (*cell).looker.store(me, prebind_std::sync::atomic::Ordering::Relaxed);
        }
        prebind_std::option::Option::Some(guard)
    }
    /// One of several that look at it leaves.
    #[cold]
    #[inline(never)]
    unsafe fn leave(cell: *mut Self) {
        let own = (*cell).own.load(prebind_std::sync::atomic::Ordering::Relaxed);
        (*cell).own.store(own - 1, prebind_std::sync::atomic::Ordering::Release);
    }
    /// The own thread may have taken the value meanwhile: then that stays said.
    #[cold]
    unsafe fn give_up(cell: *mut Self, state: isize) {
        let _ = (*cell).state.compare_exchange(
            state, 0,
            prebind_std::sync::atomic::Ordering::SeqCst,
            prebind_std::sync::atomic::Ordering::SeqCst,
        );
    }
    #[cold]
    unsafe fn share_too(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        if !__PREBIND_SYNC {
            let looker = (*cell).looker.load(prebind_std::sync::atomic::Ordering::Relaxed);
            if looker != __prebind_threads::me() { return prebind_std::option::Option::None; }
        }
        (*cell).more.fetch_add(1, prebind_std::sync::atomic::Ordering::SeqCst);
        let guard = __PrebindRef(cell, __PrebindClaim::More);
        let state = (*cell).state.load(prebind_std::sync::atomic::Ordering::SeqCst);
        let own = (*cell).own.load(prebind_std::sync::atomic::Ordering::SeqCst);
        if state < 0 || own < 0 { return prebind_std::option::Option::None; }
        prebind_std::option::Option::Some(guard)
    }
}
impl<T> prebind_std::ops::Deref for __PrebindRef<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T { unsafe { &(*self.0).value } }
}
impl<T> prebind_std::ops::Drop for __PrebindRef<T> {
    #[inline]
    fn drop(&mut self) {
        unsafe {
            let cell = self.0;
            match self.1 {
                __PrebindClaim::Own => {
                    match (*cell).own.load(prebind_std::sync::atomic::Ordering::Relaxed) {
                        1 => (*cell).own.store(0, prebind_std::sync::atomic::Ordering::Release),
                        _ => __PrebindCell::leave(cell),
                    }
                }
                __PrebindClaim::State => {
                    if !__PREBIND_SYNC {
                        (*cell).looker.store(0, prebind_std::sync::atomic::Ordering::Relaxed);
                    }
                    (*cell).state.store(0, prebind_std::sync::atomic::Ordering::Release)
                }
                __PrebindClaim::More => {
                    (*cell).more.fetch_sub(1, prebind_std::sync::atomic::Ordering::Release);
                }
            }
        }
    }
}
impl<T> prebind_std::ops::Deref for __PrebindMut<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T { unsafe { &(*self.0).value } }
}
impl<T> prebind_std::ops::DerefMut for __PrebindMut<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T { __prebind_kept_mut(unsafe { self.kept() }) }
}
impl<T> __PrebindMut<T> {
    #[inline]
    unsafe fn kept(&mut self) -> &mut __PrebindKept<T> { &mut (*self.0).value }
}
impl<T> prebind_std::ops::Drop for __PrebindMut<T> {
    #[inline]
    fn drop(&mut self) {
        let cell = unsafe { &*self.0 };
        let used = if self.1 == __PrebindClaim::Own { &cell.own } else { &cell.state };
        used.store(0, prebind_std::sync::atomic::Ordering::Release);
    }
}
unsafe fn __prebind_take<T>(held: __PrebindMut<T>) -> T {
    let (cell, claim) = (held.0, held.1);
    prebind_std::mem::forget(held);
    let value = prebind_std::mem::ManuallyDrop::take(&mut (*cell).value);
    if claim == __PrebindClaim::Own {
        (*cell).own.store(isize::MIN, prebind_std::sync::atomic::Ordering::Release);
    }
    (*cell).state.store(isize::MIN, prebind_std::sync::atomic::Ordering::Release);
    __prebind_unkeep(value)
}
unsafe fn __prebind_release<T>(handle: *mut u8) -> bool {
    let cell = handle as *mut __PrebindCell<T>;
    let owned = __PrebindCell::own(cell);
    if let prebind_std::result::Result::Err(state) = owned {
        if state != isize::MIN { return false; }
    }
    if !__PREBIND_SEND {
        __prebind_drop_left::<T>();
        let is_left = owned.is_ok() && !__PrebindCell::is_mine(cell);
        if let (prebind_std::option::Option::Some(maker), true) = ((*cell).maker, is_left) {
            __prebind_left().push((maker, cell as usize));
            return true;
        }
    }
    let mut cell = prebind_std::boxed::Box::from_raw(cell);
    if owned.is_ok() { prebind_std::mem::ManuallyDrop::drop(&mut cell.value); }
    true
}
