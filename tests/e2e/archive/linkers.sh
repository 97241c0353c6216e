#!/usr/bin/env bash
# Archives of every machine in the linkers that people have for it, none of which is this one's: a
# routine in an archive, a program that needs it. What can run here, runs: AArch64 under an
# emulator.
. "$PREBIND_SOURCE/tests/support/archive.inc"

# object FILE MACHINE, library FILE MACHINE: made from the standard input
object() { cat >text.s && succeeds prebind asm text.s -o "$1" --target "$2" --object; }
library() { cat >text.s && succeeds prebind asm text.s -o "$1" --target "$2"; }

# Linux: no program gets a stack that can be executed, unless the text says so.
printf '    .globl triple\ntriple:\n    lea (%%rdi,%%rdi,2), %%eax\n    ret\n' |
  library libtriple.a x86_64-linux
echo 'int triple(int); int main(void) { return triple(14); }' >main.c
succeeds cc -Wl,--fatal-warnings main.c libtriple.a -o program
fails 42 ./program
stack() { readelf -lW program | sed -n 's/^ *GNU_STACK.* \(RWE\|RW\) .*/\1/p'; }
equals "$(stack)" RW
printf '    .globl triple\ntriple:\n    ret\n    .section .note.GNU-stack,"x",@progbits\n' |
  library libtriple.a x86_64-linux
says 'text.s:4:14: warning: this section makes the stack executable in every program that links the object'
says 'help: remove the section'
succeeds cc main.c libtriple.a -o program
equals "$(stack)" RWE

# Linux: _start leaves with what triple(14) says.
library libtriple.a aarch64-linux <<'END'
    .globl triple
    .type triple, %function
triple:
    add x0, x0, x0, lsl #1
    ret
END
object start.o aarch64-linux <<'END'
    .globl _start
_start:
    mov x0, #14
    bl triple
    mov x8, #93
    svc #0
END
fails 1 ld.lld-14 -m aarch64linux start.o -o without
says 'undefined symbol: triple'
succeeds ld.lld-14 -m aarch64linux start.o -L . -ltriple -o program
fails 42 qemu-aarch64 ./program

# macOS, both machines; symbols have an underscore before them.
for machine in aarch64-macos x86_64-macos; do
  arch=arm64
  [[ $machine == aarch64-* ]] || arch=x86_64
  printf '    .globl _triple\n_triple:\n    ret\n' | library libtriple.a "$machine"
  if [[ $arch == arm64 ]]; then
    printf '    .globl _main\n_main:\n    b _triple\n' | object main.o "$machine"
  else
    printf '    .globl _main\n_main:\n    jmp _triple\n' | object main.o "$machine"
  fi
  link=(ld64.lld-14 -arch "$arch" -platform_version macos 11.0 11.0 -o program main.o)
  fails 1 "${link[@]}"
  says 'undefined symbol: _triple'
  succeeds "${link[@]}" libtriple.a
  # 64-bit Mach-O, an executable.
  equals "$(od -An -tx4 -N4 program | xargs)" feedfacf
done

# Windows, both machines.
for machine in aarch64-windows x86_64-windows; do
  printf '    .globl triple\ntriple:\n    ret\n' | library triple.lib "$machine"
  jump=b
  [[ $machine == aarch64-* ]] || jump=jmp
  printf '    .globl main\nmain:\n    %s triple\n' $jump | object main.obj "$machine"
  link=(lld-link-14 /entry:main /subsystem:console /nodefaultlib /out:program.exe main.obj)
  fails 1 "${link[@]}"
  says 'undefined symbol: triple'
  succeeds "${link[@]}" triple.lib
  equals "$(head -c 2 program.exe)" MZ
done
