impl __PrebindT0 {
    #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *HOLE_id;
    #[doc(hidden)] pub const __PREBIND_WORDS: usize = HOLE_words;
    #[doc(hidden)] pub const __PREBIND_REFUSED: (u32, &'static prebind_std::primitive::str) =
        (HOLE_refused, "is not a value of `HOLE_name`");
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_ref(prebind_p: *mut u8)
    -> prebind_std::option::Option<prebind_std::mem::ManuallyDrop<Self>> {
        Self::__prebind_hold(prebind_p).map(prebind_std::mem::ManuallyDrop::new)
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_take(prebind_h: Self) -> Self { prebind_h }
    HOLE_items
}
