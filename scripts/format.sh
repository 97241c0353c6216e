#!/usr/bin/env bash
# Formats the C++ and Rust sources in place; with --check only shows what differs, and fails if
# anything does.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

case ${1:-} in
  '')
    cpp=(-i)
    rust=()
    ;;
  --check)
    cpp=(--dry-run -Werror)
    rust=(--check)
    ;;
  *)
    echo "usage: scripts/format.sh [--check]" >&2
    exit 2
    ;;
esac

sources() { find "$@" -type f -not -path '*/target/*' -print0; }

failed=no
sources include src tests '(' -name '*.c' -o -name '*.cpp' -o -name '*.h' ')' |
  xargs -0 -r clang-format-19 "${cpp[@]}" || failed=yes
sources rust examples -name '*.rs' |
  xargs -0 -r rustfmt --edition 2021 "${rust[@]}" || failed=yes
if [[ $failed == yes ]]; then
  echo "error: some sources are not formatted as they should be (above)" >&2
  echo "help: run: make format" >&2
  exit 1
fi
