// Texts made to do harm: each ends in a diagnostic, soon, whatever LLVM would do with it.

#include <gmock/gmock.h>

#include <tuple>

#include "assembler/assembler.h"
#include "assembler/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

auto says(std::string_view message, std::string_view help) {
  return Contains(AllOf(Field("message", &Diagnostic::message, HasSubstr(message)),
                        Field("help", &Diagnostic::help, HasSubstr(help))));
}

/// On every machine the text is refused with this message and this help.
void expect_refused(std::string_view text, std::string_view message, std::string_view help,
                    const std::vector<std::string_view>& on = machines()) {
  for (const std::string_view machine : on) {
    EXPECT_THAT(errors_of(text, machine), says(message, help)) << machine;
  }
}

const std::vector<std::string_view> kInMemory = {"wasm32", "x86_64-windows", "aarch64-windows"};
const std::vector<std::string_view> kOne = {"x86_64-linux"};

TEST(Hostile, FilesAreNotRead) {
  for (const std::string_view name : {".include", ".incbin", ".INCLUDE", ".IncBin"}) {
    const std::string text = std::string(name) + " \"/etc/passwd\"\n";
    expect_refused(text, "is not allowed: no other file is read or written",
                   "an archive is made from its text alone");
  }
  expect_refused("\".incbin\" \"/etc/passwd\"\n", "`.incbin` is not allowed", "data as `.byte`",
                 kElf);
  expect_refused("\".incbin\" \"/etc/passwd\"\n", "a directive in quotation marks", "remove them",
                 {"wasm32"});
  expect_refused(".macro m\n.inc\\()bin \"/etc/passwd\"\n.endm\nm\n", "`.incbin` is not allowed",
                 "");
  expect_refused(".secure_log_unique \"x\"\n", "`.secure_log_unique` is not allowed", "");
}

TEST(Hostile, FramesThatHaveNoEnd) {
  const std::string open = ".cfi_startproc\n", other = ".section .text.other,\"ax\",@progbits\n";
  for (const std::string& text : {open, open + other + open + ".cfi_endproc\n",
                                  open + other + open + ".cfi_endproc\n.text\n"}) {
    expect_refused(text, "a `.cfi_startproc` has no `.cfi_endproc`", "end each frame", kElf);
  }
  const std::string whole = open + other + open + ".cfi_endproc\n.text\n.cfi_endproc\n";
  EXPECT_TRUE(try_to_assemble(whole, variant("x86_64-linux"))) << "one around another, all ended";
}

TEST(Hostile, NothingIsPrinted) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const auto object = try_to_assemble(".print \"hello\"\n", variant("x86_64-linux"));
  EXPECT_FALSE(try_to_assemble(".print hello\nnopp\n.cfi_endproc\n", variant("x86_64-linux")));
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  ASSERT_TRUE(object);
  ASSERT_EQ(object->warnings.size(), 1u);
  EXPECT_EQ(object->warnings[0].severity, Severity::note);
  EXPECT_EQ(object->warnings[0].message, "hello");
}

TEST(Hostile, UnsupportedDirectives) {
  for (const std::string_view name :
       {".bundle_align_mode 4", ".bundle_lock", ".bundle_unlock", ".lto_discard a",
        ".lto_set_conditional a, b", ".pseudoprobe 1 2 3 4"}) {
    expect_refused(std::string(name) + "\n", "is not supported in archives", "remove it");
  }
  expect_refused(".cv_func_id 4294967294\n", "`.cv_func_id` is not supported", "-gdwarf");
  expect_refused(".altmacro\n.macro a x\n.endm\na <!", "`.altmacro` is not supported",
                 "ordinary macros");
}

