#!/usr/bin/env bash
# Ten processes at once, that bootstrap a crate or expand it as everybody does: no error, no torn
# file.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
succeeds prebind archive fast-add
for number in {1..8}; do # so that there is something to write for a while
  echo "prebind::cached_embed_asm!(name = \"more-$number\", \".fill 20000, 1, $number\");"
done >>fast-add/src/lib.rs
succeeds prebind archive fast-add
cp -r fast-add/archives expected

for number in {1..10}; do
  # Compiled before, so that they all meet at the archives.
  if ((number <= 6)); then bootstrap[number]=1; fi
  (
    export CARGO_TARGET_DIR=$PWD/target-$number CARGO_BUILD_JOBS=1
    cp -r target "$CARGO_TARGET_DIR"
    touch fast-add/build.rs
    export PREBIND_BOOTSTRAP_fast_add=${bootstrap[number]:-0}
    cargo build --manifest-path fast-add/Cargo.toml --features bootstrap
  ) >"log-$number" 2>&1 &
  pids[number]=$!
done
for number in {1..10}; do
  wait "${pids[number]}" || { cp "log-$number" errors && fail "process $number failed"; }
  ! grep warning "log-$number" || fail "process $number found an archive missing"
done
diff -r expected fast-add/archives
