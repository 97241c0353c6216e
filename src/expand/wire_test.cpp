#include "expand/wire.h"

#include <gtest/gtest.h>

#include <random>

#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

TEST(Wire, HelloComesBack) {
  const auto hello = decode_hello(
      encode_hello({.crate = "geometry", .package = "geo-metry", .package_version = "1.2.3"}));
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, kProtocolVersion);
  EXPECT_EQ(hello->crate, "geometry");
  EXPECT_EQ(hello->package, "geo-metry");
  EXPECT_EQ(hello->package_version, "1.2.3");
}

TEST(Wire, RequestsComeBack) {
  const Tokens tokens = test_tokens(
      "#[inline] pub fn f(a: &'a str, b: $( i32 $)) -> [u8; 2] { x = \"}\"; }", "name = \"g\"");
  const auto decoded = decode_request(encode_request(tokens));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->tokens, tokens.tokens);
  EXPECT_EQ(decoded->item, tokens.item);
  EXPECT_FALSE(decoded->is_export);
  Tokens exported = tokens;
  exported.is_export = true;
  EXPECT_TRUE(decode_request(encode_request(exported))->is_export);
}

const std::string kHelp =
    "`prebind expand` is started by the macros of the crate `prebind`; use the two of one version";

TEST(Wire, DamageIsAnError) {
  EXPECT_EQ(decode_hello("hello?").error(),
            (Error{"the macro sent a greeting that is damaged", "", kHelp}));
  EXPECT_EQ(decode_request("\x02").error(),
            (Error{"the macro sent a request that is damaged", "", kHelp}));
}

TEST(Wire, NoBytesMakeItCrash) {
  const std::string good =
      encode_request(test_tokens("impl P { #[julia] fn f(&self, x: (i32)) {} }", "skip"));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(decode_request(std::string_view(good).substr(0, size)));
  }
  std::mt19937 random(1);  // the same bytes at each run
  for (int round = 0; round < 20000; ++round) {
    std::string bad = good;
    for (int change = 0; change < 3; ++change)
      bad[random() % bad.size()] = static_cast<char>(random());
    const auto tokens = decode_request(bad);
    if (tokens) Expander({"p", "1"}).expand(*tokens);
  }
}

ArchiveRequest sample_archive() {
  return {.name = "table",
          .text = "a\nb\n",
          .directory = "/p/archives/wasm32",
          .keep = true,
          .own_directory = "/o",
          .literals = {0, 2}};
}

TEST(Wire, ArchiveRequestsComeBack) {
  const std::string frame = encode_archive_request(sample_archive());
  EXPECT_TRUE(is_archive_request(frame));
  EXPECT_FALSE(is_archive_request(encode_request(test_tokens("fn f() {}"))));
  EXPECT_FALSE(is_archive_request(""));
  EXPECT_EQ(decode_archive_request(frame), sample_archive());
}

TEST(Wire, DamagedArchiveRequestsAreErrors) {
  const std::string good = encode_archive_request(sample_archive());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(decode_archive_request(std::string_view(good).substr(0, size)));
  }
  EXPECT_FALSE(decode_archive_request(good + "x"));
  ArchiveRequest request = sample_archive();
  request.literals = {2, 0};
  EXPECT_FALSE(decode_archive_request(encode_archive_request(request))) << "not in order";
  request.literals = {0, 5};
  EXPECT_EQ(decode_archive_request(encode_archive_request(request)).error(),
            (Error{"the macro sent a request that is damaged", "", kHelp}));
}

TEST(Wire, AnswersAreOperationsOrDiagnostics) {
  Expansion refused;
  refused.diagnostics.push_back({{1, 2}, "no", "yes"});
  using namespace std::string_literals;
  EXPECT_EQ(encode_answer(refused), "\2\1\0\0\0\1\0\0\0\2\0\0\0\2\0\0\0no\3\0\0\0yes"s);
  Expansion expanded;
  expanded.glue = "a " + original({1, 2});
  EXPECT_EQ(encode_answer(expanded), "\1\2\0\0\0\1\2\0\0\0a \2\1\0\0\0\2\0\0\0"s);
}

}  // namespace
}  // namespace prebind::expand
