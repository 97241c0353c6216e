//! The functions of `bench/calls`, as one exports them with cxx.

#[cxx::bridge(namespace = "over_cxx")]
mod bridge {
    extern "Rust" {
        fn add_f64(a: f64, b: f64) -> f64;
        fn add_i32(a: i32, b: i32) -> i32;
        fn sum(numbers: &[f64]) -> f64;
        fn echo(text: &str) -> String;

        type Counter;
        fn counter() -> Box<Counter>;
        fn read(&self) -> i64;
    }
}

fn add_f64(a: f64, b: f64) -> f64 {
    a + b
}

fn add_i32(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

fn sum(numbers: &[f64]) -> f64 {
    numbers.iter().sum()
}

fn echo(text: &str) -> String {
    text.to_string()
}

pub struct Counter {
    total: i64,
}

fn counter() -> Box<Counter> {
    Box::new(Counter { total: 0 })
}

impl Counter {
    fn read(&self) -> i64 {
        self.total
    }
}
