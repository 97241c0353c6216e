#include "engine/archives/stored_assembler.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assembler/assembler.h"
#include "store/statistics.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::SizeIs;

const assembler::Variant kLinux = assembler::Variant::parse("x86_64-linux").value();

/// Long enough to be stored, with a warning.
std::string stored_text() {
  std::string text = ".warning \"mind\"\n.globl f\nf:\n";
  while (text.size() < StoredAssembler::kShortestStored) text += "  add $1, %rax\n";
  return text + "  ret\n";
}

class StoredAssemblerTest : public testing::Test {
 protected:
  assembler::Object assemble(const std::string& text, const assembler::Variant& variant = kLinux) {
    auto object = assembler_.assemble(text, variant, {"pack", "1.0.0"});
    EXPECT_TRUE(object);
    return object.value_or(assembler::Object{});
  }

  store::Statistics statistics() const { return store::read_statistics(store_.layout()); }

  TemporaryDirectory directory_;
  Context context_ = {.environment = Environment::of({}), .program = "/proc/self/exe"};
  store::Store store_{{.root = directory_.path() / "cache"}};
  StoredAssembler assembler_{context_, store_};
};

TEST_F(StoredAssemblerTest, AnUnchangedTextIsNotAssembledAgain) {
  const assembler::Object first = assemble(stored_text());
  EXPECT_EQ(statistics().hits, 0U);
  EXPECT_EQ(statistics().published, 1U);

  StoredAssembler other(context_, store_);
  const auto again = other.assemble(stored_text(), kLinux, {"another", "2.0.0"});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->bytes, first.bytes);
  EXPECT_EQ(again->warnings, first.warnings);
  EXPECT_THAT(again->warnings, SizeIs(1));
  EXPECT_EQ(again->bytes, assembler::assemble(stored_text(), kLinux).value().bytes);
  EXPECT_EQ(statistics().hits, 1U);
  EXPECT_EQ(statistics().published, 1U);
}

TEST_F(StoredAssemblerTest, TextVariantAndEngineAreTheKey) {
  assemble(stored_text());
  assemble(stored_text() + "\n");
  assemble(stored_text(), assembler::Variant::parse("x86_64-linux+avx2").value());
  Context other = context_;
  other.program = "/bin/sh";
  EXPECT_TRUE(StoredAssembler(other, store_).assemble(stored_text(), kLinux, {"pack"}));
  EXPECT_EQ(statistics().hits, 0U);
  EXPECT_EQ(statistics().published, 4U);
}

TEST_F(StoredAssemblerTest, ShortTextsAndRefusedOnesAreNotStored) {
  assemble("nop\n");
  EXPECT_FALSE(assembler_.assemble(stored_text() + "reet\n", kLinux, {"pack"}));
  EXPECT_FALSE(assembler_.assemble(stored_text() + "reet\n", kLinux, {"pack"}));
  EXPECT_EQ(statistics().published, 0U);
  EXPECT_EQ(statistics().hits, 0U);
}

TEST_F(StoredAssemblerTest, VerificationDoesNotLookIntoTheStore) {
  assemble(stored_text());
  EXPECT_TRUE(assembler_.without_store()(stored_text(), kLinux));
  EXPECT_EQ(statistics().hits, 0U);
}

TEST_F(StoredAssemblerTest, ADamagedObjectIsMadeAnew) {
  const assembler::Object first = assemble(stored_text());
  for (const auto& entry : fs::recursive_directory_iterator(store_.layout().blobs())) {
    if (!entry.is_regular_file()) continue;
    fs::permissions(entry.path(), fs::perms::owner_all);
    std::ofstream(entry.path(), std::ios::trunc) << "damaged";
  }
  EXPECT_EQ(assemble(stored_text()).bytes, first.bytes);
  EXPECT_EQ(statistics().hits, 0U);
  EXPECT_EQ(assemble(stored_text()).bytes, first.bytes);
  EXPECT_EQ(statistics().hits, 1U);
}

TEST_F(StoredAssemblerTest, AStoreThatFailsDoesNotFailTheWork) {
  std::ofstream(directory_.path() / "file") << "no folder";
  std::vector<std::string> notices;
  const store::Store broken(
      {.root = directory_.path() / "file" / "cache",
       .on_notice = [&](const std::string& line) { notices.push_back(line); }});
  StoredAssembler assembler(context_, broken);
  EXPECT_TRUE(assembler.assemble(stored_text(), kLinux, {"pack"}));
  EXPECT_TRUE(assembler.assemble(stored_text(), kLinux, {"pack"}));
  EXPECT_THAT(notices, SizeIs(1)) << "and one line says so";

  const store::Store none({});
  EXPECT_TRUE(StoredAssembler(context_, none).assemble(stored_text(), kLinux, {"pack"}));
}

}  // namespace
}  // namespace prebind::engine
