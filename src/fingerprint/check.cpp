#include "fingerprint/check.h"

#include <algorithm>

namespace prebind::fingerprint {
namespace {

/// Values that the build did not have: an engine that asks for more than the one that built.
void add_new_values(const Record& record, const Surroundings& surroundings,
                    std::vector<Change>& changes) {
  for (const auto& [name, text] : surroundings.values) {
    const bool is_known = std::ranges::any_of(record.inputs, [&](const Input& input) {
      return input.name.kind == Kind::value && input.name.path == name;
    });
    if (is_known) continue;
    changes.push_back({.name = {.kind = Kind::value, .role = "value", .path = name},
                       .before = {},
                       .after = content_of(text)});
  }
}

}  // namespace

CheckResult check(Record& record, const Surroundings& surroundings, const CheckOptions& options) {
  CheckResult result;
  Observer observer(surroundings, options.trust);
  add_new_values(record, surroundings, result.changes);
  for (Input& input : record.inputs) {
    if (!result.changes.empty() && !options.all) break;
    Observation present = observer.observe(input.name, &input);
    if (!present.content.is_same(input.content)) {
      result.changes.push_back({input.name, input.content, std::move(present.content)});
      continue;
    }
    // Stat data of a file that is too young are not put in the place of older ones: both make the
    // next check read the file.
    if (!present.stat || present.stat == input.stat) continue;
    input.stat = present.stat;
    result.is_refreshed = true;
  }
  result.read_count = observer.read_count();
  return result;
}

}  // namespace prebind::fingerprint
