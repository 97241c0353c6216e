#!/usr/bin/env bash
# An input that changes while the crate is built: the result is delivered, but not taken for fresh.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
# Once rustc has read the sources, somebody saves another version.
mkdir meanwhile
cat >meanwhile/cargo <<END
#!/bin/sh
"$PWD/shim/cargo" "\$@"
status=\$?
if [ "\$1" = rustc ] && [ -f "$PWD/new.rs" ]; then cat "$PWD/new.rs" >"$PWD/geometry/src/lib.rs"; fi
exit \$status
END
chmod +x meanwhile/cargo
sed 's/a + b/a - b/' geometry/src/lib.rs >new.rs
succeeds env PATH="$PWD/meanwhile:$PATH" "$PREBIND" build geometry
says 'an input changed while the crate was built, so the next build looks again: '
says 'src/lib.rs'
builds_with_cargo 1
evaluates Geometry.jl 'print(add(20, 3))'
prints 23
rm new.rs

fails 3 "$PREBIND" check geometry
prints 'src/lib.rs'
succeeds "$PREBIND" build geometry
builds_with_cargo 1
evaluates Geometry.jl 'print(add(20, 3))'
prints 17
succeeds "$PREBIND" check geometry

# What was delivered is nobody's result: with the first text it is built, for the store never got
# it.
sed -i 's/a - b/a + b/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
builds_with_cargo 1
evaluates Geometry.jl 'print(add(20, 3))'
prints 23
