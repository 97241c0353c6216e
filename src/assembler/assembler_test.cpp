#include "assembler/assembler.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "assembler/testing.h"
#include "util/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAddX86 = R"(
	.text
	.globl	add
	.type	add,@function
add:
	leaq	(%rdi,%rsi), %rax
	ret
	.size	add, .-add
)";

constexpr std::string_view kAddWasm = R"(
	.globl	add
	.type	add,@function
add:
	.functype	add (i32, i32) -> (i32)
	local.get	0
	local.get	1
	i32.add
	end_function
)";

TEST(Assemble, MakesAnObjectForEachMachine) {
  const std::pair<std::string_view, std::string_view> beginnings[] = {
      {"x86_64-linux",
       "\x7f"
       "ELF"},
      {"aarch64-linux",
       "\x7f"
       "ELF"},
      {"x86_64-macos", "\xcf\xfa\xed\xfe"},
      {"aarch64-macos", "\xcf\xfa\xed\xfe"},
      {"x86_64-windows", "\x64\x86"},
      {"aarch64-windows", "\x64\xaa"},
  };
  for (const auto& [machine, beginning] : beginnings) {
    const auto object = assemble("add: ret\n", variant(machine));
    ASSERT_TRUE(object) << machine;
    EXPECT_TRUE(object->bytes.starts_with(beginning)) << machine;
    EXPECT_TRUE(object->warnings.empty());
  }
  for (const std::string_view machine : {"wasm32", "wasm64"}) {
    const auto object = assemble(kAddWasm, variant(machine));
    ASSERT_TRUE(object) << machine;
    EXPECT_TRUE(object->bytes.starts_with(std::string_view("\0asm", 4))) << machine;
  }
}

TEST(Assemble, AnEmptyTextIsAnObject) {
  for (const std::string_view machine : machines()) {
    EXPECT_TRUE(assemble("", variant(machine))) << machine;
    EXPECT_TRUE(assemble("# nothing", variant(machine))) << machine;
  }
}

TEST(Assemble, ReportsAllErrorsWithTheirPlaces) {
  const auto errors = errors_of("nop\n\tmovv %rax, %rbx\nret\n\tadd %rax\n");
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].severity, Severity::error);
  EXPECT_EQ(errors[0].message, "invalid instruction mnemonic 'movv'");
  EXPECT_EQ(errors[0].line, 2u);
  EXPECT_EQ(errors[0].column, 2u);
  EXPECT_EQ(errors[0].length, 4u);
  EXPECT_EQ(errors[0].source, "\tmovv %rax, %rbx");
  EXPECT_EQ(errors[1].line, 4u);
}

TEST(Assemble, ReportsTheRangeThatLlvmNames) {
  const auto errors = errors_of("movl %rax, %ebx");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].message, "invalid operand for instruction");
  EXPECT_EQ(errors[0].source.substr(errors[0].column - 1, errors[0].length), "%rax");
}

TEST(Assemble, KeepsWarnings) {
  const auto object = assemble(".warning \"careful\"\nnop\n", variant("x86_64-linux"));
  ASSERT_TRUE(object);
  ASSERT_EQ(object->warnings.size(), 1u);
  EXPECT_EQ(object->warnings[0].severity, Severity::warning);
  EXPECT_EQ(object->warnings[0].message, "careful");
  EXPECT_EQ(object->warnings[0].line, 1u);
}

TEST(Assemble, AnErrorDoesNotHideTheWarnings) {
  const auto errors = errors_of(".warning \"careful\"\nnopp\n");
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].severity, Severity::warning);
  EXPECT_EQ(errors[1].severity, Severity::error);
}

TEST(Assemble, AnErrorInAMacroIsReportedAtItsCall) {
  const auto errors = errors_of(
      ".macro inner what\n"
      "  \\what %rax\n"
      ".endm\n"
      ".macro outer what\n"
      "  nop\n"
      "  inner \\what\n"
      ".endm\n"
      "nop\n"
      "  outer foo\n"
      "  bar\n");
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].message, "invalid instruction mnemonic 'foo'");
  EXPECT_EQ(errors[0].line, 9u);
  EXPECT_EQ(errors[0].column, 3u);
  EXPECT_EQ(errors[0].source, "  outer foo");
  EXPECT_EQ(errors[0].length, 5u);
  EXPECT_EQ(errors[0].expansion, "foo %rax");
  EXPECT_EQ(errors[1].line, 10u);
  EXPECT_EQ(errors[1].expansion, "");
}

