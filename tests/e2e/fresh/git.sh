#!/usr/bin/env bash
# Branches there and back, and a clone elsewhere: what was built once is not built again.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

export GIT_CONFIG_GLOBAL=/dev/null
git() { command git -c user.name=A -c user.email=a@example.org "$@"; }
make_locked_crate repo/geometry
printf 'target\n' >repo/.gitignore
git -C repo init -q -b one
git -C repo add .
git -C repo commit -q -m one
git -C repo checkout -q -b two
sed -i 's/a + b/a - b/' repo/geometry/src/lib.rs
git -C repo commit -q -a -m two

succeeds "$PREBIND" build repo/geometry
builds_with_cargo 1
git -C repo checkout -q one
succeeds "$PREBIND" build repo/geometry
builds_with_cargo 1
evaluates Geometry.jl 'print(add(20, 3))'
prints 23

git -C repo checkout -q two
succeeds "$PREBIND" build repo/geometry
prints '(from the cache)'
starts_cargo ''
evaluates Geometry.jl 'print(add(20, 3))'
prints 17
# There and back without a build between.
git -C repo checkout -q one
git -C repo checkout -q two
succeeds "$PREBIND" build repo/geometry
prints 'is up to date'
starts_cargo ''

command git clone -q -b one repo 'some where/else'
succeeds "$PREBIND" build 'some where/else/geometry' -o clone/
prints '(from the cache)'
starts_cargo 'metadata --version'
evaluates clone/Geometry.jl 'print(add(20, 3))'
prints 23
