impl __PrebindT0 {
    #[doc(hidden)] pub const __PREBIND_TYPE: [u8; 16] = *HOLE_id;
    #[doc(hidden)] pub const __PREBIND_WORDS: usize = HOLE_words;
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_take(prebind_h: Self) -> Self { prebind_h }
    HOLE_items
}
