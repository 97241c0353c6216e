#!/usr/bin/env bash
# Where the file system can share blocks, a library out of the cache is no second copy, and writing
# to it leaves the cache alone.
. "$PREBIND_SOURCE/tests/support/common.inc"

# Only root may make such a file system, and not in every container.
[[ $(id -u) == 0 ]] || exit 0
truncate --size 200M image
mkfs.btrfs --quiet image >/dev/null
mkdir disk
mount -o loop image disk || exit 0
trap 'cd /; umount "$disk"' EXIT
disk=$PWD/disk
cd disk
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
export PREBIND_CACHE_DIR=$PWD/cache
succeeds "$PREBIND" build geometry
library=libgeometry.so
rm $library Geometry.jl
succeeds "$PREBIND" build geometry
builds_with_cargo 1
sync
# `btrfs filesystem du` prints: total, exclusive, shared.
exclusive() { btrfs filesystem du --raw -- "$1" | awk 'NR == 2 { print $2 }'; }
equals "$(exclusive $library)" 0

# A linker or a person may overwrite it in place.
printf 'overwritten in place' | dd of=$library bs=1 seek=1000 conv=notrunc status=none
sync
[[ $(exclusive $library) -gt 0 ]] || fail 'the library was not written to'
succeeds "$PREBIND" cache verify
rm $library
succeeds "$PREBIND" build geometry
builds_with_cargo 0
! grep -q 'overwritten in place' $library || fail 'the cache was written to'
