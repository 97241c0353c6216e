#!/usr/bin/env bash
# actionlint finds nothing in the workflows of the repository, and in that of a new package.
source "$PREBIND_SOURCE/tests/support/common.inc"

version=1.7.7 # the newest that Debian's Go compiles
tools=$PREBIND_SOURCE/.tools/dist/actionlint-$version
if [[ ! -x $tools/actionlint ]]; then
  command -v go >/dev/null || fail 'go is not installed'
  GOBIN=$tools go install "github.com/rhysd/actionlint/cmd/actionlint@v$version"
fi
tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz"
succeeds prebind-*/bin/prebind new Geometry
succeeds "$tools/actionlint" "$PREBIND_SOURCE"/.github/workflows/*.yml \
  Geometry/.github/workflows/CI.yml
# It does find something where something is wrong.
sed 's/needs: dist/needs: nothing/' "$PREBIND_SOURCE/.github/workflows/ci.yml" >wrong.yml
fails 1 "$tools/actionlint" wrong.yml
prints 'job "new-package" needs job "nothing" which does not exist'
