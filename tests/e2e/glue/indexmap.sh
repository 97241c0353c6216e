#!/usr/bin/env bash
# Maps and sets that have an order: of the real indexmap, and those of the standard library.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # indexmap may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_crate ordered <"$PREBIND_SOURCE/tests/e2e/glue/indexmap.rs"
echo 'indexmap = "=2.7.0"' >>ordered/Cargo.toml
succeeds "$PREBIND" build ordered
succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/e2e/glue/indexmap.jl"

# In C++ they are vectors, in this order.
succeeds "$PREBIND" build ordered --lang cpp -o ordered.hpp --lib-dir .
cat >main.cpp <<'END'
#include <cassert>

#include "ordered.hpp"

int main() {
  const auto counts = ordered::counted("to be or not to be");
  assert(counts.size() == 4 && std::get<0>(counts[0]) == "to" && std::get<1>(counts[1]) == 2);
  const std::vector<std::tuple<std::string, std::vector<double>>> map = {{"z", {1}}, {"a", {}}};
  assert((ordered::keys(map) == std::vector<std::string>{"z", "a"}));
  assert((ordered::unique(std::vector<std::int32_t>{3, 1, 3}) == std::vector<std::int32_t>{3, 1}));
  const std::vector<std::string> words = {"y", "x", "y"};
  assert(ordered::joined(words, std::nullopt) == "y x");
  assert(ordered::joined(words, words) == "y x y x");
  ordered::Table table;
  const std::vector<std::tuple<std::string, std::vector<std::int32_t>>> columns = {{"b", {2}}};
  table.set_columns(columns);
  assert(std::get<0>(table.columns()[0]) == "b");
  const auto swapped = [](const std::map<std::string, std::int32_t> &numbers) {
    std::map<std::int32_t, std::string> names;
    for (const auto &each : numbers) names[each.second] = each.first;
    return names;
  };
  assert(ordered::call(swapped) == "1z2a");
  const ordered::Value inner = ordered::Value::Scalar{1.5};
  const std::vector<std::tuple<std::string, ordered::boxed<ordered::Value>>> members = {
      {"b", inner}, {"a", inner}};
  assert(ordered::text(ordered::Value::Object{members}) == "{b: 1.5, a: 1.5}");
}
END
succeeds g++ -std=c++17 -Wall -Wextra -Werror main.cpp -L. -lordered -o main
succeeds env LD_LIBRARY_PATH=. ./main
