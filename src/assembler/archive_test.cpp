#include "assembler/archive.h"

#include <gmock/gmock.h>

#include "assembler/assembler.h"
#include "assembler/testing.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAnswerX86 = ".globl answer\nanswer: movl $42, %eax\nret\n";
constexpr std::string_view kAnswerAarch64 = ".globl answer\nanswer: mov w0, #42\nret\n";
constexpr std::string_view kAnswerDarwin = ".globl _answer\n_answer: movl $42, %eax\nret\n";
constexpr std::string_view kAnswerWasm = R"(
	.globl answer
	.type answer,@function
answer:
	.functype answer () -> (i32)
	i32.const 42
	end_function
)";

std::string object(std::string_view text, std::string_view machine) {
  return assemble(text, variant(machine)).value().bytes;
}

std::string archive(std::string_view text, std::string_view machine) {
  const std::string bytes = object(text, machine);
  return make_archive(std::vector<Member>{{"answer.o", bytes}}, variant(machine).format()).value();
}

TEST(Archive, IsTheSameEverywhere) {
  const std::string bytes = archive(kAnswerX86, "x86_64-linux");
  EXPECT_EQ(bytes, archive(kAnswerX86, "x86_64-linux"));
  EXPECT_TRUE(bytes.starts_with("!<arch>\n/ "));
  // Name, time, owner, group, permissions.
  EXPECT_THAT(bytes, HasSubstr("answer.o/       0           0     0     644     "));
}

TEST(Archive, OfMachOIsDarwins) {
  EXPECT_THAT(archive(kAnswerDarwin, "x86_64-macos"), HasSubstr("__.SYMDEF"));
}

TEST(Archive, KeepsLongNamesAndOrder) {
  const std::string first = object(kAnswerX86, "x86_64-linux");
  const std::string second = object(".globl other\nother: ret\n", "x86_64-linux");
  const std::vector<Member> members = {{"a_name_that_is_longer_than_the_field_for_it.o", first},
                                       {"b.o", second}};
  const std::string bytes = make_archive(members, ObjectFormat::elf).value();
  EXPECT_THAT(bytes, HasSubstr("a_name_that_is_longer_than_the_field_for_it.o/\n"));
  EXPECT_LT(bytes.find(first), bytes.find(second));
  EXPECT_THAT(bytes.substr(0, 200), HasSubstr(std::string_view("answer\0other\0", 13)));
}

TEST(Archive, WithoutMembers) {
  EXPECT_EQ(make_archive({}, ObjectFormat::elf).value().substr(0, 8), "!<arch>\n");
}

TEST(Archive, RefusesTwoMembersOfOneName) {
  const std::string bytes = object(kAnswerX86, "x86_64-linux");
  const Error error =
      make_archive(std::vector<Member>{{"a.o", bytes}, {"a.o", bytes}}, ObjectFormat::elf).error();
  EXPECT_EQ(error.message, "two members of an archive have one name");
  EXPECT_EQ(error.where, "a.o");
  EXPECT_EQ(error.help, "give each object a name of its own");
}

TEST(Archive, RefusesWhatIsNoObjectOfItsFormat) {
  const std::string wasm = object(kAnswerWasm, "wasm32");
  for (const std::string_view bytes : {std::string_view(wasm), std::string_view("text"), {}}) {
    const Error error =
        make_archive(std::vector<Member>{{"a.o", bytes}}, ObjectFormat::elf).error();
    EXPECT_EQ(error.message, "a member is not an object file of the archive's format");
    EXPECT_EQ(error.help, "assemble it for the same variant as the others");
  }
}

TEST(Archive, RefusesABrokenObject) {
  std::string bytes = object(kAnswerX86, "x86_64-linux");
  bytes.resize(100);
  const Error error = make_archive(std::vector<Member>{{"a.o", bytes}}, ObjectFormat::elf).error();
  EXPECT_THAT(error.message, HasSubstr("could not make the archive: "));
  EXPECT_EQ(error.help, "assemble its members again");
}

/// An archive with `answer` and an object that calls it, linked by linkers that others wrote.
class Linked : public ::testing::Test {
 protected:
  void SetUp() override {
    lld_ = find_tool({"rust-lld", "lld-19", "lld"});
    const auto rustc = find_tool({"rustc"});
    if (lld_ || !rustc) return;
    if (const auto sysroot = run_tool(*rustc, {"--print", "target-libdir"})) {
      lld_ =
          find_tool({sysroot->output.substr(0, sysroot->output.find('\n')) + "/../bin/rust-lld"});
    }
  }

