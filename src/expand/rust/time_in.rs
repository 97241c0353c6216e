#[inline] fn prebind_time(
    prebind_s: u64, prebind_n: u32,
) -> prebind_std::option::Option<prebind_std::time::SystemTime> {
    let prebind_s = prebind_s as i64;
    let prebind_t = prebind_std::time::SystemTime::UNIX_EPOCH;
    let prebind_d = prebind_std::time::Duration::new(prebind_s.unsigned_abs(), 0);
    if prebind_s < 0 {
        prebind_t.checked_sub(prebind_d)
    } else {
        prebind_t.checked_add(prebind_d)
    }.and_then(|prebind_t| prebind_t.checked_add(
        prebind_std::time::Duration::new(0, prebind_n)))
}
