#!/usr/bin/env bash
# WebAssembly: the example, built without the program, runs in Node and in a browser; atomics, in
# shared memory.
. "$PREBIND_SOURCE/tests/support/archive.inc"
use_wasm_toolchain

mkdir examples
cp -r "$PREBIND_SOURCE/examples/wasm-externref" examples/
ln -s "$PREBIND_SOURCE/rust" rust
example=$PWD/examples/wasm-externref
# Its flags are in its own configuration.
unset RUSTFLAGS
(
  cd "$example"
  rm -rf target web/app.wasm
  # The archives that are committed are what the assembly makes.
  succeeds prebind archive externref --check
  succeeds prebind archive console --check
  PATH=$path_without_prebind succeeds ./build.sh
  PATH=$path_without_prebind succeeds node web/run.mjs
  equals "$(<output)" $'Grüße from assembly, 1 of 2\nGrüße from assembly, 2 of 2'
  # The page, with its button pressed in Chromium.
  succeeds node "$PREBIND_SOURCE/tests/support/browser.mjs" web
  equals "$(<output)" \
    $'Grüße from assembly, 1 of 3\nGrüße from assembly, 2 of 3\nGrüße from assembly, 3 of 3'
)

# A counter in shared memory: the archive for atomics is taken, and it links.
variants='"wasm32", "wasm32+atomics,bulk-memory"'
make_archive_crate tickets <<'END'
#[cfg(target_arch = "wasm32")]
prebind::cached_embed_asm!(
    name = "add",
    ".globl tickets_add",
    "tickets_add:",
    "    .functype tickets_add (i32, i32) -> (i32)",
    "    local.get 0",
    "    local.get 1",
    "    i32.atomic.rmw.add 0",
    "    end_function",
);
#[cfg(target_arch = "wasm32")]
extern "C" {
    fn tickets_add(counter: *mut u32, number: u32) -> u32;
}
#[cfg(target_arch = "wasm32")]
static mut COUNTER: u32 = 40;
#[cfg(target_arch = "wasm32")]
#[no_mangle]
pub unsafe extern "C" fn draw(number: u32) -> u32 {
    tickets_add(std::ptr::addr_of_mut!(COUNTER), number)
}
END
sed -i 's/^\[features\]/[lib]\ncrate-type = ["cdylib"]\n\n&/' tickets/Cargo.toml
fails 1 prebind archive tickets --variant wasm32
says 'instruction requires: atomics'
succeeds prebind archive tickets --variant wasm32+atomics,bulk-memory
export RUSTFLAGS='-Ctarget-feature=+atomics,+bulk-memory -Clink-arg=--shared-memory '\
'-Clink-arg=--import-memory -Clink-arg=--max-memory=4194304 -Clink-arg=--no-check-features'
PATH=$path_without_prebind succeeds "$CARGO" build --target wasm32-unknown-unknown \
  --manifest-path tickets/Cargo.toml
cat >run.mjs <<'END'
import { readFile } from "node:fs/promises";
const memory = new WebAssembly.Memory({ initial: 32, maximum: 64, shared: true });
const bytes = await readFile("target/wasm32-unknown-unknown/debug/tickets.wasm");
const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
instance.exports.draw(2);
console.log(memory.buffer instanceof SharedArrayBuffer, instance.exports.draw(1));
END
succeeds node run.mjs
equals "$(<output)" 'true 42'

# WebAssembly of 64 bits: for linkers since LLVM 19 its tables have 64 bits, and so have indices.
cat >wide.s <<'END'
.tabletype slots, externref
slots:
.globl calls
calls:
    .functype calls (i32) -> (i64)
    ref.null_extern
    i64.const 5
    table.grow slots
    drop
    i64.const answer
    call_indirect () -> (i64)
    table.size slots
    i64.add
    end_function
answer:
    .functype answer () -> (i64)
    i64.const 37
    end_function
END
linkers=("$(rustc --print sysroot)"/lib/rustlib/*/bin/rust-lld)
if [[ -x ${linkers[0]} ]] && "${linkers[0]}" -flavor wasm --version |
  grep -qE 'LLD (19|[2-9][0-9])'; then
  succeeds prebind asm wide.s -o wide.o --target wasm64 --features +reference-types --object
  mkdir -p page
  succeeds "${linkers[0]}" -flavor wasm -mwasm64 --no-entry --export=calls wide.o -o page/app.wasm
  cat >page/index.html <<'END'
<!doctype html>
<input id="times" value="1"><button disabled>go</button><output></output><script type="module">
const { instance } = await WebAssembly.instantiate(await (await fetch("app.wasm")).arrayBuffer());
const button = document.querySelector("button");
button.addEventListener("click", () => console.log(String(instance.exports.calls(0))));
button.disabled = false;
</script>
END
  succeeds node "$PREBIND_SOURCE/tests/support/browser.mjs" page
  equals "$(<output)" 42
fi
sed 's/i64.const answer/i32.const answer/' wide.s >narrow.s
fails 1 prebind asm narrow.s -o narrow.o --target wasm64 --features +reference-types --object
says 'error: popped i32, expected i64'
says 'help: on wasm64, addresses, sizes and indices into tables are i64'
