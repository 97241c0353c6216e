#!/usr/bin/env bash
# What a handle points at (src/expand/rust/cell.rs), under many threads: who changes the value is
# alone with it, it is taken once, nothing leaks.
. "$PREBIND_SOURCE/tests/support/common.inc"

# cell MAIN: with the program that uses it
cell() {
  echo '#![allow(dead_code)] extern crate std as prebind_std;'
  cat "$PREBIND_SOURCE"/src/expand/rust/{threads,kept_alone,cell}.rs \
    "$PREBIND_SOURCE/tests/e2e/glue/$1"
}

{ cell cell.rs && echo 'type __PrebindT0 = Watched;'; } >cell.rs
succeeds rustc --edition 2021 -O -o cell cell.rs
succeeds ./cell
# A kernel that does not know the barrier, or does not let us have it.
sed 's/const MEMBARRIER: i64 = .*;/const MEMBARRIER: i64 = -1;/' cell.rs >without_barrier.rs
! cmp -s cell.rs without_barrier.rs || fail 'the barrier is still there'
succeeds rustc --edition 2021 -O -o without_barrier without_barrier.rs
succeeds ./without_barrier

# A type that is not `Sync`, and one that is not `Send` either.
{ cell cell_bound.rs && echo 'type Kept = ();'; } >not_sync.rs
{ cell cell_bound.rs && echo 'type Kept = std::rc::Rc<()>;'; } >not_send.rs
for each in not_sync not_send; do
  succeeds rustc --edition 2021 -O -o $each $each.rs
  succeeds ./$each
done
# Only who asks about threads sees what is wrong.
sed 's/__PREBIND_SYNC: bool = .*;/__PREBIND_SYNC: bool = true;/; /assert!(!__PREBIND_SYNC)/d' \
  not_sync.rs >careless.rs
succeeds rustc --edition 2021 -O -o careless careless.rs
fails 101 ./careless

# The thread sanitizer comes with rustup's toolchains, not with Debian's, and works as an option of
# nightly ones.
export RUSTC_BOOTSTRAP=1
[[ -n $(find "$(rustc --print target-libdir)" -name '*_rt.tsan.a') ]] || exit 0
[[ $(rustc -C help) == *unsafe-allow-abi-mismatch* ]] || exit 0
sanitized() {
  rustc --edition 2021 -O -Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer \
    -o "${1%.rs}" "$1"
}
succeeds sanitized cell.rs
succeeds ./cell
equals "$(<errors)" ''
# It would see if what one wrote were not there for the next.
sed 's/Ordering::Release/Ordering::Relaxed/' cell.rs >weak.rs
succeeds sanitized weak.rs
fails 66 ./weak
says 'data race'
