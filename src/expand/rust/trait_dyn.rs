impl HOLE_object {
    #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *HOLE_id;
    #[doc(hidden)] pub const __PREBIND_WORDS: usize = 1;
    #[doc(hidden)] pub unsafe fn __prebind_boxed(call: *mut u8, data: *mut u8, hold: *mut u8)
    -> prebind_std::boxed::Box<HOLE_object> {
        prebind_std::boxed::Box::new(__PrebindHost::prebind_made(call, data, hold))
    }
    #[doc(hidden)] pub fn __prebind_give_boxed(object: prebind_std::boxed::Box<HOLE_object>)
    -> [prebind_std::mem::MaybeUninit<u64>; 1] {
        __PrebindObject::Whole(object).__prebind_give()
    }
    #[doc(hidden)] pub fn __prebind_give_counted(object: prebind_std::sync::Arc<HOLE_object>)
    -> [prebind_std::mem::MaybeUninit<u64>; 1] {
        __PrebindObject::Counted(object).__prebind_give()
    }
}
