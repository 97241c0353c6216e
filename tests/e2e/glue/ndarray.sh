#!/usr/bin/env bash
# Arrays of the real ndarray, in and out, with any strides; and what is only called like that.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # ndarray may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

# ndarray asserts what its unsafe functions demand, in debug mode.
make_crate arrays <"$PREBIND_SOURCE/tests/e2e/glue/ndarray.rs"
cat >>arrays/Cargo.toml <<'END'
ndarray = "0.17"
num-complex = "0.4"

[profile.release]
debug-assertions = true
END
succeeds "$PREBIND" build arrays
succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/e2e/glue/ndarray.jl"

# The same crate with an older ndarray, and one that has another name here: a path in the signature
# leads to it, and without a path rustc does not find it.
# other VERSION NAME TYPE: a crate with this ndarray, which calls it so
other() {
  make_crate other <<END
#[prebind::julia]
pub fn turned(a: $3<f64>, b: $2::Array2<f64>) -> $2::Array2<f64> {
    (&a + &b).reversed_axes()
}
END
  echo "$2 = { package = \"ndarray\", version = \"$1\" }" >>other/Cargo.toml
}
other 0.15 nd nd::ArrayView2
succeeds "$PREBIND" build other
succeeds "$JULIA" --startup-file=no -e '
  include("Other.jl")
  println(Other.turned(view([1.0 2.0; 3.0 4.0], 2:-1:1, :), [10.0 20; 30 40]))'
equals "$(<output)" '[13.0 31.0; 24.0 42.0]'
other 0.17 nd ArrayView2
sed -i '1i use nd::ArrayView2;' other/src/lib.rs
fails 1 "$PREBIND" build other
says 'ndarray'

# fake DEFINITIONS: a type of the same name, which rustc does not take for ndarray's
fake() {
  make_crate fake <<<"$1
#[prebind::julia]
pub fn first(a: nd::ArrayView1<f64>) -> f64 {
    a.0[0]
}"
  fails 1 "$PREBIND" build fake
  says "$2"
}
fake "mod nd { pub struct ArrayView1<'a, T>(pub &'a [T]); }" 'ShapeBuilder'

# C++ has no such type.
fails 1 "$PREBIND" build arrays --lang cpp
says 'error: `ArrayView2<f64>` cannot be an argument in C++'
