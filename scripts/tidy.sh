#!/usr/bin/env bash
# usage: scripts/tidy.sh [--without-tests | FILE...]: clang-tidy over these sources, or all.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

# A build of its own, never compiled: with each source alone, which has to include what it uses.
build=build/tidy
cmake --preset release -B "$build" -DCMAKE_UNITY_BUILD=OFF -DPREBIND_TESTS=ON >/dev/null
cmake --build "$build" --target prebind_protocol_headers >/dev/null

case ${1:-} in
  '') mapfile -t files < <(find src tests -name '*.cpp' | sort) ;;
  --without-tests) mapfile -t files < <(find src -name '*.cpp' -not -name '*_test.cpp' | sort) ;;
  *) files=("$@") ;;
esac
# GoogleTest's macros make globals, and its test bodies are as long as what they show.
not_in_tests=-cppcoreguidelines-avoid-non-const-global-variables,-readability-function-size,-misc-use-internal-linkage

tidy() {
  local file=$1 checks=() output
  [[ $file != *_test.cpp ]] || checks=("--checks=$not_in_tests")
  if output=$(clang-tidy-19 --quiet -p "$build" --extra-arg=-Wno-unknown-warning-option \
    --extra-arg=-Wno-deprecated-declarations \
    "${checks[@]}" "$file" 2>&1); then
    echo "tidy: $file"
  else
    printf 'tidy: %s\n%s\n' "$file" "$output"
    return 1
  fi
}
export -f tidy
export build not_in_tests

# shellcheck disable=SC2016 # the inner shell expands it
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'tidy "$1"' tidy || {
  echo "error: clang-tidy found something (above)" >&2
  exit 1
}
