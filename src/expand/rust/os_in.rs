#[cfg(unix)] #[inline] fn prebind_os(
    prebind_s: &[u8],
) -> prebind_std::option::Option<&prebind_std::ffi::OsStr> {
    prebind_std::option::Option::Some(
        <prebind_std::ffi::OsStr as prebind_std::os::unix::ffi::OsStrExt>::from_bytes(prebind_s))
}
#[cfg(not(unix))] fn prebind_os(
    prebind_s: &[u8],
) -> prebind_std::option::Option<&prebind_std::ffi::OsStr> {
    match prebind_std::str::from_utf8(prebind_s) {
        prebind_std::result::Result::Ok(prebind_s) => {
            prebind_std::option::Option::Some(prebind_std::ffi::OsStr::new(prebind_s))
        }
        _ => prebind_std::option::Option::None,
    }
}
