#include "expand/cell.h"

namespace prebind::expand {

namespace {

/// `state` is 0 if nobody uses the value, 1 for one that looks at it, -1 for one that changes it,
/// and the least number once it is gone. Only who set it to 1 or -1 sets it back, so that takes no
/// read-modify-write: a locked instruction costs more than the rest of a call. Those who look at it
/// while another does are counted in `more`. Who wants to change it sets `state` and then reads
/// `more`, they count themselves and then read `state`: in the one order of these, one of them sees
/// the other. The cell outlives the value: others may hold the handle still.
constexpr std::string_view kCell = R"rust(
#[repr(C)] pub struct __PrebindCell<T> {
    state: prebind_std::sync::atomic::AtomicIsize,
    more: prebind_std::sync::atomic::AtomicUsize,
    value: prebind_std::mem::ManuallyDrop<T>,
}
pub struct __PrebindRef<T>(*mut __PrebindCell<T>, bool);
pub struct __PrebindMut<T>(*mut __PrebindCell<T>);
impl<T> __PrebindCell<T> {
    fn leak(value: T) -> *mut u8 {
        prebind_std::boxed::Box::into_raw(prebind_std::boxed::Box::new(__PrebindCell {
            state: prebind_std::sync::atomic::AtomicIsize::new(0),
            more: prebind_std::sync::atomic::AtomicUsize::new(0),
            value: prebind_std::mem::ManuallyDrop::new(value),
        })) as *mut u8
    }
    #[inline]
    unsafe fn set(cell: *mut Self, state: isize) -> prebind_std::result::Result<isize, isize> {
        (*cell).state.compare_exchange(
            0, state,
            prebind_std::sync::atomic::Ordering::SeqCst,
            prebind_std::sync::atomic::Ordering::SeqCst,
        )
    }
    #[inline]
    unsafe fn own(cell: *mut Self) -> prebind_std::result::Result<(), isize> {
        if let prebind_std::result::Result::Err(state) = Self::set(cell, -1) {
            return prebind_std::result::Result::Err(state);
        }
        if (*cell).more.load(prebind_std::sync::atomic::Ordering::SeqCst) != 0 {
            (*cell).state.store(0, prebind_std::sync::atomic::Ordering::Release);
            return prebind_std::result::Result::Err(1);
        }
        prebind_std::result::Result::Ok(())
    }
    #[inline]
    unsafe fn share(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        match Self::set(cell, 1) {
            prebind_std::result::Result::Ok(_) => prebind_std::option::Option::Some(__PrebindRef(cell, true)),
            prebind_std::result::Result::Err(1) => Self::share_too(cell),
            _ => prebind_std::option::Option::None,
        }
    }
    #[cold]
    unsafe fn share_too(cell: *mut Self) -> prebind_std::option::Option<__PrebindRef<T>> {
        (*cell).more.fetch_add(1, prebind_std::sync::atomic::Ordering::SeqCst);
        let guard = __PrebindRef(cell, false);
        let state = (*cell).state.load(prebind_std::sync::atomic::Ordering::SeqCst);
        if state < 0 { prebind_std::option::Option::None } else { prebind_std::option::Option::Some(guard) }
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
            if self.1 {
                (*self.0).state.store(0, prebind_std::sync::atomic::Ordering::Release);
            } else {
                (*self.0).more.fetch_sub(1, prebind_std::sync::atomic::Ordering::Release);
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
    fn deref_mut(&mut self) -> &mut T { unsafe { &mut (*self.0).value } }
}
impl<T> prebind_std::ops::Drop for __PrebindMut<T> {
    #[inline]
    fn drop(&mut self) { unsafe { (*self.0).state.store(0, prebind_std::sync::atomic::Ordering::Release); } }
}
unsafe fn __prebind_take<T>(handle: *mut u8) -> prebind_std::option::Option<T> {
    let cell = handle as *mut __PrebindCell<T>;
    if __PrebindCell::own(cell).is_err() { return prebind_std::option::Option::None; }
    let value = prebind_std::mem::ManuallyDrop::take(&mut (*cell).value);
    (*cell).state.store(isize::MIN, prebind_std::sync::atomic::Ordering::Release);
    prebind_std::option::Option::Some(value)
}
unsafe fn __prebind_release<T>(handle: *mut u8) -> bool {
    let cell = handle as *mut __PrebindCell<T>;
    let owned = __PrebindCell::own(cell);
    if let prebind_std::result::Result::Err(state) = owned {
        if state != isize::MIN { return false; }
    }
    let mut cell = prebind_std::boxed::Box::from_raw(cell);
    if owned.is_ok() { prebind_std::mem::ManuallyDrop::drop(&mut cell.value); }
    true
}
)rust";

}  // namespace

std::string cell_source() {
  return std::string(kCell.substr(1));
}

const std::string_view kObjectItems = R"rust(
#[doc(hidden)] pub const __PREBIND_WORDS: usize = 1;
#[doc(hidden)] pub const __PREBIND_REFUSED: (u32, &'static prebind_std::primitive::str) =
    (5, "is in use by a call that has not returned yet");
#[doc(hidden)] #[inline] pub unsafe fn __prebind_ref(prebind_p: *mut u8) -> prebind_std::option::Option<__PrebindRef<Self>> {
    __PrebindCell::share(prebind_p as *mut __PrebindCell<Self>)
}
#[doc(hidden)] #[inline] pub unsafe fn __prebind_mut(prebind_p: *mut u8) -> prebind_std::option::Option<__PrebindMut<Self>> {
    let cell = prebind_p as *mut __PrebindCell<Self>;
    match __PrebindCell::own(cell) {
        prebind_std::result::Result::Ok(_) => prebind_std::option::Option::Some(__PrebindMut(cell)),
        _ => prebind_std::option::Option::None,
    }
}
#[doc(hidden)] pub unsafe fn __prebind_take(prebind_p: *mut u8) -> prebind_std::option::Option<Self> {
    __prebind_take::<Self>(prebind_p)
}
#[doc(hidden)] #[inline] pub fn __prebind_give(self) -> [prebind_std::mem::MaybeUninit<u64>; 1] {
    [prebind_std::mem::MaybeUninit::new(__PrebindCell::leak(self) as usize as u64)]
}
#[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] {
    [__PrebindCell::leak(self) as usize as u64, 0]
}
)rust";

}  // namespace prebind::expand
