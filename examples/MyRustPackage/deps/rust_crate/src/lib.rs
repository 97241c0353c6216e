use prebind::julia;

#[julia]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[julia]
fn multiply(a: f64, b: f64) -> f64 {
    a * b
}
