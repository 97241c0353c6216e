#include "cargo/dep_info.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(DepInfo, RulesListFilesOnce) {
  const DepInfo info = parse_dep_info(
      "/t/deps/geo.d: src/lib.rs src/a\\ b.rs\n\n"
      "/t/deps/libgeo.so: src/lib.rs src/a\\ b.rs\r\n\n"
      "src/lib.rs:\nsrc/a\\ b.rs:\n");
  EXPECT_THAT(info.files, ElementsAre("src/a b.rs", "src/lib.rs"));
  EXPECT_THAT(info.variables, IsEmpty());
}

TEST(DepInfo, ATargetMayHaveColonsAndBlanks) {
  EXPECT_THAT(parse_dep_info("/a:b/c:\\ d.so: /x:y/größe.rs\n").files,
              ElementsAre("/x:y/größe.rs"));
}

TEST(DepInfo, VariablesWithAndWithoutValue) {
  const DepInfo info = parse_dep_info(
      "# a comment: not a rule\n# env-dep:A=b=c\n# env-dep:B\n# env-dep:C=\n"
      "# env-dep:D=x\\ny\\\\z\\rw");
  EXPECT_THAT(info.variables, ElementsAre(Pair("A", "b=c"), Pair("B", std::nullopt), Pair("C", ""),
                                          Pair("D", "x\ny\\z\rw")));
  EXPECT_THAT(info.files, IsEmpty());
}

TEST(ScriptOutput, BothSpellings) {
  const ScriptOutput output = parse_script_output(
      "cargo:rerun-if-changed=data dir/x=1.txt\ncargo::rerun-if-changed=/abs\n"
      "cargo:rerun-if-env-changed=CC\ncargo::rerun-if-env-changed=CFLAGS\n"
      "rerun-if-changed=no\ncargo:warning=rerun-if-changed\n");
  EXPECT_THAT(output.files, ElementsAre("data dir/x=1.txt", "/abs"));
  EXPECT_THAT(output.variables, ElementsAre("CC", "CFLAGS"));
  EXPECT_FALSE(output.is_silent());
}

TEST(ScriptOutput, BlanksAtTheEndsAreCargos) {
  const ScriptOutput output = parse_script_output("  cargo:rerun-if-changed=a b \t\r\n");
  EXPECT_THAT(output.files, ElementsAre("a b"));
}

TEST(ScriptOutput, AnOldCargoDoesNotKnowTwoColons) {
  const std::string text = "cargo::rerun-if-changed=a\n";
  EXPECT_FALSE(parse_script_output(text).is_silent());
  EXPECT_TRUE(parse_script_output(text, ScriptSyntax::old).is_silent());
}

TEST(ScriptOutput, OneThatSaysNothingOfItself) {
  EXPECT_TRUE(parse_script_output("").is_silent());
  EXPECT_TRUE(parse_script_output("hello\ncargo:rustc-cfg=fast\n").is_silent());
}

}  // namespace
}  // namespace prebind::cargo
