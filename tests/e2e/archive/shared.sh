#!/usr/bin/env bash
# Two crates with macros whose archives are in one crate: making those of the one leaves those of
# the other alone.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_archive_crate store store 7.0.0 <<<'#![no_std]'
sed -i '/^prebind = /d; /^bootstrap = /d; s|^edition = .*|&\nlinks = "store"|' store/Cargo.toml
archives=store/archives/x86_64-linux
for name in left right; do
  make_archive_crate $name <<END
prebind::cached_embed_asm!(
    name = "$name", ".globl ${name}_one", "${name}_one: mov \$1, %eax", "ret");
extern "C" {
    fn ${name}_one() -> u32;
}
pub fn add(_: u32, _: u32) -> u32 {
    unsafe { ${name}_one() }
}
END
  sed -i '/package.metadata/,$d; s|^prebind = .*|&\nstore = { path = "../store" }|' $name/Cargo.toml
done
# One of them depends on the other: the feature is on for both then.
sed -i 's|^store = .*|&\nright = { path = "../right" }|' left/Cargo.toml
echo 'pub use right::add as rights;' >>left/src/lib.rs

succeeds prebind archive right
rights=$(state_of "$archives")
succeeds prebind archive left
equals "$(cd $archives && echo *)" 'left.s libleft.1.2.3.left.a libright.1.2.3.right.a right.s'
equals "$(state_of "$archives"/*right*)" "$rights"
succeeds prebind archive right --check
succeeds prebind archive left --check

# Through cargo; and other versions of one are no concern of the other.
touch "$archives"/libright.1.2.2.right.a
sed -i 's/mov $1/mov $2/' left/src/lib.rs
PREBIND_BOOTSTRAP_left=1 succeeds cargo build --manifest-path left/Cargo.toml --features bootstrap
grep -q 'mov $2' "$archives/left.s"
[[ -e $archives/libright.1.2.2.right.a ]]
rm "$archives"/libright.1.2.2.right.a
equals "$(state_of "$archives"/*right*)" "$rights"

# A name that both have would be one text for two archives.
cp -r "$archives" before
sed -i 's/name = "left"/name = "right"/' left/src/lib.rs
for mode in '' --check; do
  # shellcheck disable=SC2086 # empty is no argument
  fails 1 prebind archive left $mode
  says "error: package \`right\` has the text of an archive here, and \`left\` has another one of that name"
  says "$PWD/$archives/right.s"
  says 'help: give one of the two archives another name'
done
PREBIND_BOOTSTRAP_left=1 fails 101 cargo build --manifest-path left/Cargo.toml --features bootstrap
says 'archive `right`: package `right` has the text of an archive here, and `left` has another one of that name'
diff -r before "$archives"
