#!/usr/bin/env bash
# @rust_crate and rust"""…""" as they are typed, on a terminal; and Ctrl-C while cargo works.
. "$PREBIND_SOURCE/tests/conformance/package.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"

# In a project, as everyone has it: without one, the REPL of Julia 1.9 and newer loads no package
# that is not precompiled yet.
use_empty_depot "$PWD/depot"
unset JULIA_LOAD_PATH
export JULIA_PROJECT=$PWD/project
mkdir project
succeeds "$JULIA" --startup-file=no -e \
  "using Pkg; Pkg.develop(PackageSpec(path = \"$PREBIND_SOURCE/julia/Prebind\")); using Prebind"

make_locked_crate kit
make_locked_crate slow
echo 'fn main() { std::thread::sleep(std::time::Duration::from_secs(100)); }' >slow/build.rs
cat >type.py <<'END'
"""Types lines into a program on a terminal of its own, each after the text that it waits for;
prints all that the terminal showed."""
import fcntl, os, pty, select, subprocess, sys, termios, time

master, slave = pty.openpty()

def take_terminal():
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

program = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=slave,
                           preexec_fn=take_terminal,
                           env=dict(os.environ, TERM="dumb"))
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
    ('@rust_crate "slow"', b"slow v1.2.3"),
]:
    os.write(master, line.encode() + b"\n")
    wait_for(answer)
time.sleep(2)
os.write(master, b"\x03")
wait_for(b"InterruptException", 20)
os.write(master, b"string(single() + 300)\n")
wait_for(b'"302"')
os.write(master, b"exit()\n")
program.wait(60)
print(seen.decode(errors="replace"))
END
succeeds python3 type.py "$JULIA" --startup-file=no --color=no
# Where it is a terminal, cargo knows.
prints 'Compiling'
prints 'kit v1.2.3'
prints 'Compiling rust_'
[[ $(<output) != *WARNING* ]] || fail 'there are warnings'
