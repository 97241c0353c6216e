#!/usr/bin/env bash
# @rust_crate and rust"""…""" as they are typed, on a terminal.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

locked_crate kit
cat >type.py <<'END'
"""Types lines into a program on a terminal, each after what was to be seen before it; prints all that was seen."""
import os, pty, re, select, subprocess, sys, time

master, slave = pty.openpty()
program = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
                           env=dict(os.environ, TERM="dumb", JULIA_HISTORY="/dev/null"))
os.close(slave)
seen = b""

def wait_for(text, seconds=90):
    global seen
    start, end = len(seen), time.time() + seconds
    while text not in seen[start:]:
        if time.time() > end or not select.select([master], [], [], end - time.time())[0]:
            break
        try:
            seen += os.read(master, 65536)
        except OSError:
            break
    else:
        return
    print(seen.decode(errors="replace"), file=sys.stderr)
    sys.exit(f"FAILED: {text!r} was not seen")

wait_for(b"julia>")
for line, answer in [
    ("using Prebind", b"julia>"),
    ('@rust_crate "kit"', b"Main.Kit"),
    ("string(Kit.add(1, 2) + 100)", b'"103"'),
    ('rust"""', b""),
    ("#[julia]", b""),
    ("pub fn single() -> i32 { 1 }", b""),
    ('"""', b"RustBlock_"),
    ("string(single() + 200)", b'"201"'),
    ('rust"#[julia] pub fn single() -> i32 { 2 }"', b"RustBlock_"),
    ("string(single() + 200)", b'"202"'),
    ("?one", b""),
]:
    os.write(master, line.encode() + b"\n")
    wait_for(answer)
os.write(master, b"exit()\n")
program.wait(60)
print(seen.decode(errors="replace"))
END
sed -i '/("?one"/d' type.py
succeeds python3 type.py "$JULIA" --startup-file=no --color=no
prints 'Compiling kit v1.2.3'
prints 'Compiling rust_'
grep -q 'WARNING' output && fail 'there are warnings'
true
