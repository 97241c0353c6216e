#!/usr/bin/env bash
# rustc refuses an `Arc` of what is not declared shared, and a shared struct that cannot go to
# another thread.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate shared <<'END'
use prebind::julia;
use std::sync::Arc;

#[julia]
pub struct Plain {
    pub value: i64,
}

#[julia]
pub fn value_of(plain: Option<Arc<Plain>>) -> i64 {
    plain.map_or(0, |plain| plain.value)
}
END
fails 1 "$PREBIND" build shared
says "\`Arc<Plain>\` cannot cross to the host: write \`#[julia(shared)]\` on the struct"

sed -i '0,/#\[julia\]/s//#[julia(shared)]/' shared/src/lib.rs
succeeds "$PREBIND" build shared

sed -i 's/pub value: i64,/pub value: i64, pub bound: std::marker::PhantomData<std::rc::Rc<()>>,/
  s/pub bound/#[julia(skip)] &/' shared/src/lib.rs
fails 1 "$PREBIND" build shared
says "\`Rc<()>\` cannot be sent between threads safely"
