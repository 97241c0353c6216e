#include <prebind.h>

#include <stdlib.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "capi/call.h"
#include "util/testing.h"

namespace prebind::capi {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Function = int (*)(const char*, prebind_log, void*, char**);

struct Called {
  int status = -1;
  json answer;
  std::vector<std::string> lines;  ///< that were logged

  std::string message() const { return answer.at("error").at("message"); }
  std::string help() const { return answer.at("error").at("help"); }
};

void note(void* data, const char* line) {
  static_cast<std::vector<std::string>*>(data)->emplace_back(line);
}

Called call(Function function, const json& options = json::object()) {
  Called called;
  char* result = nullptr;
  called.status = function(options.dump().c_str(), note, &called.lines, &result);
  called.answer = json::parse(result);
  prebind_free(result);
  return called;
}

/// A machine whose cargo is a script, and whose cache is a folder of its own.
class CapiTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(path("crate/src"));
    std::ofstream(path("crate/Cargo.toml")) << "[package]\n";
    write_program("prebind", "exit 0");
    write_program("cargo", "echo 'cargo says' >&2\necho no >&2\nexit 101");
    ::setenv("CARGO", path("cargo").c_str(), 1);
    ::setenv("RUSTC", path("cargo").c_str(), 1);
    ::setenv("PREBIND_CACHE_DIR", path("cache").c_str(), 1);
  }
  void TearDown() override {
    for (const char* name : {"CARGO", "RUSTC", "PREBIND_CACHE_DIR"}) ::unsetenv(name);
  }

  std::string path(const std::string& name) const { return (directory_.path() / name).string(); }
  void write_program(const std::string& name, const std::string& script) const {
    std::ofstream(path(name)) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(path(name), fs::perms::owner_all);
  }
  json build_options() const {
    return {{"crate", path("crate")}, {"program", path("prebind")}, {"output", path("M.jl")}};
  }

  TemporaryDirectory directory_;
};

TEST_F(CapiTest, Version) {
  EXPECT_STREQ(prebind_version(), PREBIND_VERSION);
}

TEST_F(CapiTest, AFailureIsAnAnswer) {
  const Called called = call(prebind_build, build_options());
  EXPECT_EQ(called.status, PREBIND_FAILED);
  EXPECT_EQ(called.message(), "cargo cannot read the manifest (exit status 101)");
  EXPECT_EQ(called.answer["error"]["place"], path("crate/Cargo.toml"));
  EXPECT_EQ(called.help(), "cargo reports the problem above");
  EXPECT_EQ(called.answer["error"]["text"],
            "error: cargo cannot read the manifest (exit status 101)\n --> " +
                path("crate/Cargo.toml") + "\nhelp: cargo reports the problem above\n");
  ASSERT_EQ(called.answer["errors"].size(), 1);
  EXPECT_EQ(called.answer["errors"][0]["where"], path("crate/Cargo.toml"));
  EXPECT_THAT(called.lines, ElementsAre("cargo says\nno"));
}

TEST_F(CapiTest, WrongOptions) {
  const Called unknown = call(prebind_build, {{"crate", "x"}, {"relase", true}});
  EXPECT_EQ(unknown.status, PREBIND_USAGE);
  EXPECT_EQ(unknown.message(), "there is no option `relase`");
  EXPECT_THAT(unknown.help(), HasSubstr("program, release, skip_unsupported, target"));
  for (const Function function :
       {prebind_check, prebind_explain, prebind_inspect, prebind_cache_dir, prebind_cache_size,
        prebind_cache_list, prebind_cache_verify, prebind_cache_stats, prebind_cache_clear,
        prebind_cache_clean}) {
    EXPECT_EQ(call(function, {{"nonsense", 1}}).status, PREBIND_USAGE);
  }
  EXPECT_EQ(call(prebind_check).message(), "the option `crates` is missing");
  EXPECT_EQ(call(prebind_explain).message(), "the option `crate` is missing");
  EXPECT_EQ(call(prebind_inspect).message(), "the option `library` is missing");
}

TEST_F(CapiTest, TheProgramThatMacrosStart) {
  json options = build_options();
  options["program"] = path("absent");
  const Called called = call(prebind_build, options);
  EXPECT_EQ(called.status, PREBIND_FAILED);
  EXPECT_EQ(called.message(), "`" + path("absent") + "` is not a program");
  EXPECT_EQ(called.help(), "correct the option `program`, or remove it");
}

