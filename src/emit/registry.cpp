#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/emitter.h"
#include "emit/julia/julia_emitter.h"

namespace prebind::emit {
namespace {

struct Entry {
  std::string_view name;
  std::unique_ptr<const Emitter> (*make)();
};

template <typename T>
std::unique_ptr<const Emitter> make() {
  return std::make_unique<const T>();
}

// A new host is a folder beside julia/ and a line here.
constexpr Entry kEmitters[] = {
    {julia::JuliaEmitter::kName, make<julia::JuliaEmitter>},
};

}  // namespace

Result<std::unique_ptr<const Emitter>> find_emitter(std::string_view name) {
  for (const Entry& entry : kEmitters) {
    if (entry.name == name) return entry.make();
  }
  return fail(fmt::format("no bindings can be made for `{}`", name), "",
              fmt::format("the known languages are: {}", fmt::join(emitter_names(), ", ")));
}

std::vector<std::string_view> emitter_names() {
  std::vector<std::string_view> names;
  for (const Entry& entry : kEmitters) names.push_back(entry.name);
  return names;
}

}  // namespace prebind::emit
