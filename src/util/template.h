#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace prebind {

/// What stands in the place of `HOLE_name` in a template (cmake/Templates.cmake). It has no
/// default, so a struct of holes has to be given all of them. It refers to the text: fill the
/// template in the expression that makes it.
class Hole {
 public:
  Hole(std::string_view text) : text_(text) {}    // NOLINT(google-explicit-constructor)
  Hole(const char* text) : text_(text) {}         // NOLINT(google-explicit-constructor)
  Hole(const std::string& text) : text_(text) {}  // NOLINT(google-explicit-constructor)

  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

using Holes = std::initializer_list<std::pair<std::string_view, Hole>>;

/// The pattern with each `HOLE_name` replaced by that hole's text. `name` is the longest word of
/// lower-case letters, digits and `_`; a hole that is not given stays as it is. A hole alone in its
/// line takes the whole line: its text is lines, each with its end, or nothing. What is filled in
/// is not looked at again.
std::string fill(std::string_view pattern, Holes holes);

}  // namespace prebind
