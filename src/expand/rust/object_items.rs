#[doc(hidden)] pub const __PREBIND_WORDS: usize = 1;
#[doc(hidden)] pub const __PREBIND_REFUSED: (u32, &'static prebind_std::primitive::str) =
    (HOLE_borrowed, if __PREBIND_HAS_ARC {
        "is in use by a call that has not returned yet, or shared: Rust or another handle has it"
    } else if __PREBIND_SEND { "is in use by a call that has not returned yet" } else {
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
            let mut held = __PrebindMut(cell, claim);
            if !__prebind_is_alone(held.kept()) { return prebind_std::option::Option::None; }
            prebind_std::option::Option::Some(held)
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
#[doc(hidden)] pub const __PREBIND_ONE_REFUSED: (u32, &'static prebind_std::primitive::str) =
    (HOLE_borrowed, if __PREBIND_HAS_ARC {
        "has an object that is in use by a call that has not returned yet, or shared: Rust or \
         another handle has it"
    } else if __PREBIND_SEND {
        "has an object that is in use by a call that has not returned yet"
    } else {
        "has an object that is in use by a call that has not returned yet, or belongs to another \
         thread: its Rust type is not `Send`"
    });
/// All of them are claimed before any of them is taken.
#[doc(hidden)] pub unsafe fn __prebind_vector(prebind_p: *const u8, prebind_n: usize)
-> prebind_std::result::Result<
    prebind_std::vec::Vec<__PrebindMut<Self>>, (u32, &'static prebind_std::primitive::str)
> {
    let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_n);
    for prebind_i in 0..prebind_n {
        match Self::__prebind_mut(*(prebind_p as *const *mut u8).add(prebind_i)) {
            prebind_std::option::Option::Some(prebind_v) => prebind_c.push(prebind_v),
            _ => return prebind_std::result::Result::Err(Self::__PREBIND_ONE_REFUSED),
        }
    }
    prebind_std::result::Result::Ok(prebind_c)
}
/// Claimed as one of several, and taken when all of them are.
#[doc(hidden)] pub unsafe fn __prebind_unpack_held(prebind_i: &mut *const u8, _: u32)
-> prebind_std::result::Result<
    __PrebindMut<Self>, (u32, &'static prebind_std::primitive::str)
> {
    let prebind_p = Self::__prebind_place(*prebind_i);
    *prebind_i = prebind_i.add(8);
    match Self::__prebind_mut(prebind_p) {
        prebind_std::option::Option::Some(prebind_v) => prebind_std::result::Result::Ok(prebind_v),
        _ => prebind_std::result::Result::Err(Self::__PREBIND_ONE_REFUSED),
    }
}
#[doc(hidden)] pub unsafe fn __prebind_take_all(
    prebind_h: prebind_std::vec::Vec<__PrebindMut<Self>>
) -> prebind_std::vec::Vec<Self> {
    let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_h.len());
    for prebind_v in prebind_h { prebind_c.push(__prebind_take(prebind_v)); }
    prebind_c
}
#[doc(hidden)] pub unsafe fn __prebind_ref_all(prebind_p: *const u8, prebind_n: usize)
-> prebind_std::result::Result<
    prebind_std::vec::Vec<__PrebindRef<Self>>, (u32, &'static prebind_std::primitive::str)
> {
    let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_n);
    for prebind_i in 0..prebind_n {
        match Self::__prebind_ref(*(prebind_p as *const *mut u8).add(prebind_i)) {
            prebind_std::option::Option::Some(prebind_v) => prebind_c.push(prebind_v),
            _ => return prebind_std::result::Result::Err(Self::__PREBIND_ONE_REFUSED),
        }
    }
    prebind_std::result::Result::Ok(prebind_c)
}
#[doc(hidden)] pub fn __prebind_give_all(prebind_v: prebind_std::vec::Vec<Self>)
-> (*mut u8, usize, usize, usize) {
    let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_v.len());
    for prebind_v in prebind_v { prebind_c.push(__PrebindCell::leak(prebind_v)); }
    let mut prebind_c = prebind_std::mem::ManuallyDrop::new(prebind_c);
    let prebind_b = prebind_c.capacity() * prebind_std::mem::size_of::<*mut u8>();
    (prebind_c.as_mut_ptr() as *mut u8, prebind_c.len(), prebind_b,
        prebind_std::mem::align_of::<*mut u8>())
}