TEST(Hostile, HugeContents) {
  const Limits small{.object_bytes = 1 << 20};
  for (const std::string_view machine : machines()) {
    for (const std::string_view line :
         {".fill 0x7fffffffffffffff, 8, 1", ".fill 10000000", ".zero 1000000000000",
          ".space 0x7fffffffffffffff", ".skip 1000000000000, 5", ".org 0x3fffffff",
          ".dcb.b 0x7fffffffffffffff, 1", ".dcb.d 0x7fffffffffffffff, 1.0",
          ".ds.p 1000000000000"}) {
      const std::string data =
          machine.starts_with("wasm") ? ".section .data.x,\"\",@\n" : ".data\n";
      const auto object = try_to_assemble(data + std::string(line) + "\n", variant(machine), small);
      ASSERT_FALSE(object) << machine << line;
      EXPECT_THAT(object.error().front().message,
                  ::testing::AnyOf(HasSubstr("more than the 1048576 bytes"),
                                   HasSubstr("more than 1048576 bytes"),
                                   HasSubstr("invalid number of bytes")))
          << machine << line;
    }
  }
}

TEST(Hostile, ManyContents) {
  const Limits small{.object_bytes = 1 << 20};
  const std::string text = ".data\n.rept 1000\n.fill 1000, 8, 1\n.endr\n";
  const auto object = try_to_assemble(text, variant("x86_64-linux"), small);
  ASSERT_FALSE(object);
  EXPECT_THAT(object.error(), says("`.fill` writes more than the 1048576 bytes that an object may "
                                   "have",
                                   "in `.bss`, with `.zero`"));
  EXPECT_EQ(object.error().size(), 1u);
}

TEST(Hostile, RoomInBssIsFree) {
  for (const std::string_view machine :
       {"x86_64-linux", "aarch64-linux", "x86_64-windows", "aarch64-windows"}) {
    EXPECT_TRUE(try_to_assemble(".bss\n.zero 1000000000\n", variant(machine))) << machine;
  }
}

TEST(Hostile, RoomThatIsNotKnown) {
  const std::string text = ".data\nnow: .zero later - now\nlater:\n";
  expect_refused(text, "the size of what `.zero` writes is not known here", "defined above",
                 {"x86_64-windows", "aarch64-windows"});
  expect_refused(".data\nnow: . = now + 1000000000\n", "`. =` is not supported for this machine",
                 "write `.zero` or `.org`", {"x86_64-windows", "aarch64-windows"});
  expect_refused(".text\n/**/. /**/ = 100\n", "`. =` is not supported for this machine", "",
                 kInMemory);
  EXPECT_THAT(errors_of("a.= 5\n.b = a. + 1\n c=.b;d = c\n", "x86_64-windows"), IsEmpty());
}

TEST(Hostile, HugeAlignments) {
  expect_refused(".p2align 63\n", "an alignment of more than", "align to the page");
  expect_refused(".balign 0x80000000\n", "an alignment of more than 67108864 bytes", "",
                 {"wasm32", "x86_64-linux", "aarch64-macos"});
  // LLVM has no way to write it, and no error for it.
  expect_refused(".balign 16384\n", "an alignment of more than 8192 bytes", "",
                 {"x86_64-windows", "aarch64-windows"});
  EXPECT_TRUE(try_to_assemble(".p2align 16\n", variant("x86_64-linux")));
  EXPECT_TRUE(try_to_assemble(".balign 8192\n", variant("x86_64-windows")));
}

TEST(Hostile, NegativeAlignments) {
  expect_refused(".p2align -4, 0x90\n", "a negative alignment", "without the sign");
  expect_refused(".balign -4\n", "a negative alignment", "without the sign");
}

TEST(Hostile, HugeIndices) {
  for (const std::string_view line :
       {".file 4294967295 \"x\"", ".FILE 65536 \"x\"", ".file 99999999999999999999999 \"x\"",
        ".file 0x7fffffffffffffff \"x\""}) {
    expect_refused(std::string(line) + "\n", "must be below 65536", "number them from 1 on");
  }
}

