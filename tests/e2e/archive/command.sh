#!/usr/bin/env bash
# `prebind archive`: all variants in one go, a swap, a check for CI, and what it says.
. "$PREBIND_SOURCE/tests/support/archive.inc"
export CARGO_TARGET_DIR=$PWD/target

variants='"x86_64-linux", "x86_64-windows", "x86_64-linux+avx2"'
make_archive_crate routines <<'END'
prebind::cached_embed_asm!(name = "one", ".globl one", "one: mov $1, %eax", "ret");
#[cfg(target_feature = "avx2")]
prebind::cached_embed_asm!(name = "wide", ".globl wide", "wide: vpaddd %ymm0, %ymm1, %ymm2", "ret");
#[cfg(feature = "more")]
prebind::cached_embed_asm!(name = "more", ".globl more", "more: ret");
END
sed -i 's/^bootstrap = .*/&\nmore = []/' routines/Cargo.toml
archives=routines/archives

succeeds prebind archive routines
prints 'NAME  VARIANT '
prints 'one   x86_64-linux+avx2  '
prints '7 archives of routines 1.2.3'
prints '  added     archives/x86_64-linux/libroutines.1.2.3.one.a'
says 'note: `x86_64-windows` gets the archives that `routines` asks for on x86_64-unknown-linux-gnu: the standard library of its own target is not installed'
equals "$(cd "$archives" && echo */*.s)" "$(echo \
  x86_64-linux+avx2/{more,one,wide}.s x86_64-linux/{more,one}.s x86_64-windows/{more,one}.s)"
[[ -z $(find routines target -name '.prebind-tmp-*') ]] || fail 'temporary files are left'

# The code is what LLVM's own program makes of the text, and the text alone makes the same archive.
if command -v llvm-mc-19 llvm-objcopy-19 >/dev/null; then
  llvm-mc-19 -filetype=obj -triple=x86_64-unknown-linux-gnu "$archives/x86_64-linux/one.s" -o one.o
  (cd "$archives/x86_64-linux" && ar p libroutines.1.2.3.one.a one.o) >marked.o
  for object in one marked; do llvm-objcopy-19 -O binary -j .text "$object.o" "$object.bin"; done
  cmp one.bin marked.bin
fi
succeeds prebind asm "$archives/x86_64-linux/one.s" -o one.a --target x86_64-linux
cmp one.a "$archives/x86_64-linux/libroutines.1.2.3.one.a"

# Again: nothing is touched, neither files nor folders.
state() { find "$archives" -exec stat -c '%n %Y %y' {} + | sort; }
before=$(state)
succeeds prebind archive routines
prints '  all files are unchanged'
equals "$(state)" "$before"

succeeds prebind archive routines --check
equals "$(<output)" '7 archives of routines 1.2.3: fresh'
equals "$(state)" "$before"

# What is not as it should be, named; and mended. What is not ours stays, so do times of other
# folders.
truncate -s -1 "$archives/x86_64-linux/libroutines.1.2.3.one.a"
rm "$archives/x86_64-windows/one.s"
touch "$archives"/x86_64-linux/{gone.s,libroutines.1.2.3.gone.a,README}
mkdir "$archives/wasm32" && touch "$archives"/wasm32/{one.s,libroutines.1.2.3.one.a}
fails 3 prebind archive routines --check
says 'error: `archives/x86_64-windows/one.s` is missing'
says 'error: `archives/x86_64-linux/libroutines.1.2.3.one.a` is cut off'
says 'error: `archives/x86_64-linux/gone.s` belongs to no archive that the crate asks for'
says 'error: `archives/wasm32/libroutines.1.2.3.one.a` belongs to no archive that the crate asks for'
says 'help: run `prebind archive routines`, and commit the archives'
fails 3 prebind archive routines --check --json
equals "$(json 'o["fresh"], o["missing"], o["different"]')" \
  "(False, ['archives/x86_64-windows/one.s'], ['archives/x86_64-linux/libroutines.1.2.3.one.a'])"
cp "$archives"/x86_64-{windows,linux}/libroutines.1.2.3.one.a
sed -i 's/$/\r/' "$archives/x86_64-linux/one.s"
fails 3 prebind archive routines --check
says 'error: `archives/x86_64-linux/libroutines.1.2.3.one.a` differs from what its assembly produces'
[[ $(<errors) != *x86_64-linux/one.s* ]] ||
  fail 'the line ends of a checkout on Windows are a difference'
