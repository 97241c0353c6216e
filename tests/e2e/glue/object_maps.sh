#!/usr/bin/env bash
# Maps of objects as arguments: all are taken, or none.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate maps <"$PREBIND_SOURCE/tests/e2e/glue/object_maps.rs"
succeeds "$PREBIND" build maps
succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/e2e/glue/object_maps.jl"

# What is borrowed, or nested deeper, is refused.
# refuses TYPE
refuses() {
  make_crate refused <<END
#[prebind::julia]
pub struct Model {}
#[prebind::julia]
pub fn f(models: $1) {
    let _ = models;
}
END
  fails 1 "$PREBIND" build refused
  says "\`Model\` cannot be in a collection that is an argument"
}
refuses '&std::collections::HashMap<String, Model>'
refuses 'std::collections::HashMap<String, Vec<Model>>'
refuses 'Vec<std::collections::HashMap<String, Model>>'
refuses 'std::collections::HashMap<String, Option<Model>>'

# C++ has no maps of objects as arguments.
fails 1 "$PREBIND" build maps --lang cpp
says 'error: `HashMap<String, Model>` cannot be an argument in C++'
