//! What the page calls.

#[cfg(target_arch = "wasm32")]
#[no_mangle]
pub extern "C" fn greet(times: u32) {
    for number in 1..=times {
        console::log(&format!("Grüße from assembly, {number} of {times}"));
    }
}
