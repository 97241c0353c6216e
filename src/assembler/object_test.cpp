// What an object says of itself to the linker.

#include <gmock/gmock.h>

#include "assembler/assembler.h"
#include "assembler/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What llvm-readobj shows of an object.
std::string shown(const Object& object, const std::vector<std::string>& options) {
  const auto readobj = find_tool({"llvm-readobj-19", "/usr/lib/llvm-19/bin/llvm-readobj"});
  if (!readobj) return {};
  const TemporaryDirectory directory;
  const auto file = directory.path() / "object.o";
  EXPECT_TRUE(write_new_file(file, object.bytes));
  std::vector<std::string> arguments = options;
  arguments.push_back(file.string());
  return run_tool(*readobj, arguments)->output;
}

const std::string kMark = ".section .note.GNU-stack,\"\",@progbits\n";

TEST(ElfObject, AsksForNoExecutableStack) {
  for (const std::string_view machine : kElf) {
    const auto plain = assemble("f: ret\n", variant(machine));
    const auto marked = assemble("f: ret\n" + kMark, variant(machine));
    ASSERT_TRUE(plain && marked);
    EXPECT_TRUE(plain->bytes == marked->bytes) << "as if the text ended with the section";
    EXPECT_THAT(plain->warnings, IsEmpty());
    const std::string sections = shown(*plain, {"--sections"});
    EXPECT_TRUE(sections.empty() || sections.find(".note.GNU-stack") != sections.npos) << machine;
  }
}

TEST(ElfObject, KeepsASectionOfTheText) {
  for (const std::string_view machine : kElf) {
    const auto first = assemble(kMark + ".text\nf: ret\n", variant(machine));
    ASSERT_TRUE(first);
    const std::string sections = shown(*first, {"--sections"});
    if (sections.empty()) GTEST_SKIP() << "no llvm-readobj-19";
    EXPECT_EQ(sections.find(".note.GNU-stack"), sections.rfind(".note.GNU-stack"));
  }
}

TEST(ElfObject, WarnsOfAnExecutableStack) {
  for (const std::string_view machine : kElf) {
    for (const std::string text :
         {"f: ret\n.section .note.GNU-stack,\"x\",@progbits\n",
          "f: ret\n.pushsection .note.GNU-stack,\"x\",%progbits\n.popsection\n"}) {
      const auto object = assemble(text, variant(machine));
      ASSERT_TRUE(object) << render(object.error().front(), "text");
      ASSERT_EQ(object->warnings.size(), 1u);
      EXPECT_EQ(object->warnings[0].severity, Severity::warning);
      EXPECT_EQ(object->warnings[0].message,
                "this section makes the stack executable in every program that links the object");
      EXPECT_EQ(object->warnings[0].help, "remove the section");
      EXPECT_EQ(object->warnings[0].line, 2u);
    }
  }
}

TEST(ElfObject, KeepsTheLastLineOfATextThatDoesNotEndIt) {
  for (const std::string_view machine : kElf) {
    EXPECT_TRUE(assemble("f: ret", variant(machine))->bytes ==
                assemble("f: ret\n", variant(machine))->bytes);
  }
}

TEST(MachObject, NamesTheOldestSystemThatRustcBuildsFor) {
  const std::string arm =
      shown(*assemble("f: ret\n", variant("aarch64-macos")), {"--macho-version-min"});
  if (arm.empty()) GTEST_SKIP() << "no llvm-readobj-19";
  EXPECT_THAT(arm, HasSubstr("LC_BUILD_VERSION"));
  EXPECT_THAT(arm, HasSubstr("Platform: macos"));
  EXPECT_THAT(arm, HasSubstr("Version: 11.0"));
  // Before macOS 10.14 there was only this command; rustc writes it, too.
  const std::string x86 =
      shown(*assemble("f: ret\n", variant("x86_64-macos")), {"--macho-version-min"});
  EXPECT_THAT(x86, HasSubstr("LC_VERSION_MIN_MACOSX"));
  EXPECT_THAT(x86, HasSubstr("Version: 10.12"));
}

TEST(MachObject, TheTextCanNameAnotherSystem) {
  for (const std::string_view machine : {"x86_64-macos", "aarch64-macos"}) {
    for (const std::string directive :
         {".build_version macos, 12, 3 sdk_version 13, 0", ".build_version macos, 10, 9"}) {
      const std::string text = directive + "\nf: ret\n";
      const auto object = assemble(text, variant(machine));
      ASSERT_TRUE(object) << render(object.error().front(), "text");
      EXPECT_THAT(object->warnings, IsEmpty()) << "it is the only one in the text";
      const std::string version = shown(*object, {"--macho-version-min"});
      if (version.empty()) GTEST_SKIP() << "no llvm-readobj-19";
      EXPECT_THAT(version, HasSubstr(directive.find("12") != directive.npos ? "Version: 12.3"
                                                                            : "Version: 10.9"));
      EXPECT_THAT(version, Not(HasSubstr("LC_VERSION_MIN")));
    }
    const auto old = assemble(".macosx_version_min 10, 9\nf: ret\n", variant(machine));
    ASSERT_TRUE(old);
    EXPECT_THAT(shown(*old, {"--macho-version-min"}), HasSubstr("Version: 10.9"));
  }
}

// Sections by which objects carry more than code: the bytes of llvm-mc, on every machine.
TEST(Objects, CarryWhatTheTextWrites) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"x86_64-linux",
       ".section .note.gnu.property,\"a\",@note\n.p2align 3\n.long 4, 16, 5\n.asciz \"GNU\"\n"
       ".long 0xc0000002, 4, 3, 0\n.text\nf: endbr64\nret\n"},
      {"aarch64-linux",
       ".section .note.gnu.property,\"a\",@note\n.p2align 3\n.word 4, 16, 5\n.asciz \"GNU\"\n"
       ".word 0xc0000000, 4, 3, 0\n.text\nf: hint #34\nret\n"},
      {"x86_64-windows",
       ".def @feat.00\n.scl 3\n.type 0\n.endef\n.globl @feat.00\n.set @feat.00, 0x800\n"
       ".section .drectve,\"yn\"\n.ascii \" /EXPORT:f\"\n.text\n.globl f\nf: ret\n"},
      {"aarch64-windows", ".section .drectve,\"yn\"\n.ascii \" /EXPORT:f\"\n.text\nf: ret\n"},
      {"wasm32",
       ".section .custom_section.target_features,\"\",@\n.int8 1\n.int8 43\n.int8 7\n"
       ".ascii \"atomics\"\n.section .custom_section.producers,\"\",@\n.int8 0\n"},
      {"aarch64-macos", ".subsections_via_symbols\n.linker_option \"-lz\"\nf: ret\n"},
      {"x86_64-macos", ".linker_option \"-framework\", \"Cocoa\"\nf: ret\n"},
  };
  for (const auto& [machine, text] : cases) {
    const auto object = try_to_assemble(text, variant(machine));
    ASSERT_TRUE(object) << machine << render(object.error().front(), "text");
    const auto expected = object_of_llvm_mc(text, variant(machine));
    if (!expected) continue;
    ASSERT_TRUE(*expected) << machine << (*expected).error().message;
    EXPECT_TRUE(object->bytes == **expected) << machine;
  }
}

}  // namespace
}  // namespace prebind::assembler
