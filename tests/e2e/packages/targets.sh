#!/usr/bin/env bash
# `prebind package` for several targets: what is missing is named before anything is built; what
# can be built is delivered.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/zig.inc"

make_small_crate plain
pack() {
  "$PREBIND" package plain --url https://example.org --artifacts Artifacts.toml -o dist "$@"
}
host=$(rustc -vV | sed -n 's/^host: //p')
nothing_written() { [[ ! -e dist && ! -e Artifacts.toml ]] || fail 'something was written'; }

# A Rust without any target but its own, and no compiler for others.
mkdir -p sysroot/lib/rustlib bare
ln -s "$(rustc --print sysroot)/lib/rustlib/$host" sysroot/lib/rustlib/
real=$(command -v rustc)
cat >bare/rustc <<END
#!/bin/sh
if [ "\$*" = '--print sysroot' ]; then echo $PWD/sysroot; exit; fi
exec $real "\$@"
END
for tool in cc ld as ar; do ln -s "$(command -v $tool)" bare/; done
ln -s "$(command -v cargo)" bare/cargo
chmod +x bare/rustc
bare() { env PATH="$PWD/bare" HOME="$HOME" "$PREBIND" package plain --url https://example.org \
  --artifacts Artifacts.toml -o dist "$@"; }
fails 1 bare --target "$host" --target aarch64-unknown-linux-gnu --target x86_64-pc-windows-gnu \
  --target aarch64-apple-darwin
for target in aarch64-unknown-linux-gnu x86_64-pc-windows-gnu aarch64-apple-darwin; do
  says "error: Rust's standard library for \`$target\` is not installed
 --> $PWD/sysroot
help: use Rust from rustup (https://rustup.rs): \`rustup target add $target\`"
done
says 'error: no linker for `aarch64-unknown-linux-gnu`: there is neither `'\
'aarch64-linux-gnu-gcc` nor zig
help: `apt-get install gcc-aarch64-linux-gnu`, or install zig: `pip install cargo-zigbuild ziglang`'
says 'error: no linker for `x86_64-pc-windows-gnu`: there is neither `'\
'x86_64-w64-mingw32-gcc` nor zig
help: `apt-get install gcc-mingw-w64-x86-64`, or install zig: `pip install cargo-zigbuild ziglang`'
says 'error: nothing here links for `aarch64-apple-darwin`
help: build on macOS, or name one in cargo'\''s configuration '\
'(`target.aarch64-apple-darwin.linker`)'
says 'error: nothing was built because of the 6 errors above'
[[ $(<errors) != *Compiling* ]] || fail 'cargo worked first'
nothing_written

# From rustup it is one command, which names the toolchain.
mkdir -p toolchains
mv sysroot toolchains/stable
sed -i "s|$PWD/sysroot|$PWD/toolchains/stable|" bare/rustc
fails 1 bare --target x86_64-unknown-linux-musl
says 'help: `rustup target add --toolchain stable x86_64-unknown-linux-musl`'
fails 1 bare --target x86_64-unknown-linux-gnux33
says 'error: rustc does not know the target `x86_64-unknown-linux-gnux33`
help: did you mean `x86_64-unknown-linux-gnux32`?'

# C is compiled for a target that the author names a linker for.
mkdir -p cc/src
printf '[package]\nname = "cc"\nversion = "1.0.0"\n' >cc/Cargo.toml
touch cc/src/lib.rs
printf '[build-dependencies]\ncc = { path = "../cc" }\n' >>plain/Cargo.toml
printf 'fn main() {}\n' >plain/build.rs
mkdir -p toolchains/stable/lib/rustlib/aarch64-unknown-linux-gnu/lib
touch toolchains/stable/lib/rustlib/aarch64-unknown-linux-gnu/lib/std
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=cc
fails 1 bare --target aarch64-unknown-linux-gnu
says 'error: `plain` compiles C, and there is no compiler for `aarch64-unknown-linux-gnu`
help: `apt-get install gcc-aarch64-linux-gnu`, or set CC_aarch64_unknown_linux_gnu to one'
nothing_written

# What fails is said; the rest is delivered. There is no real library for that target.
CC=cc fails 1 bare --target aarch64-unknown-linux-gnu --target "$host"
prints 'plain 1.2.3: 1 tarball'
prints '  failed    aarch64-unknown-linux-gnu'
says 'error: no tarball for `aarch64-unknown-linux-gnu` because of the error above
help: the others are there, and Artifacts.toml has what it had for this target: repair it '\
'and run the same command again'
[[ -f $(echo dist/plain.v1.2.3.*-linux-gnu.tar.gz) ]] || fail 'there is no tarball'
[[ $(<Artifacts.toml) != *aarch64* ]] || fail 'a target that failed is there'
CC=cc fails 1 bare --target aarch64-unknown-linux-gnu --target "$host" --json
equals "$(json 'len(o["tarballs"]), o["failed"][0]["target"], len(o["failed"][0]["errors"])')" \
  "(1, 'aarch64-unknown-linux-gnu', 1)"
unset CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER

fails 1 pack --target "$host" --target "$host"
says "error: the target \`$host\` is there twice"
fails 1 pack --target x86_64-pc-windows-gnu --target x86_64-pc-windows-msvc
says 'error: `x86_64-pc-windows-gnu` and `x86_64-pc-windows-msvc` are one platform for Julia: '\
'x86_64-w64-mingw32
help: remove one of them'

# All that is missing, at once.
mkdir empty
cd empty
fails 2 "$PREBIND" package
says 'error: there is no Cargo.toml in '
says 'error: --url is required
help: `prebind package --help` shows the usage'
says 'error: could not begin because of the 2 errors above'
