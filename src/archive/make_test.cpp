#include "archive/make.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assembler/archive.h"

namespace prebind::archive {
namespace {

const assembler::Variant kLinux = assembler::Variant::parse("x86_64-linux").value();

tl::expected<assembler::Object, assembler::Diagnostics> plain(std::string_view text,
                                                              const assembler::Variant& variant) {
  return assembler::assemble(text, variant);
}

TEST(MakeArchiveTest, HasOneMemberNamedAfterTheArchive) {
  const auto made = make(plain, "one", ".globl f\nf: ret\n", kLinux);
  ASSERT_TRUE(made);
  EXPECT_THAT(made->bytes, testing::StartsWith("!<arch>\n"));
  EXPECT_THAT(made->bytes, testing::HasSubstr("one.o/"));
  EXPECT_EQ(make(plain, "one", ".globl f\nf: ret\n", kLinux)->bytes, made->bytes);
}

TEST(MakeArchiveTest, WarningsAreHandedOn) {
  const auto made = make(plain, "one", ".warning \"mind\"\n", kLinux);
  ASSERT_TRUE(made);
  ASSERT_THAT(made->warnings, testing::SizeIs(1));
  EXPECT_EQ(made->warnings[0].message, "mind");
}

TEST(MakeArchiveTest, WhatIsWrongIsOfTheTextOrOfTheWork) {
  const auto text = make(plain, "one", "reet\n", kLinux);
  ASSERT_FALSE(text);
  EXPECT_THAT(std::get<assembler::Diagnostics>(text.error()), testing::SizeIs(1));

  const Assemble broken = [](std::string_view, const assembler::Variant&) {
    return assembler::Object{.bytes = "no object", .warnings = {}};
  };
  const auto work = make(broken, "one", "", kLinux);
  ASSERT_FALSE(work);
  EXPECT_FALSE(std::get<Error>(work.error()).message.empty());
}

}  // namespace
}  // namespace prebind::archive
