// Memory and tables of 64 bits.

#include <gmock/gmock.h>

#include "assembler/assembler.h"
#include "assembler/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::HasSubstr;

const Variant kVariant =
    Variant::parse("wasm64+atomics,bulk-memory,reference-types,simd128,tail-call").value();

struct Case {
  const char* instruction;
  const char* operands;  ///< instructions that push them; local 0 is an i64
  const char* result;
};

const Case kCases[] = {
    {"memory.size 0", "", "i64"},
    {"memory.grow 0", "local.get 0\n", "i64"},
    {"memory.fill 0", "local.get 0\ni32.const 0\nlocal.get 0\n", ""},
    {"memory.copy 0, 0", "local.get 0\nlocal.get 0\nlocal.get 0\n", ""},
    {"i64.load 8", "local.get 0\n", "i64"},
    {"i32.atomic.rmw.add 0", "local.get 0\ni32.const 0\n", "i32"},
    {"v128.load 0", "local.get 0\n", "v128"},
    {"v128.store 0", "local.get 0\nv128.const 1, 2\n", ""},
    {"v128.load32_splat 0", "local.get 0\n", "v128"},
    {"v128.load64_zero 0", "local.get 0\n", "v128"},
    {"i32x4.load16x4_s 0", "local.get 0\n", "v128"},
    {"v128.load32_lane 0, 1", "local.get 0\nv128.const 1, 2\n", "v128"},
    {"v128.store8_lane 0, 1", "local.get 0\nv128.const 1, 2\n", ""},
    {"i32x4.extract_lane 1", "v128.const 1, 2\n", "i32"},
    {"table.get t", "local.get 0\n", "externref"},
    {"table.set t", "local.get 0\nref.null_extern\n", ""},
    {"table.set u", "local.get 0\nref.null_func\n", ""},
    {"table.size t", "", "i64"},
    {"table.grow t", "ref.null_extern\nlocal.get 0\n", "i64"},
    {"table.fill u", "local.get 0\nref.null_func\nlocal.get 0\n", ""},
    {"table.copy t, t", "local.get 0\nlocal.get 0\nlocal.get 0\n", ""},
    {"call_indirect () -> ()", "local.get 0\n", ""},
    {"call_indirect (f64) -> (i32)", "f64.const 0x1p0\nlocal.get 0\n", "i32"},
    {"return_call_indirect () -> ()", "local.get 0\n", ""},
};

std::string function(const std::string& body, const std::string& result) {
  return ".tabletype t, externref, 1, 10\nt:\n.tabletype u, funcref\nu:\n.globl f\nf:\n"
         ".functype f (i64) -> (" +
         result + ")\n" + body + "\nend_function\n";
}

TEST(Wasm64, AddressesAndIndicesAreI64) {
  for (const auto& [instruction, operands, result] : kCases) {
    const bool returns = std::string_view(instruction).starts_with("return_");
    const std::string body = std::string(operands) + instruction;
    const auto object = assemble(function(body, result), kVariant);
    EXPECT_TRUE(object) << instruction << "\n"
                        << (object ? "" : render(object.error().front(), "t"));
    if (returns) continue;
    // One behind another: what is checked leaves the stack as the instruction does.
    const std::string twice = body + (*result ? "\ndrop\n" : "\n") + body;
    EXPECT_TRUE(assemble(function(twice, result), kVariant)) << instruction;
  }
}

TEST(Wasm64, NothingElseIsTaken) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"i32.const 0\ncall_indirect () -> ()", "", "popped i32, expected i64"},
      {"i32.const 0\ntable.get t", "externref", "popped i32, expected i64"},
      {"i32.const 0\nref.null_extern\ntable.set t", "", "popped i32, expected i64"},
      {"local.get 0\nref.null_func\ntable.set t", "", "popped funcref, expected externref"},
      {"local.get 0\nref.null_extern\ntable.fill t", "", "popped externref, expected i64"},
      {"local.get 0\nref.null_extern\nlocal.get 0\ntable.fill u", "",
       "popped externref, expected funcref"},
      {"table.size t", "i32", "popped i64, expected i32"},
      {"i32.const 0\nmemory.grow 0", "i64", "popped i32, expected i64"},
      {"memory.size 0", "i32", "popped i64, expected i32"},
      {"i32.const 0\nv128.load 0", "v128", "popped i32, expected i64"},
      {"local.get 0\ni64.const 0\nv128.store 0", "", "popped i64, expected v128"},
      {"local.get 0\ni32.const 0\nlocal.get 0\ntable.copy t, t", "", "popped i32, expected i64"},
      {"call_indirect () -> ()", "", "empty stack while popping i64"},
  };
  for (const auto& [body, result, message] : cases) {
    const auto object = try_to_assemble(function(body, result), kVariant);
    ASSERT_FALSE(object) << body;
    EXPECT_EQ(object.error().size(), 1u) << body;
    EXPECT_THAT(object.error().front().message, HasSubstr(message)) << body;
    EXPECT_GT(object.error().front().line, 7u) << body;
    if (object.error().front().message == "popped i32, expected i64" &&
        std::string_view(result) != "i32") {
      EXPECT_EQ(object.error().front().help,
                "on wasm64, addresses, sizes and indices into tables are i64")
          << body;
    }
  }
}

// Encoded is the instruction alone: the same bytes as of the i32 that LLVM 19 takes.
TEST(Wasm64, WhatIsCheckedIsNotWritten) {
  const std::string wide =
      function("local.get 0\ntable.get t\nlocal.get 0\nmemory.grow 0\ndrop", "externref");
  std::string narrow = wide;
  for (auto at = narrow.find("local.get 0"); at != narrow.npos; at = narrow.find("local.get 0")) {
    narrow.replace(at, 11, "i32.const 0");
  }
  const auto expected = object_of_llvm_mc(narrow, kVariant);
  if (!expected) GTEST_SKIP() << "no llvm-mc-19";
  ASSERT_TRUE(*expected) << (*expected).error().message;
  std::string bytes = **expected;
  for (auto at = bytes.find("\x41\0", 0, 2); at != bytes.npos; at = bytes.find("\x41\0", at, 2)) {
    bytes[at] = '\x20';
  }
  EXPECT_TRUE(assemble(wide, kVariant)->bytes == bytes);
}

TEST(Wasm64, Wasm32IsAsItWas) {
  const auto narrow = variant("wasm32+reference-types");
  EXPECT_TRUE(
      assemble(".tabletype t, externref\nt:\nf:\n.functype f (i32) -> (externref)\n"
               "local.get 0\ntable.get t\nend_function\n",
               narrow));
  EXPECT_FALSE(
      try_to_assemble(".tabletype t, externref\nt:\nf:\n.functype f (i64) -> (externref)\n"
                      "local.get 0\ntable.get t\nend_function\n",
                      narrow));
}

}  // namespace
}  // namespace prebind::assembler
