#!/usr/bin/env bash
# The list of what is in the release is valid SPDX, and has every file and all that is linked in.
source "$PREBIND_SOURCE/tests/support/common.inc"

python3 -m venv checker
checker/bin/pip install -q spdx-tools
for machine in aarch64:arm64 x86_64:amd64; do
  debian=${machine#*:} machine=${machine%:*}
  name=prebind-$VERSION-$machine-linux-gnu
  succeeds checker/bin/pyspdxtools -i "$DIST/$name.spdx.json"
  cp "$DIST/$name.spdx.json" output
  for file in "$name.tar.gz" "prebind_${VERSION}_$debian.deb" \
    "prebind-$VERSION-py3-none-manylinux_2_28_$machine.whl"; do
    equals "$(json "[p['checksums'][0]['checksumValue'] for p in o['packages']
      if p['name'] == '$file'][0]")" "$(sha256sum "$DIST/$file" | cut -d' ' -f1)"
  done
  # The licences in the tarball are those of what is linked in.
  tar xzf "$DIST/$name.tar.gz"
  equals "$(json "' '.join(sorted(r['relatedSpdxElement'][8:] for r in o['relationships']
    if r['relationshipType'] == 'STATIC_LINK'))")" \
    "$(find "$name/share/doc/prebind/licences" -type f -printf '%f\n' | LC_ALL=C sort |
      tr '\n' ' ' | sed 's/ $//')"
done
# Packages of other architectures are not meant, where some are installed.
equals "$(json "[p['versionInfo'] for p in o['packages'] if p['name'] == 'GCC'][0]")" \
  "$(dpkg-query -W -f '${Version}' gcc-12-base:amd64)"
