/// Which of the methods that Rust provides the host has, too: a bit for each number.
fn prebind_provided(call: &prebind_std::sync::Arc<__PrebindCalled>) -> u64 {
    let mut number = prebind_std::vec::Vec::new();
    for byte in &[255u8; 4] { number.push(prebind_std::mem::MaybeUninit::new(*byte)); }
    let mut bits = [0u8; 8];
    if let prebind_std::result::Result::Ok(bytes) = call(number) {
        if bytes.len() == 8 { bits.copy_from_slice(&bytes); }
    }
    u64::from_ne_bytes(bits)
}
