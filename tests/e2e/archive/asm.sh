#!/usr/bin/env bash
# `prebind asm`: one file.
. "$PREBIND_SOURCE/tests/support/archive.inc"

printf '.globl one\none:\n    mov $1, %%eax\n    ret\n' >one.s
succeeds prebind asm one.s -o libone.a --target x86_64-unknown-linux-gnu
prints 'wrote libone.a: '
prints ' bytes for x86_64-linux'
succeeds prebind asm one.s -o libone.a --target x86_64-linux
prints 'unchanged libone.a: '
echo 'extern "C" { fn one() -> u32; } fn main() { println!("{}", unsafe { one() }); }' >main.rs
succeeds rustc main.rs -L . -l static=one
succeeds ./main
equals "$(<output)" 1
succeeds prebind asm one.s -o one.o --target x86_64-linux --object
equals "$(head -c 4 one.o)" $'\x7fELF'

# A long text that has not changed comes out of the cache, warnings included; a cache that fails is
# no error.
hits() { succeeds prebind cache stats --json && json 'o["hits"]'; }
{ printf '.warning "mind"\n.globl long\nlong:\n' && printf '    add $1, %%rax\n%.0s' {1..2000} &&
  echo '    ret'; } >long.s
succeeds prebind asm long.s -o liblong.a --target x86_64-linux
says 'warning: mind'
equals "$(hits)" 0
succeeds prebind asm long.s -o again.a --target x86_64-linux
says 'warning: mind'
equals "$(hits)" 1
succeeds prebind cache list
prints 'assembly'
touch file
PREBIND_CACHE_DIR=$PWD/file/cache succeeds prebind asm long.s -o without.a --target x86_64-linux
says 'cache'
(mkdir other && cp long.s other/ && cd other && PREBIND_CACHE_DIR=$PWD/cache \
  prebind asm long.s -o liblong.a --target x86_64-linux 2>/dev/null >/dev/null)
cmp liblong.a other/liblong.a

printf 'f:\n    .functype f () -> ()\n    ref.null_extern\n    drop\n    end_function\n' >ref.s
succeeds prebind asm ref.s -o libref.a --target wasm32 --features +reference-types,bulk-memory
prints 'for wasm32+bulk-memory,reference-types'

printf 'nop\n    reet\n    mov $1, %%eaxx\n' >bad.s
fails 1 prebind asm bad.s -o libbad.a --target x86_64-linux
says "error: invalid instruction mnemonic 'reet'"
says ' --> bad.s:2:5'
says '2 |     reet'
says '  |     ^^^^'
says 'error: invalid register name'
says 'could not assemble `bad.s`'
[[ ! -e libbad.a ]]

# Texts as editors leave them: what is wrong is shown where it is, whatever the bytes around it are.
printf '\xef\xbb\xbfnop\r\n  lea 8(%%rdi,\r\n.ascii "gr\xf6\xdfe"; reet\r\n.error "gr\xf6\xdfe"' \
  >bad.s
fails 1 prebind asm bad.s -o libbad.a --target x86_64-linux
says $' --> bad.s:2:14\n  |\n2 |   lea 8(%rdi,\n  |              ^\n'
says $' --> bad.s:3:17\n  |\n3 | .ascii "gr\uFFFD\uFFFDe"; reet\n  |                 ^^^^\n'
says $'error: gr\uFFFD\uFFFDe\n --> bad.s:4:1\n'
printf 'n\0o\0p\0' | { printf '\xff\xfe' && cat; } >bad.s
fails 1 prebind asm bad.s -o libbad.a --target x86_64-linux
says 'error: the text is UTF-16'
says 'help: save it as UTF-8'
{ printf '.macro bad x:wrong\n' && printf '    mov \\x, $1\n%.0s' {1..50} &&
  printf '.endm\nbad 1\nreet\n'; } >bad.s
fails 1 prebind asm bad.s -o libbad.a --target x86_64-linux
equals "$(grep -c ' --> ' errors)" 2

fails 1 prebind asm one.s -o libone.a --target riscv64gc-unknown-linux-gnu
says 'error: nothing can be assembled for the target `riscv64gc-unknown-linux-gnu`'
says 'help: name a target of Rust, such as wasm32-unknown-unknown, or one of wasm32,'
fails 1 prebind asm one.s -o libone.a --target wasm32 --features=-simd128
says 'error: feature `simd128` cannot be switched off'
says 'help: only the features that are named are on: remove it'
fails 1 prebind asm one.s -o libone.a --target wasm32 --features +simd
says 'error: unknown feature `simd`'
fails 1 prebind asm none.s -o libone.a --target wasm32
says 'none.s'
fails 1 prebind asm one.s -o nowhere/libone.a --target x86_64-linux
says 'nowhere/libone.a'
fails 2 prebind asm one.s --target x86_64-linux
says 'help: `prebind asm --help` shows the usage'
