// What compilers write, and some of what people write, assembled to the same bytes as by llvm-mc.

#include <gmock/gmock.h>

#include <map>
#include <sstream>

#include "assembler/assembler.h"
#include "assembler/testing.h"
#include "util/file.h"
#include "util/sha256.h"

namespace prebind::assembler {
namespace {

struct Text {
  std::string name;  ///< variant and file, as in the list
  std::string digest;
};

// GoogleTest looks for this name. NOLINTNEXTLINE(readability-identifier-naming)
void PrintTo(const Text& text, std::ostream* out) {
  *out << text.name;
}

// The list of sums that tests/data/assembly/make_corpus.sh writes.
std::vector<Text> corpus() {
  std::istringstream list(read_file(PREBIND_CORPUS_SUMS).value());
  std::vector<Text> texts;
  for (std::string digest, name; list >> digest >> name;) texts.push_back({name, digest});
  return texts;
}

class Corpus : public ::testing::TestWithParam<Text> {
 protected:
  Variant variant_ = variant(GetParam().name.substr(0, GetParam().name.find('/')));
  std::filesystem::path file_ = std::filesystem::path(PREBIND_CORPUS) / GetParam().name;
  std::string text_ = read_file(file_).value();
};

TEST_P(Corpus, HasTheBytesOfLlvmMc) {
  const auto object = assemble(text_, variant_);
  ASSERT_TRUE(object) << render(object.error().front(), GetParam().name);
  EXPECT_EQ(sha256_hex(object->bytes), GetParam().digest);
}

TEST_P(Corpus, HasTheBytesOfTheLlvmMcThatIsInstalled) {
  const auto expected = object_of_llvm_mc(text_, variant_);
  if (!expected) GTEST_SKIP() << "no llvm-mc-19";
  ASSERT_TRUE(*expected) << (*expected).error().message;
  EXPECT_TRUE(assemble(text_, variant_)->bytes == **expected);
}

INSTANTIATE_TEST_SUITE_P(Texts, Corpus, ::testing::ValuesIn(corpus()));

TEST(Features, AreAllKnownToLlvm) {
  const auto llvm_mc = find_tool({"llvm-mc-19", "/usr/lib/llvm-19/bin/llvm-mc"});
  if (!llvm_mc) GTEST_SKIP() << "no llvm-mc-19";
  for (const std::string_view machine : {"wasm32", "x86_64-linux", "aarch64-linux"}) {
    std::string name(machine);
    for (const std::string_view feature : features_of(machine)) {
      name += (name == machine ? "+" : ",") + std::string(feature);
    }
    const Variant all = variant(name);
    const auto finished = run_tool(
        *llvm_mc, {"-triple=" + std::string(all.llvm_triple()), "-mattr=" + all.llvm_features()});
    ASSERT_TRUE(finished) << finished.error().message;
    EXPECT_EQ(finished->errors, "") << machine;
  }
}

}  // namespace
}  // namespace prebind::assembler
