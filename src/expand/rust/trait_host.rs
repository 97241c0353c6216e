type __PrebindCalled = dyn prebind_std::ops::Fn(
        prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>
    ) -> prebind_std::result::Result<prebind_std::vec::Vec<u8>, prebind_std::string::String>
    + prebind_std::marker::Send + prebind_std::marker::Sync;
struct __PrebindHost {
    call: prebind_std::sync::Arc<__PrebindCalled>,
    HOLE_field
    provided: u64,
}
impl prebind_std::clone::Clone for __PrebindHost {
    fn clone(&self) -> Self {
        __PrebindHost {
            call: prebind_std::sync::Arc::clone(&self.call),
            HOLE_clone
            provided: self.provided,
        }
    }
}
impl __PrebindHost {
    unsafe fn prebind_made(call: *mut u8, data: *mut u8, hold: *mut u8) -> Self {
        HOLE_made;
        let call: prebind_std::sync::Arc<__PrebindCalled> = prebind_std::sync::Arc::from(call);
        let provided = HOLE_provided;
        __PrebindHost { call, HOLE_own provided }
    }
    HOLE_methods
}
