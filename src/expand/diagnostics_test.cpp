// Every diagnostic of the expansion: its exact text, its help, and the tokens it points at.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "expand/cursor.h"
#include "expand/expander.h"
#include "expand/test_diagnostics.h"
#include "expand/test_tokens.h"
#include "util/testing_catalogue.h"

namespace prebind::expand {
namespace {

std::string spelled(const Tokens& tokens, TokenRange range) {
  return range.first == kAttributePlace ? "the attribute" : spell(tokens, range);
}

std::vector<DiagnosticGroup> catalogue() {
  std::vector<DiagnosticGroup> groups = diagnostics_of_signatures();
  for (const DiagnosticGroup& each : diagnostics_of_defaults()) groups.push_back(each);
  for (const DiagnosticGroup& each : diagnostics_of_views()) groups.push_back(each);
  for (const DiagnosticGroup& each : diagnostics_of_foreign_types()) groups.push_back(each);
  for (const DiagnosticGroup& each : diagnostics_of_traits()) groups.push_back(each);
  for (const DiagnosticGroup& each : diagnostics_of_items()) groups.push_back(each);
  return groups;
}

std::vector<DiagnosticCase> all_cases() {
  std::vector<DiagnosticCase> cases;
  for (const DiagnosticGroup& group : catalogue()) {
    cases.insert(cases.end(), group.cases.begin(), group.cases.end());
  }
  return cases;
}

std::string rendered_catalogue() {
  std::string text;
  for (const auto& [group, cases] : catalogue()) {
    text += fmt::format("\n### {}\n\n| written | pointed at | error | help |\n|---|---|---|---|\n",
                        group);
    for (const DiagnosticCase& each : cases) {
      const std::string attribute =
          each.attribute.empty()
              ? ""
              : fmt::format("#[{}({})] ", each.is_export ? "export" : "julia", each.attribute);
      text += fmt::format("| `{}` | `{}` | {} | {} |\n", table_cell(attribute + each.item),
                          table_cell(each.at), table_cell(each.message), table_cell(each.help));
    }
  }
  return text;
}

class Refused : public testing::TestWithParam<DiagnosticCase> {};

TEST_P(Refused, SaysWhatWhereAndTheWayOut) {
  const DiagnosticCase& expected = GetParam();
  Tokens tokens = test_tokens(expected.item, expected.attribute);
  tokens.is_export = expected.is_export;
  const Expansion expansion = Expander({"geometry", "1.0.0"}).expand(tokens);
  SCOPED_TRACE(expected.item);
  ASSERT_EQ(expansion.diagnostics.size(), 1U);
  const Diagnostic& diagnostic = expansion.diagnostics[0];
  EXPECT_EQ(diagnostic.message, expected.message);
  EXPECT_EQ(diagnostic.help, expected.help);
  EXPECT_EQ(spelled(tokens, diagnostic.range), expected.at);
  EXPECT_TRUE(expansion.glue.empty());
}

INSTANTIATE_TEST_SUITE_P(Diagnostics, Refused, testing::ValuesIn(all_cases()));

TEST(Diagnostics, AreAllInTheDocumentation) {
  const std::string expected = rendered_catalogue();
  EXPECT_TRUE(documented(PREBIND_DOCS "/diagnostics.md",
                         "<!-- What follows is written by expand_test. -->", expected) == expected)
      << "docs/diagnostics.md is not what the tests know. Run this test with "
      << "PREBIND_UPDATE_GOLDEN=1 in its environment.";
}

TEST(Diagnostics, AllOfAnItemAreReported) {
  const Tokens tokens = test_tokens("fn f(a: Rc<i32>, b: Mutex<u8>) -> Arc<u8> {}");
  const Expansion expansion = Expander({"geometry", "1.0.0"}).expand(tokens);
  ASSERT_EQ(expansion.diagnostics.size(), 3U);
  EXPECT_EQ(spelled(tokens, expansion.diagnostics[2].range), "Arc<u8>");
}

}  // namespace
}  // namespace prebind::expand
