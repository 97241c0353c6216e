    #[doc(hidden)] #[inline] pub unsafe fn __prebind_valid(prebind_p: *const u8) -> bool {
        trueHOLE_valid
    }
    #[doc(hidden)] pub unsafe fn __prebind_store(prebind_p: *const u8, prebind_to: *mut u8) {
        HOLE_stores
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_hold(prebind_p: *mut u8)
    -> prebind_std::option::Option<Self> {
        if Self::__prebind_valid(prebind_p) {
            prebind_std::option::Option::Some(
                prebind_std::ptr::read_unaligned(prebind_p as *const Self))
        } else {
            prebind_std::option::Option::None
        }
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_place(prebind_p: *const u8) -> *mut u8 {
        prebind_p as *mut u8
    }
    #[doc(hidden)] #[inline] pub fn __prebind_give(self)
    -> [prebind_std::mem::MaybeUninit<u64>; Self::__PREBIND_WORDS] {
        let mut prebind_w = [prebind_std::mem::MaybeUninit::uninit(); Self::__PREBIND_WORDS];
        unsafe { prebind_std::ptr::write_unaligned(prebind_w.as_mut_ptr() as *mut Self, self) };
        prebind_w
    }
    #[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] {
        let mut prebind_w = [0u64; 2];
        if prebind_std::mem::size_of::<Self>() <= 16 {
            unsafe {
                Self::__prebind_store(
                    &self as *const Self as *const u8, prebind_w.as_mut_ptr() as *mut u8)
            }
        }
        prebind_w
    }
    #[doc(hidden)] #[inline] pub fn __prebind_copy(&self) -> Self { *self }
