#include "hosts/cpp/naming.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace prebind::hosts::cpp {
namespace {

TEST(CppNaming, WhatCppNeedsItselfGetsAnUnderscore) {
  EXPECT_EQ(identifier("width"), "width");
  EXPECT_EQ(identifier("class"), "class_");
  EXPECT_EQ(identifier("r#struct"), "struct_");
  EXPECT_EQ(identifier("co_await"), "co_await_");
  EXPECT_EQ(identifier("EOF"), "EOF_");
  EXPECT_EQ(identifier("errno"), "errno_");
  EXPECT_EQ(identifier("min"), "min_");
  EXPECT_EQ(identifier("linux"), "linux_");
  EXPECT_EQ(identifier("Vector"), "Vector_");
  EXPECT_EQ(identifier("swap"), "swap_");
  EXPECT_EQ(identifier("push!"), "push");
  EXPECT_EQ(identifier("gr\u00f6\u00dfe"), "gr\u00f6\u00dfe");
}

/// What the file of the runtime gives the namespace of a library.
std::set<std::string> names_in(const std::filesystem::path& path) {
  static const std::regex type(
      "(?:class|struct|enum class|using) (?:\\[\\[nodiscard\\]\\] )?(\\w+).*");
  static const std::regex function("(?:\\[\\[nodiscard\\]\\] )?inline [\\w:<>, ]+[ &*](\\w+)\\(.*");
  std::set<std::string> names;
  bool is_inside = false;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("namespace ")) is_inside = true;
    if (line.starts_with("}  // namespace ")) is_inside = false;
    std::smatch match;
    const bool has_name = std::regex_match(line, match, type) ||  //
                          std::regex_match(line, match, function);
    if (!is_inside && has_name && !match[1].str().starts_with("HOLE_")) names.insert(match[1]);
  }
  return names;
}

TEST(CppNaming, WhatAHeaderHasItselfIsReserved) {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(PREBIND_CPP_RUNTIME)) {
    const std::string name = file.path().stem().string();
    // These are put into namespaces and classes.
    const bool is_inside = name == "overlap_texts" || name == "fixed_complex" ||
                           (name.starts_with("packed_") && name != "packed_calls");
    if (!is_inside) names.merge(names_in(file.path()));
  }
  for (const char* known : {"Failure", "LogRecord", "kept_function", "set_logger", "span"}) {
    EXPECT_TRUE(names.contains(known)) << known;
  }
  for (const std::string& name : names) EXPECT_EQ(identifier(name), name + "_");
}

TEST(CppNaming, NamesOfTheStandardAreChanged) {
  EXPECT_EQ(identifier("a__b"), "a_b");
  EXPECT_EQ(identifier("__double"), "_double");
  EXPECT_EQ(identifier("_Bool"), "Bool_");
  EXPECT_EQ(identifier("_under"), "_under");
}

TEST(CppNaming, NamespacesAndMacrosAreMadeOfTheCratesName) {
  EXPECT_EQ(namespace_name("text-kit"), "text_kit");
  EXPECT_EQ(namespace_name("Geometry"), "geometry");
  EXPECT_EQ(namespace_name("new"), "new_");
  EXPECT_EQ(macro_prefix("text_kit"), "TEXT_KIT_");
  EXPECT_EQ(macro_prefix("new_"), "NEW_");
  EXPECT_TRUE(check_namespace("geometry").has_value());
  for (const char* name : {"", "std", "a-b", "1a", "class", "a::b", "a__b"}) {
    EXPECT_FALSE(check_namespace(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace prebind::hosts::cpp
