#!/usr/bin/env bash
# Bootstrap mode through cargo alone: the feature and the variable, both.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
archives=fast-add/archives/x86_64-linux
build() { "$CARGO" build --manifest-path fast-add/Cargo.toml "$@"; }

bootstrap() {
  rm -rf fast-add/archives
  # The variable without the feature.
  PREBIND_BOOTSTRAP_fast_add=1 fails 101 build
  says 'error: PREBIND_BOOTSTRAP_fast_add is set, but the crate `prebind` was compiled without its feature `bootstrap`'
  says 'help: run `prebind archive '
  [[ ! -e fast-add/archives ]] || fail 'archives were written without the feature'

  # Neither the one nor the other means bootstrap: nothing is written.
  PATH=$path_without_prebind fails 101 build --features bootstrap
  says 'is missing: there is no `'

  # No engine, one that is none, one that is found.
  PATH=$path_without_prebind PREBIND_BOOTSTRAP_fast_add=1 fails 101 build --features bootstrap
  says 'error: PREBIND_BOOTSTRAP_fast_add is set, but there is no `prebind` on PATH'
  says 'help: run `prebind archive`, or name the program in PREBIND_ENGINE, or unset the variable'
  PREBIND_ENGINE=/bin/true PREBIND_BOOTSTRAP_fast_add=1 fails 101 build --features bootstrap
  says 'error: PREBIND_ENGINE: `/bin/true expand` ended without an answer'

  PREBIND_BOOTSTRAP_fast_add=1 succeeds build --features bootstrap
  equals "$(ls "$archives")" $'add.s\nlibfast-add.1.2.3.add.a'
  PATH=$path_without_prebind succeeds build

  # Archives of another version go, those of another package stay, and what is right is not touched.
  touch "$archives"/libother.1.2.2.add.a
  local state
  state=$(state_of "$archives"/add.s)
  sed -i 's/^version = .*/version = "1.3.0"/' fast-add/Cargo.toml
  PREBIND_BOOTSTRAP_fast_add=1 succeeds build --features bootstrap
  equals "$(ls "$archives")" $'add.s\nlibfast-add.1.3.0.add.a\nlibother.1.2.2.add.a'
  equals "$(state_of "$archives"/add.s)" "$state"
  sed -i 's/^version = .*/version = "1.2.3"/' fast-add/Cargo.toml
}
with_each_toolchain bootstrap

# Errors of the assembly are at the literal that has them, with the line of the text.
unset RUSTC
export CARGO=cargo
export PREBIND_BOOTSTRAP_fast_add=1
sed -i 's/"ax"/"axe"/; s/r"    ret"/"\\n  nop\\n  reet"/' fast-add/src/lib.rs
fails 101 build --features bootstrap
says 'error: invalid register name (line 3, column 22 of archive `add` for `x86_64-linux`)'
says 'lea (%rdi,%rsi), %raxe'
says ' --> src/lib.rs:5:13'
says "error: invalid instruction mnemonic 'reet' (line 6, column 3 of archive \`add\` for \`x86_64-linux\`)"
says ' --> src/lib.rs:6:5'

# A folder that cannot be made.
rm -rf fast-add/archives && touch fast-add/archives
make_adding_crate fast-add
fails 101 build --features bootstrap
says 'error: archive `add`: cannot create the directory `'
rm fast-add/archives

# A crate that it depends on is not disturbed, though the feature is on for that one as well.
make_adding_crate other
unset PREBIND_BOOTSTRAP_fast_add
succeeds prebind archive other
sed -i "s|^prebind = .*|&\nother = { path = \"../other\" }|" fast-add/Cargo.toml
echo 'pub use other::add as others;' >>fast-add/src/lib.rs
state=$(state_of other/archives)
PREBIND_BOOTSTRAP_fast_add=1 succeeds build --features bootstrap
equals "$(state_of other/archives)" "$state"
[[ -f $archives/add.s ]]
