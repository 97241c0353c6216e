#pragma once

#include <set>
#include <string>
#include <string_view>

#include "hosts/shown.h"
#include "util/result.h"

namespace prebind::hosts::cpp {

inline constexpr Conventions kConventions = {
    .host = "cpp", .title = "C++", .rename = R"(#[export(name(cpp = "…"))])"};

/// A Rust name, or the host name, as an identifier of C++: `r#` and a final `!`
/// are dropped, and what C++, its macros or the generated header need themselves gets a `_` behind
/// it (`class_`, `EOF_`, `span_`). Names that the standard reserves lose what makes them so: `__`
/// becomes `_`, and a `_` before a capital goes to the end.
std::string identifier(std::string_view rust_name);

/// Whether C++ would read this as one identifier that can be defined.
bool is_identifier(std::string_view name);

/// `text-kit` -> `text_kit`: the namespace of a library.
std::string namespace_name(std::string_view library_stem);

/// What macros of the header begin with: `TEXT_KIT_`.
std::string macro_prefix(std::string_view namespace_name);

/// Error if no namespace of this name could be used.
Result<void> check_namespace(std::string_view name);

/// Gives out names that are different from each other: `wanted`, or with as many `_` behind it as
/// make it new.
class UniqueNames {
 public:
  std::string give(std::string wanted) {
    while (!taken_.insert(wanted).second) wanted += '_';
    return wanted;
  }
  void take(const std::string& name) { taken_.insert(name); }
  bool has(const std::string& name) const { return taken_.contains(name); }

 private:
  std::set<std::string, std::less<>> taken_ = {};
};

}  // namespace prebind::hosts::cpp
