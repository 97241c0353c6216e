//! One of everything that can cross, for `tests/conformance/types.jl`:
//! each type in each position, each error.

mod arrays;
mod bound;
mod bounds;
mod callbacks;
mod defaults;
mod errors;
mod forms;
mod futures;
mod fixed;
mod generic_structs;
mod generics;
#[cfg(feature = "keeping")]
mod implementors;
mod items;
mod iterators;
#[cfg(feature = "keeping")]
mod kept_calls;
mod long_calls;
mod modules;
mod names;
mod nested;
mod object_lists;
mod objects;
mod pointers;
mod positions;
mod readers;
mod scalars;
mod services;
mod shared;
mod streams;
mod tagged;
mod text;
mod told;
mod traits;
mod tuples;
mod views;
mod wide;

use prebind::julia;

/// Adds two numbers.
///
/// ```julia
/// add(1, 2) == 3
/// ```
///
/// What a docstring could stumble over: `"""`, `$x`, `$(1 + 1)`, `C:\new`, 10 µs.
///
/// # Panics
///
/// On overflow.
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a.checked_add(b).expect("the sum is too large")
}

#[julia]
pub fn undocumented() {}

#[julia]
pub extern "C" fn halved(number: f64) -> f64 {
    number / 2.0
}

#[julia]
pub const fn doubled(number: f32) -> f32 {
    number + number
}

/// Has to be called with care.
///
/// # Safety
///
/// `address` has to be valid.
#[julia(unsafe)]
pub unsafe fn dereference(address: *const i64) -> i64 {
    *address
}

#[cfg(feature = "extra")]
#[julia]
pub fn only_with_extra() -> bool {
    true
}

#[cfg(not(feature = "extra"))]
#[julia]
pub fn only_without_extra() -> bool {
    true
}

mod outer {
    mod inner {
        use prebind::julia;

        #[julia]
        fn from_a_nested_module() -> &'static str {
            module_path!()
        }
    }
}