TEST(Hostile, ContentsWhereThereAreNone) {
  for (const std::string_view line : {".uleb128 b-a", ".sleb128 1"}) {
    expect_refused(".bss\na: " + std::string(line) + "\nb:\n", "which has no contents",
                   "write it in a section with contents",
                   {"x86_64-linux", "aarch64-linux", "x86_64-windows"});
  }
  expect_refused(".bss\n.nops 5\n", "`.nops` in the section '.bss', which has no contents", "",
                 {"x86_64-linux", "x86_64-windows"});
  expect_refused(".data\n.nops 1000000000000\n", "`.nops` writes more than", "",
                 {"x86_64-windows"});
}

TEST(Hostile, UnwindingWithoutAFunction) {
  const std::vector<std::string_view> windows = {"x86_64-windows", "aarch64-windows"};
  for (const std::string_view line :
       {".seh_handlerdata", ".seh_startepilogue", ".seh_endepilogue", ".seh_endproc"}) {
    expect_refused("f: nop\n" + std::string(line) + "\n", "outside a function",
                   "begin the function with `.seh_proc name`", windows);
  }
  expect_refused("f: nop\n.seh_proc f\n.seh_endprologue\n.seh_endepilogue\n.seh_endproc\n",
                 "`.seh_endepilogue` without `.seh_startepilogue`", "begin the epilogue", windows);
}

TEST(Hostile, ModifiersOfOtherMachines) {
  const std::pair<std::string_view, std::string_view> cases[] = {{"wasm32", "a@PLT"},
                                                                 {"x86_64-linux", "a@IMGREL"},
                                                                 {"aarch64-linux", "a@TPOFF"},
                                                                 {"x86_64-macos", "a@PAGE"},
                                                                 {"aarch64-macos", "a@GOTTPOFF"},
                                                                 {"x86_64-windows", "a@GOTPCREL"},
                                                                 {"aarch64-windows", "a@PLT"}};
  for (const auto& [machine, value] : cases) {
    const std::string data =
        machine == "wasm32" ? ".section .data.x,\"\",@\n.int32 " : ".data\n.long ";
    expect_refused(data + std::string(value) + "\n", "means nothing for this machine",
                   "it is another machine's", {machine});
    expect_refused(data + "(a+1)" + std::string(value.substr(1)) + "\n",
                   "means nothing for this machine", "", {machine});
  }
}

TEST(Hostile, NamesThatAreMissingOrTooLong) {
  expect_refused("a: .quad @GOT\n.long @GOT\n", "there is no symbol before `@`", "`name@GOT`",
                 {"x86_64-linux", "x86_64-macos", "aarch64-macos"});
  for (const std::string_view line :
       {".section __A_NAME_THAT_IS_LONG,__text", ".section __TEXT,__a_name_that_is_long",
        ".zerofill __DATA, __a_name_that_is_long, a, 4", ".section __A.\"NAME\"_THAT_IS_LONG"}) {
    expect_refused(std::string(line) + "\n",
                   "the name of a segment or a section has more than 16 letters", "shorten it",
                   {"x86_64-macos", "aarch64-macos"});
  }
}

TEST(Hostile, SymbolsWhereOnlyNumbersCanBe) {
  expect_refused("ext v3.16b, v2.16b, v2.16b, #unknown\n",
                 "an operand has to be a number that is known here",
                 "define the symbol above, with `.set`",
                 {"aarch64-linux", "aarch64-macos", "aarch64-windows"});
  EXPECT_TRUE(assemble(".set a, 3\next v3.16b, v2.16b, v2.16b, #a\n", variant("aarch64-linux")));
}

TEST(Hostile, EndlessRepetition) {
  expect_refused(".rept 1000000000\n.endr\n", "`.rept` makes the text longer than 33554432 bytes",
                 "use `.fill` for data");
  expect_refused(".rep 0x7fffffffffffffff\nnop\n.endr\n", "`.rep` makes the text longer", "");
  const std::string nested = times(4, ".REPT 500\n") + ".byte 1\n" + times(4, ".endr\n");
  expect_refused(nested, "`.rept` makes the text longer", "repeat less", {"x86_64-linux"});
}

