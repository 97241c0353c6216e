//! Numbers, `bool`, `char` and `()`: alone, in `Option`, in `Result`, in both.

use prebind::julia;

macro_rules! echoes {
    ($($type:ident: $echo:ident $option:ident $result:ident $both:ident $mixed:ident)*) => {$(
        #[julia]
        fn $echo(value: $type) -> $type {
            value
        }

        #[julia]
        fn $option(value: Option<$type>) -> Option<$type> {
            value
        }

        #[julia]
        fn $result(value: $type, good: bool) -> Result<$type, $type> {
            if good { Ok(value) } else { Err(value) }
        }

        #[julia]
        fn $both(value: Option<$type>, good: bool) -> Result<Option<$type>, String> {
            if good { Ok(value) } else { Err(format!("not {:?}", value)) }
        }

        // Between others of different sizes, where an argument in the wrong place would show.
        #[julia]
        fn $mixed(a: u8, value: $type, b: f32, c: Option<$type>, d: u16, e: f64) -> Option<$type> {
            (a == 1 && b == 2.5 && d == 3 && e == 4.5 && c == Some(value)).then(|| value)
        }
    )*};
}

echoes! {
    i8: echo_i8 option_i8 result_i8 both_i8 mixed_i8
    i16: echo_i16 option_i16 result_i16 both_i16 mixed_i16
    i32: echo_i32 option_i32 result_i32 both_i32 mixed_i32
    i64: echo_i64 option_i64 result_i64 both_i64 mixed_i64
    isize: echo_isize option_isize result_isize both_isize mixed_isize
    u8: echo_u8 option_u8 result_u8 both_u8 mixed_u8
    u16: echo_u16 option_u16 result_u16 both_u16 mixed_u16
    u32: echo_u32 option_u32 result_u32 both_u32 mixed_u32
    u64: echo_u64 option_u64 result_u64 both_u64 mixed_u64
    usize: echo_usize option_usize result_usize both_usize mixed_usize
    f32: echo_f32 option_f32 result_f32 both_f32 mixed_f32
    f64: echo_f64 option_f64 result_f64 both_f64 mixed_f64
    bool: echo_bool option_bool result_bool both_bool mixed_bool
    char: echo_char option_char result_char both_char mixed_char
}

#[julia]
fn echo_unit(value: ()) {
    value
}

#[julia]
fn result_unit(good: bool) -> Result<(), i8> {
    if good {
        Ok(())
    } else {
        Err(-1)
    }
}

#[julia]
fn no_arguments() -> i32 {
    42
}

// More than there are registers.
#[julia]
#[allow(clippy::too_many_arguments)]
fn many_arguments(
    a: i8,
    b: f32,
    c: i64,
    d: f64,
    e: u16,
    f: bool,
    g: f64,
    h: f32,
    i: u32,
    j: f64,
    k: i16,
    l: f64,
    m: u8,
    n: f64,
    o: f64,
    p: f64,
    q: usize,
) -> f64 {
    let whole =
        a as f64 + c as f64 + e as f64 + f as u8 as f64 + i as f64 + k as f64 + m as f64 + q as f64;
    whole + b as f64 + d + g + h as f64 + j + l + n + o + p
}
