#!/usr/bin/env bash
# `check` and `explain` for one module; a module that was deleted is forgotten.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
fails 3 "$PREBIND" check geometry
prints 'no build of it is known'
mkdir one two
succeeds "$PREBIND" build geometry -o one/One.jl
succeeds "$PREBIND" build geometry -o two/Two.jl --debug
succeeds "$PREBIND" check one/One.jl two/Two.jl geometry
sed -i 's/a + b/b + a/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry -o one/One.jl
succeeds "$PREBIND" check one/One.jl
equals "$(<output)" 'fresh  one/One.jl (geometry)'
fails 3 "$PREBIND" check two/Two.jl
prints 'stale  two/Two.jl (geometry)'
prints '`src/lib.rs` has changed'
succeeds "$PREBIND" explain one/One.jl
prints 'one/One.jl'
[[ $(<output) != *two/Two.jl* ]] || fail 'explain shows the other module'
# Through a link it is the same file.
ln -s one/One.jl link.jl
succeeds "$PREBIND" check link.jl

# A file that nothing built, and none.
echo 'module Other end' >Other.jl
fails 3 "$PREBIND" check Other.jl
equals "$(<output)" 'stale  Other.jl
  no build of it is known'
fails 1 "$PREBIND" explain Other.jl
says "error: no build of \`Other.jl\` is known"
fails 1 "$PREBIND" check Gone.jl
says "error: \`$PWD/Gone.jl\` does not exist"

rm two/Two.jl
succeeds "$PREBIND" check geometry
equals "$(<output)" 'fresh  one/One.jl (geometry)'
