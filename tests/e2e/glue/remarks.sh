#!/usr/bin/env bash
# An exported struct whose `impl` is not marked builds, and hosts have no use for it: that is said,
# with the way out.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate counters <<'END'
use prebind::julia;

#[julia]
pub struct Counter {
    value: i32,
}

impl Counter {
    pub fn new(value: i32) -> Self {
        Self { value }
    }
    pub fn value(&self) -> i32 {
        self.value
    }
}

#[julia]
pub struct Token(u8);

#[julia]
pub fn token() -> Token {
    Token(1)
}

impl Token {
    pub fn number(&self) -> u8 {
        self.0
    }
}
END
succeeds "$PREBIND" build counters
says 'warning: no host can get a `Counter`: no exported function returns one
 --> src/lib.rs:4:12
  |
4 | pub struct Counter {
  |            ^^^^^^^
help: put `#[julia]` on the `impl Counter` as well: the macro on the struct does not see it
'
says 'warning: no host can do anything with a `Token`: it has no exported method and no public '\
'field, and no exported function takes one
  --> src/lib.rs:18:12'
sed -i 's/^impl/#[julia]\nimpl/' counters/src/lib.rs
succeeds "$PREBIND" build counters
! grep 'no host' errors || fail 'it is of use now'
evaluates Counters.jl 'print(value(Counter(3)), Counters.number(token()))'
prints 31