TEST_F(CapiTest, NothingIsKnownOfACrate) {
  const Called checked =
      call(prebind_check, {{"crates", {path("crate")}}, {"program", path("prebind")}});
  EXPECT_EQ(checked.status, PREBIND_STALE);
  EXPECT_EQ(checked.answer["fresh"], false);
  EXPECT_EQ(checked.answer["crates"][0]["crate"], path("crate"));
  EXPECT_THAT(checked.answer["crates"][0]["builds"], IsEmpty());
  const Called explained =
      call(prebind_explain, {{"crate", path("crate")}, {"program", path("prebind")}});
  EXPECT_EQ(explained.status, PREBIND_FAILED);
  EXPECT_THAT(explained.message(), StartsWith("no build of `"));
}

TEST_F(CapiTest, InspectSaysWhatIsNoLibrary) {
  std::ofstream(path("text.so")) << "no library";
  const Called called = call(prebind_inspect, {{"library", path("text.so")}});
  EXPECT_EQ(called.status, PREBIND_FAILED);
  EXPECT_EQ(called.message(), "this is not a shared library");
}

TEST_F(CapiTest, TheCache) {
  EXPECT_EQ(call(prebind_cache_dir).answer, json({{"directory", path("cache")}}));
  fs::create_directories(path("cache"));
  fs::permissions(path("cache"), fs::perms::owner_all);
  EXPECT_THAT(call(prebind_cache_list).answer["results"], IsEmpty());
  EXPECT_EQ(call(prebind_cache_size).answer["bytes"], 0);
  EXPECT_EQ(call(prebind_cache_verify).answer["damaged"], 0);
  EXPECT_EQ(call(prebind_cache_stats).answer["hits"], 0);
  EXPECT_EQ(call(prebind_cache_clean, {{"max_age", "30d"}}).answer["removed"], 0);
  EXPECT_EQ(call(prebind_cache_clear).answer["removed"], 0);

  const Called nothing = call(prebind_cache_clean);
  EXPECT_EQ(nothing.status, PREBIND_USAGE);
  EXPECT_EQ(nothing.message(), "the options do not say what to keep in the cache");
  EXPECT_EQ(nothing.help(),
            "give `max_age`, `max_size` or both; prebind_cache_clear removes everything");
  EXPECT_EQ(call(prebind_cache_clean, {{"max_age", "old"}}).message(), "`old` is not an age");
  EXPECT_EQ(call(prebind_cache_clean, {{"max_size", "big"}}).message(), "`big` is not a size");
}

TEST_F(CapiTest, AnAnswerNeedNotBeTaken) {
  EXPECT_EQ(prebind_cache_dir(nullptr, nullptr, nullptr, nullptr), PREBIND_DONE);
  EXPECT_EQ(prebind_build("{}", nullptr, nullptr, nullptr), PREBIND_USAGE);
  prebind_free(nullptr);
}

TEST_F(CapiTest, NoExceptionLeaves) {
  char* result = nullptr;
  const Request request = {nullptr, nullptr, nullptr, &result};
  EXPECT_EQ(
      serve(request,
            [](Options&, engine::Context&) -> Answer { throw std::runtime_error("out of luck"); }),
      PREBIND_FAILED);
  EXPECT_EQ(json::parse(result)["error"]["message"], "libprebind failed: out of luck");
  prebind_free(result);
  EXPECT_EQ(serve(request, [](Options&, engine::Context&) -> Answer { throw 1; }), PREBIND_FAILED);
  EXPECT_EQ(result, nullptr);
}

TEST_F(CapiTest, ManyThreadsAtOnce) {
  constexpr int kThreads = 8;
  std::vector<std::vector<Called>> called(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      json options = build_options();
      options["output"] = path("M" + std::to_string(i) + ".jl");
      for (int round = 0; round < 4; ++round) {
        called[i].push_back(call(prebind_build, options));
        call(prebind_check, {{"crates", {path("crate")}}, {"program", path("prebind")}});
        call(prebind_cache_list);
        call(prebind_cache_clean, {{"max_size", "1M"}});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& rounds : called) {
    for (const Called& one : rounds) {
      EXPECT_EQ(one.message(), "cargo cannot read the manifest (exit status 101)");
      EXPECT_THAT(one.lines, ElementsAre("cargo says\nno"));
    }
  }
}

}  // namespace
}  // namespace prebind::capi
