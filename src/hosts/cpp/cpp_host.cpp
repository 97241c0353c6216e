#include "hosts/cpp/cpp_host.h"

#include <fmt/format.h>

#include "hosts/cpp/cmake_files.h"
#include "hosts/cpp/header.h"
#include "hosts/cpp/implementors.h"
#include "hosts/cpp/items.h"
#include "hosts/cpp/naming.h"
#include "hosts/cpp/tagged.h"
#include "hosts/cpp/types.h"
#include "hosts/surface.h"

namespace prebind::hosts::cpp {

const Conventions& CppHost::conventions() const {
  return kConventions;
}

std::string CppHost::module_name_for(std::string_view library_stem) const {
  return namespace_name(library_stem);
}

Result<void> CppHost::check_module_name(std::string_view name) const {
  return check_namespace(name);
}

Result<void> CppHost::check_package_name(std::string_view name) const {
  return check_namespace(name);
}

std::string CppHost::usage(std::string_view module_name, std::string_view file) const {
  return fmt::format("#include \"{}\", and link with {}::{} of find_package({})", file, module_name,
                     module_name, module_name);
}

Supports CppHost::support_of(const model::Library& library, const std::string&) const {
  TypeNames names = type_names(library);
  mark_implementable(library, names);
  const auto argument = [names](const model::Type& type) -> Result<void> {
    PREBIND_CHECK(lower(type, "argument", "argument", names));
    return {};
  };
  const auto result = [names](const model::Type& type) -> Result<void> {
    PREBIND_CHECK(lift(type, names));
    return {};
  };
  return [=](const ShownItem& item) -> Result<void> {
    const auto* named = std::get_if<const model::LibraryType*>(&item);
    if (named != nullptr) PREBIND_CHECK(check_fields(**named, names));
    return check_types(item, argument, result);
  };
}

Result<Rendered> CppHost::render(const model::Library& library,
                                 const RenderOptions& options) const {
  PREBIND_CHECK(check_namespace(options.module_name));
  if (library.crates.empty()) {
    return fail("the library exports nothing, so there are no bindings to write",
                options.library_stem, "put `#[julia]` on what C++ should see");
  }
  PREBIND_TRY(text, render_items(library, options.module_name));
  return Rendered{.module = render_header(library, text, options),
                  .companions = cmake_files(options)};
}

std::vector<std::string> CppHost::companions(std::string_view module_name) const {
  return cmake_file_names(module_name);
}

}  // namespace prebind::hosts::cpp
