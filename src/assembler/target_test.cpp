#include "assembler/target.h"

#include <gmock/gmock.h>

#include "assembler/testing.h"

namespace prebind::assembler {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Variant, CanonicalNameHasSortedFeatures) {
  EXPECT_EQ(variant("wasm32+bulk-memory,atomics").name(), "wasm32+atomics,bulk-memory");
  EXPECT_EQ(variant("wasm32+atomics,atomics").name(), "wasm32+atomics");
  EXPECT_EQ(variant("x86_64-linux").name(), "x86_64-linux");
  EXPECT_EQ(variant("wasm32+bulk-memory,atomics"), variant("wasm32+atomics,bulk-memory"));
}

TEST(Variant, SaysWhatLlvmCallsIt) {
  const Variant plain = variant("x86_64-windows+bmi1,avx2");
  EXPECT_EQ(plain.machine(), "x86_64-windows");
  EXPECT_EQ(plain.format(), ObjectFormat::coff);
  EXPECT_EQ(plain.llvm_triple(), "x86_64-pc-windows-msvc");
  EXPECT_EQ(plain.llvm_features(), "+avx2,+bmi");
  EXPECT_EQ(variant("aarch64-linux+lse").llvm_features(), "+v8a,+fp-armv8,+neon,+lse");
  EXPECT_EQ(variant("wasm64").llvm_features(), "");
  EXPECT_EQ(variant("aarch64-macos").format(), ObjectFormat::mach_o);
}

TEST(Variant, UnknownMachineNamesTheNearest) {
  const Error error = Variant::parse("x86_64-linx+avx").error();
  EXPECT_EQ(error.message,
            "unknown machine `x86_64-linx` in the archive variant `x86_64-linx+avx`");
  EXPECT_THAT(error.help,
              HasSubstr("did you mean `x86_64-linux`? the machines are wasm32, wasm64"));
  EXPECT_THAT(Variant::parse("").error().help, HasSubstr("the machines are wasm32"));
  EXPECT_THAT(Variant::parse("sparc").error().help, Not(HasSubstr("did you mean")));
}

TEST(Variant, UnknownFeatureNamesTheNearest) {
  const Error error = Variant::parse("wasm32+refrence-types").error();
  EXPECT_EQ(error.message,
            "unknown feature `refrence-types` in the archive variant `wasm32+refrence-types`");
  EXPECT_THAT(error.help, HasSubstr("did you mean `reference-types`? the features of wasm32 are "
                                    "atomics, bulk-memory"));
}

TEST(Variant, AFeatureHasAName) {
  for (const char* text : {"wasm32+", "wasm32+atomics,", "wasm32+,atomics"}) {
    const Error error = Variant::parse(text).error();
    EXPECT_THAT(error.message, HasSubstr("a feature without a name"));
    EXPECT_THAT(error.help, HasSubstr("with commas"));
  }
}

TEST(Variant, EveryFeatureCanBeNamed) {
  for (const std::string_view machine : machines()) {
    const auto features = features_of(machine);
    EXPECT_TRUE(std::ranges::is_sorted(features)) << machine;
    for (const std::string_view feature : features) {
      const std::string name = std::string(machine) + "+" + std::string(feature);
      EXPECT_EQ(variant(name).name(), name);
    }
  }
  EXPECT_TRUE(features_of("sparc").empty());
}

TEST(RustTarget, HasAMachine) {
  const std::pair<const char*, const char*> expected[] = {
      {"wasm32-unknown-unknown", "wasm32"},        {"wasm32-wasip1-threads", "wasm32"},
      {"wasm32-unknown-emscripten", "wasm32"},     {"wasm32v1-none", "wasm32"},
      {"wasm64-unknown-unknown", "wasm64"},        {"x86_64-unknown-linux-gnu", "x86_64-linux"},
      {"x86_64-linux-android", "x86_64-linux"},    {"aarch64-unknown-linux-musl", "aarch64-linux"},
      {"x86_64-apple-darwin", "x86_64-macos"},     {"aarch64-apple-darwin", "aarch64-macos"},
      {"x86_64-pc-windows-gnu", "x86_64-windows"}, {"aarch64-pc-windows-msvc", "aarch64-windows"},
  };
  for (const auto& [triple, machine] : expected) {
    EXPECT_EQ(machine_of_rust_target(triple).value(), machine) << triple;
  }
}

TEST(RustTarget, WithoutArchives) {
  for (const char* triple : {"riscv64gc-unknown-linux-gnu", "x86_64-unknown-linux-gnux32",
                             "aarch64-apple-ios", "x86_64-unknown-freebsd", ""}) {
    const Error error = machine_of_rust_target(triple).error();
    EXPECT_THAT(error.message, HasSubstr("archives cannot be made for the Rust target"));
    EXPECT_THAT(error.help, HasSubstr("archives exist for wasm32, wasm64, x86_64-linux"));
  }
}

class Choice : public ::testing::Test {
 protected:
  Result<Variant> choose(std::vector<std::string> enabled,
                         std::string_view triple = "wasm32-unknown-unknown") {
    return choose_variant(declared_, triple, enabled);
  }

  std::vector<Variant> declared_ = {variant("wasm32"), variant("wasm32+reference-types"),
                                    variant("wasm32+atomics,bulk-memory"),
                                    variant("wasm32+simd128"), variant("x86_64-linux+avx2")};
};

TEST_F(Choice, TakesTheMostFeaturesThatAreEnabled) {
  EXPECT_EQ(choose({})->name(), "wasm32");
  EXPECT_EQ(choose({"reference-types", "sign-ext", "gc"})->name(), "wasm32+reference-types");
  EXPECT_EQ(choose({"atomics"})->name(), "wasm32");
  EXPECT_EQ(choose({"atomics", "bulk-memory", "reference-types"})->name(),
            "wasm32+atomics,bulk-memory");
}

TEST_F(Choice, OfEqualsTheFirstInTheAlphabet) {
  EXPECT_EQ(choose({"simd128", "reference-types"})->name(), "wasm32+reference-types");
  std::ranges::reverse(declared_);
  EXPECT_EQ(choose({"simd128", "reference-types"})->name(), "wasm32+reference-types");
}

TEST_F(Choice, SaysWhichFeaturesWereMissing) {
  const Error error = choose({"sse2"}, "x86_64-unknown-linux-gnu").error();
  EXPECT_EQ(error.message,
            "no archives for the target `x86_64-unknown-linux-gnu` with the features that it "
            "enables: `x86_64-linux+avx2` needs avx2");
  EXPECT_THAT(error.help, HasSubstr("-C target-feature"));
}

TEST_F(Choice, SaysWhichVariantsThereAre) {
  const Error error = choose({}, "aarch64-apple-darwin").error();
  EXPECT_THAT(error.message, HasSubstr("of the variants `wasm32`, `wasm32+reference-types`"));
  EXPECT_THAT(error.message, HasSubstr("none is for aarch64-macos"));
  EXPECT_THAT(error.help, HasSubstr("add \"aarch64-macos\" to `archives`"));
  declared_.clear();
  EXPECT_THAT(choose({}).error().message, HasSubstr("(none)"));
  EXPECT_THAT(choose({}, "sparc-sun-solaris").error().message, HasSubstr("cannot be made"));
}

}  // namespace
}  // namespace prebind::assembler
