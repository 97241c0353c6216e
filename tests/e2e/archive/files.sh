#!/usr/bin/env bash
# Assembly in a file of its own, an archive whose name has dots, and a package whose name has
# hyphens.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_archive_crate js-sys <<'END'
prebind::cached_embed_asm!(
    name = "console.log",
    ".globl console_log",
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/log.s")),
    "    ret",
);
prebind::cached_embed_asm!(name = "log", ".globl plain_log", "plain_log: mov $7, %eax", "ret");

extern "C" {
    fn console_log() -> u32;
    fn plain_log() -> u32;
}

pub fn add(a: u32, b: u32) -> u32 {
    unsafe { console_log() + plain_log() + a + b }
}
END
printf '\xef\xbb\xbfconsole_log:\r\n    mov $30, %%eax\r\n' >js-sys/src/log.s
make_user_of js-sys
run() { succeeds cargo run -q --manifest-path user/Cargo.toml && equals "$(<output)" "$1"; }

archives=js-sys/archives/x86_64-linux
succeeds prebind archive js-sys
equals "$(cd $archives && echo *)" \
  'console.log.s libjs-sys.1.2.3.console.log.a libjs-sys.1.2.3.log.a log.s'
equals "$(cat $archives/console.log.s)" \
  $'.globl console_log\nconsole_log:\n    mov $30, %eax\n    ret'
run 42
succeeds prebind archive js-sys --check

# The file is watched, by builds and by the check.
printf 'console_log:\n    mov $40, %%eax\n' >js-sys/src/log.s
fails 101 cargo run -q --manifest-path user/Cargo.toml
says 'archive `console.log` of package `js-sys` 1.2.3 for `x86_64-linux` is out of date: its assembly differs from line 3 on'
fails 3 prebind archive js-sys --check
says '`archives/x86_64-linux/console.log.s` differs'

# Bootstrap mode, by the package's name as it is and as a shell can set it.
number=40
for variable in PREBIND_BOOTSTRAP_js-sys PREBIND_BOOTSTRAP_js_sys; do
  bootstrap() {
    env "$variable=$1" cargo build --manifest-path js-sys/Cargo.toml --features bootstrap
  }
  printf 'console_log: mov $%s, %%eax\n' $((++number)) >js-sys/src/log.s
  fails 101 bootstrap 0
  says 'is out of date'
  succeeds bootstrap 1
  run $((number + 12))
done

# One archive goes, and the one whose name ends like it stays; another version is seen as such.
succeeds prebind archive js-sys
sed -i '/"log"/d; s/ + plain_log()//; /fn plain_log/d' js-sys/src/lib.rs
succeeds prebind archive js-sys
prints '  removed   archives/x86_64-linux/libjs-sys.1.2.3.log.a'
prints '  removed   archives/x86_64-linux/log.s'
run 47
sed -i 's/"1.2.3"/"1.3.0-rc.1"/' js-sys/Cargo.toml
fails 101 cargo run -q --manifest-path user/Cargo.toml
says 'archive `console.log` of package `js-sys` 1.3.0-rc.1 for `x86_64-linux` is missing: there is one of version 1.2.3, and no'

# What the assembler does not read, it says how to have.
printf '.incbin "x"\n' >js-sys/src/log.s
fails 1 prebind archive js-sys
says '`.incbin` is not allowed: no other file is read or written'
says 'help: an archive is made from its text alone, so that it is the same everywhere; put the contents into the text:'
