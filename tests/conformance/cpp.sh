#!/usr/bin/env bash
# Each type in each position and each error, in real C++: by g++ and clang, in every standard,
# under AddressSanitizer and UBSan; formatted; nothing left out.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

succeeds "$PREBIND" build crate --features keeping --lang cpp -o include/conformance.hpp \
  --lib-dir lib
"$PREBIND" inspect --json lib/libconformance.so >types.json

# As docs/cpp.md says.
style='{BasedOnStyle: Google, ColumnLimit: 0}'
succeeds clang-format-19 --dry-run -Werror --style="$style" include/conformance.hpp

flags=(-Wall -Wextra -Wpedantic -Werror -Iinclude -pthread)
# The other tests below compile it with clang as C++17 and C++20, before any other header.
printf '#include <conformance.hpp>\nint main() {}\n' >alone.cpp
alone() { succeeds "$1" "${flags[@]}" "${@:2}" -fsyntax-only alone.cpp; }
alone g++ -std=c++20 -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
alone g++ -std=c++23
alone g++ -std=c++17 -fno-exceptions -fno-rtti
alone clang++-19 -std=c++23 -DCONFORMANCE_LOAD_AT_RUN_TIME

# An object without a method that Rust calls is an error of the compiler, which names the method.
cat >missing.cpp <<'END'
#include <conformance.hpp>
struct Empty {};
int main() { return conformance::is_void_store(Empty()) ? 0 : 1; }
END
fails 1 clang++-19 -std=c++17 "${flags[@]}" -fsyntax-only missing.cpp
says 'an object with the trait Store needs the method std::size_t size() const'

tests=$PREBIND_SOURCE/tests/conformance/cpp
# AddressSanitizer sees null pointers as well.
sanitized=('-fsanitize=address,undefined' '-fno-sanitize=null,vptr' -fno-sanitize-recover=all)
# With sanitizers, clang takes half of the time of g++.
succeeds g++ -std=c++17 "${flags[@]}" -fsyntax-only "$tests/main.cpp"
succeeds clang++-19 -std=c++17 "${flags[@]}" "${sanitized[@]}" -c "$tests/main.cpp"
link=(-Llib -lconformance "-Wl,-rpath,$PWD/lib")
succeeds clang++-19 -pthread "${sanitized[@]}" main.o "${link[@]}" -o conformance
succeeds ./conformance
equals "$(<output)" 'all as it should be'

# Every function and every field of the library is called by these tests.
nm -u main.o | awk '{ print $2 }' | sort -u >called
python3 - <<'END'
import json
called = set(open("called").read().split())
library = json.load(open("types.json"))

def is_shown(item):
    return "cpp" in item.get("hosts", ["cpp"])

objects = [each for each in library["objects"] if is_shown(each)]
functions = library["functions"] + [f for o in objects for f in o["functions"]]
# `tryparse` is Julia's alone.
wanted = {f["symbol"] for f in functions if is_shown(f) and f.get("as") != "tryparse"}
for o in objects:
    for field in filter(is_shown, o.get("fields", []) if o["kind"] == "handle" else []):
        wanted |= {field["getter"], field["setter"]} - {None, ""}
missing = sorted(wanted - called)
for symbol in missing:
    print(f"no test of tests/conformance/cpp calls {symbol}")
raise SystemExit(1 if missing else 0)
END

# With coroutines and stop tokens.
cat >futures_main.cpp <<END
#include <conformance.hpp>
#include "$tests/futures.cpp"
#include "$tests/streams.cpp"
int main() {
  futures();
  streams();
  return failures;
}
END
succeeds clang++-19 -std=c++20 "${flags[@]}" "${sanitized[@]}" \
  futures_main.cpp "${link[@]}" -o futures
succeeds ./futures
