#!/usr/bin/env bash
# What `make demo` shows of a step that prints much: that it is done, or the end of its log.
. "$PREBIND_SOURCE/tests/support/common.inc"

logged=$PREBIND_SOURCE/scripts/logged.sh
succeeds "$logged" logs/step.log bash -c 'seq 1000; echo trouble >&2'
[[ $(<output) =~ ^'  done in '[0-9]+' s, log: logs/step.log'$ ]] || fail 'the output'
equals "$(wc -l <logs/step.log) $(tail -n 1 logs/step.log)" '1001 trouble'

fails 7 "$logged" step.log bash -c 'seq 1000; exit 7'
equals "$(wc -l <output) $(head -n 1 output)" '40 961'
equals "$(<errors)" 'error: `bash -c seq 1000; exit 7` failed (exit status 7)
help: all that it printed is in step.log'
