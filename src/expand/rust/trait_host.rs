type __PrebindCalled = dyn prebind_std::ops::Fn(
        prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>
    ) -> prebind_std::result::Result<prebind_std::vec::Vec<u8>, prebind_std::string::String>
    + prebind_std::marker::Send + prebind_std::marker::Sync;
/// Which of the methods that Rust provides the host has, too: a bit for each number.
#[allow(dead_code)]
fn prebind_provided(call: &prebind_std::sync::Arc<__PrebindCalled>) -> u64 {
    let mut number = prebind_std::vec::Vec::new();
    for byte in &[255u8; 4] { number.push(prebind_std::mem::MaybeUninit::new(*byte)); }
    let mut bits = [0u8; 8];
    if let prebind_std::result::Result::Ok(bytes) = call(number) {
        if bytes.len() == 8 { bits.copy_from_slice(&bytes); }
    }
    u64::from_ne_bytes(bits)
}
struct __PrebindHost {
    call: prebind_std::sync::Arc<__PrebindCalled>,
    #[allow(dead_code)]
    provided: u64,
}
impl prebind_std::clone::Clone for __PrebindHost {
    fn clone(&self) -> Self {
        __PrebindHost {
            call: prebind_std::sync::Arc::clone(&self.call),
            provided: self.provided,
        }
    }
}
impl __PrebindHost {
    unsafe fn prebind_made(call: *mut u8, data: *mut u8, hold: *mut u8) -> Self {
        let call: prebind_std::sync::Arc<__PrebindCalled> =
            prebind_std::sync::Arc::from(HOLE_kept(call, data, hold));
        let provided = HOLE_provided;
        __PrebindHost { call, provided }
    }
    HOLE_methods
}
