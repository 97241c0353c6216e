#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hosts/cpp/cpp_host.h"
#include "hosts/host.h"
#include "hosts/julia/julia_host.h"

namespace prebind::hosts {
namespace {

struct Entry {
  std::string_view name;
  std::unique_ptr<const Host> (*make)();
};

template <typename T>
std::unique_ptr<const Host> make() {
  return std::make_unique<const T>();
}

// A new host is a folder beside these and a line here.
constexpr Entry kHosts[] = {
    {julia::JuliaHost::kName, make<julia::JuliaHost>},
    {cpp::CppHost::kName, make<cpp::CppHost>},
};

}  // namespace

Result<std::unique_ptr<const Host>> find_host(std::string_view name) {
  for (const Entry& entry : kHosts) {
    if (entry.name == name) return entry.make();
  }
  return fail(fmt::format("Prebind cannot make bindings for `{}`", name), "",
              fmt::format("the known languages are: {}", fmt::join(host_names(), ", ")));
}

Result<Precompile> find_precompile(std::string_view name) {
  if (name.empty()) return Precompile::by_size;
  if (name == "all") return Precompile::all;
  if (name == "used") return Precompile::used;
  if (name == "none") return Precompile::none;
  return fail(fmt::format("`--precompile` cannot be `{}`", name), "",
              "it can be: all, used, none; without it, the number of functions decides");
}

std::vector<std::string_view> host_names() {
  std::vector<std::string_view> names;
  for (const Entry& entry : kHosts) names.push_back(entry.name);
  return names;
}

}  // namespace prebind::hosts
