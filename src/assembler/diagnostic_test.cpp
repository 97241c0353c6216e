#include "assembler/diagnostic.h"

#include <gtest/gtest.h>

namespace prebind::assembler {
namespace {

TEST(Render, ShowsTheLineAndWhereInIt) {
  const Diagnostic diagnostic{.message = "invalid instruction mnemonic 'movv'",
                              .line = 3,
                              .column = 2,
                              .length = 4,
                              .source = "\tmovv %rax, %rbx",
                              .help = "look it up"};
  EXPECT_EQ(render(diagnostic, "a.s"),
            "a.s:3:2: error: invalid instruction mnemonic 'movv'\n"
            "\tmovv %rax, %rbx\n"
            "\t^^^^\n"
            "help: look it up\n");
}

TEST(Render, WithoutAPlace) {
  EXPECT_EQ(render({.severity = Severity::warning, .message = "odd"}, "a.s"),
            "a.s: warning: odd\n");
  EXPECT_EQ(render({.severity = Severity::note, .message = "so"}, "a.s"), "a.s: note: so\n");
}

TEST(Render, ShowsTheExpansionOfAMacro) {
  const Diagnostic diagnostic{
      .message = "m", .line = 1, .column = 1, .length = 2, .source = "go", .expansion = "nopp"};
  EXPECT_EQ(render(diagnostic, "a.s"),
            "a.s:1:1: error: m\n"
            "go\n"
            "^^\n"
            "in the expansion: nopp\n");
}

TEST(Render, CountsCharactersNotBytes) {
  EXPECT_EQ(render({.message = "m", .line = 1, .column = 9, .length = 1, .source = "/*äö*/x"}, "a"),
            "a:1:7: error: m\n/*äö*/x\n      ^\n");
}

TEST(Render, ShowsOfALongLineThePartAroundThePlace) {
  Diagnostic diagnostic{.message = "m", .line = 1, .column = 5001, .length = 3};
  diagnostic.source = std::string(5000, 'a') + "bad" + std::string(5000, 'c');
  EXPECT_EQ(render(diagnostic, "a"), "a:1:5001: error: m\n" + std::string(100, 'a') + "bad" +
                                         std::string(97, 'c') + "\n" + std::string(100, ' ') +
                                         "^^^\n");
}

TEST(Render, APlaceBehindTheLine) {
  EXPECT_EQ(render({.message = "m", .line = 4, .column = 1, .length = 1, .source = ""}, "a"),
            "a:4:1: error: m\n\n^\n");
  EXPECT_EQ(render({.message = "m", .line = 4, .column = 9, .length = 5, .source = "ab"}, "a"),
            "a:4:9: error: m\nab\n  ^\n");
}

}  // namespace
}  // namespace prebind::assembler
