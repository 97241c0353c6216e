#!/usr/bin/env bash
# At a terminal: rustc's messages and ours in colour, and Ctrl-C typed there ends everything.
. "$PREBIND_SOURCE/tests/support/common.inc"

# terminal COMMAND...: runs it at a terminal, types Ctrl-C once the file `started` is there; prints
# what the terminal shows
terminal() {
  python3 - "$@" <<'END'
import os, pty, select, signal, sys
child, screen = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown, typed = b"", False
while True:
    if os.path.exists("started") and not typed:
        os.write(screen, b"\x03")
        typed = True
    if not select.select([screen], [], [], 0.05)[0]:
        continue
    try:
        shown += os.read(screen, 65536)
    except OSError:  # the last program has closed it
        break
sys.stdout.buffer.write(shown)
_, status = os.waitpid(child, 0)
print("ended by signal", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
END
}
unset NO_COLOR
export TERM=xterm

make_small_crate geometry
sed -i 's/a + b/a + c/' geometry/src/lib.rs
terminal "$PREBIND" build geometry >output
grep -q $'\e\\[.*merror\\[E0425\\]' output || fail 'rustc has no colours'
prints $'\e[1;31merror\e[0m\e[1m: cargo could not build `geometry`'
prints 'ended by signal 0'

make_small_crate geometry
printf 'fn main() { std::fs::write(%s, "").unwrap(); loop { std::thread::park(); } }\n' \
  "r\"$PWD/started\"" >geometry/build.rs
terminal "$PREBIND" build geometry >output
prints 'ended by signal 2'
prints 'interrupted'
[[ ! -e Geometry.jl ]] || fail 'a module was written'
left=$(find /proc -maxdepth 2 -name cwd -lname "$PWD/geometry*" 2>/dev/null || true)
[[ -z $left ]] || fail "still running: $left"

# What only the macros start. It ends by itself.
rm started
terminal "$PREBIND" expand >output
prints '`prebind expand` is started by the macros while rustc runs'
prints 'run `prebind build` to make bindings'
