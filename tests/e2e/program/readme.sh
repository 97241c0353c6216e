#!/usr/bin/env bash
# The quick start of the README, word for word: its crate, its command, its session.
readme=$PREBIND_SOURCE/README.md
block() {
  awk -v language="$1" '$0 == "```" { on = 0 } on; $0 == "```" language { on = 1 }' "$readme"
}

mkdir -p counters/src build/bin
ln -s "$PREBIND" build/bin/prebind
{
  printf '[package]\nname = "counters"\nversion = "0.1.0"\nedition = "2021"\n\n'
  block toml | sed "s|…/prebind|$PREBIND_SOURCE|"
} >counters/Cargo.toml
block rust >counters/src/lib.rs

command=$(block sh | grep '^build/bin/prebind build' | sed 's|path/to/crate|counters|')
[[ -n $command ]]
bash -c "$command"
"$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/support/readme_session.jl" "$readme"

# The other commands that it names.
"$PREBIND" inspect libcounters.so |
  grep -F 'fn advance(&mut self, step: i64) -> Result<i64, Display>;'
"$PREBIND" doctor || [[ $? == 1 ]]