TEST(Hostile, RepetitionOfMuchForMany) {
  const std::string irp = ".irp x," + times(20000, "1,") + "1\n" + times(2000, "nop\n") + ".endr\n";
  expect_refused(irp, "`.irp` makes the text longer", "", kElf);
  // A macro could be called from the lines that it makes.
  const std::string grown = ".macro m a\n" + times(2000, ".byte \\a\n") + ".endm\n.irpc x," +
                            times(2000, "1") + "\nm " + times(100, "\\x") + "\n.endr\n";
  expect_refused(grown, "`.irpc` makes a line so long", "several repetitions", kElf);
}

TEST(Hostile, MacrosThatCallThemselves) {
  expect_refused(".macro a\na\n.endm\na\n", "macros cannot be nested more than 20 levels",
                 "must end with an `.if`");
  EXPECT_EQ(errors_of(".macro a\na\n.endm\na\n", "wasm32").front().message,
            "macros cannot be nested more than 20 levels deep")
      << "without an option that there is not";
  for (const std::string_view machine : machines()) {
    const auto errors = errors_of(".macro a\na\na\n.endm\na\n", machine);
    EXPECT_THAT(errors, says("macros cannot be nested", "")) << machine;
    EXPECT_LE(errors.size(), 201u) << machine;
  }
  const std::string many = ".macro a n\n.if \\n\na \\n-1\na \\n-1\n.endif\n.endm\na 19\n";
  expect_refused(many, "macros make the text longer than 33554432 bytes", "each call counts", kElf);
}

TEST(Hostile, MacrosThatGrow) {
  const std::string body = "a " + times(14, "\\x") + "\n";
  expect_refused(".macro a x\n" + body + ".endm\na 1111\n", "a number of more than 8192 digits",
                 "several values", kOne);
  expect_refused(".macro a x\n" + body + ".endm\na b+c+d\n", "macros make the text longer", "",
                 kOne);
  const std::string body_vararg = "a " + times(14, "\\x,") + "1\n";
  expect_refused(".macro a x:vararg\n" + body_vararg + ".endm\na 1,2\n",
                 "macros make the text longer", "", kOne);
  const std::string huge =
      ".macro a x\n" + times(3000, ".byte \\x\n") + ".endm\na " + times(100000, "y");
  expect_refused(huge,
                 "a call of this macro can expand to more than 268435456 bytes: it refers to "
                 "its arguments 3000 times, and a line has 100002 bytes",
                 "split the macro, or the long line");
  // By its own hand the macro makes the long line in which it is called.
  expect_refused(".macro a x\n.byte " + times(3000, "\\x") + "\n.endm\na " + times(1000, "y"),
                 "this macro makes a line so long", "split the long line", kElf);
}

TEST(Hostile, MacrosThatDefineMacros) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += ".macro m" + std::to_string(i) + "\n";
  text += times(300, ".endm\n") + "m0\nm1\nm2\n";
  EXPECT_TRUE(try_to_assemble(text, variant("x86_64-linux")));
  expect_refused(".macro unclosed\nnop\n", "no matching '.endmacro' in definition", "");
  expect_refused(".rept 5\nnop\n", "no matching '.endr' in definition", "");
  expect_refused(".prebind.leave\n", "unknown directive `.prebind.leave`", "remove it");
}

TEST(Hostile, DeepExpressions) {
  for (const std::string& value :
       {times(100000, "(") + "1" + times(100000, ")"), times(100000, "-(") + "1",
        times(100000, "-"), times(100000, "-/**/") + "1", times(100000, "! "),
        "a" + times(100000, "+a"), "1" + times(100000, "-1"), "1" + times(100000, "*(1")}) {
    expect_refused(".quad " + value + "\n.long " + value + "\n.int32 " + value + "\n",
                   "this expression is too complex", "give parts of it a name with `.set`",
                   {"wasm32", "x86_64-linux", "aarch64-macos"});
  }
}

