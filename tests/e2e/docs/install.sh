#!/usr/bin/env bash
# docs/install.md: what it installs, where a user may write. The build is the one that is tested.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
. "$PREBIND_SOURCE/tests/support/pages.inc"

use_tools
use_empty_depot "$PWD/depot"
build=${PREBIND%/bin/prebind}
rm tools/prebind
export PATH=$PWD/usr/bin:$PATH
succeeds follow docs/install.md \
  --skip 'sudo scripts/setup.sh demo' --skip 'make build' \
  --replace 'sudo make install' "cmake --install '$build' --prefix '$PWD/usr'" \
  --replace 'sudo xargs rm <build/' "xargs rm <'$build'/" \
  --replace /usr/local "$PWD/usr"
prints 'blocks'
equals "$(find usr -type f)" ''
