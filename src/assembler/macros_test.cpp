// Macros of real code: as many expansions as it takes, to the bytes of llvm-mc, and one error for
// one mistake.

#include <gmock/gmock.h>

#include "assembler/assembler.h"
#include "assembler/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

const std::vector<std::string_view> kNative = {"x86_64-linux",  "x86_64-macos",  "x86_64-windows",
                                               "aarch64-linux", "aarch64-macos", "aarch64-windows"};

/// The text is assembled on these machines, to the bytes of llvm-mc.
void expect_same_bytes(const std::string& text, const std::vector<std::string_view>& on = kNative) {
  for (const std::string_view machine : on) {
    const auto object = try_to_assemble(text, variant(machine));
    ASSERT_TRUE(object) << machine << ": " << render(object.error().front(), "text");
    const auto expected = object_of_llvm_mc(text, variant(machine));
    if (!expected) continue;
    ASSERT_TRUE(*expected) << machine << ": " << (*expected).error().message;
    EXPECT_TRUE(object->bytes == **expected) << machine;
  }
}

TEST(Macros, RefersToItsArgumentsManyTimes) {
  expect_same_bytes(".macro row a, b, c\n" + times(5000, ".byte \\a, \\b, \\c\n") +
                    ".endm\n.data\nrow 1, 2, 3\nrow 4, 5, 6\n");
}

TEST(Macros, HasManyImmediates) {
  expect_same_bytes(".macro init\n" + times(1000, "movl $1, 4(%rdi)\n") + ".endm\ninit\ninit\n",
                    {"x86_64-linux", "x86_64-windows"});
}

TEST(Macros, AreCalledManyTimes) {
  expect_same_bytes(".macro put v, w=7\n.byte \\v\n.byte \\w\n.endm\n.data\n" +
                    times(20000, "put 1\nput 2, 3\n"));
}

TEST(Macros, RepeatManyArguments) {
  expect_same_bytes(".data\n.irp x" + times(3000, ", 5") + "\n" + times(40, ".byte \\x\n") +
                    ".endr\n.irpc c,0123456789\n" + times(2000, ".byte \\c\n") + ".endr\n" +
                    ".rept 50000\n.byte 1\n.endr\n");
}

TEST(Macros, StandInALongText) {
  expect_same_bytes(".data\n.macro one\n.byte 1\n.endm\n" +
                    times(120000, "// a line of a long text\n") + "one\n");
}

TEST(Macros, NestLikeThoseOfVideoCodecs) {
  expect_same_bytes(R"(
.macro trans4 r0, r1, out
  .irp i, 0, 1, 2, 3
    .ifc \r0, \r1
      .byte \i
    .else
      .byte \i + \r1
    .endif
  .endr
  .byte \out
.endm
.macro filter size, taps:vararg
  .set n, 0
  .irp tap, \taps
    trans4 \size, \tap, n
    .set n, n + 1
  .endr
label_\size\()_\@:
.endm
.data
.rept 200
  filter 4, 1, 2, 3, 4, 5, 6, 7, 8
  filter 8, 8, 7, 6, 5, 4, 3, 2, 1
.endr
)");
}

TEST(Macros, OneErrorForADefinitionThatLlvmRefuses) {
  for (const std::string_view machine : machines()) {
    const auto errors = errors_of(
        ".macro bad x:wrong\nnop nop\n.byte \\x\nmore\n.endm\nbad 1\nbad 2\n.macro .good\n.endm\n"
        ".good\n.wrong\n",
        machine);
    EXPECT_THAT(errors, ElementsAre(Field(&Diagnostic::line, 1), Field(&Diagnostic::line, 11)))
        << machine;
  }
  const auto twice = errors_of(".macro a\n.endm\n.macro a\nnop nop\n.endm\na\n", "x86_64-linux");
  EXPECT_THAT(twice, ElementsAre(Field(&Diagnostic::message, HasSubstr("is already defined"))));
  const auto nameless = errors_of(".macro\nnop nop\n.endm\nret\n", "x86_64-linux");
  EXPECT_THAT(nameless, ElementsAre(Field(&Diagnostic::message, HasSubstr("expected identifier"))));
}

TEST(Macros, OneErrorForADefinitionThatTheGuardRefuses) {
  const auto errors = errors_of(".macro a x\n" + times(3000, ".byte \\x, nop\n") +
                                    ".endm\na 1\na " + times(100000, "y") + "\nnop nop\n",
                                "x86_64-linux");
  EXPECT_THAT(errors, ElementsAre(Field(&Diagnostic::line, 1), Field(&Diagnostic::line, 3005)));
}

TEST(Macros, OneErrorForARepetitionThatIsRefused) {
  const std::pair<const char*, const char*> cases[] = {
      {".rept unknown", "`.rept` needs a number that is known here, and not negative"},
      {".rept -1", "`.rept` needs a number that is known here, and not negative"},
      {".irp x", "`.irp` needs the name of a parameter, a comma, and values"},
      {".irpc 1, 2", "`.irpc` needs the name of a parameter, a comma, and values"},
      {".rept )", "unknown token in expression"},
  };
  for (const auto& [line, message] : cases) {
    const std::string text = std::string(line) + "\nwrong\n.rept 2\nwrong\n.endr\n.endr\n.wrong\n";
    for (const std::string_view machine : machines()) {
      EXPECT_THAT(errors_of(text, machine),
                  ElementsAre(Field(&Diagnostic::message, message), Field(&Diagnostic::line, 7)))
          << machine << line;
    }
  }
}

TEST(Macros, OneErrorForInstructionsOutsideAFunctionInWebAssembly) {
  const auto errors = errors_of(
      "f:\n.functyp f () -> ()\nlocal.get 0\ndrop\nend_function\n"
      "g:\nnop\nnop\n",
      "wasm32");
  EXPECT_THAT(errors, ElementsAre(Field(&Diagnostic::line, 2), Field(&Diagnostic::line, 3),
                                  Field(&Diagnostic::line, 7)));
}

}  // namespace
}  // namespace prebind::assembler
