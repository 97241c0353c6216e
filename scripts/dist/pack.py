#!/usr/bin/env python3
"""Packs an installed Prebind: a tarball, a Debian package and a Python wheel.

usage: pack.py ROOT MACHINE EPOCH OUT

ROOT holds what `cmake --install` with the prefix /usr put there, MACHINE is x86_64 or aarch64, and
EPOCH is the time of every file, in seconds since 1970. The same ROOT makes the same bytes.
"""

import base64
import gzip
import hashlib
import io
import lzma
import pathlib
import sys
import tarfile
import time
import zipfile

from project import fact

GLIBC = (2, 28)
DEBIAN = {"x86_64": "amd64", "aarch64": "arm64"}
SUMMARY = fact("summary")
DESCRIPTION = """\
Prebind builds the shared library of a Rust crate and writes a Julia module or a C++ header for it.
Whoever uses them needs neither Rust nor Prebind. Building a crate needs cargo and rustc.
"""


def files_of(root):
    """All files below `root` in the order of their paths, as (path, content, mode)."""
    paths = sorted(path for path in root.rglob("*") if path.is_file() or path.is_symlink())
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            yield name, path.readlink().as_posix(), None
        else:
            yield name, path.read_bytes(), 0o755 if path.stat().st_mode & 0o100 else 0o644


def tar(files, epoch):
    """A tar file of `files`, and of the folders that they are in."""
    buffer = io.BytesIO()
    folders = set()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        def add(name, content, mode, kind):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode, entry.mtime = kind, mode, epoch
            entry.uname = entry.gname = "root"
            if kind == tarfile.SYMTYPE:
                entry.linkname = content
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))

        for name, content, mode in files:
            for folder in reversed(pathlib.PurePosixPath(name).parents):
                if folder.name and folder not in folders:
                    folders.add(folder)
                    prefix = "./" if name.startswith("./") else ""
                    add(prefix + folder.as_posix(), b"", 0o755, tarfile.DIRTYPE)
            if mode is None:
                add(name, content, 0o777, tarfile.SYMTYPE)
            else:
                add(name, content, mode, tarfile.REGTYPE)
    return buffer.getvalue()


def tarball(root, machine, version, epoch):
    """(name, content) of the tarball, which has one folder, to be unpacked anywhere."""
    name = f"prebind-{version}-{machine}-linux-gnu"
    files = [(f"{name}/{path}", content, mode) for path, content, mode in files_of(root / "usr")]
    return f"{name}.tar.gz", gzip.compress(tar(files, epoch), 9, mtime=epoch)


def deb(root, machine, version, epoch):
    """(name, content) of the Debian package."""
    files = list(files_of(root))
    sums = "".join(f"{hashlib.md5(content).hexdigest()}  {path}\n"
                   for path, content, mode in files if mode is not None)
    size = sum(len(content) for _, content, _ in files)
    control = f"""\
Package: prebind
Version: {version}
Architecture: {DEBIAN[machine]}
Maintainer: {fact("maintainer")}
Homepage: {fact("homepage")}
Installed-Size: {(size + 1023) // 1024}
Depends: libc6 (>= {GLIBC[0]}.{GLIBC[1]})
Recommends: cargo
Section: devel
Priority: optional
Description: {SUMMARY[0].lower() + SUMMARY[1:]}
"""
    control += "".join(f" {line}\n" for line in DESCRIPTION.splitlines())
    parts = [
        ("debian-binary", b"2.0\n"),
        ("control.tar.xz", lzma.compress(tar([("./control", control.encode(), 0o644),
                                              ("./md5sums", sums.encode(), 0o644)], epoch))),
        ("data.tar.xz", lzma.compress(tar([(f"./{path}", content, mode)
                                           for path, content, mode in files], epoch))),
    ]
    archive = b"!<arch>\n"
    for name, content in parts:
        header = f"{name:<16}{epoch:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n"
        archive += header.encode() + content + b"\n" * (len(content) % 2)
    return f"prebind_{version}_{DEBIAN[machine]}.deb", archive


def wheel(root, machine, version, epoch):
    """(name, content) of the wheel: the program as a script, the rest as data beside it."""
    tag = f"py3-none-manylinux_{GLIBC[0]}_{GLIBC[1]}_{machine}"
    info, data = f"prebind-{version}.dist-info", f"prebind-{version}.data"
    files = []
    for path, content, mode in files_of(root / "usr"):
        if path.startswith("bin/"):
            files.append((f"{data}/scripts/{path[4:]}", content, mode))
        elif path.startswith("libexec/"):
            files.append((f"{data}/data/{path}", content, mode))
        elif path.startswith("share/doc/prebind/"):
            if "LICENSE" in path or "/licences/" in path:
                files.append((f"{info}/licenses/{path[len('share/doc/prebind/'):]}", content, mode))
        elif path.startswith("share/"):
            files.append((f"{data}/data/{path}", content, mode))
    readme = (root / "usr/share/doc/prebind/README.md").read_text(encoding="utf-8")
    metadata = f"""\
Metadata-Version: 2.1
Name: prebind
Version: {version}
Summary: {SUMMARY}
Home-page: {fact("homepage")}
Maintainer-email: {fact("maintainer")}
License: MIT OR Apache-2.0
Keywords: julia,rust,ffi,bindings
Classifier: Development Status :: 4 - Beta
Classifier: Intended Audience :: Developers
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Rust
Classifier: Topic :: Software Development :: Code Generators
Requires-Python: >=3.7
Description-Content-Type: text/markdown

{readme}"""
    files.append((f"{info}/METADATA", metadata.encode(), 0o644))
    about = f"Wheel-Version: 1.0\nGenerator: prebind\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files.append((f"{info}/WHEEL", about.encode(), 0o644))
    record = ""
    for path, content, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content)}\n"
    record += f"{info}/RECORD,,\n"
    files.append((f"{info}/RECORD", record.encode(), 0o644))

    buffer = io.BytesIO()
    when = time.gmtime(max(epoch, 315532800))[:6]  # zip begins in 1980
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content, mode in files:
            entry = zipfile.ZipInfo(path, when)
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return f"prebind-{version}-{tag}.whl", buffer.getvalue()


def main():
    root, machine, epoch, out = sys.argv[1:]
    version = fact("version")
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for make in (tarball, deb, wheel):
        name, content = make(pathlib.Path(root), machine, version, int(epoch))
        (out / name).write_bytes(content)
        print(f"{len(content) / 1e6:6.1f} MB  {out / name}")


if __name__ == "__main__":
    main()
