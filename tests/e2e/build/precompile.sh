#!/usr/bin/env bash
# --precompile says what Julia compiles ahead. (conformance/kept.sh shows that it does.)
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate kit
call='    Base.precompile(add, (Base.Int, Base.Int))'
succeeds "$PREBIND" build kit
grep -qxF "$call" Kit.jl || fail 'it is not compiled by default'

fails 1 "$PREBIND" build kit --precompile some
equals "$(<errors)" 'error: `--precompile` cannot be `some`
help: it can be: all, used, none; without it, the number of functions decides'
fails 1 "$PREBIND" build kit --lang cpp --precompile all
equals "$(<errors)" 'error: `--precompile` does not apply to `--lang cpp`
help: leave it out: only modules of Julia are precompiled'

# Another choice is another module, and the same library: cargo is not needed for it.
succeeds "$PREBIND" build kit --precompile none
prints 'Kit (from the cache)'
prints 'unchanged libkit.so
  wrote     Kit.jl'
grep -qF "$call" Kit.jl && fail 'it is compiled in spite of `none`'
grep -qF 'prebind build kit -o Kit.jl --precompile none' Kit.jl ||
  fail 'the command lacks the option'
succeeds "$PREBIND" build kit --precompile none
prints 'is up to date'
succeeds "$PREBIND" check kit
succeeds "$PREBIND" build kit
prints 'wrote     Kit.jl'
grep -qxF "$call" Kit.jl || fail 'it is not compiled'

# With `used`, the package's own calls find the library loaded.
succeeds "$PREBIND" build kit -o Used/src/Kit.jl --precompile used
printf 'module Used\ninclude("Kit.jl")\nconst sum = Kit.add(1, 2)\nend\n' >Used/src/Used.jl
printf 'name = "Used"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\n' >Used/Project.toml
for time in first second; do
  JULIA_LOAD_PATH=$PWD:@stdlib succeeds "$JULIA" --startup-file=no \
    -e 'using Used; print(Used.sum, Used.Kit.add(2, 2))'
  equals "$time: $(<output)" "$time: 34"
done
rm Used/src/libkit.so
touch Used/src/Used.jl
echo >>Used/src/Used.jl
JULIA_LOAD_PATH=$PWD:@stdlib fails 1 "$JULIA" --startup-file=no -e 'using Used'
says "the Rust library of Kit was not found. These files are not there:
  $PWD/Used/src/libkit.so"