TEST(Hostile, SymbolsOfSymbols) {
  std::string doubled, deep;
  for (int i = 0; i < 1000; ++i) {
    const std::string here = "a" + std::to_string(i), next = "a" + std::to_string(i + 1);
    doubled += ".set " + next + ", " + here + "+" + here + "\n";
    deep += next + " = " + here + "+1\n";
  }
  expect_refused(doubled, "this expression is too complex", "");
  expect_refused(deep, "this expression is too complex", "");
  expect_refused("a = b\nb = a\n", "Recursive use of 'b'", "");
  expect_refused(".weakref a,b\n.weakref b,a\n.set c,a\n.set c,b\n",
                 "this expression is too complex", "", kElf);
  expect_refused(".weakref a,b\n.weakref b,a\n", "or refers to itself", "", kElf);
  expect_refused("a = c-b@AUTH(ia,1)\n.quad a\n", "too complex", "",
                 {"aarch64-linux", "aarch64-macos"});
  expect_refused("a = b@AUTH(ia,1)\nb = a@AUTH(ia,1)\n", "or refers to itself", "",
                 {"aarch64-linux", "aarch64-macos"});
}

TEST(Hostile, HugeText) {
  const Limits small{.text_bytes = 1000};
  const auto object = try_to_assemble(times(1001, "\n"), variant("wasm32"), small);
  EXPECT_THAT(object.error(), says("the text has 1001 bytes, more than 1000", "several archives"));
  expect_refused(std::string("nop\nnop\0\n", 9), "the text has a zero byte, in line 2", ".byte 0");
  expect_refused(".long 1" + times(10000, "1") + "\n", "of thousands of digits", "several values");
}

TEST(Hostile, LongWordsAndManyErrors) {
  for (const std::string_view machine : machines()) {
    const auto errors = errors_of(times(100000, "x"), machine);
    ASSERT_FALSE(errors.empty());
    EXPECT_LT(errors[0].message.size(), 600u);
    const auto many = errors_of(times(10000, ".wrong wrong\n"), machine);
    EXPECT_EQ(many.size(), 201u);
    EXPECT_EQ(many.back().severity, Severity::note);
    EXPECT_EQ(many.back().message, "the rest of the text was not checked after 200 errors");
  }
}

/// The first error of a function in WebAssembly.
Diagnostic error_in_function(std::string_view body) {
  const std::string text =
      ".globaltype g, i32\n.tabletype t, externref\n.functype f (i32) -> ()\nf:\n"
      ".functype f (i32) -> ()\n.local i64\n" +
      std::string(body) + "\nend_function\n";
  const auto errors = errors_of(text, "wasm32+reference-types,simd128,bulk-memory");
  EXPECT_EQ(errors.size(), 1u) << body;
  return errors.empty() ? Diagnostic() : errors[0];
}

