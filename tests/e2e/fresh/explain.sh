#!/usr/bin/env bash
# `prebind explain`: where the last build's result came from, and what the next one would do.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
fails 1 "$PREBIND" explain geometry
says 'error: no build of `geometry` is known
help: `prebind build` makes one; '\
'records of earlier builds are in the cache directory (`prebind cache dir`)'
fails 1 "$PREBIND" explain geometry --json
equals "$(json 'o["errors"][0]["message"]')" 'no build of `geometry` is known'
fails 1 "$PREBIND" explain nowhere
says "error: \`$PWD/nowhere\` does not exist"

succeeds "$PREBIND" build geometry
succeeds "$PREBIND" explain geometry
prints 'Geometry.jl
  built from geometry '
prints ', built by cargo ('
prints '  in the cache as '
prints '  nothing has changed since'
prints 'src/lib.rs'
succeeds "$PREBIND" explain geometry --json
equals "$(json '[(b["origin"], b["fresh"], b["miss"]) for b in o["builds"]]')" \
  "[('built', True, '')]"

# Changed to what nobody has built: the nearest results are those that differ in the fewest inputs.
sed -i 's/a + b/a - b/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
sed -i 's/a - b/a * b/' geometry/src/lib.rs
: >cargo.log
succeeds "$PREBIND" explain geometry
prints '  changed since:
    `src/lib.rs` has changed (sha256 '
prints '  the next build runs cargo (inputs differ)'
prints '  the nearest result in the cache, '
succeeds "$PREBIND" explain geometry --json
equals "$(json '[c["input"] for c in o["builds"][0]["nearest"]["changes"]]')" "['src/lib.rs']"

# Changed back to what was built before that: it is in the cache.
sed -i 's/a \* b/a + b/' geometry/src/lib.rs
succeeds "$PREBIND" explain geometry
prints '  the next build takes its result from the cache'
starts_cargo ''
succeeds "$PREBIND" build geometry
succeeds "$PREBIND" explain geometry
prints '  taken from the cache for geometry '
prints ', which building took ('
