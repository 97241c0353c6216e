//! What HOLE_host can call.

use prebind::julia;

/// Greet somebody.
#[julia]
pub fn greet(name: &str) -> String {
    format!("Hello, {}!", name)
}

/// The mean of some numbers; nothing if there are none.
#[julia]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A counter that starts where you say and cannot pass `limit`.
#[julia]
pub struct HOLE_counter {
    pub value: i64,
    pub limit: i64,
}

#[julia]
impl HOLE_counter {
    pub fn new(value: i64, limit: i64) -> Self {
        Self { value, limit }
    }

    /// Add `step`.
    pub fn advance(&mut self, step: i64) -> Result<i64, String> {
        let next = self.value + step;
        if next > self.limit {
            return Err(format!("{} is more than {}", next, self.limit));
        }
        self.value = next;
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_stops_at_its_limit() {
        let mut counter = HOLE_counter::new(40, 42);
        assert_eq!(counter.advance(2), Ok(42));
        assert!(counter.advance(1).is_err());
        assert_eq!(counter.value, 42);
    }
}
