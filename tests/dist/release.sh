#!/usr/bin/env bash
# scripts/release.sh in a clone: a release is cut and finished, its signatures are right, and what
# must not become a release is refused. The clone has an address, a maintainer and a key.
source "$PREBIND_SOURCE/tests/support/common.inc"

export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.net GIT_COMMITTER_NAME=t
export GIT_COMMITTER_EMAIL=t@example.net GIT_CONFIG_GLOBAL=/dev/null
unset PREBIND_SIGNING_KEY
git clone --quiet --no-local "$PREBIND_SOURCE" clone
release() { succeeds clone/scripts/release.sh "$@"; }
refused() { fails 1 clone/scripts/release.sh "$@"; }
in_clone() { git -C clone "$@"; }

refused cut 99.0.0
equals "$(<errors)" 'error: CMakeLists.txt names no real address or maintainer
help: set HOMEPAGE_URL and PREBIND_MAINTAINER there, then run cmake/checks/versions.py --write'
sed -i 's/example\.org/example.net/' clone/CMakeLists.txt
refused cut 99.0.0
equals "$(<errors)" 'error: the working tree has changes:  M CMakeLists.txt
help: commit or stash them first'
python3 -B clone/cmake/checks/versions.py --write
in_clone commit --quiet --all --message address
refused cut 99.0.0
equals "$(<errors)" 'error: no key signs this release: PREBIND_SIGNING_KEY is ``
help: name a key whose public half is in docs/release-keys (see docs/releasing.md)'
refused cut 99
equals "$(<errors)" $'error: `99` is no version\nhelp: write it as 1.2.3'

# A dry run of another version: everything has it, and nothing is left.
before=$(in_clone rev-parse HEAD)
release cut 99.1.0 --dry-run
prints 'release: a release would stop here: no key signs this release'
prints ' rust/prebind-build/Cargo.lock '
prints 'release: nothing of this is left: it was a dry run'
equals "$(in_clone rev-parse HEAD) $(in_clone tag) $(in_clone status --porcelain)" "$before  "

# The real thing, for the version that build/dist was made of.
ssh-keygen -q -t ed25519 -N '' -C t -f key
export PREBIND_SIGNING_KEY=$PWD/key
echo "prebind namespaces=\"git,prebind-release\" $(cut -d' ' -f1,2 key.pub)" \
  >>clone/docs/release-keys
in_clone commit --quiet --all --message key
# A key that cannot sign changes nothing.
mv key right && sed 's/b/c/2' right >key && chmod 600 key
before=$(in_clone rev-parse HEAD)
refused cut "$VERSION"
says "error: git could not sign the tag v$VERSION with $PWD/key
help: see the message above, and whether docs/release-keys has this key; nothing changed"
equals "$(in_clone rev-parse HEAD) $(in_clone tag) $(in_clone status --porcelain)" "$before  "
mv right key
release cut "$VERSION"
grep -qxF "## $VERSION ($(date -u +%F))" clone/CHANGELOG.md || fail 'CHANGELOG.md has no section'
equals "$(sed -n '/^## /p' clone/CHANGELOG.md | head -n 1)" '## Unreleased'
in_clone -c gpg.ssh.allowedSignersFile=docs/release-keys verify-tag "v$VERSION" 2>/dev/null ||
  fail 'the tag is not signed'
refused cut "$VERSION"
equals "$(<errors)" "error: $VERSION is not newer than $VERSION, the last release
help: choose a newer version"
refused cut 99.0.0
equals "$(<errors)" 'error: CHANGELOG.md has no changes below `## Unreleased`
help: a release has changes: write them there'
equals "$(in_clone status --porcelain)" ''

# Files of other sources are no files of this release.
tarball=prebind-$VERSION-x86_64-linux-gnu.tar.gz
dist=$PWD/clone/build/dist
refused finish
equals "$(<errors)" "error: $dist/$tarball is not there
help: run make dist-test at the tag"
mkdir -p "$dist"
find "$DIST" -maxdepth 1 -type f -exec cp -t "$dist" {} +
refused finish
equals "$(<errors)" 'error: build/dist was not made of these sources: CHANGELOG.md differs
help: run make dist-test at the tag'
# `make dist` differs in these: the changes, and the address in the crates.
epoch=$(in_clone log -1 --format=%ct)
ln -s "$PREBIND_SOURCE/.tools" clone/.tools
echo /.tools >>clone/.git/info/exclude
for machine in x86_64 aarch64; do
  mkdir -p $machine/usr
  tar xzf "$DIST/prebind-$VERSION-$machine-linux-gnu.tar.gz" -C $machine/usr --strip-components=1
  cp clone/CHANGELOG.md $machine/usr/share/doc/prebind/
  for crate in prebind prebind-build; do
    cp clone/rust/$crate/Cargo.toml $machine/usr/share/prebind/rust/$crate/
  done
  python3 -B clone/scripts/dist/pack.py $machine $machine "$epoch" "$dist" >/dev/null
  python3 -B clone/scripts/dist/sbom.py $machine "$epoch" "$dist" >/dev/null
done
release finish
(cd "$dist" && sha256sum --quiet --check SHA256SUMS) || fail 'the sums are wrong'
equals "$(wc -l <"$dist/SHA256SUMS")" 8
ssh-keygen -q -Y verify -f clone/docs/release-keys -I prebind -n prebind-release \
  -s "$dist/SHA256SUMS.sig" <"$dist/SHA256SUMS" || fail 'the signature is wrong'
grep -qF "url = \"https://example.net/prebind/releases/download/v$VERSION/$tarball\"" \
  clone/julia/Prebind/Artifacts.toml || fail 'Artifacts.toml has another address'
grep -qF "$(sha256sum "$dist/$tarball" | cut -d' ' -f1)" clone/julia/Prebind/Artifacts.toml ||
  fail 'Artifacts.toml has another sum'
equals "$(in_clone status --porcelain)" ''
refused finish
equals "$(<errors)" "error: the commit that is checked out does not have the tag v$VERSION
help: run scripts/release.sh cut $VERSION, or git checkout v$VERSION"
fails 2 clone/scripts/release.sh
equals "$(<errors)" 'usage: scripts/release.sh cut VERSION|finish [--dry-run]'
