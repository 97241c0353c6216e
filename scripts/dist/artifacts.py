#!/usr/bin/env python3
"""Writes the Artifacts.toml of the Julia package Prebind: the tarballs of a release, by platform.

usage: artifacts.py URL OUT TARBALL...

URL is the folder that the tarballs can be downloaded from. They are lazy artifacts: Julia downloads
one when the package first needs it.
"""

import hashlib
import pathlib
import sys
import tarfile

# The end of a tarball's name: how Julia names the platform.
PLATFORMS = {
    "x86_64-linux-gnu": {"arch": "x86_64", "libc": "glibc", "os": "linux"},
    "aarch64-linux-gnu": {"arch": "aarch64", "libc": "glibc", "os": "linux"},
}


def git_object(kind, content):
    """The hash that git gives to an object."""
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content).digest()


def tree_hash(tree):
    """The hash that git gives to a folder: a dict of folders, and (mode, content) of files."""
    entries = []
    for name, item in tree.items():
        if isinstance(item, dict):
            # git sorts a folder as if its name ended with a slash
            entries.append((name.encode() + b"/", b"40000", tree_hash(item)))
        else:
            mode, content = item
            entries.append((name.encode(), mode, git_object("blob", content)))
    content = b"".join(mode + b" " + name.rstrip(b"/") + b"\0" + digest
                       for name, mode, digest in sorted(entries))
    return git_object("tree", content)


def tree_of(tarball):
    """What a tarball unpacks to, as `tree_hash` takes it."""
    tree = {}
    with tarfile.open(tarball) as archive:
        for entry in archive:
            *folders, name = pathlib.PurePosixPath(entry.name).parts
            place = tree
            for folder in folders:
                place = place.setdefault(folder, {})
            if entry.issym():
                place[name] = (b"120000", entry.linkname.encode())
            elif entry.isfile():
                mode = b"100755" if entry.mode & 0o100 else b"100644"
                place[name] = (mode, archive.extractfile(entry).read())
    return tree


def entry_of(tarball, url):
    """The lines for one tarball."""
    found = [end for end in PLATFORMS if tarball.name.endswith(f"-{end}.tar.gz")]
    if not found:
        sys.exit(f"error: {tarball}: its name ends with no known platform: " +
                 ", ".join(PLATFORMS))
    facts = {**PLATFORMS[found[0]], "git-tree-sha1": tree_hash(tree_of(tarball)).hex()}
    lines = ["[[prebind]]"]
    for key in sorted({**facts, "lazy": ""}):
        lines.append("lazy = true" if key == "lazy" else f'{key} = "{facts[key]}"')
    sha256 = hashlib.sha256(tarball.read_bytes()).hexdigest()
    lines += ["", "    [[prebind.download]]", f'    sha256 = "{sha256}"',
              f'    url = "{url.rstrip("/")}/{tarball.name}"', ""]
    return "\n".join(lines)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    url, out, *tarballs = sys.argv[1:]
    entries = [entry_of(pathlib.Path(tarball), url) for tarball in sorted(tarballs)]
    pathlib.Path(out).write_text("\n".join(entries), encoding="utf-8")


if __name__ == "__main__":
    main()