  std::string write(std::string_view name, std::string_view bytes) {
    const auto path = directory_.path() / name;
    EXPECT_TRUE(write_file_atomically(path, bytes));
    return path.string();
  }
  std::string path(std::string_view name) { return (directory_.path() / name).string(); }

  void link(const std::filesystem::path& linker, std::vector<std::string> arguments) {
    const auto finished = run_tool(linker, std::move(arguments));
    ASSERT_TRUE(finished) << finished.error().message;
    ASSERT_TRUE(finished->succeeded()) << finished->output << finished->errors;
  }
  void expect_exit_status(const std::filesystem::path& program, std::vector<std::string> arguments,
                          int status) {
    const auto finished = run_tool(program, std::move(arguments));
    ASSERT_TRUE(finished) << finished.error().message;
    EXPECT_EQ(finished->status, status) << finished->errors;
  }

  TemporaryDirectory directory_;
  std::optional<std::filesystem::path> lld_;
};

// Ends with what `answer` gives as its exit status.
constexpr std::string_view kStartX86 =
    ".globl _start\n_start: call answer\nmovl %eax, %edi\nmovl $60, %eax\nsyscall\n";

TEST_F(Linked, ByGnuLdAndRun) {
  const auto ld = find_tool({"ld.bfd", "ld"});
  if (!ld) GTEST_SKIP() << "no ld";
  const std::string main = write("main.o", object(kStartX86, "x86_64-linux"));
  const std::string library = write("libanswer.a", archive(kAnswerX86, "x86_64-linux"));
  link(*ld, {main, library, "-o", path("program")});
#ifdef __x86_64__
  expect_exit_status(path("program"), {}, 42);
#endif
}

TEST_F(Linked, ByLldAndRun) {
  if (!lld_) GTEST_SKIP() << "no lld";
  const std::string main = write("main.o", object(kStartX86, "x86_64-linux"));
  const std::string library = write("libanswer.a", archive(kAnswerX86, "x86_64-linux"));
  link(*lld_, {"-flavor", "gnu", main, library, "-o", path("program")});
#ifdef __x86_64__
  expect_exit_status(path("program"), {}, 42);
#endif
}

TEST_F(Linked, ByLldForAarch64) {
  if (!lld_) GTEST_SKIP() << "no lld";
  const std::string main =
      write("main.o", object(".globl _start\n_start: bl answer\n", "aarch64-linux"));
  const std::string library = write("libanswer.a", archive(kAnswerAarch64, "aarch64-linux"));
  link(*lld_, {"-flavor", "gnu", main, library, "-o", path("program")});
}

TEST_F(Linked, ByLldForWasmAndRun) {
  const auto node = find_tool({"node"});
  if (!lld_ || !node) GTEST_SKIP() << "no lld or no node";
  const std::string library = write("libanswer.a", archive(kAnswerWasm, "wasm32"));
  link(*lld_,
       {"-flavor", "wasm", "--no-entry", "--export=answer", library, "-o", path("program.wasm")});
  expect_exit_status(*node,
                     {"-e",
                      "WebAssembly.instantiate(require('fs').readFileSync(process.argv[1]))"
                      ".then(m => process.exit(m.instance.exports.answer()))",
                      path("program.wasm")},
                     42);
}

TEST_F(Linked, ByLldForMacos) {
  if (!lld_) GTEST_SKIP() << "no lld";
  const std::string library = write("libanswer.a", archive(kAnswerDarwin, "x86_64-macos"));
  link(*lld_, {"-flavor", "darwin", "-arch", "x86_64", "-platform_version", "macos", "11", "11",
               "-dylib", "-u", "_answer", library, "-o", path("program")});
  EXPECT_THAT(read_file(path("program")).value(), HasSubstr("_answer"));
}

TEST_F(Linked, ByLldForWindows) {
  if (!lld_) GTEST_SKIP() << "no lld";
  const std::string library = write("answer.lib", archive(kAnswerX86, "x86_64-windows"));
  link(*lld_, {"-flavor", "link", "/dll", "/noentry", "/export:answer", library,
               "/out:" + path("program.dll")});
  EXPECT_THAT(read_file(path("program.dll")).value(), HasSubstr("answer"));
}

}  // namespace
}  // namespace prebind::assembler
