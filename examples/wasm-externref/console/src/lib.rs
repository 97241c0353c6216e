//! `console.log`, called with a value out of the table of the crate `externref`.

#[cfg(target_arch = "wasm32")]
use externref::ExternRef;

#[cfg(target_arch = "wasm32")]
prebind::cached_embed_asm!(
    name = "log",
    ".tabletype externref_table, externref",
    "",
    ".functype console_log_value (externref) -> ()",
    ".import_module console_log_value, console",
    ".import_name console_log_value, log",
    "",
    ".globl console_log",
    "console_log:",
    "    .functype console_log (i32) -> ()",
    "    local.get 0",
    "    table.get externref_table",
    "    call console_log_value",
    "    end_function",
);

#[cfg(target_arch = "wasm32")]
extern "C" {
    fn console_log(place: u32);
}

/// Logs a JavaScript value as it is.
#[cfg(target_arch = "wasm32")]
pub fn log_value(value: &ExternRef) {
    unsafe { console_log(value.place()) }
}

/// Logs a string.
#[cfg(target_arch = "wasm32")]
pub fn log(text: &str) {
    log_value(&ExternRef::string(text));
}
