#!/usr/bin/env python3
"""Writes the list of what is in a release, in the format SPDX 2.3 (JSON).

usage: sbom.py MACHINE EPOCH OUT

The arguments are those of pack.py, which has put the files of the release into OUT. What is linked
in is what cmake/Install.cmake installs licences of; its versions are those of Debian's packages on
this machine. The same packages make the same bytes.
"""

import datetime
import hashlib
import json
import pathlib
import platform
import re
import subprocess
import sys

from project import ROOT as SOURCES
from project import fact

DEBIAN = {"x86_64": "amd64", "aarch64": "arm64"}
LICENCES = {
    "LLVM": "Apache-2.0 WITH LLVM-exception", "OpenSSL": "Apache-2.0", "zlib": "Zlib",
    "zstd": "BSD-3-Clause OR GPL-2.0-only", "fmt": "MIT", "CLI11": "BSD-3-Clause",
    "nlohmann-json": "MIT", "expected": "CC0-1.0", "tomlplusplus": "MIT",
    "GCC": "GPL-3.0-or-later WITH GCC-exception-3.1", "glibc": "LGPL-2.1-or-later",
    "curl": "curl", "gRPC": "Apache-2.0", "protobuf": "BSD-3-Clause", "abseil": "Apache-2.0",
    "c-ares": "MIT", "re2": "BSD-3-Clause", "remote-apis": "Apache-2.0",
}
# The machines whose releases have the programs that talk to a team's cache.
WITH_REMOTE = ("x86_64",)


def unpacked():
    """The versions of the packages that scripts/dist/sysroot.sh has unpacked, by name."""
    text = (SOURCES / ".tools/dist/sysroot-aarch64/packages").read_text(encoding="utf-8")
    return dict(line.split() for line in text.splitlines())


def installed(package, architecture):
    """The version of a package on this machine. That of another architecture may be there too."""
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Architecture} ${Version}\\n", package],
        capture_output=True, text=True, check=False)
    versions = [line.split()[1] for line in shown.stdout.splitlines()
                if line.split()[0] in (architecture, "all")]
    if len(versions) != 1:
        sys.exit(f"error: {package} is not installed for {architecture}")
    return versions[0]


def components(machine):
    """(name, Debian package, version) of all that is linked in, on x86_64 or aarch64."""
    is_cross = machine != platform.machine()
    versions = unpacked() if is_cross else {}
    text = (SOURCES / "cmake/Install.cmake").read_text(encoding="utf-8")
    listed = re.search(r"set\(linked_in ([^)]*)\)", text)[1].split()
    if machine in WITH_REMOTE:
        listed += re.search(r"list\(APPEND linked_in ([^)]*)\)", text)[1].split()
    for entry in listed:
        package, name = entry.split(":")
        if name not in LICENCES:
            sys.exit(f"error: {__file__} knows no licence of {name}")
        version = versions[package] if is_cross else installed(package, DEBIAN[machine])
        yield name, package, version


def package(name, version, licence, **others):
    """An entry for a package."""
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]", "-", name), "name": name,
            "versionInfo": version, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": licence, "licenseDeclared": licence,
            "copyrightText": "NOASSERTION", **others}


def relation(one, kind, other):
    return {"spdxElementId": one["SPDXID"], "relationshipType": kind,
            "relatedSpdxElement": other["SPDXID"]}


def document(machine, epoch, files):
    """The whole list, for files of a release."""
    version, own = fact("version"), "MIT OR Apache-2.0"
    home, name = fact("homepage"), f"prebind-{version}-{machine}-linux-gnu"
    top = {"SPDXID": "SPDXRef-DOCUMENT"}
    program = package("prebind", version, own, homepage=home,
                      supplier="Organization: " + fact("maintainer").partition(" <")[0])
    packages, relations, digests = [program], [], ""
    for file in files:
        content = file.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        digests += sha256
        packages.append(package(file.name, version, own, packageFileName=file.name,
                                checksums=[{"algorithm": "SHA256", "checksumValue": sha256}]))
        relations += [relation(top, "DESCRIBES", packages[-1]),
                      relation(packages[-1], "CONTAINS", program)]
    if machine in WITH_REMOTE:
        # Of our own sources: what protoc makes of third_party/remote-apis.
        packages.append(package("remote-apis", version, LICENCES["remote-apis"]))
        relations.append(relation(program, "STATIC_LINK", packages[-1]))
    for component, debian, its_version in components(machine):
        purl = f"pkg:deb/debian/{debian}@{its_version.replace('+', '%2B').replace(':', '%3A')}"
        packages.append(package(component, its_version, LICENCES[component], externalRefs=[{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": purl}]))
        relations.append(relation(program, "STATIC_LINK", packages[-1]))
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    identity = hashlib.sha256(digests.encode()).hexdigest()[:32]
    return f"{name}.spdx.json", {
        **top, "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "name": name,
        "documentNamespace": f"{home}/spdx/{name}-{identity}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": [program["supplier"], f"Tool: prebind-sbom-{version}"]},
        "packages": packages, "relationships": relations}


def main():
    machine, epoch, out = sys.argv[1:]
    version, out = fact("version"), pathlib.Path(out)
    ends = (f"{machine}-linux-gnu.tar.gz", f"{DEBIAN[machine]}.deb", f"{machine}.whl")
    files = sorted(file for end in ends for file in out.glob(f"prebind?{version}*{end}"))
    name, content = document(machine, int(epoch), files)
    (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{len(content['packages'])} packages in {out / name}")


if __name__ == "__main__":
    main()
