#!/usr/bin/env bash
# Makes corpus.tar.xz again: what compilers write for each machine, from the sources beside this file; and
# objects.sha256, what llvm-mc makes of it. Only to be run when the sources change; with `sums`, only the second, when the
# engine's rules for objects do (docs/internals/assembler.md).
# Needs clang and llvm-mc 19, and rustc 1.63 for x86_64-unknown-linux-gnu and wasm32-unknown-unknown
# (Debian 12: clang-19 llvm-19 rustc libstd-rust-dev-wasm32).
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
clang=${CLANG:-clang-19}
llvm_mc=${LLVM_MC:-llvm-mc-19}
rustc=${RUSTC:-/usr/bin/rustc}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# compile <name> <source> <options of clang>: for the machine of this turn
compile() {
  local name=$1 source=$2
  shift 2
  mkdir -p "$out/$machine"
  # clang writes zero bytes into its comments about constants.
  "$clang" -S -fno-ident -ffreestanding -w -fdebug-compilation-dir=/build -target "$clang_triple" "${target[@]}" "$@" \
    "$here/sources/$source" -o - | tr -d '\000' >"$out/$machine/$name.s"
}

if [[ ${1:-} == sums ]]; then
  tar -C "$out" -xJf "$here/corpus.tar.xz"
  compile() { :; }
fi

triples=()
while read -r machine clang_triple triple features; do
  target=() wide=() pic=(-fPIC) cpp=(-DWITH_THREADS -DWITH_EXCEPTIONS -fexceptions -fcxx-exceptions)
  case $machine in
    # LLVM 19 takes the index of an indirect call for an i64 here, and then refuses its own output.
    wasm64) target=(-mcpu=mvp -DWITHOUT_INDIRECT_CALLS) cpp=() ;;
    wasm32) target=(-mcpu=mvp) cpp=() ;;
    wasm32+atomics*) target=(-mcpu=mvp -msimd128 -matomics -mbulk-memory -mnontrapping-fptoint -mtail-call) cpp=() ;;
    x86_64-windows) pic=() cpp=(-DWITH_THREADS) wide=(-mavx2) ;;
    aarch64-windows) pic=() cpp=(-DWITH_THREADS) ;;
    x86_64-*) wide=(-mavx2) ;;
    aarch64-macos) target=(-mcpu=generic) ;;
  esac
  triples+=("$machine $triple $features")
  [[ $clang_triple != - ]] || continue
  compile compute_O2 compute.c -O2
  compile compute_O0g compute.c -O0 -gdwarf-4
  compile compute_pic compute.c -Os "${pic[@]}" -ffunction-sections -fdata-sections
  compile objects_O1 objects.cpp -O1 "${cpp[@]}"
  [[ $machine == wasm32 || $machine == wasm64 ]] && continue
  compile vectors_O3 vectors.c -O3 "${wide[@]}"
  compile objects_g objects.cpp -O1 -gdwarf-5 "${cpp[@]}"
done <<'MACHINES'
wasm32 wasm32-unknown-unknown wasm32-unknown-unknown
wasm64 wasm64-unknown-unknown wasm64-unknown-unknown
wasm32+atomics,bulk-memory,nontrapping-fptoint,simd128,tail-call wasm32-unknown-unknown wasm32-unknown-unknown +atomics,+bulk-memory,+nontrapping-fptoint,+simd128,+tail-call
wasm32+reference-types - wasm32-unknown-unknown +reference-types
x86_64-linux x86_64-unknown-linux-gnu x86_64-unknown-linux-gnu
x86_64-macos x86_64-apple-macosx11 x86_64-apple-macosx10.12
x86_64-windows x86_64-pc-windows-msvc x86_64-pc-windows-msvc
aarch64-linux aarch64-unknown-linux-gnu aarch64-unknown-linux-gnu +v8a,+fp-armv8,+neon
aarch64-macos arm64-apple-macosx11 arm64-apple-macosx11.0 +v8a,+fp-armv8,+neon
aarch64-macos+lse,rcpc arm64-apple-macosx11 arm64-apple-macosx11.0 +v8a,+fp-armv8,+neon,+lse,+rcpc
aarch64-windows aarch64-pc-windows-msvc aarch64-pc-windows-msvc +v8a,+fp-armv8,+neon
MACHINES

make_rest() {
  rust() {
    "$rustc" --edition 2021 --emit=asm --target "$1" -O -C panic=abort -C codegen-units=1 \
      --remap-path-prefix "$here=." "$here/sources/words.rs" -o "$2"
  }
  rust x86_64-unknown-linux-gnu "$out/x86_64-linux/words_rust.s"
  rust wasm32-unknown-unknown "$out/rust_wasm32.s"
  # Rust 1.63 declares imported functions at the end, and some not at all; LLVM 19 wants to know them before they are called.
  {
    printf '\t.functype %s (i32, i32, i32) -> (i32)\n' memcpy memmove memset memcmp
    grep -h '\.functype' "$out/rust_wasm32.s" | sort -u
    cat "$out/rust_wasm32.s"
  } >"$out/wasm32/words_rust.s"
  rm "$out/rust_wasm32.s"

  mkdir "$out/wasm32+reference-types"
  cp "$here/sources/handwritten_x86_64.s" "$out/x86_64-linux/handwritten.s"
  cp "$here/sources/handwritten_aarch64.s" "$out/aarch64-linux/handwritten.s"
  cp "$here/sources/handwritten_wasm32.s" "$out/wasm32+reference-types/handwritten.s"

  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$out" -cJf "$here/corpus.tar.xz" .
}
[[ ${1:-} == sums ]] || make_rest

for entry in "${triples[@]}"; do
  read -r machine triple features <<<"$entry"
  for file in "$out/$machine"/*.s; do
    # Objects for ELF say that their stack need not be executable.
    [[ $machine != *-linux ]] || printf '\t.section\t".note.GNU-stack","",@progbits\n' >>"$file"
    sum=$("$llvm_mc" -filetype=obj -triple="$triple" ${features:+-mattr="$features"} "$file" 2>/dev/null | sha256sum)
    echo "${sum%% *}  $machine/$(basename "$file")"
  done
done | sort -k2 >"$here/objects.sha256"
