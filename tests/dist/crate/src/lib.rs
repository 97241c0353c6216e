use prebind::julia;

/// Adds two numbers.
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
