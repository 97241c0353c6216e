// chrono's conversion panics where it has no such year: its years are those up to 262,142.
#[inline] fn prebind_utc<T: prebind_std::convert::From<prebind_std::time::SystemTime>>(
    prebind_s: u64, prebind_n: u32, _: T,
) -> prebind_std::option::Option<T> {
    let prebind_i = prebind_s as i64;
    if prebind_i > 8_200_000_000_000 || prebind_i < -8_200_000_000_000 {
        return prebind_std::option::Option::None;
    }
    prebind_time(prebind_s, prebind_n).map(T::from)
}
