#[inline] fn prebind_words(prebind_s: i64, prebind_n: i32) -> [u64; 2] {
    if prebind_n >= 0 {
        [prebind_s as u64, prebind_n as u64]
    } else {
        [prebind_s.wrapping_sub(1) as u64, (prebind_n + 1_000_000_000) as u64]
    }
}
#[inline] fn prebind_since_epoch(prebind_t: prebind_std::time::SystemTime) -> [u64; 2] {
    match prebind_t.duration_since(prebind_std::time::SystemTime::UNIX_EPOCH) {
        prebind_std::result::Result::Ok(prebind_d) => {
            [prebind_d.as_secs(), prebind_d.subsec_nanos() as u64]
        }
        prebind_std::result::Result::Err(prebind_e) => {
            let prebind_d = prebind_e.duration();
            prebind_words(
                (prebind_d.as_secs() as i64).wrapping_neg(), -(prebind_d.subsec_nanos() as i32))
        }
    }
}
