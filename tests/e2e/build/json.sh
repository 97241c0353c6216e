#!/usr/bin/env bash
# `--json`: one object on standard output, of a build that succeeds and of one that fails.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
succeeds "$PREBIND" build geometry -o Geometry.jl --lib-dir lib --json
equals "$(wc -l <output)" 1
summary='o["package"], o["version"], o["language"], o["module"], o["functions"], o["types"]'
equals "$(json "$summary")" \
  "('geometry', '1.2.3', 'julia', 'Geometry', 1, 0)"
equals "$(json 'o["module_file"]')" "{'path': '$PWD/Geometry.jl', 'changed': True}"
equals "$(json 'o["library_file"]')" "{'path': '$PWD/lib/libgeometry.so', 'changed': True}"

fails 1 "$PREBIND" build nowhere --json
equals "$(json 'len(o["errors"])')" 1
equals "$(json 'o["errors"][0]["message"]')" "\`$PWD/nowhere\` does not exist"
says "error: \`$PWD/nowhere\` does not exist"
