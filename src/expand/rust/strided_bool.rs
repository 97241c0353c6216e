unsafe fn prebind_no_bool(
    prebind_p: *const u8, prebind_d: &[usize], prebind_s: &[isize],
) -> bool {
    match (prebind_d.split_first(), prebind_s.split_first()) {
        (prebind_std::option::Option::Some((prebind_n, prebind_d)),
            prebind_std::option::Option::Some((prebind_k, prebind_s))) => {
            (0..*prebind_n as isize).any(|prebind_i| prebind_no_bool(
                prebind_p.wrapping_offset(prebind_i * prebind_k), prebind_d, prebind_s))
        }
        _ => *prebind_p > 1,
    }
}
