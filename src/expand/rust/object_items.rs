#[doc(hidden)] pub const __PREBIND_WORDS: usize = 1;
#[doc(hidden)] pub const __PREBIND_REFUSED: (u32, &'static prebind_std::primitive::str) =
    (HOLE_borrowed, if __PREBIND_SEND { "is in use by a call that has not returned yet" } else {
        "is in use by a call that has not returned yet, or belongs to another thread: \
         its Rust type is not `Send`"
    });
#[doc(hidden)] pub fn __prebind_refused(_: *const u8)
-> (u32, &'static prebind_std::primitive::str) { Self::__PREBIND_REFUSED }
#[doc(hidden)] pub unsafe fn __prebind_unpack(_: &mut *const u8, _: u32)
-> prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> {
    prebind_std::result::Result::Err((HOLE_refused, "has an object in it"))
}
HOLE_pack
#[doc(hidden)] pub fn __prebind_shares() { __prebind_share_all() }
#[doc(hidden)] #[inline]
pub unsafe fn __prebind_ref(prebind_p: *mut u8) -> prebind_std::option::Option<__PrebindRef<Self>> {
    __PrebindCell::share(prebind_p as *mut __PrebindCell<Self>)
}
#[doc(hidden)] #[inline]
pub unsafe fn __prebind_mut(prebind_p: *mut u8) -> prebind_std::option::Option<__PrebindMut<Self>> {
    let cell = prebind_p as *mut __PrebindCell<Self>;
    if !__PrebindCell::is_mine(cell) { return prebind_std::option::Option::None; }
    match __PrebindCell::own(cell) {
        prebind_std::result::Result::Ok(claim) => {
            prebind_std::option::Option::Some(__PrebindMut(cell, claim))
        }
        _ => prebind_std::option::Option::None,
    }
}
#[doc(hidden)] #[inline]
pub unsafe fn __prebind_hold(
    prebind_p: *mut u8
) -> prebind_std::option::Option<__PrebindMut<Self>> {
    Self::__prebind_mut(prebind_p)
}
#[doc(hidden)] pub unsafe fn __prebind_take(prebind_h: __PrebindMut<Self>) -> Self {
    __prebind_take(prebind_h)
}
#[doc(hidden)] #[inline] pub unsafe fn __prebind_place(prebind_p: *const u8) -> *mut u8 {
    prebind_std::ptr::read_unaligned(prebind_p as *const u64) as usize as *mut u8
}
#[doc(hidden)] #[inline] pub fn __prebind_give(self) -> [prebind_std::mem::MaybeUninit<u64>; 1] {
    [prebind_std::mem::MaybeUninit::new(__PrebindCell::leak(self) as usize as u64)]
}
#[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] {
    [__PrebindCell::leak(self) as usize as u64, 0]
}
