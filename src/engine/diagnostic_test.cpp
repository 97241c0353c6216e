#include "engine/diagnostic.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class DiagnosticTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(root() / "src");
    std::ofstream(root() / "src" / "lib.rs") << "use prebind::julia;\n\n"
                                             << "pub fn norm(größe: &str, p: geo::Point<u8>) {}\r\n"
                                             << "\tfn tabbed(p: Point) {}\n"
                                             << std::string(500, 'x') << "\n"
                                             << "last";
  }
  const fs::path& root() const { return directory_.path(); }

  std::string at(const std::string& where) const {
    return render({.message = "no such type", .where = where, .help = "export it"}, false, root());
  }

  TemporaryDirectory directory_;
};

TEST_F(DiagnosticTest, MarksThePathAtThePlace) {
  EXPECT_EQ(at("src/lib.rs:3:29"),
            "error: no such type\n"
            " --> src/lib.rs:3:29\n"
            "  |\n"
            "3 | pub fn norm(größe: &str, p: geo::Point<u8>) {}\n"
            "  |                             ^^^^^^^^^^\n"
            "help: export it\n");
}

TEST_F(DiagnosticTest, TabsCountAsRustcShowsThem) {
  EXPECT_THAT(at("src/lib.rs:4:15"), HasSubstr("4 |     fn tabbed(p: Point) {}\n"
                                               "  |                  ^^^^^\n"));
}

TEST_F(DiagnosticTest, PunctuationIsMarkedAlone) {
  EXPECT_THAT(at("src/lib.rs:3:20"), HasSubstr("\n  |                    ^\n"));
}

TEST_F(DiagnosticTest, TheLastLineNeedsNoEnd) {
  EXPECT_THAT(at("src/lib.rs:6:1"), HasSubstr("6 | last\n  | ^^^^\n"));
}

TEST_F(DiagnosticTest, WhatCannotBeShownIsLeftOut) {
  for (const char* where :
       {"src/lib.rs:7:1", "src/lib.rs:1:200", "src/lib.rs:5:1", "src/gone.rs:1:1", "src/lib.rs",
        "src/lib.rs:1", "src/lib.rs:0:0", "/somewhere/Cargo.toml"}) {
    EXPECT_EQ(at(where), std::string("error: no such type\n --> ") + where + "\nhelp: export it\n");
  }
  EXPECT_THAT(render({.message = "m", .where = "src/lib.rs:3:1"}, false), Not(HasSubstr("^")))
      << "without a directory of sources nothing is looked up";
}

TEST_F(DiagnosticTest, WideLineNumbersMoveTheFrame) {
  std::ofstream(root() / "long.rs") << std::string(99, '\n') << "fn f() {}\n";
  EXPECT_THAT(at("long.rs:100:4"), HasSubstr("   --> long.rs:100:4\n"
                                             "    |\n"
                                             "100 | fn f() {}\n"
                                             "    |    ^\n"));
}

TEST_F(DiagnosticTest, ControlCharactersOfTheSourceDoNotReachTheTerminal) {
  std::ofstream(root() / "bad.rs") << "fn f() { \033[31m }\n";
  EXPECT_THAT(at("bad.rs:1:4"), HasSubstr("1 | fn f() { ?[31m }\n"));
}

TEST_F(DiagnosticTest, ColorsAreThoseOfRustc) {
  const std::string text =
      render({.message = "m", .where = "src/lib.rs:6:1", .help = "h"}, true, root());
  EXPECT_THAT(text, HasSubstr("\033[1;31merror\033[0m\033[1m: m\033[0m\n"));
  EXPECT_THAT(text, HasSubstr("\033[1;34m -->\033[0m src/lib.rs:6:1\n"));
  EXPECT_THAT(text, HasSubstr("\033[1;31m^^^^\033[0m"));
  EXPECT_THAT(text, HasSubstr("\033[1;36mhelp\033[0m: h\n"));
}

TEST_F(DiagnosticTest, WarningsHaveTheirOwnHeadingAndColour) {
  const Error warning = {.message = "m\nn", .where = "src/lib.rs:6:1", .help = "h"};
  EXPECT_THAT(render_warning(warning, false, root()), StartsWith("warning: m\n         n\n --> "));
  const std::string text = render_warning(warning, true, root());
  EXPECT_THAT(text, HasSubstr("\033[1;33mwarning\033[0m\033[1m: m"));
  EXPECT_THAT(text, HasSubstr("\033[1;33m^^^^\033[0m"));
}

TEST(Diagnostic, HelpOfSeveralLinesHangs) {
  EXPECT_EQ(render({.message = "m", .help = "add:\n\n[dependencies]\nx = 1"}, false),
            "error: m\nhelp: add:\n\n      [dependencies]\n      x = 1\n");
}

TEST(Diagnostic, SeveralErrorsAreClosedByTheirSum) {
  const Failure failure = {.errors = {{.message = "one", .help = "a"}, {.message = "two"}},
                           .summary = "could not make the bindings of `geo`"};
  EXPECT_EQ(render(failure, false),
            "error: one\nhelp: a\n\nerror: two\n\n"
            "error: could not make the bindings of `geo` because of the 2 errors above\n");
  EXPECT_EQ(render(failure_of({.message = "one"}), false), "error: one\n");
}

}  // namespace
}  // namespace prebind::engine
