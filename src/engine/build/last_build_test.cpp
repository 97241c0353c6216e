#include "engine/build/last_build.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

class LastBuildTest : public testing::Test {
 protected:
  LastBuildTest() {
    EXPECT_TRUE(make_directories(root() / "crate"));
    EXPECT_TRUE(write_file_atomically(root() / "crate/Cargo.toml", "[package]"));
    options.crate = root() / "crate";
    options.output = root() / "Out.jl";
    options.module = "Out";
    options.features = {"a", "b"};
    options.release = false;
    options.target = "x86_64-unknown-linux-gnu";
  }

  const fs::path& root() const { return directory_.path(); }
  LastBuild load() const { return load_last_build(environment(), options); }
  Environment environment() const {
    return Environment::of({{"PREBIND_CACHE_DIR", (root() / "cache").string()}});
  }

  /// What a build would leave.
  LastBuild save() {
    LastBuild build = load();
    build.record.inputs.push_back(
        {.name = {fingerprint::Kind::file, "source", "src/lib.rs"},
         .content = {fingerprint::State::present, fingerprint::Digest::of("text"), {}}});
    build.report = {.package = "crate",
                    .version = "1.2.3",
                    .language = "julia",
                    .module = "Out",
                    .module_file = {root() / "Out.jl", true},
                    .library_file = {root() / "libcr\xff.so", true},
                    .objects = 2,
                    .functions = 7,
                    .origin = Origin::restored,
                    .seconds = 1.5};
    build.package = {.name = "crate",
                     .version = "1.2.3",
                     .manifest = root() / "crate/Cargo.toml",
                     .library = "crate",
                     .dependency = "juliacall_macros",
                     .workspace = root(),
                     .target_directory = root() / "target",
                     .source = root() / "crate/src/l\xff.rs",
                     .path_dependencies = {{"near", root() / "near"}}};
    build.compiler = {.sysroot = "/rust", .driver = "/rust/driver.so", .version = "rustc 1.63.0"};
    build.generation = "g";
    build.ended = 12345678901;
    build.seen = {{.name = {fingerprint::Kind::file, "source", "crate", "src/l\xff.rs"},
                   .content = {fingerprint::State::present, Digest::of("seen"), {}},
                   .stat = fingerprint::FileStat{.modified = 17}}};
    build.key = "k";
    build.finished = 17;
    save_last_build(build);
    return build;
  }

  BuildOptions options;

 private:
  TemporaryDirectory directory_;
};

TEST_F(LastBuildTest, ComesBackAsItWas) {
  EXPECT_FALSE(load().is_known);
  EXPECT_EQ(load().reason, "no earlier build is recorded");
  const LastBuild saved = save();
  const LastBuild loaded = load();
  ASSERT_TRUE(loaded.is_known) << loaded.reason;
  ASSERT_EQ(loaded.record.inputs.size(), 1U);
  EXPECT_EQ(loaded.record.inputs[0].name, saved.record.inputs[0].name);
  EXPECT_TRUE(loaded.record.inputs[0].content.is_same(saved.record.inputs[0].content));
  EXPECT_EQ(loaded.report.library_file.path, saved.report.library_file.path);
  EXPECT_FALSE(loaded.report.library_file.changed);
  EXPECT_EQ(loaded.report.functions, 7U);
  EXPECT_EQ(loaded.report.origin, Origin::restored);
  EXPECT_EQ(loaded.report.seconds, 1.5);
  EXPECT_EQ(loaded.options.features, options.features);
  EXPECT_EQ(loaded.options.target, options.target);
  EXPECT_FALSE(loaded.options.release);
  EXPECT_EQ(loaded.package.dependency, "juliacall_macros");
  EXPECT_EQ(loaded.package.source, saved.package.source);
  ASSERT_EQ(loaded.package.path_dependencies.size(), 1U);
  EXPECT_EQ(loaded.package.path_dependencies[0].directory, root() / "near");
  EXPECT_EQ(loaded.compiler.version, "rustc 1.63.0");
  EXPECT_EQ(loaded.generation, "g");
  EXPECT_EQ(loaded.ended, 12345678901);
  ASSERT_EQ(loaded.seen.size(), 1U);
  EXPECT_EQ(loaded.seen[0].name, saved.seen[0].name);
  EXPECT_TRUE(loaded.seen[0].content.is_same(saved.seen[0].content));
  EXPECT_EQ(loaded.seen[0].stat, saved.seen[0].stat);
  EXPECT_EQ(loaded.key, "k");
  EXPECT_EQ(loaded.finished, 17);
}

