/// What keeps the receiver claimed, and the function that ends it. Any thread may call that.
fn prebind_view<G>(guard: prebind_std::boxed::Box<G>) -> (*mut u8, *mut u8) {
    unsafe extern "C" fn release<G>(guard: *mut u8) {
        prebind_std::mem::drop(prebind_std::boxed::Box::from_raw(guard as *mut G));
    }
    let release: unsafe extern "C" fn(*mut u8) = release::<G>;
    (prebind_std::boxed::Box::into_raw(guard) as *mut u8, release as *mut u8)
}
