#[doc(hidden)] pub const __PREBIND_SHARED: bool = true;
#[doc(hidden)] #[inline]
pub fn __prebind_arc(prebind_g: &__PrebindRef<Self>) -> prebind_std::sync::Arc<Self> {
    let prebind_k: &prebind_std::sync::Arc<Self> = unsafe { &(*prebind_g.0).value };
    prebind_std::sync::Arc::clone(prebind_k)
}
#[doc(hidden)] #[inline]
pub fn __prebind_give_shared(prebind_k: prebind_std::sync::Arc<Self>)
-> [prebind_std::mem::MaybeUninit<u64>; 1] {
    [prebind_std::mem::MaybeUninit::new(__PrebindCell::leak_kept(prebind_k) as usize as u64)]
}
#[doc(hidden)] pub fn __prebind_give_all_shared(
    prebind_v: prebind_std::vec::Vec<prebind_std::sync::Arc<Self>>
) -> (*mut u8, usize, usize, usize) {
    let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_v.len());
    for prebind_k in prebind_v { prebind_c.push(__PrebindCell::leak_kept(prebind_k)); }
    let mut prebind_c = prebind_std::mem::ManuallyDrop::new(prebind_c);
    let prebind_b = prebind_c.capacity() * prebind_std::mem::size_of::<*mut u8>();
    (prebind_c.as_mut_ptr() as *mut u8, prebind_c.len(), prebind_b,
        prebind_std::mem::align_of::<*mut u8>())
}
#[doc(hidden)] #[inline] pub fn __prebind_pack_shared(
    prebind_k: prebind_std::sync::Arc<Self>,
    prebind_o: &mut prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>,
) {
    let prebind_w = Self::__prebind_give_shared(prebind_k);
    prebind_o.extend_from_slice(unsafe {
        prebind_std::slice::from_raw_parts(
            prebind_w.as_ptr() as *const prebind_std::mem::MaybeUninit<u8>, 8)
    });
}
