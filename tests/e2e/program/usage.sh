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
  succeeds "$PREBIND" help "$command"
  cp output help
  succeeds "$PREBIND" "$command" --help
  cmp -s help output || fail "the help of $command differs from its --help"
  prints "Usage: prebind $command"
  prints '-h, --help'
done

fails 2 "$PREBIND"
says 'error: no command was given
help: `prebind --help` shows the usage'
fails 2 "$PREBIND" bild
says 'error: there is no command `bild`
help: did you mean `build`?'
fails 2 "$PREBIND" cache
says 'error: no command was given
help: `prebind cache --help` shows the usage'
fails 2 "$PREBIND" cache lst
says 'error: there is no command `lst`
help: did you mean `list`?'
fails 2 "$PREBIND" zzzzzz
says 'error: there is no command `zzzzzz`
help: `prebind --help` shows the usage'
fails 2 "$PREBIND" --bild
says 'error: unexpected argument `--bild`
help: `prebind --help` shows the usage'
fails 2 "$PREBIND" build --ofline
says 'error: unexpected argument `--ofline`
help: did you mean `--offline`?'
fails 2 "$PREBIND" package a
says 'error: --url is required
help: `prebind package --help` shows the usage'
fails 2 "$PREBIND" build a b
says 'error: unexpected argument `b`
help: `prebind build --help` shows the usage'
fails 1 "$PREBIND" build check
says '/check` does not exist'
fails 2 "$PREBIND" build a b --json
prints '{"errors":[{"message":"unexpected argument `b`"'
fails 2 "$PREBIND" build a --module
says 'error: --module: 1 required NAME missing'
fails 1 "$PREBIND" build a --lang cobol
says 'error: Prebind cannot make bindings for `cobol`
help: the known languages are: julia, cpp'

# What every command has, before or behind it.
fails 2 "$PREBIND" --color green doctor
says 'error: `--color green` is not known
help: write `--color auto`, `--color always` or `--color never`'
fails 2 "$PREBIND" doctor -q -v
says 'error: --quiet excludes --verbose'
colored() { [[ $(<errors) == *$'\e['* ]]; }
fails 1 "$PREBIND" inspect nothing --color always
colored || fail 'no color'
NO_COLOR='' CLICOLOR_FORCE=1 fails 1 "$PREBIND" inspect nothing
colored || fail 'no color'
NO_COLOR='' CLICOLOR_FORCE=1 fails 1 "$PREBIND" --color never inspect nothing
! colored || fail 'a color'

# The help of a command's command; who asks for none that there is hears which was meant.
succeeds "$PREBIND" help cache clean
prints 'Usage: prebind cache clean [OPTIONS]'
fails 2 "$PREBIND" help biuld
says 'error: there is no command `prebind biuld`
help: did you mean `prebind build`?'
fails 2 "$PREBIND" help cache zzzzzzz
says 'error: there is no command `prebind cache zzzzzzz`
help: `prebind cache --help` lists the commands'

# What has to be given is marked, and what need not be is in brackets.
succeeds "$PREBIND" package --help
prints 'Usage: prebind package [CRATE] --url URL [OPTIONS]'
prints '(required)'
