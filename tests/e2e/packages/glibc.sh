#!/usr/bin/env bash
# Builds say which glibc a library needs, and `--glibc` makes it need an older one.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/zig.inc"

make_small_crate plain
pack() {
  "$PREBIND" package plain --url https://example.org --artifacts Artifacts.toml -o dist "$@"
}
host=$(rustc -vV | sed -n 's/^host: //p')

without_zig=$(path_without_zig)
succeeds env PATH="$without_zig" "$PREBIND" build plain
newest=$(glibc_of libplain.so)
prints "  needs     glibc ${newest#GLIBC_}, libgcc_s.so.1"
succeeds "$PREBIND" build plain --json
equals "$(json 'o["needs"]["glibc"], o["needs"]["libraries"]["libgcc_s.so.1"][0][:4]')" \
  "('${newest#GLIBC_}', 'GCC_')"
PATH=$without_zig succeeds pack
prints "  needs     glibc ${newest#GLIBC_}, libgcc_s.so.1"
says "warning: the library for \`$host\` needs glibc ${newest#GLIBC_}; older systems cannot load it
help: make it for all that Julia runs on: \`--glibc 2.17\`; for that, install zig: \
\`pip install cargo-zigbuild ziglang\`"
# Julia's platforms have no place for it; the tarball has.
[[ $(<Artifacts.toml) != *"${newest#GLIBC_}"* ]] || fail "$(<Artifacts.toml)"
tar xzf dist/plain*.tar.gz
cp share/prebind/plain.json output
equals "$(json 'o["needs"]["glibc"]')" "${newest#GLIBC_}"

for command in 'build plain' \
  'package plain --url https://example.org --artifacts Artifacts.toml'; do
  # shellcheck disable=SC2086
  fails 1 env PATH="$without_zig" "$PREBIND" $command --glibc 2.17
  says 'error: `--glibc 2.17` needs `cargo-zigbuild` and `zig`, which are not here
help: install zig: `pip install cargo-zigbuild ziglang`'
  # shellcheck disable=SC2086
  fails 1 "$PREBIND" $command --glibc 2.5
  says 'error: `--glibc 2.5` is not known
help: name 2.17 or a newer version, as `--glibc 2.17`'
done
fails 1 pack --glibc 2.17 --target x86_64-pc-windows-gnu
says 'error: `--glibc 2.17` applies to none of the targets
help: leave it out: only Linux has glibc'

use_zig || {
  echo "skipped: cargo-zigbuild is not installed; \`scripts/setup.sh cross\` does that"
  exit 0
}
before=$(sha256sum libplain.so)
succeeds "$PREBIND" build plain --glibc 2.17
is_old() {
  [[ $(printf '%s\n' "$(glibc_of "$1")" GLIBC_2.17 | sort -V | tail -n 1) == GLIBC_2.17 ]]
}
is_old libplain.so || fail "it needs $(glibc_of libplain.so)"
prints "  needs     glibc $(glibc_of libplain.so | cut -d_ -f2)"
evaluates Plain.jl 'print(add(1, 2))'
prints 3
# Each is its own build, and fresh by itself.
succeeds "$PREBIND" build plain --glibc 2.17
prints ' is up to date'
succeeds "$PREBIND" build plain
[[ $(<output) != *'is up to date'* ]] || fail 'the library for another glibc is taken for this one'
equals "$(sha256sum libplain.so)" "$before"
# It is another one than with any other version of zig.
succeeds "$PREBIND" build plain --glibc 2.17
mkdir other
cp "$(command -v cargo-zigbuild)" other/
printf '\n' >>other/cargo-zigbuild
zig=$(find "$(dirname "$(dirname "$(readlink -f "$(command -v cargo-zigbuild)")")")" \
  -path '*/ziglang/zig' | head -n 1)
succeeds env PATH="$PWD/other:$PATH" CARGO_ZIGBUILD_ZIG_PATH="$zig" "$PREBIND" explain plain
prints 'paths of linkers'

rm -r dist
succeeds pack --glibc 2.17
[[ $(<errors) != *warning* ]] || fail "$(<errors)"
tar xzf dist/plain*.tar.gz
is_old lib/libplain.so || fail "it needs $(glibc_of lib/libplain.so)"
# What is promised is looked at.
fails 1 env RUSTFLAGS='-C linker=cc' "$PREBIND" build plain --glibc 2.17
says "error: \`libplain.so\` needs glibc ${newest#GLIBC_}, in spite of \`--glibc 2.17\`"
says "help: another linker made it: remove what names one in RUSTFLAGS, in the environment or in \
cargo's configuration"
