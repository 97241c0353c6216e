#!/usr/bin/env bash
# With the feature and a program, an archive that is missing is made for the build alone, and said
# so.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
make_user_of fast-add
sed -i 's|path = "../fast-add"|&, features = ["bootstrap"]|' user/Cargo.toml
build() {
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 5
  says "warning: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is missing: it was assembled for this build alone; \`prebind archive $PWD/fast-add\` makes it"
  [[ ! -e fast-add/archives ]] || fail 'the package was changed'
}
with_each_toolchain build

# One that is there but stale is none that is missing.
mkdir -p fast-add/archives/x86_64-linux
touch fast-add/archives/x86_64-linux/{add.s,libfast-add.1.2.3.add.a}
fails 101 "$CARGO" build --manifest-path user/Cargo.toml
says 'is out of date: its assembly differs from line 1 on'
rm -r fast-add/archives

# Wrong assembly is an error, as in bootstrap mode.
sed -i 's/"ret"/"reet"/; s/    ret"/    reet"/' fast-add/src/lib.rs
fails 101 "$CARGO" build --manifest-path user/Cargo.toml
says "error: invalid instruction mnemonic 'reet'"
