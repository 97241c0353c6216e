/// One runtime for the crate, which nobody drops.
#[no_mangle]
fn HOLE_runtime() -> &'static ::tokio::runtime::Runtime {
    static START: prebind_std::sync::Once = prebind_std::sync::Once::new();
    static PLACE: prebind_std::sync::atomic::AtomicPtr<::tokio::runtime::Runtime> =
        prebind_std::sync::atomic::AtomicPtr::new(prebind_std::ptr::null_mut());
    START.call_once_force(|_| {
        match ::tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            prebind_std::result::Result::Ok(runtime) => PLACE.store(
                prebind_std::boxed::Box::into_raw(prebind_std::boxed::Box::new(runtime)),
                prebind_std::sync::atomic::Ordering::Release),
            prebind_std::result::Result::Err(error) => {
                prebind_std::panic!("the runtime of tokio cannot start: {}", error)
            }
        }
    });
    unsafe { &*PLACE.load(prebind_std::sync::atomic::Ordering::Acquire) }
}
