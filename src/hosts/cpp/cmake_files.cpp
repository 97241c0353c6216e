#include "hosts/cpp/cmake_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "hosts/cpp/cmake/templates.h"
#include "hosts/cpp/naming.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

/// The inside of a string of CMake.
std::string inside(std::string_view text) {
  const std::string quoted = quote::cmake(text);
  return quoted.substr(1, quoted.size() - 2);
}

/// CMake compares numbers with dots between.
std::string numbers_of(std::string_view version) {
  return std::string(version.substr(0, version.find_first_not_of("0123456789.")));
}

/// Semantic versioning, as cargo has it: of 0.x, a new x may be another interface.
std::string compatible_from(std::string_view version) {
  const std::string numbers = numbers_of(version);
  const std::size_t first = numbers.find('.');
  return numbers.substr(0, first) != "0" ? numbers.substr(0, first)
                                         : numbers.substr(0, numbers.find('.', first + 1));
}

}  // namespace

std::vector<std::string> cmake_file_names(std::string_view space) {
  return {fmt::format("cmake/{0}/{0}Config.cmake", space),
          fmt::format("cmake/{0}/{0}ConfigVersion.cmake", space)};
}

std::vector<Companion> cmake_files(const RenderOptions& options) {
  const std::string& space = options.module_name;
  const std::vector<std::string> names = cmake_file_names(space);
  return {{names[0], templates::Config{.headers = inside(options.module_directory),
                                       .library = inside(options.library_file),
                                       .macro_ = macro_prefix(space),
                                       .space = space,
                                       .variable = space + "_LIBRARY",
                                       .version = PREBIND_VERSION}
                         .text()},
          {names[1], templates::ConfigVersion{.compatible = compatible_from(options.version),
                                              .prebind = PREBIND_VERSION,
                                              .version = numbers_of(options.version)}
                         .text()}};
}

}  // namespace prebind::hosts::cpp
