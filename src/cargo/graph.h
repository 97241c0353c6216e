#pragma once

#include <string>
#include <string_view>

namespace prebind::cargo {

/// Of all packages that the library of a manifest needs, one whose build script compiles C: it
/// depends on `cc` or `cmake`. `metadata` is cargo's answer with its graph of packages. Empty:
/// there is none, or the answer is not cargo's.
std::string package_that_compiles_c(std::string_view metadata, const std::string& manifest);

}  // namespace prebind::cargo
