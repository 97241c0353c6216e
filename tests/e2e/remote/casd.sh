#!/usr/bin/env bash
# The same over gRPC, with a server of the Remote Execution API: buildbox-casd. And the archives of
# a crate, which `prebind archive` makes, or a build that the macro does it for.
. "$PREBIND_SOURCE/tests/support/archive.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_casd server
make_key
export PREBIND_REMOTE=$server
make_locked_crate first/geometry
mkdir second && cp -r first/geometry second/
succeeds with_writer with_machine builder 022 C.UTF-8 "$PREBIND" build first/geometry -o first/
succeeds with_writer with_machine builder 022 C.UTF-8 "$PREBIND" cache push
builds_with_cargo 1

succeeds with_machine reader 077 C "$PREBIND" cache key trust "$public"
succeeds with_machine reader 077 C "$PREBIND" build second/geometry -o second/
prints "(from the team's cache)"
builds_with_cargo 0
cmp first/libgeometry.so second/libgeometry.so || fail 'another library'

# The crate names its server, from wherever its archives are made.
unset PREBIND_REMOTE
make_archive_crate first/big <<'STOP'
prebind::cached_embed_asm!(
    name = "big",
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/big.s"))
);
STOP
make_large_text 1 20000 | sed 's/_start/big/' >first/big/big.s
printf '[remote]\nurl = "%s"\n' "$server" >first/big/prebind.toml
cargo generate-lockfile --manifest-path first/big/Cargo.toml --quiet
for folder in second third; do
  mkdir -p $folder
  cp -r first/big $folder/
done
succeeds with_writer with_machine builder 022 C.UTF-8 "$PREBIND" archive first/big
PREBIND_REMOTE=$server with_writer succeeds with_machine builder 022 C "$PREBIND" cache push
# received NUMBER: how many archives came to a machine that had nothing
received() {
  succeeds with_machine reader 077 C "$PREBIND" cache stats --json
  equals "$(json 'o["remote"].get("results received", 0)')" "$1"
  equals "$(find first/big/archives -type f -exec sha256sum {} + | sed 's/first//' | sort)" \
    "$(find $folder/big/archives -type f -exec sha256sum {} + | sed "s/$folder//" | sort)"
  rm -r machines/reader/.cache
}
rm -r machines/reader/.cache
folder=second
succeeds with_machine reader 077 C "$PREBIND" archive second/big
received 1
folder=third
PREBIND_BOOTSTRAP_big=1 succeeds with_machine reader 077 C cargo build --features bootstrap \
  --manifest-path third/big/Cargo.toml
received 1
