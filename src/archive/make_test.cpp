#include "archive/make.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/mark.h"
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

  const Assemble broken = [](std::string_view, const assembler::Variant& variant) {
    return assembler::Object{.bytes = "no object, but " + mark_of("", variant), .warnings = {}};
  };
  const auto work = make(broken, "one", "", kLinux);
  ASSERT_FALSE(work);
  EXPECT_FALSE(std::get<Error>(work.error()).message.empty());
}

TEST(MakeArchiveTest, AnArchiveHasTheMarkOfItsTextInEveryVariant) {
  for (const std::string_view machine : assembler::machines()) {
    const auto variant = assembler::Variant::parse(machine).value();
    const auto made = make(plain, "one", "", variant);
    ASSERT_TRUE(made) << machine;
    // In the object and in the table that linkers look symbols up in.
    const std::string mark = mark_of("", variant);
    EXPECT_NE(made->bytes.find(mark), made->bytes.rfind(mark)) << machine;
  }
}

TEST(MakeArchiveTest, ATextThatIsNotReadToItsEndCannotBeMarked) {
  for (const char* text : {"ret\n.end\n", ".section .rodata.prebind,\"aw\",@progbits\nret\n"}) {
    const auto made = make(plain, "one", text, kLinux);
    ASSERT_FALSE(made) << text;
    const auto& diagnostic = std::get<assembler::Diagnostics>(made.error()).at(0);
    EXPECT_EQ(diagnostic.message,
              "the symbol that marks the archive cannot be added at the end of the text");
    EXPECT_EQ(diagnostic.help,
              "remove `.end`, and sections called `.rodata.prebind`: Prebind assembles more lines "
              "after the text");
  }
}

TEST(MakeArchiveTest, ErrorsAtTheEndOfATextAreThoseOfTheTextAlone) {
  const auto made = make(plain, "one", "ret\n.if 1\nret", kLinux);
  ASSERT_FALSE(made);
  const auto& diagnostics = std::get<assembler::Diagnostics>(made.error());
  EXPECT_EQ(diagnostics, assembler::assemble("ret\n.if 1\nret", kLinux).error());
}

}  // namespace
}  // namespace prebind::archive
