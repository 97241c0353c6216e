#!/usr/bin/env bash
# A download that takes long tells of itself, ends with Ctrl-C, and with a disk that is full; and
# nothing of it is left. (blocks.sh has Ctrl-C in a session of Julia.)
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx fast
fast=$server
mkdir slow
ln -s ../fast/data slow/data
use_nginx slow 'limit_rate 1m;'
slow=$server
trap 'kill "$(<fast/nginx.pid)" "$(<slow/nginx.pid)" 2>/dev/null || true' EXIT
make_key
make_large_text 1 3000000 >text.s
PREBIND_REMOTE=$fast with_writer succeeds with_machine builder 022 C "$PREBIND" asm text.s \
  -o right.a --target "$target"
make_crate large <<'STOP'
static DATA: [u8; 3_000_000] = *include_bytes!("data");
#[prebind::julia]
pub fn byte(number: u32) -> u8 {
    DATA[number as usize]
}
STOP
head -c 3000000 /dev/urandom >large/src/data
cargo generate-lockfile --manifest-path large/Cargo.toml --quiet
mkdir copy
cp -r large copy/
PREBIND_REMOTE=$fast with_writer succeeds with_machine builder 022 C.UTF-8 "$PREBIND" build large
PREBIND_REMOTE=$fast with_writer succeeds with_machine builder 022 C "$PREBIND" cache push
succeeds with_machine reader 022 C "$PREBIND" cache key trust "$public"
export PREBIND_REMOTE=$slow

# It takes three seconds.
succeeds with_machine reader 022 C "$PREBIND" asm text.s -o text.a --target "$target"
cmp text.a right.a || fail 'something else came'
[[ $(head -n 1 errors) =~ ^"fetching from the team's cache: "[0-2]\.[0-9]" of 3.0 MB"$ ]] ||
  fail 'nothing tells that it takes long'
succeeds with_machine reader 022 C "$PREBIND" cache stats --json
equals "$(json 'o["remote"]["results received"]')" 1
(($(json 'o["remote"]["bytes received"]') > 3000000)) || fail 'bytes are not counted'
PREBIND_REMOTE='' succeeds with_machine reader 022 C "$PREBIND" cache list
prints 'remote'

ends_with_ctrl_c 130 "$PREBIND" asm text.s -o text.a --target "$target"
ends_with_ctrl_c 130 "$PREBIND" build copy/large -o out/
equals "$(find out copy/large -name '*large*.so' -o -name '*.jl')" ''

# A disk that is full: a small one, where one can be made.
mkdir -p machines/reader/.cache
if ! unshare -rm mount -t tmpfs none machines/reader/.cache 2>/dev/null; then
  echo 'skipped: no small disk can be made here'
  exit 0
fi
cat >full <<'END'
mount -t tmpfs -o size=2m none machines/reader/.cache
"$PREBIND" asm text.s -o text.a --target "$1" || exit 1
find machines/reader/.cache -type f -size +16k
END
succeeds with_machine reader 022 C unshare -rm bash full "$target"
equals "$(grep -v 'text\.a' output)" ''
says "the team's cache is not used: cannot write"
says 'No space left on device'
cmp text.a right.a || fail 'something else was made'
