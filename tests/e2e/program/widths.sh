#!/usr/bin/env bash
# Help fits the terminal: 80 columns, 40, and where there is none.
. "$PREBIND_SOURCE/tests/support/common.inc"

# widest FILE: the columns of its longest line, without examples, which stay as they are
widest() {
  grep -v "^  prebind " "$1" |
    awk "{ if (length(\$0) > most) most = length(\$0) } END { print most }"
}

# help_at COLUMNS WORD...: as a terminal of so many columns shows it
help_at() {
  local columns=$1
  shift
  script -qec "stty cols $columns; $(printf '%q ' "$PREBIND" "$@" --help)" /dev/null |
    tr -d '\r' >shown
  grep -q '^Usage:' shown || fail "no help at $columns columns"
}

succeeds "$PREBIND" --help
commands=$(awk '/^  [a-z]/ { print $1 }' output)
[[ $(wc -w <<<"$commands") -gt 12 ]] || fail 'no commands'
for command in '' $commands; do
  # shellcheck disable=SC2086 # the empty one is none
  succeeds "$PREBIND" $command --help
  [[ $(widest output) -le 80 ]] || fail "the help of $command is wider than 80 columns"
  for columns in 40 80; do
    # shellcheck disable=SC2086
    help_at "$columns" $command
    [[ $(widest shown) -le $columns ]] || fail "the help of $command is wider than $columns columns"
  done
done
