#!/usr/bin/env bash
# The C prototypes of a library: a program of C calls it through them.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
use prebind::julia;
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
#[julia]
pub fn shout(text: &str, times: Option<u8>) -> Result<Option<String>, String> {
    match times {
        Some(0) => Err(format!("no {}", text)),
        times => Ok(times.map(|times| text.to_uppercase().repeat(times.into()))),
    }
}
/// Not ready when it is polled first.
#[julia]
pub async fn later(value: u8) -> u8 {
    let mut polls = 0;
    std::future::poll_fn(|context| {
        polls += 1;
        context.waker().wake_by_ref();
        if polls > 1 { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    value
}
#[julia]
pub struct Counter {
    pub value: i64,
}
#[julia]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }
}
END
succeeds "$PREBIND" build geometry
succeeds "$PREBIND" header libgeometry.so
cp output geometry.h
prints '// fn add(a: i32, b: i32) -> i32'
prints '// Counter.value: i64'
prints '// impl Counter { fn new(value: i64) -> Counter }'

symbol() { grep -o "geometry__$1__[0-9a-f]*" geometry.h | head -n 1; }
cat >main.c <<END
#include "geometry.h"
#include <assert.h>
#include <string.h>

int main(void) {
    $(grep -o 'geometry__*initialize[a-z0-9_]*' geometry.h)(false);
    struct $(symbol add)_returned sum = $(symbol add)(40, 2);
    assert(sum.status == NULL && sum.value == 42);

    const uint8_t *text = (const uint8_t *)"ab";
    struct $(symbol shout)_returned loud = $(symbol shout)(text, 2, 3, true);
    assert(loud.status == NULL && memcmp(loud.value.address, "ABABAB", loud.value.length) == 0);
    loud = $(symbol shout)(text, 2, 0, false);
    assert(loud.status == (uint8_t *)1);
    loud = $(symbol shout)(text, 2, 0, true);
    struct Failure *failure = (struct Failure *)loud.status;
    assert(failure->kind == 2 && memcmp(failure->message, "no ab", failure->message_length) == 0);
    $(grep -o 'geometry__*release_failure[a-z0-9_]*' geometry.h)(failure);

    struct $(symbol later)_returned value = $(symbol later)(5);
    failure = (struct Failure *)value.status;
    assert(failure->kind == 6);
    uint8_t *future = (uint8_t *)(uintptr_t)failure->value[0];
    const uint64_t id = failure->value[1];
    $(grep -o 'geometry__*release_failure[a-z0-9_]*' geometry.h)(failure);
    prebind_geometry_futures_launch(future);
    uint64_t ready = 0;
    while (prebind_geometry_futures_collect(&ready, 1) == 0) {
    }
    assert(ready == id);
    value = $(symbol later)_finish(future);
    assert(value.status == NULL && value.value == 5);

    struct $(symbol Counter__new)_returned made = $(symbol Counter__new)(7);
    uint8_t *handle = (uint8_t *)(uintptr_t)made.value[0];
    assert($(symbol Counter__set_value)(handle, 8) == NULL);
    assert($(symbol Counter__get_value)(handle).value == 8);
    assert($(symbol release_Counter)(handle) == NULL);
}
END
succeeds gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -o main main.c \
  -L. -lgeometry -Wl,-rpath,"$PWD"
succeeds ./main

fails 1 "$PREBIND" header absent.so
says absent.so
says 'help: name a shared library that `prebind build` made'
