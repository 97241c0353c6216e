#!/usr/bin/env bash
# The README, block by block, with the program where its first command puts it. The build is the one
# that is tested.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/pages.inc"

use_tools
rm tools/prebind
export PATH=$PWD/usr/bin:$PATH
succeeds follow README.md \
  --replace 'sudo scripts/setup.sh demo && make build && sudo make install' \
  "cmake --install '${PREBIND%/bin/prebind}' --prefix '$PWD/usr'"
prints 'blocks'
for file in Artifacts.toml deps/lib/libgeometry.so src/generated/Bindings.jl; do
  [[ -f Geometry/$file ]] || fail "$file is not there"
done
[[ $(wc -l <"$PREBIND_SOURCE/README.md") -lt 120 ]] || fail 'the README has 120 lines or more'

# The other commands of a first hour.
succeeds usr/bin/prebind inspect Geometry/deps/lib/libgeometry.so
prints 'fn area(&self) -> f64;'
usr/bin/prebind doctor || [[ $? == 1 ]]
