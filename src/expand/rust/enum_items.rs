    #[doc(hidden)] #[inline] pub unsafe fn __prebind_hold(prebind_p: *mut u8)
    -> prebind_std::option::Option<Self> {
        let prebind_n = prebind_p as usize as HOLE_integer;
        HOLE_members
        prebind_std::option::Option::None
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_place(prebind_p: *const u8) -> *mut u8 {
        prebind_std::ptr::read_unaligned(prebind_p as *const u64) as usize as *mut u8
    }
    #[doc(hidden)] #[inline] pub fn __prebind_give(self)
    -> [prebind_std::mem::MaybeUninit<u64>; 1] {
        [prebind_std::mem::MaybeUninit::new(self as HOLE_integer as u64)]
    }
    #[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] { [self as HOLE_integer as u64, 0] }
    #[doc(hidden)] #[inline] pub fn __prebind_copy(&self) -> Self { match self { HOLE_copies} }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_valid(prebind_p: *const u8) -> bool {
        let prebind_n = prebind_std::ptr::read_unaligned(prebind_p as *const HOLE_integer);
        falseHOLE_valid
    }
    #[doc(hidden)] pub unsafe fn __prebind_store(prebind_p: *const u8, prebind_to: *mut u8) {
        prebind_std::ptr::copy_nonoverlapping(
            prebind_p, prebind_to, prebind_std::mem::size_of::<Self>());
    }
