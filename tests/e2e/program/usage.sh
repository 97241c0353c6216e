#!/usr/bin/env bash
# Help, version, and wrong usage: status 2 and the way to the help.
. "$PREBIND_SOURCE/tests/support/common.inc"

succeeds "$PREBIND" --version
grep -qE '^prebind [0-9]+\.[0-9]+\.[0-9]+ \(LLVM [0-9.]+\)$' output || fail 'no version'
succeeds "$PREBIND" --help
for command in build inspect header doctor; do
  prints "  $command "
done
[[ $(<output) != *expand* ]] || fail 'expand is not for people'
for command in build inspect doctor expand; do
  succeeds "$PREBIND" "$command" --help
  prints "Usage: prebind $command"
  prints '-h, --help'
done

fails 2 "$PREBIND"
says 'error: no command was given
help: `prebind --help` shows the usage'
fails 2 "$PREBIND" bild
says 'error: there is no command `bild`'
fails 2 "$PREBIND" --bild
says 'error: unexpected argument `--bild`'
fails 2 "$PREBIND" build
says 'error: CRATE is required
help: `prebind build --help` shows the usage'
fails 2 "$PREBIND" build a b
says 'error: unexpected argument `b`'
fails 2 "$PREBIND" build a --module
says 'error: --module: 1 required NAME missing'
fails 1 "$PREBIND" build a --lang cobol
says 'error: Prebind cannot make bindings for `cobol`
help: the known languages are: julia, cpp'
