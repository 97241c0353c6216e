#!/usr/bin/env bash
# What runs again after a change, counted; and that nothing else does.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
succeeds prebind archive fast-add
make_user_of fast-add
PATH=$path_without_prebind

runs() { # EXPECTED [VARIABLE=VALUE...]: what a build runs; a second one runs nothing
  local expected=$1
  shift
  sleep 0.01
  succeeds env "$@" "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" "$expected"
  succeeds env "$@" "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" ''
}
# Whoever depends on a crate is compiled after it.
all='fast_add script:fast-add user'

build() {
  succeeds "$CARGO" build --manifest-path user/Cargo.toml
  runs ''

  # The assembly, and back: rustc alone.
  cp -p fast-add/src/lib.rs lib.rs
  sed -i 's/r"    ret"/r"    ret "/' fast-add/src/lib.rs
  fails 101 "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" fast_add
  cp lib.rs fast-add/src/lib.rs
  runs 'fast_add user'

  # The text beside an archive, an archive, one that comes, one that goes.
  printf '# edited\n' >>fast-add/archives/x86_64-linux/add.s
  fails 101 "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" 'fast_add script:fast-add'
  sed -i '$d' fast-add/archives/x86_64-linux/add.s
  runs "$all"
  touch fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a
  runs "$all"
  touch fast-add/archives/x86_64-linux/other.s
  runs "$all"
  rm fast-add/archives/x86_64-linux/other.s
  runs "$all"

  # Archives of other variants are no matter of this target.
  mkdir -p fast-add/archives/wasm32
  touch fast-add/archives/wasm32/add.s
  runs ''

  # A variable.
  runs "$all" PREBIND_ARCHIVE_DISABLE_CHECK=1
  runs "$all"
  runs '' PREBIND_BOOTSTRAP_other=1

  # The manifest, where the variants are declared.
  touch fast-add/Cargo.toml
  runs "$all"

  # Archives that were made again, and are the same.
  PATH=$PWD/bin:$PATH CARGO_TARGET_DIR=$PWD/other succeeds prebind archive fast-add \
    --variant x86_64-linux
  runs ''

  # Bootstrapping, once; and then the archives are those that there are.
  succeeds "$CARGO" build --manifest-path fast-add/Cargo.toml --features bootstrap
  bootstrap() {
    PREBIND_ENGINE=$PREBIND PREBIND_BOOTSTRAP_fast_add=1 succeeds "$CARGO" build -v \
      --manifest-path fast-add/Cargo.toml --features bootstrap
  }
  bootstrap
  equals "$(compiled)" 'fast_add script:fast-add'
  bootstrap
  equals "$(compiled)" ''
  succeeds "$CARGO" build -v --manifest-path fast-add/Cargo.toml --features bootstrap
  equals "$(compiled)" 'fast_add script:fast-add'
}
with_each_toolchain build
