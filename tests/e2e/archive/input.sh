#!/usr/bin/env bash
# What can stand in the macro, and what cannot.
. "$PREBIND_SOURCE/tests/support/archive.inc"

refused() { # MACRO MESSAGE HELP
  make_archive_crate wrong <<<"prebind::cached_embed_asm!$1"
  fails 101 cargo build --manifest-path wrong/Cargo.toml
  says "error: $2"
  says "help: $3"
}
form='write `cached_embed_asm!(name = "…", "first line", "second line", …)`'
literals='write a string literal, raw or not, `concat!(…)` of literals, or a file as `include_str!(concat!('
name='it becomes part of file names: use letters, digits, `_`, `-` and `.`'
refused '();' 'the archive has no name and no assembly' "$form"
refused '(name = "x");' 'archive `x` without assembly' "$form"
refused '("nop", "nop");' "the archive's name does not come first" "$form"
refused '(name "x", "nop");' "the archive's name does not come first" "$form"
refused '(name = X, "nop");' 'this is not a string literal' "$literals"
refused '(name = "x", include_str!("x.s"));' 'the path of this file is not absolute' \
  'write it as `include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/x.s"))`: a macro does not know in which file it stands'
refused '(name = "x", include_str!("/no/x.s"));' \
  'cannot read `/no/x.s`: No such file or directory' 'correct the path, or add the file'
printf '# gr\xf6\xdfe\n' >latin1.s
refused "(name = \"x\", include_str!(\"$PWD/latin1.s\"));" \
  "cannot read \`$PWD/latin1.s\`: stream did not contain valid UTF-8" 'save it as UTF-8'
refused '(name = "x", b"nop");' 'this is not a string literal' "$literals"
refused '(name = "x", concat!("nop", LINE));' 'this is not a string literal' "$literals"
refused '(name = "", "nop");' 'the name of an archive is empty' "$name"
refused '(name = "a/b", "nop");' "the name of an archive cannot contain the character '/'" "$name"
refused '(name = "ä", "nop");' "the name of an archive cannot contain the character 'ä'" "$name"
refused '(name = "-a", "nop");' 'the name `-a` of an archive begins with `-`' "$name"
refused '(name = ".a", "nop");' 'the name `.a` of an archive begins with `.`' "$name"
refused '(name = "a.", "nop");' \
  'the name `a.` of an archive has a `.` with nothing after it' "$name"
refused '(name = "a..b", "nop");' \
  'the name `a..b` of an archive has a `.` with nothing after it' "$name"
refused '(name = "con.log", "nop");' 'no file can be called `con.log` on Windows' "$name"
refused '(name = "COM1", "nop");' 'no file can be called `COM1` on Windows' "$name"
refused "(name = \"$(printf 'a%.0s' {1..101})\", \"nop\");" \
  'the name of an archive has at most 100 characters' "$name"
refused '(name = "a", "nop"); mod m { prebind::cache_embed_asm!(name = "A", "nop"); }' \
  '`wrong` has two archives with the name `A`' \
  'give each a name of its own; names that differ in case alone are one file on some systems'
says ' --> src/lib.rs:1:89'

# In modules, in functions, from macros, in every form of a literal; the text is one line after the
# other.
make_archive_crate forms <<'END'
#![deny(warnings)]
macro_rules! constant {
    ($name:literal, $value:expr) => {
        prebind::cached_embed_asm!(
            name = $name, concat!(".globl ", $name), concat!($name, ":"), $value, "ret",);
    };
}
constant!("one", concat!("mov $", 1, ", ", '%', r#"eax"#));
mod inner {
    pub mod deep {
        use prebind::cache_embed_asm;
        cache_embed_asm! { name = "two", "
.globl two
two:    mov $2, %eax
        ret
" }
    }
}
pub fn three() -> u32 {
    prebind::cached_embed_asm!(name = "three", r#".globl three
three:
        mov \
"#, "$3, %eax\n\tret");
    extern "C" {
        fn three() -> u32;
    }
    unsafe { three() }
}
extern "C" {
    pub fn one() -> u32;
    pub fn two() -> u32;
}
pub fn add(a: u32, b: u32) -> u32 {
    unsafe { a * one() + b * two() + three() }
}
END
# A backslash does not end a line of assembly, so this one is found at the literal that has it.
fails 1 prebind archive forms
says ' --> src/lib.rs:'
sed -i 's/mov \\$/mov $0, %edx/; s/\$3, %eax\\n/mov $3, %eax\\n/' forms/src/lib.rs
succeeds prebind archive forms
equals "$(<forms/archives/x86_64-linux/one.s)" $'.globl one\none:\nmov $1, %eax\nret'
equals "$(<forms/archives/x86_64-linux/three.s)" \
  $'.globl three\nthree:\n        mov $0, %edx\n\nmov $3, %eax\n\tret'
make_user_of forms
# Names that differ in punctuation alone become items with names of their own, which need no unsafe
# block.
make_archive_crate names <<'END'
#![deny(warnings)]
#![forbid(unsafe_code)]
prebind::cached_embed_asm!(name = "a_b", ".globl l1", "l1: ret");
prebind::cached_embed_asm!(name = "a-b", ".globl l2", "l2: ret");
prebind::cached_embed_asm!(name = "a.b", ".globl l3", "l3: ret");
prebind::cached_embed_asm!(name = "a_0b", ".globl l4", "l4: ret");
prebind::cached_embed_asm!(name = "a0b", ".globl l5", "l5: ret");
END
succeeds prebind archive names
build_names() { succeeds "$CARGO" build --manifest-path names/Cargo.toml; }
with_each_toolchain build_names

use() {
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 11
}
with_each_toolchain use
sed -i 's/2021/2018/' forms/Cargo.toml
with_each_toolchain use
if unset RUSTC && rustc --version | grep -qE ' 1\.(8[5-9]|9)'; then
  sed -i 's/2018/2024/; s/1.2.3/1.2.3/' forms/Cargo.toml
  sed -i 's/extern "C" {/unsafe extern "C" {/' forms/src/lib.rs
  CARGO=cargo use
fi
