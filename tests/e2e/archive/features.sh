#!/usr/bin/env bash
# Archives of features that do not go together, and those of tests, examples and benchmarks.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_archive_crate either <<'END'
#[cfg(all(feature = "a", feature = "b"))]
compile_error!("a and b");
#[cfg(feature = "a")]
prebind::cached_embed_asm!(name = "fa", ".globl number", "number:", "mov $1, %eax", "ret");
#[cfg(feature = "b")]
prebind::cached_embed_asm!(name = "fb", ".globl number", "number:", "mov $2, %eax", "ret");
#[cfg(all(feature = "a", not(feature = "d")))]
prebind::cached_embed_asm!(name = "plain", "nop");
END
sed -i 's/^bootstrap = .*/&\na = []\nb = []\nd = []\ndefault = ["d"]/' either/Cargo.toml
archives=either/archives/x86_64-linux
check() { succeeds cargo check --manifest-path either/Cargo.toml --features "$1"; }

# One after the other: none removes what the others have, but old versions of its own.
succeeds prebind archive either --features a
touch "$archives"/libeither.1.0.0.{fb,other}.a
succeeds prebind archive either --features b
equals "$(cd "$archives" && echo *.a)" \
  'libeither.1.0.0.other.a libeither.1.2.3.fa.a libeither.1.2.3.fb.a'
succeeds prebind archive either --features a --check
succeeds prebind archive either --features b --check
check a
check b
fails 1 prebind archive either
says 'name the sets that do under [package.metadata.prebind], as in archive-features = [["a"], ["b", "c"]]'

# Declared, one command makes them all, and what no set asks for goes.
echo 'archive-features = [["a"], ["b"], { features = ["a"], default-features = false }]' \
  >>either/Cargo.toml
touch "$archives"/gone.s "$archives"/libeither.1.2.3.gone.a
succeeds prebind archive either
prints '3 archives of either 1.2.3'
equals "$(cd "$archives" && echo *)" \
  'fa.s fb.s libeither.1.2.3.fa.a libeither.1.2.3.fb.a libeither.1.2.3.plain.a plain.s'
succeeds prebind archive either --check
sed -i 's/"fb"/"fa"/' either/src/lib.rs
fails 1 prebind archive either
says 'error: two archives of the package are called `fa`'
says 'help: its library, programs and tests have their archives in one folder, with any features: give each macro call a name of its own'
sed -i 's/^archive-features.*/archive-features = [["a", "b"]]/' either/Cargo.toml
fails 1 prebind archive either
says 'error: cargo could not check `either` for x86_64-unknown-linux-gnu with the features a, b ('
sed -i 's/^archive-features.*/archive-features = ["a"]/' either/Cargo.toml
fails 1 prebind archive either
says 'error: `archive-features` is not a list of sets of features'

# In the package's own tests.
make_archive_crate tested <<'END'
#[cfg(test)]
mod tests {
    prebind::cached_embed_asm!(name = "unit", ".globl four", "four:", "mov $4, %eax", "ret");
    extern "C" { fn four() -> u32; }
    #[test] fn it() { assert_eq!(unsafe { four() }, 4); }
}
END
mkdir tested/tests tested/examples
cat >tested/tests/it.rs <<'END'
prebind::cached_embed_asm!(name = "it", ".globl five", "five:", "mov $5, %eax", "ret");
extern "C" { fn five() -> u32; }
#[test] fn it() { assert_eq!(unsafe { five() }, 5); }
END
sed 's/"it"/"example"/; s/five/six/g; s/#\[test\] fn it/fn main/; s/5/6/g' \
  tested/tests/it.rs >tested/examples/example.rs
help='if it is in tests, examples or benchmarks, write `archive-tests = true` under [package.metadata.prebind]'
fails 1 prebind archive tested
says 'error: package `tested` asks for no archives'
says "$help"
fails 101 cargo test --manifest-path tested/Cargo.toml
says 'if the macro is in a test, an example or a benchmark, first write `archive-tests = true` under [package.metadata.prebind]'
echo 'archive-tests = true' >>tested/Cargo.toml
succeeds prebind archive tested
prints '3 archives of tested 1.2.3'
succeeds cargo test --manifest-path tested/Cargo.toml
succeeds cargo run --manifest-path tested/Cargo.toml --example example
succeeds prebind archive tested --check
sed -i 's/^archive-tests.*/archive-tests = "yes"/' tested/Cargo.toml
fails 1 prebind archive tested
says 'error: `archive-tests` is neither true nor false'
