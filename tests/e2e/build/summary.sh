#!/usr/bin/env bash
# What a build says of names that a user would look for in vain.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate route <<'END'
use prebind::julia;

#[julia]
pub struct Track {
    pub position: f64,
}

#[julia]
impl Track {
    #[julia]
    pub fn new() -> Self {
        Track { position: 0.0 }
    }

    #[julia(name = "shift")]
    pub fn advance(&mut self, by: f64) {
        self.position += by;
    }

    pub unsafe fn reset(&mut self) {
        self.position = 0.0;
        self.hidden();
    }

    pub const fn r#loop(&self) -> bool {
        true
    }

    #[julia(skip)]
    pub fn skipped(&self) {}

    fn hidden(&self) {}
}

#[julia]
pub fn count(text: &str) -> usize {
    text.len()
}

#[julia]
pub mod shapes {
    #[prebind::julia]
    pub fn length() -> i32 {
        3
    }

    #[prebind::julia]
    pub fn area() -> i32 {
        4
    }
}
END
succeeds "$PREBIND" build route
prints "julia Route: 5 functions and 1 type from route 1.2.3
  left out  2 methods of Track: reset, loop (others of the \`impl\` are marked)
  not exported, because Base exports the name: count, shapes.length (write \`Route.count\`)
  wrote     libroute.so"
evaluates Route.jl 'print(Route.count("abc"), Route.shapes.length())'
equals "$(<output)" 33

# The same for what is up to date, and for what comes from the cache.
succeeds "$PREBIND" build route
prints '2 methods of Track: reset, loop'
prints 'count, shapes.length'
succeeds "$PREBIND" build route -o copy/Route.jl --json
equals "$(json 'o["unmarked"]')" "[{'type': 'Track', 'methods': ['reset', 'loop']}]"
equals "$(json 'o["qualified"]')" "['count', 'shapes.length']"

# C++ has a namespace for all, and more of them than a line has room for are counted.
succeeds "$PREBIND" build route --lang cpp
[[ $(<output) != *'not exported'* ]] || fail 'names that C++ has'
for name in first last get push pop keys values collect; do
  printf '#[julia]\npub fn %s() {}\n' "$name" >>route/src/lib.rs
done
succeeds "$PREBIND" build route
prints 'collect, count, first, get, keys, last and 2 more (write `Route.collect`)'
