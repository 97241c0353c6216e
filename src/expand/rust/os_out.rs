#[cfg(unix)] #[inline] fn prebind_os_bytes(
    prebind_s: prebind_std::ffi::OsString,
) -> prebind_std::vec::Vec<u8> {
    <prebind_std::ffi::OsString as prebind_std::os::unix::ffi::OsStringExt>::into_vec(prebind_s)
}
#[cfg(not(unix))] fn prebind_os_bytes(
    prebind_s: prebind_std::ffi::OsString,
) -> prebind_std::vec::Vec<u8> {
    match prebind_s.into_string() {
        prebind_std::result::Result::Ok(prebind_s) => prebind_s.into_bytes(),
        prebind_std::result::Result::Err(prebind_s) => prebind_std::panic!(
            "{:?} is not valid Unicode: on this system it cannot cross to the host", prebind_s),
    }
}
