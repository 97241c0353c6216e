#!/usr/bin/env bash
# Two builds of one crate at a time: each writes bindings and library that belong together.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[cfg(feature = "wide")]
#[prebind::julia]
pub fn width() -> i64 {
    64
}
#[cfg(not(feature = "wide"))]
#[prebind::julia]
pub fn width() -> i32 {
    32
}
END
printf '\n[features]\nwide = []\n' >>geometry/Cargo.toml
"$PREBIND" build geometry -o a/Geometry.jl >/dev/null 2>errors.a &
"$PREBIND" build geometry -o b/Geometry.jl --features wide >/dev/null 2>errors.b &
for _ in 1 2; do
  wait -n || fail "$(cat errors.a errors.b)"
done
evaluates a/Geometry.jl 'print(typeof(width()))'
prints Int32
evaluates b/Geometry.jl 'print(typeof(width()))'
prints Int64

# A build that has to wait says so.
echo '// changed' >>geometry/src/lib.rs
exec 9>geometry/target/prebind/.prebind-lock
flock 9
"$PREBIND" build geometry -o a/Geometry.jl >output 2>errors &
for ((i = 0; i < 500; i++)); do
  [[ $(<errors) != *waiting* ]] || break
  sleep 0.02
done
says 'waiting for another build of `geometry` to end'
flock -u 9
wait || fail 'the build that waited'
