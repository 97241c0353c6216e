#!/usr/bin/env bash
# Where files go and what the module is called, with and without options.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate crates/text-kit
succeeds "$PREBIND" build crates/text-kit
prints 'wrote     libtext_kit.so'
prints 'wrote     TextKit.jl'
evaluates TextKit.jl 'print(TextKit.add(1, 2))'
prints 3

succeeds "$PREBIND" build crates/text-kit/Cargo.toml --module Words --lang julia
prints 'wrote     Words.jl'
grep -q '^baremodule Words$' Words.jl || fail 'the module has another name'

mkdir out
succeeds "$PREBIND" build crates/text-kit -o out
prints 'wrote     out/libtext_kit.so'
prints 'wrote     out/TextKit.jl'

# The commands to rebuild are written for the folder of the module.
succeeds "$PREBIND" build "$PWD/crates/text-kit" -o "$PWD/a b/Kit.jl" --lib-dir "$PWD/lib" \
  --module Kit --debug
grep -qF "prebind build ../crates/text-kit -o Kit.jl --module Kit --lib-dir ../lib --debug" \
  'a b/Kit.jl' ||
  fail 'another command to rebuild'
(cd 'a b' && "$PREBIND" build ../crates/text-kit -o Kit.jl --module Kit --lib-dir ../lib \
  --debug >../output 2>&1)
prints 'unchanged Kit.jl'
