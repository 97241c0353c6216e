#!/usr/bin/env bash
# The preference `library_path` of a package says where its library is, without Preferences.jl.
. "$PREBIND_SOURCE/tests/support/common.inc"

if ! "$JULIA" --startup-file=no -e 'exit(VERSION >= v"1.6" ? 0 : 1)'; then
  echo 'not tested: this Julia has no preferences'
  exit 0
fi

make_small_crate Kit/deps/kit kit
succeeds "$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --module Kit
printf 'name = "Kit"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\n' >Kit/Project.toml
run() { "$JULIA" --startup-file=no --project=Kit -e 'using Kit; print(Kit.add(1, 2))'; }
prefer() { printf '[Kit]\nlibrary_path = "%s"\n' "$1" >Kit/LocalPreferences.toml; }

succeeds run
equals "$(<output)" 3
mv Kit/src/libkit.so moved.so
fails 1 run
says 'the Rust library of Kit was not found'

prefer "$PWD/moved.so"
succeeds run
equals "$(<output)" 3

# What is preferred is not looked for elsewhere; the environment comes first.
cp moved.so Kit/src/libkit.so
prefer /nowhere.so
fails 1 run
says 'the Rust library of Kit is not at /nowhere.so, where the preference `library_path` of Kit says it is. Correct the preference, or delete it'
succeeds env PREBIND_LIBRARY_KIT="$PWD/moved.so" "$JULIA" --startup-file=no --project=Kit \
  -e 'using Kit; print(Kit.add(1, 2))'
equals "$(<output)" 3
rm Kit/LocalPreferences.toml
succeeds run
equals "$(<output)" 3
