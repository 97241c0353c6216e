#!/usr/bin/env bash
# Another engine may write other glue: cargo builds again what the macros had expanded, and nothing
# else.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[prebind::julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + plain::one() + b - 1
}
END
mkdir -p plain/src && echo 'pub fn one() -> i32 { 1 }' >plain/src/lib.rs
printf '[package]\nname = "plain"\nversion = "0.1.0"\nedition = "2021"\n' >plain/Cargo.toml
printf 'plain = { path = "../plain" }\n' >>geometry/Cargo.toml
succeeds "$PREBIND" build geometry

# The same program with another id, in which it differs as every other program would.
id=$(readelf -n "$PREBIND" | sed -n 's/.*Build ID: //p')
python3 - "$PREBIND" "$id" prebind <<'END'
import sys
program, build_id, other = sys.argv[1:]
content = open(program, "rb").read()
assert content.count(bytes.fromhex(build_id)) == 1
open(other, "wb").write(content.replace(bytes.fromhex(build_id), bytes(20)))
END
chmod +x prebind
succeeds ./prebind build geometry
says 'Compiling geometry'
[[ $(<errors) != *'Compiling plain'* ]] || fail 'all was built again'
succeeds ./prebind build geometry
[[ $(<errors) != *Compiling* ]] || fail 'built again without reason'
