#include "hosts/julia/package_names.h"

#include <gtest/gtest.h>

namespace prebind::hosts::julia {
namespace {

std::string why(std::string_view name) {
  const auto checked = check_package_name(name);
  if (checked) return "good";
  const std::string text = checked.error().message;
  return text.substr(text.find(": ") + 2);
}

TEST(PackageNames, ThoseThatJuliaCannotUseAreRefused) {
  for (const char* name : {"Base", "Core", "Main", "RustPanic"}) {
    EXPECT_EQ(why(name), "a module of Julia or of the bindings has it") << name;
  }
  for (const char* name : {"Test", "Pkg", "LinearAlgebra", "Statistics", "StyledStrings", "SHA",
                           "libLLVM_jll", "dSFMT_jll"}) {
    EXPECT_EQ(why(name), "a standard library of Julia has it") << name;
  }
  for (const char* name : {"end", "module", "baremodule", "ccall", "_", "__"}) {
    EXPECT_EQ(why(name), "it is a word of Julia's language") << name;
  }
  for (const char* name : {"Dict", "String", "map", "Regex"}) {
    EXPECT_EQ(why(name), "Julia's Base exports something of that name") << name;
  }
  EXPECT_EQ(why("Bindings"), "the module in the package that has the bindings is called that");
  for (const char* name : {"TextKit", "Tests", "test", "Counter", "A", "Prebind"}) {
    EXPECT_EQ(why(name), "good") << name;
  }
  EXPECT_EQ(
      check_package_name("Test").error(),
      (Error{"`Test` cannot be the name of a Julia package: a standard library of Julia has it", "",
             "choose another one, such as `RustTest`"}));
  EXPECT_EQ(check_package_name("module").error().help, "choose another one, such as `RustModule`");
}

TEST(PackageNames, AModuleMayHaveTheNameOfAStandardLibrary) {
  for (const char* name : {"Base", "Core", "Main", "module", "", "a-b", "A\u2028", "RustError",
                           "RustTimeout", "_prebind", "_prebindX"}) {
    ASSERT_FALSE(check_module_name(name)) << name;
    EXPECT_EQ(check_module_name(name).error().message,
              "`" + std::string(name) + "` cannot be the name of a Julia module");
  }
  for (const char* name : {"Random", "Test", "Größe", "A_1"}) {
    EXPECT_TRUE(check_module_name(name)) << name;
  }
}

}  // namespace
}  // namespace prebind::hosts::julia
