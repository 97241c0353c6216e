#pragma once

#include <string>

#include "hosts/host.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// The parts of a header that come from a library's items: lines with their ends.
struct HeaderText {
  std::string types = {};      ///< enums, values, constants; handles as names only
  std::string glue = {};       ///< declarations of glue functions
  std::string members = {};    ///< classes, and then functions
  std::string of_std = {};     ///< outside of the namespace
  std::string log_calls = {};  ///< statements that give loggers of Rust's the one of C++
  std::string agreement = {};  ///< statements that compare definitions with the library's
  std::string find = {};       ///< statements that find all symbols in a library
};

/// The whole text of a header: with the parts of the runtime that the library needs.
std::string render_header(const model::Library& library, const HeaderText& text,
                          const RenderOptions& options);

/// `  loading.find(glue::add, "add", "fn add()");`
std::string find_statement(const std::string& symbol, const std::string& item);

}  // namespace prebind::hosts::cpp