TEST(Assemble, AnErrorInTheDefinitionOfAMacroKeepsItsPlace) {
  const auto errors = errors_of("nop\n.macro m x, x\n  nop\n.endm\n  nopp\n");
  ASSERT_GE(errors.size(), 1u);
  EXPECT_EQ(errors[0].message, "macro 'm' has multiple parameters named 'x'");
  EXPECT_EQ(errors[0].line, 2u);
  EXPECT_EQ(errors[0].source, ".macro m x, x");
  EXPECT_EQ(errors.back().line, 5u);
}

TEST(Assemble, AnErrorInARepetition) {
  const auto errors = errors_of("nop\n.irp r, rax, bax\n  inc %\\r\n.endr\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].message, "invalid register name");
  EXPECT_EQ(errors[0].line, 2u);
  EXPECT_EQ(errors[0].expansion, "inc %bax");
}

TEST(Assemble, AMissingFeatureSaysHowToGetIt) {
  const auto errors = errors_of(
      "f: .functype f (i32) -> ()\n local.get 0\n memory.atomic.notify 0\n drop\n end_function\n",
      "wasm32");
  ASSERT_GE(errors.size(), 1u);
  EXPECT_THAT(errors[0].message, HasSubstr("instruction requires: atomics"));
  EXPECT_THAT(errors[0].help, HasSubstr("name the feature in the archive's variant"));
}

TEST(Assemble, TheVariantAllowsExactlyItsFeatures) {
  constexpr std::string_view text = "ldadd x0, x1, [x2]\n";
  EXPECT_FALSE(assemble(text, variant("aarch64-linux")));
  EXPECT_TRUE(assemble(text, variant("aarch64-linux+lse")));
  EXPECT_FALSE(assemble(text, variant("aarch64-macos+neon")));
}

TEST(Assemble, ErrorsThatHaveNoPlace) {
  const auto errors = errors_of(".section .data.x,\"\",@\n.globl x\nx:\n.int32 1\n", "wasm32");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].message, "data symbols must have a size set with .size: x");
  EXPECT_EQ(errors[0].line, 0u);
  EXPECT_EQ(errors[0].help, "write `.size name, bytes` after its data");
}

TEST(Assemble, LinesMayEndAsOnWindows) {
  const auto errors = errors_of("nop\r\nmovv\r\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].line, 2u);
  EXPECT_EQ(errors[0].source, "movv");
  EXPECT_EQ(assemble("nop\r\nret\r\n", variant("x86_64-linux"))->bytes,
            assemble("nop\nret\n", variant("x86_64-linux"))->bytes);
}

TEST(Assemble, DoesNotDependOnOrderOrThreads) {
  const std::string native = assemble(kAddX86, variant("x86_64-linux"))->bytes;
  const std::string wasm = assemble(kAddWasm, variant("wasm32"))->bytes;
  std::vector<std::thread> threads;
  std::atomic<int> different = 0;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([&, number] {
      for (int turn = 0; turn < 25; ++turn) {
        if (number % 2 == 0) (void)assemble("wrong wrong\n.fill 5,,\n", variant("wasm32"));
        different += assemble(kAddX86, variant("x86_64-linux"))->bytes != native;
        different += assemble(kAddWasm, variant("wasm32"))->bytes != wasm;
        different += errors_of(".size f, a-b\n.type f,@object\nf: nop\n").size() != 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

// In a process of its own, since the environment, the directory and the locale are of the process.
std::string assemble_elsewhere(const std::filesystem::path& directory) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  if (const pid_t child = ::fork(); child == 0) {
    std::filesystem::current_path(directory);
    ::setenv("AS_SECURE_LOG_FILE", (directory / "log").c_str(), 1);
    ::setenv("TZ", "Asia/Tokyo", 1);
    ::setenv("SOURCE_DATE_EPOCH", "123456789", 1);
    ::setenv("LANG", "tr_TR.UTF-8", 1);
    std::setlocale(LC_ALL, "");
    const auto object = assemble(kAddX86, variant("x86_64-linux"));
    const bool written = ::write(ends[1], object->bytes.data(), object->bytes.size()) > 0;
    ::_exit(written ? 0 : 1);
  }
  ::close(ends[1]);
  std::string bytes(1 << 16, '\0');
  bytes.resize(std::max<ssize_t>(0, ::read(ends[0], bytes.data(), bytes.size())));
  ::close(ends[0]);
  ::wait(nullptr);
  return bytes;
}

TEST(Assemble, DoesNotDependOnTheSurroundings) {
  const TemporaryDirectory directory;
  EXPECT_EQ(assemble_elsewhere(directory.path()),
            assemble(kAddX86, variant("x86_64-linux"))->bytes);
}

}  // namespace
}  // namespace prebind::assembler
