#!/usr/bin/env bash
# Content that changes under unchanged stat data, as through a mapping that was written before:
# `--paranoid` reads it.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
succeeds "$PREBIND" build geometry

cat >map.py <<'END'
import mmap, os, subprocess, sys, time
prebind, path = sys.argv[1:]
with open(path, "r+b") as file:
    page = mmap.mmap(file.fileno(), 0)
    at = page.find(b"a + b")
    # From here on the page may be written without the file system hearing of it.
    page[at:at + 5] = b"a - b"
    time.sleep(0.1)
    subprocess.run([prebind, "build", "geometry"], check=True)
    time.sleep(2.5)  # then the stat data are old enough to prove something, and are kept
    subprocess.run([prebind, "check", "geometry"], check=True)
    before = os.stat(path)
    page[at:at + 5] = b"a * b"
    after = os.stat(path)
    print("same stat data:", before.st_mtime_ns == after.st_mtime_ns and
          before.st_ctime_ns == after.st_ctime_ns)
    print("check", subprocess.run([prebind, "check", "geometry"]).returncode)
    check = subprocess.run([prebind, "check", "--paranoid", "geometry"])
    print("check --paranoid", check.returncode)
END
succeeds python3 map.py "$PREBIND" geometry/src/lib.rs
prints 'check --paranoid 3'
# Without it: unchanged stat data prove it unchanged, and changed ones do not.
if [[ $(<output) == *'same stat data: True'* ]]; then prints 'check 0'; else prints 'check 3'; fi

: >cargo.log
succeeds "$PREBIND" build --paranoid geometry
builds_with_cargo 1
evaluates Geometry.jl 'print(add(20, 3))'
prints 60
# It is known now, and read again all the same.
succeeds "$PREBIND" check --paranoid geometry
