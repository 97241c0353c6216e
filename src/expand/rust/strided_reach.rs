fn prebind_strides(
    prebind_z: usize, prebind_d: &[usize], prebind_s: &[isize], prebind_t: &mut [usize],
    prebind_w: bool,
) -> prebind_std::result::Result<usize, (u32, &'static prebind_std::primitive::str)> {
    let prebind_e = prebind_d.contains(&0);
    let (mut prebind_l, mut prebind_r, mut prebind_b) = (1usize, 0usize, 0usize);
    for prebind_i in 0..prebind_d.len() {
        let prebind_k = prebind_d[prebind_i];
        prebind_l = prebind_l.saturating_mul(prebind_std::cmp::max(prebind_k, 1));
        if prebind_e || (prebind_k == 1 && prebind_s[prebind_i] < 0) {
            continue;
        }
        prebind_t[prebind_i] = prebind_s[prebind_i].unsigned_abs();
        let prebind_o = (prebind_k - 1).saturating_mul(prebind_t[prebind_i]);
        prebind_r = prebind_r.saturating_add(prebind_o);
        if prebind_s[prebind_i] < 0 {
            prebind_b = prebind_b.saturating_add(prebind_o);
        }
    }
    let prebind_m = isize::MAX as usize;
    prebind_r = prebind_r.saturating_add(1).saturating_mul(prebind_z);
    if prebind_l > prebind_m || prebind_r > prebind_m {
        return prebind_std::result::Result::Err((HOLE_refused, "has too many elements"));
    }
    for prebind_i in 0..if prebind_w && !prebind_e { prebind_d.len() } else { 0 } {
        let mut prebind_o = 0;
        for prebind_j in 0..prebind_d.len() {
            if prebind_j != prebind_i && prebind_t[prebind_j] <= prebind_t[prebind_i] {
                prebind_o += (prebind_d[prebind_j] - 1) * prebind_t[prebind_j];
            }
        }
        if prebind_d[prebind_i] > 1 && prebind_t[prebind_i] <= prebind_o {
            return prebind_std::result::Result::Err((
                HOLE_refused, "has elements that share memory, and Rust would write into them"));
        }
    }
    prebind_std::result::Result::Ok(prebind_b)
}
