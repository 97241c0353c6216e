#!/usr/bin/env bash
# rustc refuses a view that borrows from more than `self`, and one of what has other bytes in hosts.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate views <<'END'
use prebind::julia;

#[julia]
pub struct Handle {
    #[julia(skip)]
    pub handles: Vec<Handle>,
}

#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Dot {
    pub x: f64,
}

END
cp views/src/lib.rs head.rs
types=("&'a [f64]" "&'a mut [f64]" "&'a str" "&'a [Dot]" "&'a [&str]" "&'a Handle" "&'a mut Handle"
  "Option<&'a Handle>" "&'a Dot" "(u8, &'a [u8])" "&'a dyn Fn(f64)")
line=$(wc -l <head.rs)
for i in "${!types[@]}"; do
  view="#[julia(view)] pub fn view$i<'a>(&self, kept: ${types[i]}) -> &'a [f64]"
  printf '#[julia] impl Handle { %s { drop(kept); todo!() } }\n' "$view"
done | cat head.rs - >views/src/lib.rs
succeeds cargo check --quiet --manifest-path views/Cargo.toml --target-dir target
fails 1 "$PREBIND" build views
for type in "${types[@]}"; do
  line=$((line + 1))
  grep -E -A 1 'E0597|E0716' errors | grep -q "src/lib.rs:$line:" ||
    fail "rustc did not refuse $type"
done

cat head.rs - >views/src/lib.rs <<'END'
#[julia]
impl Handle {
    #[julia(view)]
    pub fn handles(&self) -> &[Handle] {
        &self.handles
    }
}
END
fails 1 "$PREBIND" build views
says "\`Handle\` has another representation in the host: a view shows numbers, enums and structs"
