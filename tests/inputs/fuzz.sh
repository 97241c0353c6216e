#!/usr/bin/env bash
# ROUNDS and SEED may say otherwise.
python3 -B "$PREBIND_SOURCE/tests/inputs/random_changes.py" "$PREBIND" "$PREBIND_SOURCE" \
  "$PWD/world" --rounds "${ROUNDS:-1000}" --verify 50 ${SEED:+--seed "$SEED"}