TEST(Hostile, OperandsThatWebAssemblyTakesForGranted) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"local.get a", "expected the number of a local", "locals have no names here"},
      {"local.get 2", "there is no local 2: the function has 2", "`.local` declares more locals"},
      {"unreachable\nlocal.set 99\ni32.eqz", "there is no local 99",
       "`.functype` declares parameters"},
      {"local.tee", "`local.tee` needs an operand", "write the number of a local"},
      {"global.get h", "symbol h missing .globaltype", "write `.globaltype h, …` above"},
      {"global.get t", "symbol t missing .globaltype", ""},
      {"unreachable\ntable.size g", "symbol g missing .tabletype", "write `.tabletype g, …`"},
      {"table.get 0", "`table.get` needs the name of a symbol", "declare it by `.tabletype`"},
      {"global.get", "`global.get` needs an operand", "write the name of a symbol"},
      {"local.get 0\nbr_table {0, x}", "expected the depth of a block, as a number",
       "write the list as in `br_table {0, 1, 2}`"},
      {"br_table {", "expected the depth of a block", ""},
      {"local.get 0\nbr_table {-1}", "expected the depth of a block", ""},
      {"br somewhere", "`br` takes numbers only", "a symbol can stand for an address"},
      {"local.get 0\nlocal.get 0\nlocal.get 0\nmemory.copy a, b",
       "`memory.copy` takes numbers only", ""},
  };
  for (const auto& [body, message, help] : cases) {
    const Diagnostic error = error_in_function(body);
    EXPECT_THAT(error.message, HasSubstr(message)) << body;
    EXPECT_THAT(error.help, HasSubstr(help)) << body;
  }
  expect_refused(".cfi_startproc\n.cfi_undefined\n", "this machine has no registers",
                 "remove the directive", {"wasm32", "wasm64"});
  expect_refused(".type g,@global\n", "`.type` does not give the type of a global",
                 "write `.globaltype g, i32`", {"wasm32", "wasm64"});
  expect_refused("local.get 0\n", "an instruction outside a function", "then `.functype name",
                 {"wasm32", "wasm64"});
  expect_refused("f: .functype f () -> ()\nend_function\nblock\nend_block\n",
                 "an instruction outside a function", "", {"wasm32", "wasm64"});
  expect_refused(".set g, h\n", "'g' is another name for a symbol that is not defined here", "",
                 {"wasm32", "wasm64"});
  for (const std::string_view name : {".int8", ".int16", ".byte", ".2byte", ".dc"}) {
    expect_refused(".section .data.x,\"\",@\n" + std::string(name) + " somewhere\n",
                   "an address does not fit into one or two bytes", "write it by `.int32`",
                   {"wasm32", "wasm64"});
  }
  expect_refused(".comm f, 4, 4\n", "`.comm` is not for WebAssembly",
                 "reserve the space with `.skip`", {"wasm32", "wasm64"});
  expect_refused(".internal f\n", "`.internal` is not for WebAssembly", "use `.hidden`",
                 {"wasm32", "wasm64"});
  expect_refused(".end_data_region\n", "`.end_data_region` without `.data_region`",
                 "begin the region", {"x86_64-macos", "aarch64-macos"});
}

TEST(Hostile, OneErrorForEachFunctionInWebAssembly) {
  const auto errors = errors_of(
      "f: .functype f () -> (i32)\nblock wrong\nend_block\nend_block\ni32.ad\nend_function\n"
      "g: .functype g () -> ()\nnop\nend_function\n"
      "h: .functype h () -> ()\nlocal.get 0\nblock\n"
      "i: .functype i () -> (i64)\ni32.const 1\nend_function\n",
      "wasm32");
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].message, "Unknown block type: wrong");
  EXPECT_EQ(errors[0].line, 2u);
  EXPECT_THAT(errors[1].message, HasSubstr("there is no local 0"));
  EXPECT_EQ(errors[1].line, 11u);
  EXPECT_THAT(errors[2].message, HasSubstr("popped i32, expected i64"));
}

// What LLVM reports as fatal, where a program would end.
TEST(Hostile, FatalErrorsAreDiagnostics) {
  expect_refused("f: nop\n.type f,@function\n.size f, a-b\n", "Size expression must be absolute",
                 "", kElf);
  expect_refused(
      ".globl g\n.weak g\n.globaltype g, i32\nf: .functype f () -> ()\nglobal.get g\ndrop\n"
      "end_function\n",
      "undefined global symbol cannot be weak", "", {"wasm32"});
  expect_refused(".section .fini_array,\"\",@\n.int32 0\n", ".fini_array sections are unsupported",
                 "", {"wasm32"});
  expect_refused(".comm a, 4, 6\n", "alignment is limited to 32-bytes", "", {"x86_64-windows"});
  // And the next text is assembled as if nothing had been.
  EXPECT_TRUE(try_to_assemble("nop\n", variant("x86_64-linux")));
}

}  // namespace
}  // namespace prebind::assembler
