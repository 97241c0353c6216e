#include "capi/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prebind::capi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string message_of(const Options& options) {
  const auto problem = options.problem();
  return problem ? problem->message + " / " + problem->help : "";
}

TEST(Options, EachKindIsTaken) {
  Options options(R"({"yes": true, "no": false, "text": "é", "path": "a/b", )"
                  R"("texts": ["x", ""], "paths": ["p"]})");
  bool yes = false, no = true, kept = true;
  std::string text;
  std::filesystem::path path;
  std::vector<std::string> texts;
  std::vector<std::filesystem::path> paths;
  options.take("yes", yes);
  options.take("no", no);
  options.take("kept", kept);
  options.take("text", text);
  options.take("path", path);
  options.take("texts", texts);
  options.take("paths", paths);
  options.require("text");
  EXPECT_EQ(message_of(options), "");
  EXPECT_TRUE(yes);
  EXPECT_FALSE(no);
  EXPECT_TRUE(kept);
  EXPECT_EQ(text, "é");
  EXPECT_EQ(path, "a/b");
  EXPECT_THAT(texts, ElementsAre("x", ""));
  EXPECT_THAT(paths, ElementsAre("p"));
}

TEST(Options, NullIsNone) {
  EXPECT_EQ(message_of(Options(nullptr)), "");
}

TEST(Options, WhatIsNoObject) {
  constexpr const char* form = " / give one JSON object, as {\"crate\": \"geometry\"}";
  EXPECT_EQ(message_of(Options("{")), std::string("the options are not JSON") + form);
  EXPECT_EQ(message_of(Options("")), std::string("the options are not JSON") + form);
  EXPECT_EQ(message_of(Options("[1]")), std::string("the options are not a JSON object") + form);
}

TEST(Options, NestedDeeperThanAnyIs) {
  const std::string deep =
      "the options are nested deeper than 64 levels / give one JSON object, "
      "as {\"crate\": \"geometry\"}";
  for (const std::size_t levels : {64, 100'000, 10'000'000}) {
    const std::string open(levels, '['), close(levels, ']');
    EXPECT_EQ(message_of(Options(("{\"crate\": " + open + close + "}").c_str())), deep);
    EXPECT_EQ(message_of(Options(("{\"crate\": " + open).c_str())), deep);
  }
  // What is in texts is not nested.
  const std::string brackets = "]]\\\"" + std::string(100, '[');
  Options options(("{\"o\": \"" + brackets + "\"}").c_str());
  std::string text;
  options.take("o", text);
  EXPECT_EQ(message_of(options), "");
  EXPECT_EQ(text, "]]\"" + std::string(100, '['));
}

TEST(Options, AnUnknownOneIsNamedWithThoseThereAre) {
  Options options(R"({"relase": true})");
  bool release = false;
  std::string crate;
  options.take("release", release);
  options.take("crate", crate);
  EXPECT_EQ(message_of(options), "there is no option `relase` / there are: crate, release");
}

TEST(Options, AnotherKindIsRefused) {
  const auto refusal = [](const char* text, auto value) {
    Options options(text);
    options.take("o", value);
    return message_of(options);
  };
  EXPECT_EQ(refusal(R"({"o": 1})", false), "the option `o` cannot be 1 / give it true or false");
  EXPECT_EQ(refusal(R"({"o": null})", std::string()),
            "the option `o` cannot be null / give it a string");
  EXPECT_EQ(refusal(R"({"o": []})", std::filesystem::path()),
            "the option `o` cannot be [] / give it a string");
  EXPECT_EQ(refusal(R"({"o": ["x", 1]})", std::vector<std::string>()),
            "the option `o` cannot be [\"x\",1] / give it a list of strings");
}

TEST(Options, OneThatIsMissing) {
  const char* missing = "the option `crate` is missing / prebind.h describes it";
  for (const char* text : {"{}", R"({"crate": ""})"}) {
    Options options(text);
    std::string crate;
    options.take("crate", crate);
    options.require("crate");
    EXPECT_EQ(message_of(options), missing);
  }
  Options options(R"({"crate": []})");
  std::vector<std::string> crates;
  options.take("crate", crates);
  options.require("crate");
  EXPECT_EQ(message_of(options), missing);
  EXPECT_THAT(crates, IsEmpty());
}

}  // namespace
}  // namespace prebind::capi
