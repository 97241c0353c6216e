#!/usr/bin/env bash
# The list of what is in the release is valid SPDX, and has every file and all that is linked in.
source "$PREBIND_SOURCE/tests/support/common.inc"

list=$DIST/prebind-$VERSION-x86_64-linux-gnu.spdx.json
python3 -m venv checker
checker/bin/pip install -q spdx-tools
succeeds checker/bin/pyspdxtools -i "$list"
cp "$list" output
for file in "prebind-$VERSION-x86_64-linux-gnu.tar.gz" "prebind_${VERSION}_amd64.deb" \
  "prebind-$VERSION-py3-none-manylinux_2_28_x86_64.whl"; do
  equals "$(json "[p['checksums'][0]['checksumValue'] for p in o['packages']
    if p['name'] == '$file'][0]")" "$(sha256sum "$DIST/$file" | cut -d' ' -f1)"
done
# The licences in the tarball are those of what is linked in.
tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz"
equals "$(json "' '.join(sorted(r['relatedSpdxElement'][8:] for r in o['relationships']
  if r['relationshipType'] == 'STATIC_LINK'))")" \
  "$(find prebind-*/share/doc/prebind/licences -type f -printf '%f\n' | LC_ALL=C sort |
    tr '\n' ' ' | sed 's/ $//')"
# Packages of other architectures are not meant, where some are installed.
equals "$(json "[p['versionInfo'] for p in o['packages'] if p['name'] == 'GCC'][0]")" \
  "$(dpkg-query -W -f '${Version}' gcc-12-base:amd64)"
