#!/usr/bin/env bash
# Texts of others (names of folders, docs, forged records) are data in every file that is written,
# and on terminals.
. "$PREBIND_SOURCE/tests/support/common.inc"
export PREBIND

# Modules from forged records, as Julia reads them.
if [[ -x ${HOSTS_TEST:-} ]]; then
  mkdir samples
  PREBIND_SAMPLES=$PWD/samples succeeds "$HOSTS_TEST" --gtest_filter='Forged.Texts*'
  succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/support/same_code.jl" samples
  prints ' modules'
fi

# calm FILE...: nothing in there that a terminal or an editor would obey
calm() {
  python3 - "$@" <<'END_OF_PYTHON'
import sys, unicodedata
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    bad = {c for c in text
           if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\n\t"}
    assert not bad, (path, bad)
END_OF_PYTHON
}

# A folder whose name would be code, if it were not quoted.
folder=$'a\nerror("run")\n#= "$(error(2))" `id` ${{ github }} \\ \'x\' \e[31m\u2028\u202e'
make_small_crate "$folder/geometry"
cat >>"$folder/geometry/src/lib.rs" <<'END_OF_RUST'
/// Half of it.\u{1b} $(error("doc")) """ =# `x`
#[prebind::julia]
pub fn half(a: f64) -> f64 {
    a / 2.0
}
END_OF_RUST
succeeds "$PREBIND" build "$folder/geometry" -o out/Geometry.jl
calm output out/Geometry.jl
head='1s/^# Written by.*/written/p; 2s/^# `prebind build \$.* -o Geometry.jl`.*/by/p'
equals "$(sed -n "$head" out/Geometry.jl)" $'written\nby'
evaluates out/Geometry.jl 'print(add(1, 2), half(3.0))'
prints 31.5
# The command in there is one that a shell understands.
command=$(sed -n '2s/^# `\(.*\)`, run in this folder.*/\1/p' out/Geometry.jl)
eval "words=($command)"
equals "${words[2]}" "../$folder/geometry"
# The module itself in such a folder, and what is said of it.
succeeds "$PREBIND" build "$folder/geometry" -o "$folder/Geometry.jl" --json
equals "$(json 'o["module_file"]["path"].endswith("Geometry.jl")')" True
calm output errors "$folder/Geometry.jl"
succeeds "$PREBIND" explain "$folder/geometry"
calm output errors
fails 1 "$PREBIND" build "$folder/nothing"
says 'does not exist'
calm output errors
fails 1 "$PREBIND" build "$folder/geometry" --module $'A\xff'
calm output errors

# A package around it.
succeeds "$PREBIND" add "$folder/geometry" --name Around --path Around
calm output Around/deps/build.jl Around/README.md Around/.github/workflows/CI.yml \
  Around/src/generated/Bindings.jl
succeeds "$JULIA" --startup-file=no Around/deps/build.jl
prints 'is up to date'
step=$(python3 -c 'import json
line = next(l for l in open("Around/.github/workflows/CI.yml") if "prebind build" in l)
print(json.loads(line.split("run: ", 1)[1]))')
[[ $step != *'${{'* ]] || fail 'an expression of the workflow'
eval "words=($step)"
equals "${words[2]}" "../$folder/geometry"
