#!/usr/bin/env bash
# A crate may give a type of its own the name of one that Prebind knows: rustc refuses the glue
# then, and no call goes wrong.
. "$PREBIND_SOURCE/tests/support/common.inc"

lines=(
  'type f64 = f32; #[julia] pub fn f(x: f64) -> u8 { x as u8 }'
  'type f64 = f32; #[julia] pub fn f(x: f32) -> f64 { x }'
  'type usize = u8; #[julia] pub fn f(x: usize) {}'
  'type bool = u8; #[julia] pub fn f(x: &[bool]) {}'
  'type char = u8; #[julia] pub fn f() -> char { 0 }'
  'type u128 = u64; #[julia] pub fn f() -> u128 { 0 }'
  'type f64 = f32; #[julia] pub fn f(x: *const f64) {}'
  'type f64 = f32; #[julia] pub fn f() -> *const f64 { std::ptr::null() }'
  'type f64 = f32; #[julia] pub fn f() -> Option<f64> { None }'
  'type f64 = f32; #[julia] pub fn f() -> Vec<f64> { vec![] }'
  'type f64 = f32; #[julia] pub fn f(f: &dyn Fn(f64) -> u8) {}'
  'type i64 = i32; #[julia] pub struct S { pub x: i64 }'
  'type f64 = f32; #[julia(value)] #[derive(Clone, Copy)] pub struct S { pub x: f64 }'
  'type f64 = f32; #[julia] pub const ONE: f64 = 1.0;'
  'pub struct String(u8); #[julia] pub fn f(x: String) {}'
  'pub struct String(u8); #[julia] pub fn f() -> String { String(0) }'
  'pub struct Vec<T>(T); #[julia] pub fn f(x: Vec<u8>) {}'
  'pub struct Option<T>(T); #[julia] pub fn f(x: Option<u8>) {}'
  'type Result<T, E> = std::result::Result<E, T>; #[julia] pub fn f() -> Result<u8, u64> { Err(1) }'
)
{
  echo '#![allow(nonstandard_style, unused)]'
  for i in "${!lines[@]}"; do
    echo "mod m$i { use prebind::julia; ${lines[i]} }"
  done
} | make_crate shadows
fails 1 "$PREBIND" build shadows
for i in "${!lines[@]}"; do
  says "--> src/lib.rs:$((i + 2)):"
done
