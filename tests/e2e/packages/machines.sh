#!/usr/bin/env bash
# Libraries for other machines, packaged in one go: those for AArch64 and for Windows are loaded and
# called by a program of C, in QEMU and in Wine. With Debian's Rust, which has the standard
# libraries for both (`scripts/setup.sh cross` installs what this needs).
. "$PREBIND_SOURCE/tests/support/common.inc"

arm=aarch64-unknown-linux-gnu windows=x86_64-pc-windows-gnu
is_ready() {
  local tool
  [[ -d /usr/lib/rustlib/$arm/lib && -d /usr/lib/rustlib/$windows/lib ]] || return 1
  for tool in "$DEBIAN_CARGO" aarch64-linux-gnu-gcc qemu-aarch64 x86_64-w64-mingw32-gcc wine; do
    command -v "$tool" >/dev/null || return 1
  done
}
is_ready || {
  echo "skipped: the tools for other machines are not installed; \`scripts/setup.sh cross\` does that"
  exit 0
}
export CARGO=$DEBIAN_CARGO RUSTC=/usr/bin/rustc
make_crate plain <<'END'
#[prebind::julia]
pub fn halves(numbers: &[f64]) -> Result<Vec<f64>, String> {
    if numbers.is_empty() {
        return Err("no numbers".into());
    }
    Ok(numbers.iter().map(|x| x / 2.0).collect())
}
#[prebind::julia]
pub fn fail(text: String) -> i32 {
    panic!("{}", text)
}
END
succeeds "$PREBIND" package plain --url https://example.org --artifacts Artifacts.toml -o dist \
  --target $arm --target $windows
prints 'plain 1.2.3: 2 tarballs
  wrote     dist/plain.v1.2.3.aarch64-linux-gnu.tar.gz
  needs     glibc 2.'
prints '  wrote     dist/plain.v1.2.3.x86_64-w64-mingw32.tar.gz'
[[ $(grep -A1 w64-mingw32 output) != *needs* ]] || fail 'Julia on Windows has not all that it needs'
says "warning: the library for \`$arm\` needs glibc 2."
for machine in aarch64-linux-gnu x86_64-w64-mingw32; do
  mkdir $machine
  tar xzf dist/plain.v1.2.3.$machine.tar.gz -C $machine
done
mv x86_64-w64-mingw32/lib/plain.dll x86_64-w64-mingw32/

succeeds "$PREBIND" header aarch64-linux-gnu/lib/libplain.so
cp output plain.h
succeeds "$PREBIND" header x86_64-w64-mingw32/plain.dll
equals "$(<output)" "$(<plain.h)"
symbol() { grep -o "plain__$1__[0-9a-f]*" plain.h | head -n 1; }
cat >main.c <<END
#include "plain.h"
#include <stdio.h>

int main(void) {
    $(grep -o 'plain__*initialize[a-z0-9_]*' plain.h)(false);
    const double numbers[] = {3, 5};
    struct $(symbol halves)_returned found = $(symbol halves)((const uint8_t *)numbers, 2);
    const double *values = (const double *)found.value.address;
    printf("%zu: %g %g\n", (size_t)found.value.length, values[0], values[1]);
    found = $(symbol halves)((const uint8_t *)numbers, 0);
    struct Failure *failure = (struct Failure *)found.status;
    printf("%.*s\n", (int)failure->message_length, (const char *)failure->message);
    struct $(symbol fail)_returned panicked = $(symbol fail)((const uint8_t *)"a panic", 7);
    failure = (struct Failure *)panicked.status;
    printf("%.*s\n", (int)failure->message_length, (const char *)failure->message);
    return 0;
}
END
expected='2: 1.5 2.5
no numbers
a panic'
aarch64-linux-gnu-gcc main.c aarch64-linux-gnu/lib/libplain.so -o main
LD_LIBRARY_PATH=aarch64-linux-gnu/lib succeeds qemu-aarch64 -L /usr/aarch64-linux-gnu \
  -E LD_LIBRARY_PATH="$PWD/aarch64-linux-gnu/lib:/usr/aarch64-linux-gnu/lib" main
equals "$(<output)" "$expected"
x86_64-w64-mingw32-gcc main.c x86_64-w64-mingw32/plain.dll -o x86_64-w64-mingw32/main.exe
succeeds env WINEPREFIX="$PWD/wine" WINEDEBUG=-all wine x86_64-w64-mingw32/main.exe
equals "$(tr -d '\r' <output)" "$expected"
