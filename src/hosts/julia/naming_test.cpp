#include "hosts/julia/naming.h"

#include <gtest/gtest.h>

#include "hosts/julia/base_names.h"

namespace prebind::hosts::julia {
namespace {

TEST(Naming, AppendsAnUnderscoreToWhatJuliaKeepsForItself) {
  EXPECT_EQ(identifier("end"), "end_");
  EXPECT_EQ(identifier("r#struct"), "struct_");
  EXPECT_EQ(identifier("ccall"), "ccall_");
  EXPECT_EQ(identifier("Base"), "Base_");
  EXPECT_EQ(identifier("Core"), "Core_");
}

TEST(Naming, LeavesOtherNamesAsTheyAre) {
  // Words in a few places of Julia's grammar only, and names of Base.
  for (const char* name : {"type", "abstract", "mutable", "in", "isa", "new", "outer", "var",
                           "String", "get", "eval", "push!", "größe"}) {
    EXPECT_EQ(identifier(name), name);
    EXPECT_TRUE(is_identifier(name)) << name;
  }
  EXPECT_EQ(identifier("r#type"), "type");
}

TEST(Naming, WritesCharactersAsJuliaReadsThem) {
  EXPECT_EQ(identifier("\u00b5s"), "\u03bcs");
  EXPECT_EQ(identifier("\u025b"), "\u03b5");
}

TEST(Naming, WritesWhatIsNoIdentifierInJuliaAsVar) {
  EXPECT_EQ(written("größe"), "größe");
  EXPECT_EQ(written("a\u00b7b"), "var\"a\u00b7b\"");
  EXPECT_EQ(property_symbol("a\u00b7b"), ":var\"a\u00b7b\"");
}

TEST(Naming, LeavesKeywordsAmongPropertiesAlone) {
  EXPECT_EQ(property_symbol("r#type"), ":type");
  EXPECT_EQ(property_symbol("end"), ":end");
  EXPECT_EQ(property_symbol("r#true"), ":true_");
}

TEST(Naming, KnowsIdentifiers) {
  for (const char* name : {"", "1a", "_", "__", "a-b", "a b", "!", "end", "(a, b)", "a!b"}) {
    EXPECT_FALSE(is_identifier(name)) << name;
  }
}

TEST(Naming, MakesModuleNames) {
  EXPECT_EQ(camel_case("textkit"), "Textkit");
  EXPECT_EQ(camel_case("text-kit_core"), "TextKitCore");
  EXPECT_EQ(camel_case("h3o"), "H3o");
}

TEST(Naming, MakesNamesOfConstantsPlain) {
  EXPECT_EQ(glue_name({"Counter", "push!"}), "_prebind_Counter_push_");
  EXPECT_EQ(glue_name({"", "add"}), "_prebind_add");
}

TEST(Naming, GivesEveryNameOnce) {
  UniqueNames names({"self"});
  EXPECT_EQ(names.underscored("self"), "self_");
  EXPECT_EQ(names.underscored("self"), "self__");
  EXPECT_EQ(names.numbered("add"), "add");
  EXPECT_EQ(names.numbered("add"), "add_2");
  EXPECT_EQ(names.numbered("add"), "add_3");
}

TEST(Naming, KnowsWhatBaseExports) {
  for (const char* name : {"get", "String", "include", "eval", "push!", "Memory", "stack"}) {
    EXPECT_TRUE(is_base_name(name)) << name;
  }
  EXPECT_FALSE(is_base_name("word_count"));
}

}  // namespace
}  // namespace prebind::hosts::julia
