#!/usr/bin/env bash
# Archives that cannot be read, folders that cannot be written, and folders whose names cannot be
# passed on.
. "$PREBIND_SOURCE/tests/support/archive.inc"

# Root reads and writes everywhere. So where root runs this, somebody else builds, in a place that
# is open to them.
place=$(mktemp -d)
trap 'chmod -R u+rwX "$place" && rm -rf "$place"' EXIT
mkdir "$place/rust" "$place/bin"
cp -r "$PREBIND_SOURCE"/rust/prebind{,-build} "$place/rust"
cp "$PREBIND" "$place/bin/prebind"
PREBIND_SOURCE=$place
cd "$place"
chmod 755 .
somebody() { "$@"; }
[[ $(id -u) != 0 ]] || somebody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
home=$HOME cargo_home=${CARGO_HOME:-$HOME/.cargo}
export CARGO=$DEBIAN_CARGO RUSTC=/usr/bin/rustc CARGO_TARGET_DIR=$place/target HOME=$place \
  CARGO_HOME=$place/cargo XDG_CACHE_HOME=$place/cache
PATH=$place/bin:$path_without_prebind

make_adding_crate fast-add
[[ $(id -u) != 0 ]] || chown -R 65534:65534 "$place"
build() { somebody "$CARGO" build --manifest-path fast-add/Cargo.toml "$@"; }
archives=fast-add/archives/x86_64-linux
succeeds somebody prebind archive fast-add
succeeds build

# Unreadable: the text, the archive, the folder.
for file in add.s libfast-add.1.2.3.add.a; do
  chmod 0 "$archives/$file"
  touch fast-add/src/lib.rs
  fails 101 build
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` cannot be read: \`$place/$archives/$file\`: Permission denied"
  says 'help: make the file readable for everybody who compiles the crate'
  chmod 644 "$archives/$file"
done
chmod 0 "$archives/add.s"
fails 1 somebody prebind archive fast-add --check
says "error: cannot read \`$place/$archives/add.s\`: Permission denied"
chmod 644 "$archives/add.s"

# A folder that cannot be written: bootstrap mode and the command.
sed -i 's/r"    ret"/r"    ret # x"/' fast-add/src/lib.rs
chmod a-w "$archives" fast-add
before=$(state_of "$archives")
PREBIND_BOOTSTRAP_fast_add=1 fails 101 build --features bootstrap
says "error: archive \`add\`: cannot write \`$place/$archives/"
says 'Permission denied'
fails 1 somebody prebind archive fast-add
says "error: cannot create a directory in \`$place/fast-add\`: Permission denied"
equals "$(state_of "$archives")" "$before"
chmod u+w "$archives" fast-add
succeeds somebody prebind archive fast-add
succeeds build

# The list of folders is separated as in PATH, and cargo's lines end with the line.
help='help: move the crate to a folder whose name is Unicode, and has no `:` (on Windows no `;`) and no line end'
for name in 'a:b' $'a\nb'; do
  mkdir "$name"
  cp -r fast-add "$name/"
  fails 101 somebody "$CARGO" build --manifest-path "$name/fast-add/Cargo.toml"
  says 'error: the folder `'
  says '/fast-add/archives/x86_64-linux` cannot be passed on to the compiler'
  says "$help"
done
# Debian's rustc itself fails in a folder whose name is not Unicode.
unset CARGO RUSTC
export HOME=$home CARGO_HOME=$cargo_home CARGO_TARGET_DIR=$place/newest
if [[ ! $DEBIAN_CARGO -ef $(command -v cargo) ]]; then
  mkdir $'a\xffb'
  cp -r fast-add $'a\xffb/'
  cd $'a\xffb/fast-add'
  fails 101 cargo build
  says 'error: the folder of `fast-add` cannot be passed on to the compiler'
  says "$help"
fi
