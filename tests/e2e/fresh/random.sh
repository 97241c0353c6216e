#!/usr/bin/env bash
# Inputs of all kinds that change at random: never called fresh or restored if the library would be
# another one.
python3 -B "$PREBIND_SOURCE/tests/inputs/random_changes.py" "$PREBIND" "$PREBIND_SOURCE" \
  "$PWD/world" --rounds 50 --verify 25