unchanged=$(stat -c %y "$archives/x86_64-linux+avx2")
succeeds prebind archive routines --json
equals "$(json 'len(o["archives"]), o["package"], o["version"], o["archives"][0]["name"]')" \
  "(7, 'routines', '1.2.3', 'more')"
succeeds prebind archive routines --check
[[ -e $archives/x86_64-linux/README && ! -e $archives/x86_64-linux/gone.s && ! -e $archives/wasm32 ]]
equals "$(stat -c %y "$archives/x86_64-linux+avx2")" "$unchanged"

# As the crate is built: in its own directory, with the configuration that is there.
mkdir routines/.cargo && printf '[build]\nrustflags = ["--cfg=odd"]\n' >routines/.cargo/config.toml
cp routines/src/lib.rs plain.rs
cat >>routines/src/lib.rs <<'END'
#[cfg(odd)]
prebind::cached_embed_asm!(name = "odd", ".warning \"mind\"", ".globl odd", "odd: ret");
END
succeeds env -u RUSTFLAGS prebind archive routines --variant x86_64-linux
prints '  added     archives/x86_64-linux/odd.s'
says 'warning: routines: mind (line 1, column 1 of archive `odd` for `x86_64-linux`)'
rm -r routines/.cargo && mv plain.rs routines/src/lib.rs

# Another that is at work.
exec 9>target/prebind/.prebind-archive-lock
flock 9
prebind archive routines >output 2>errors &
for ((i = 0; i < 500; i++)); do
  [[ $(<errors) != *waiting* ]] || break
  sleep 0.02
done
says 'waiting for another `prebind archive` of `routines` to end'
flock -u 9
wait $! || fail 'the one that waited'
prints '  removed   archives/x86_64-linux/odd.s'

# Some variants, some features.
rm -r "$archives"
succeeds prebind archive routines --variant x86_64-linux+avx2 --features more
equals "$(cd "$archives" && echo *)" x86_64-linux+avx2
succeeds prebind archive routines
fails 1 prebind archive routines --variant wasm32
says 'error: `routines` declares no variant `wasm32`'
says 'help: declare it in [package.metadata.prebind], or choose from x86_64-linux, x86_64-windows, x86_64-linux+avx2'
fails 1 prebind archive routines --variant wasm23
says 'unknown machine `wasm23`'

# An error in one archive, and all of the old set stays.
before=$(state)
sed -i 's/more: ret/more: reet/; s/mov $1/mov $2/' routines/src/lib.rs
fails 1 prebind archive routines
says "error: invalid instruction mnemonic 'reet' (line 2, column 7 of archive \`more\` for \`x86_64-linux\`)"
says ' --> src/lib.rs:5:58'
says 'error: cargo could not check `routines` for x86_64-unknown-linux-gnu with all features ('
says 'help: cargo reports the problem above; if not all features go together, name the sets that do under [package.metadata.prebind], as in archive-features = [["a"], ["b", "c"]]'
equals "$(state)" "$before"
fails 1 prebind archive routines --json
equals "$(json 'len(o["errors"])')" 1

# One name, two texts: in the library and in a program.
sed -i 's/reet/ret/' routines/src/lib.rs
echo 'prebind::cached_embed_asm!(name = "one", "nop"); fn main() {}' >routines/src/main.rs
fails 1 prebind archive routines
says 'error: two archives of the package are called `one`'
rm routines/src/main.rs

# Nothing to make.
echo >routines/src/lib.rs
fails 1 prebind archive routines
says 'error: package `routines` asks for no archives'
says 'help: write `prebind::cached_embed_asm!(name = "…", "…");` in its library or its programs; if it is in tests, examples or benchmarks, write `archive-tests = true` under [package.metadata.prebind]; or remove `archives` from there'
sed -i '/package.metadata/,$d' routines/Cargo.toml
fails 1 prebind archive routines
says 'error: the package declares no archives'
says 'help: write under [package.metadata.prebind]: archives = ["wasm32", "x86_64-linux"]'
printf '[package.metadata.prebind]\narchives = "wasm32"\n' >>routines/Cargo.toml
fails 1 prebind archive routines
says 'error: `archives` is not a list of strings'
sed -i 's/^archives.*/archives = ["riscv"]/' routines/Cargo.toml
fails 1 prebind archive routines
says 'error: unknown machine `riscv` in the archive variant `riscv`'
sed -i 's/^archives.*/archives = ["x86_64-linux", "aarch64-macos"]/' routines/Cargo.toml
fails 1 prebind archive routines
says "error: cannot find the archives of the variant \`aarch64-macos\`: Rust's standard library for aarch64 is not installed"
says 'or make the others with --variant x86_64-linux'
