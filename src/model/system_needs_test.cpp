#include <gmock/gmock.h>

#include "model/library_needs.h"

namespace prebind::model {
namespace {

LibraryNeeds needs_of(std::vector<std::string> libraries,
                      std::map<std::string, std::vector<std::string>> versions = {}) {
  return {.libraries = std::move(libraries), .folders = {}, .versions = std::move(versions)};
}

TEST(SystemNeeds, TheNewestGlibcByNumber) {
  const auto glibc = [](std::vector<std::string> versions) {
    return glibc_of(needs_of({"libc.so.6"}, {{"libc.so.6", std::move(versions)}}));
  };
  EXPECT_EQ(glibc({"GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.4"}), "2.34");
  EXPECT_EQ(glibc({"GLIBC_2.2.5", "GLIBC_2.2"}), "2.2.5");
  EXPECT_EQ(glibc({"GLIBC_2.17", "GLIBC_ABI_DT_RELR"}), "2.36");
  EXPECT_EQ(glibc({"GLIBC_PRIVATE", "GLIBC_2.17"}), "GLIBC_PRIVATE");
  EXPECT_EQ(glibc({"GLIBC_2.17", "GLIBC_PRIVATE"}), "GLIBC_PRIVATE");
  EXPECT_EQ(glibc({"GCC_3.0"}), "");
  EXPECT_EQ(glibc_of(needs_of({"libc.so"})), "");
  // It may be another part that needs the newest.
  EXPECT_EQ(glibc_of(needs_of({}, {{"libc.so.6", {"GLIBC_2.17"}}, {"libm.so.6", {"GLIBC_2.29"}}})),
            "2.29");
}

TEST(SystemNeeds, WhatIsNewer) {
  EXPECT_TRUE(is_newer_glibc("2.34", "2.17"));
  EXPECT_TRUE(is_newer_glibc("2.17.1", "2.17"));
  EXPECT_FALSE(is_newer_glibc("2.9", "2.17"));
  EXPECT_FALSE(is_newer_glibc("2.17", "2.17"));
  EXPECT_TRUE(is_newer_glibc("GLIBC_PRIVATE", "2.99"));
  EXPECT_FALSE(is_newer_glibc("2.99", "GLIBC_PRIVATE"));
  EXPECT_FALSE(is_newer_glibc("", "2.17"));
}

TEST(SystemNeeds, InWords) {
  EXPECT_EQ(
      needs_in_words(needs_of({"libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2"},
                              {{"libc.so.6", {"GLIBC_2.34"}}, {"libgcc_s.so.1", {"GCC_3.0"}}})),
      "glibc 2.34, libgcc_s.so.1");
  EXPECT_EQ(
      needs_in_words(needs_of(
          {"libstdc++.so.6", "libm.so.6", "libc.so.6"},
          {{"libc.so.6", {"GLIBC_2.17"}},
           {"libstdc++.so.6", {"CXXABI_1.3", "GLIBCXX_3.4", "GLIBCXX_3.4.29", "GLIBCXX_3.4.9"}}})),
      "glibc 2.17, libstdc++.so.6 (GLIBCXX_3.4.29)");
  EXPECT_EQ(needs_in_words(needs_of({"libgcc_s.so.1", "libc.so"})), "musl, libgcc_s.so.1");
  EXPECT_EQ(needs_in_words(needs_of({"libc.musl-x86_64.so.1"})), "musl");
  EXPECT_EQ(needs_in_words(needs_of({"KERNEL32.dll", "msvcrt.dll", "libgcc_s_seh-1.dll"})),
            "libgcc_s_seh-1.dll");
  EXPECT_EQ(needs_in_words(needs_of({"/usr/lib/libSystem.B.dylib", "@rpath/libquad.dylib"})),
            "@rpath/libquad.dylib");
  EXPECT_EQ(needs_in_words(needs_of({})), "");
}

}  // namespace
}  // namespace prebind::model
