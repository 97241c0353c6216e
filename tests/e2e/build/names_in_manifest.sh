#!/usr/bin/env bash
# The library, the package and the dependency may each have a name of their own.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate my-crate <<'END'
#[bind_macros::julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
END
sed -i 's/^prebind = {/bind-macros = { package = "prebind",/' my-crate/Cargo.toml
printf '\n[lib]\nname = "geo_core"\ncrate-type = ["staticlib", "rlib"]\n' >>my-crate/Cargo.toml

succeeds "$PREBIND" build my-crate -o out/Geo.jl
prints 'wrote     out/libgeo_core.so'
evaluates out/Geo.jl 'print(nameof(MyCrate), add(1, 2))'
prints MyCrate3

# A dependency that is optional, and switched on by the build.
sed -i 's/, path/, optional = true, path/' my-crate/Cargo.toml
succeeds "$PREBIND" build my-crate -o out/Geo.jl