TEST_F(LastBuildTest, WhatCargoHasSeenMayChangeAlone) {
  save();
  LastBuild failed = load();
  failed.options.features = {"other"};
  failed.report.functions = 8;
  failed.generation = "h";
  failed.ended = 99;
  failed.seen.clear();
  save_seen(failed);
  const auto all = load_last_builds(environment(), options.crate);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().options.features, options.features);
  EXPECT_EQ(all->front().report.functions, 7U);
  EXPECT_EQ(all->front().record.inputs.size(), 1U);
  EXPECT_EQ(all->front().generation, "h");
  EXPECT_EQ(all->front().ended, 99);
  EXPECT_TRUE(all->front().seen.empty());
}

TEST_F(LastBuildTest, NobodyKnowsWhatCargoHasSeen) {
  LastBuild saved = save();
  saved.record.notes.resize(1);
  ASSERT_TRUE(fingerprint::save_record(saved.record, saved.path));
  const LastBuild loaded = load();
  EXPECT_TRUE(loaded.is_known) << loaded.reason;
  EXPECT_EQ(loaded.generation, "");
}

TEST_F(LastBuildTest, IsOfOneCrateAndOneOutput) {
  save();
  options.output = root() / "Other.jl";
  EXPECT_FALSE(load().is_known);
  const auto all = load_last_builds(environment(), options.crate);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().report.module_file.path, root() / "Out.jl");
  options.crate = root() / "nowhere";
  EXPECT_EQ(load().reason, "`" + (root() / "nowhere").string() + "` does not exist");
}

TEST_F(LastBuildTest, DamagedRecordsAreNone) {
  const fs::path path = save().path;
  const auto bytes = read_file(path);
  ASSERT_TRUE(bytes);
  for (const std::size_t size : {std::size_t{0}, bytes->size() / 2, bytes->size() - 1}) {
    ASSERT_TRUE(write_file_atomically(path, bytes->substr(0, size)));
    const LastBuild loaded = load();
    EXPECT_FALSE(loaded.is_known) << size;
    EXPECT_FALSE(loaded.reason.empty()) << size;
  }
}

TEST_F(LastBuildTest, ARecordOfAnotherKindIsNone) {
  LastBuild saved = save();
  saved.record.notes = {{"build", R"({"options": 7})"}};
  ASSERT_TRUE(fingerprint::save_record(saved.record, saved.path));
  const LastBuild loaded = load();
  EXPECT_FALSE(loaded.is_known);
  EXPECT_TRUE(loaded.reason.starts_with("cannot read the record of the last build: "))
      << loaded.reason;
}

TEST_F(LastBuildTest, RecordsThatOthersMayWriteAreNotBelieved) {
  const fs::path path = save().path;
  ::chmod(path.parent_path().c_str(), 0777);
  EXPECT_FALSE(load().is_known);
  EXPECT_EQ(load().reason, "others may write to `" + path.parent_path().string() +
                               "` (`chmod go-w` prevents that)");
}

TEST_F(LastBuildTest, RecordsOfCratesThatAreGoneAreCleaned) {
  save();
  EXPECT_EQ(clean_last_builds(environment(), std::chrono::hours(1)), 0U);
  EXPECT_TRUE(load().is_known);
  fs::remove_all(root() / "crate");
  EXPECT_EQ(clean_last_builds(environment(), std::chrono::hours(1)), 1U);
}

}  // namespace
}  // namespace prebind::engine
