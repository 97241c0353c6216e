#!/usr/bin/env bash
# `prebind new` makes a package that passes its own tests at once, with Pkg; so does `prebind add`
# around a crate.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_interpreter
use_empty_depot "$PWD/depot"
export PREBIND

pkg() { succeeds env -C "$1" "$JULIA" --startup-file=no --project -e "using Pkg; $2"; }

succeeds "$PREBIND" new TextKit.jl
prints 'Julia package TextKit in TextKit'
prints '  wrote     deps/text_kit/src/lib.rs'
prints '  built     TextKit/deps/lib/libtext_kit.so'
pkg TextKit 'Pkg.test()'
# Its build script, by itself and through Pkg, and in another place: nothing in the package names
# this one.
succeeds env -C TextKit "$JULIA" --startup-file=no deps/build.jl
prints 'is up to date'
pkg TextKit 'Pkg.build()'
succeeds env -C TextKit/deps/text_kit cargo test
! grep -rF "$PWD" TextKit --exclude-dir=target --exclude-dir=lib --exclude=build.log \
  --exclude=Manifest.toml || fail 'it names its place'
mv TextKit moved
succeeds env -C moved "$JULIA" --startup-file=no deps/build.jl
pkg moved 'Pkg.test()'
# What belongs into a repository, and nothing that is built.
git -C moved init --quiet
git -C moved add .
equals "$(git -C moved ls-files | grep -v ^deps/prebind/ | tr '\n' ' ')" \
  ".github/workflows/CI.yml .gitignore Project.toml README.md deps/build.jl deps/text_kit/Cargo.lock deps/text_kit/Cargo.toml deps/text_kit/src/lib.rs src/TextKit.jl src/generated/Bindings.jl test/runtests.jl "
python3 -c 'import sys, yaml; yaml.safe_load(open("moved/.github/workflows/CI.yml"))' 2>/dev/null ||
  ! python3 -c 'import yaml' 2>/dev/null || fail 'CI.yml is not YAML'

# An existing crate that knows nothing of Prebind.
cargo new --quiet --lib --vcs none my-geometry
succeeds "$PREBIND" add my-geometry
prints 'changed   my-geometry/Cargo.toml: a dependency on `prebind`'
prints 'changed   my-geometry/src/lib.rs: a first function for Julia'
pkg MyGeometry.jl 'Pkg.test()'
succeeds env -C my-geometry cargo test
# One that exports already is left as it is.
make_small_crate sums
before=$(state_of sums)
succeeds "$PREBIND" add sums --name Adding --path packages/Adding
pkg packages/Adding 'Pkg.test()'
equals "$(find sums -name Cargo.toml -o -name lib.rs | sort | xargs sha256sum)" \
  "$(awk 'NF == 2' <<<"$before" | grep -E 'Cargo.toml|lib.rs' | sort -k2)"

# Nothing is overwritten, and nothing is left behind.
fails 1 "$PREBIND" new sums
says "error: \`$PWD/sums\` already exists"
says 'help: Prebind overwrites nothing: choose another folder with `--path`, or another name'
fails 1 "$PREBIND" new text-kit
says 'error: `text-kit` cannot be the name of a Julia package'
says 'help: a name consists of ASCII letters, digits and `_`, and begins with a letter, such as `TextKit`'
for name in Base Core Main Test Pkg Statistics end Dict Bindings; do
  fails 1 "$PREBIND" new "$name"
  says "error: \`$name\` cannot be the name of a Julia package: "
  says 'help: choose another one, such as `Rust'
done
fails 1 "$PREBIND" add sums --name Test
says 'error: `Test` cannot be the name of a Julia package: a standard library of Julia has it'
for name in Base Main RustPanic end; do
  fails 1 "$PREBIND" build sums --module "$name"
  says "error: \`$name\` cannot be the name of a Julia module
help: choose another one with \`--module NAME\`, such as \`TextKit\`"
  [[ $(<errors) != *Compiling* ]] || fail 'cargo worked first'
done
# The first type of the crate has another name than the package.
succeeds "$PREBIND" new Counter
succeeds env -C Counter "$JULIA" --startup-file=no --project test/runtests.jl
fails 1 "$PREBIND" add nowhere
says 'does not exist'
touch file
fails 1 "$PREBIND" new Inside --path file/Inside
equals "$(find . -name '.prebind-tmp-*')" ''
