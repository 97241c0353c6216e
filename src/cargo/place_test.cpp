#include "cargo/place.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cargo/build_programs.h"
#include "util/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCratesIo = "registry+https://github.com/rust-lang/crates.io-index";

/// A crate `geo` in the workspace `w`, built in `w/target`, with cargo's home in `home`.
struct PlaceTest : testing::Test {
  PlaceTest() {
    write("w/Cargo.lock", "");
    write("w/target/prebind/release/libgeo.so", "code");
    write_dep_info("geo", "src/lib.rs");
    write("w/src/lib.rs", "");
  }

  void write(const std::string& name, const std::string& content = "") const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << content;
  }
  void write_dep_info(const std::string& stem, const std::string& files,
                      const std::string& variables = "") const {
    write("w/target/prebind/release/deps/" + stem + ".d",
          "/x/" + stem + ": " + files + "\n\n" + variables);
  }

  Artifact& add(const std::string& name, const std::string& source, const std::string& package,
                ArtifactKind kind, const std::string& code, const std::string& variables = "") {
    write(package + "/src/lib.rs", code);
    write_dep_info(name, (root / package / "src/lib.rs").string(), variables);
    built.artifacts.push_back({.name = name,
                               .package = root / package,
                               .file = build / "deps" / ("lib" + name + ".rlib"),
                               .id = {.name = name, .version = "1.0.0", .source = source},
                               .kind = kind});
    return built.artifacts.back();
  }
  Artifact& add_published(const std::string& name, ArtifactKind kind, const std::string& code,
                          const std::string& variables = "") {
    return add(name, kCratesIo, "home/registry/src/index/" + name + "-1.0.0", kind, code,
               variables);
  }
  void add_script(const std::string& name, const std::string& source, const std::string& package,
                  const std::string& output) {
    built.scripts.push_back({.package = root / package,
                             .out_directory = build / "build" / name / "out",
                             .id = {.name = name, .version = "1.0.0", .source = source}});
    write("w/target/prebind/release/build/" + name + "/output", output);
  }

  std::string reason() const {
    return what_told_the_place(
        built, package,
        {.cargo_home = root / "home", .sysroot = root / "rust", .environment = environment});
  }

  TemporaryDirectory directory;
  const fs::path root = directory.path();
  const fs::path build = root / "w/target/prebind/release";
  const Package package = {.name = "geo",
                           .version = "1.0.0",
                           .manifest = root / "w/Cargo.toml",
                           .library = "geo",
                           .dependency = "prebind",
                           .workspace = root / "w",
                           .target_directory = root / "w/target"};
  Built built = {.library = build / "libgeo.so",
                 .artifacts = {{.name = "geo",
                                .package = root / "w",
                                .file = build / "libgeo.so",
                                .id = {.name = "geo",
                                       .version = "1.0.0",
                                       .source = "path+file://" + (root / "w").string()}}}};
  Environment environment = Environment::of({});
};

TEST_F(PlaceTest, NothingTellsAnOrdinaryCrate) {
  add_published("rand", ArtifactKind::library, "use std::env; file!()");
  add("part", "path+file://x", "w/part", ArtifactKind::library, "use std::env; file!()");
  add("prebind", "path+file://x", "p/prebind", ArtifactKind::macro, "use std::env; file!()",
      "# env-dep:CARGO_MANIFEST_DIR=" + (root / "w").string() + "\n");
  EXPECT_EQ(reason(), "");
}

TEST_F(PlaceTest, APathInTheLibrary) {
  const std::string w = (root / "w").string();
  const std::string library = "w/target/prebind/release/libgeo.so";
  for (const std::string& text : {w, w + "/src/lib.rs", "-I" + w + "/include", "x" + w + "x"}) {
    write(library, "code" + text);
    EXPECT_EQ(reason(), "its path is in the library") << text;
  }
  write(library, (root / "home/registry/src").string());
  EXPECT_EQ(reason(), "");
  fs::remove(root / library);
  EXPECT_EQ(reason(), "`" + (root / library).string() + "` cannot be read");
}

/// Another user has them elsewhere.
TEST_F(PlaceTest, TheFoldersOfCargoAndOfTheToolchain) {
  const auto reason_of_homes = [this] {
    return what_told_the_homes(
        built, package,
        {.cargo_home = root / "home", .sysroot = root / "rust", .environment = environment});
  };
  EXPECT_EQ(reason_of_homes(), "");
  const std::string library = "w/target/prebind/release/libgeo.so";
  for (const std::string& text : {(root / "home/registry/src/x.rs").string(),
                                  (root / "rust/lib/rustlib/src/core.rs").string()}) {
    write(library, "code" + text);
    EXPECT_EQ(reason_of_homes(), "its path is in the library");
    EXPECT_EQ(reason(), "");
  }
  write(library, "code" + (root / "w").string());
  EXPECT_EQ(reason_of_homes(), "");
  add_published("far", ArtifactKind::library, "",
                "# env-dep:CARGO_MANIFEST_DIR=" + (root / "home/registry/src/far").string() + "\n");
  EXPECT_EQ(reason_of_homes(), "package `far` asks for `CARGO_MANIFEST_DIR`");
}

TEST_F(PlaceTest, BuildScripts) {
  add_script("geo", "path+file://x", "w", "cargo:rerun-if-changed=build.rs\n");
  EXPECT_EQ(reason(), "package `geo` has a build script");
  // A repository, another registry and a vendored copy may hold anything.
  built.scripts.clear();
  add_script("far", "git+https://x/far", "home/git/checkouts/far", "");
  EXPECT_EQ(reason(), "package `far` has a build script");
  built.scripts.clear();
  add_script("far", "registry+https://x/index", "home/registry/src/x/far-1.0.0", "");
  EXPECT_EQ(reason(), "package `far` has a build script");
  built.scripts.clear();
  add_script("far", kCratesIo, "w/vendor/far", "");
  EXPECT_EQ(reason(), "package `far` has a build script");
}

TEST_F(PlaceTest, WhatPublishedBuildScriptsSaid) {
  const std::string place = (build / "build/far/out").string();
  const std::string far = "home/registry/src/index/far-1.0.0";
  add_script("far", kCratesIo, far,
             "cargo:rustc-cfg=fast\ncargo:rustc-link-search=native=" + place + "\ncargo:root=" +
                 place + "\ncargo:rerun-if-changed=" + place + "\nhello " + place + "\n");
  EXPECT_EQ(reason(), "");
  for (const char* line :
       {"cargo:rustc-env=X=", "cargo::rustc-env=X=", "cargo:rustc-cdylib-link-arg=-Wl,-rpath,",
        "cargo:rustc-link-arg=-Wl,-rpath,", "cargo:rustc-cfg=x=\""}) {
    built.scripts.clear();
    add_script("far", kCratesIo, far, line + place + "\n");
    EXPECT_EQ(reason(), "the build script of `far` puts a path into the library") << line;
  }
  fs::remove(build / "build/far/output");
  EXPECT_EQ(reason(), "cargo left no output of the build script of `far`");
}

TEST_F(PlaceTest, WhatPublishedBuildScriptsWrote) {
  add_published("far", ArtifactKind::library, "",
                "# env-dep:OUT_DIR=" + (build / "build/far/out").string() + "\n");
  EXPECT_EQ(reason(), "");
  const fs::path made = build / "build/far/out/made.rs";
  write_dep_info("far", made.string());
  write("w/target/prebind/release/build/far/out/made.rs", "pub mod made {}");
  EXPECT_EQ(reason(), "");
  write("w/target/prebind/release/build/far/out/made.rs",
        "const N: usize = \"" + made.string() + "\".len();");
  EXPECT_EQ(reason(), "the build script of `far` wrote a path into `made.rs`");
}

TEST_F(PlaceTest, MacrosThatCanLookAround) {
  write("w/Cargo.lock",
        "[[package]]\nname = \"derive\"\ndependencies = [\n \"proc-macro2\",\n \"helper\",\n]\n");
  add_published("derive", ArtifactKind::macro, "fn f() { env!(\"X\") } // std::env");
  add_published("proc-macro2", ArtifactKind::library,
                "fn local_file() {} use std::backtrace::Backtrace;");
  add_published("other", ArtifactKind::library, "use std::env;");
  EXPECT_EQ(reason(), "");
  add("helper", "path+file://x", "w/helper", ArtifactKind::library, "pub use std::fs;");
  EXPECT_EQ(reason(), "the macros of `derive` can read the machine (`fs` in `src/lib.rs`)");
  fs::remove(root / "w/helper/src/lib.rs");
  EXPECT_EQ(reason(), "`" + (root / "w/helper/src/lib.rs").string() + "` cannot be read");
  fs::remove(build / "deps/helper.d");
  EXPECT_EQ(reason(), "rustc left no list of the sources of `helper`");
  fs::remove(root / "w/Cargo.lock");
  EXPECT_EQ(reason(), "there is no Cargo.lock");
}

TEST_F(PlaceTest, WhatSourcesAskFor) {
  write_dep_info("geo-1", "src/lib.rs", "# env-dep:CARGO_PKG_VERSION=1\n# env-dep:UNSET\n");
  EXPECT_EQ(reason(), "");
  for (const std::string variable : {"CARGO_MANIFEST_DIR", "OUT_DIR", "CARGO_MANIFEST_PATH"}) {
    write_dep_info("geo-1", "src/lib.rs",
                   "# env-dep:" + variable + "=" + (root / "w/x").string() + "\n");
    EXPECT_EQ(reason(), "package `geo` asks for `" + variable + "`");
  }
  write_dep_info("geo-1", "src/lib.rs", "# env-dep:CARGO=/usr/bin/cargo\n");
  EXPECT_EQ(reason(), "package `geo` asks for `CARGO`");
  write_dep_info("geo-1", "src/lib.rs", "# env-dep:DATA=/w/data\n");
  EXPECT_EQ(reason(), "package `geo` asks for `DATA`, which cargo or a wrapper sets");
  environment = Environment::of({{"DATA", "/w/data"}});
  EXPECT_EQ(reason(), "");
  fs::remove(build / "deps/geo-1.d");
  fs::remove(build / "deps/geo.d");
  EXPECT_EQ(reason(), "rustc left no list of the sources of `geo`");
}

TEST_F(PlaceTest, NamesOfFilesOutsideTheWorkspace) {
  add("dep", "path+file://x", "dep", ArtifactKind::library, "pub fn f() {}");
  EXPECT_EQ(reason(), "");
  write("dep/src/lib.rs", "pub const N: usize = file!().len();");
  EXPECT_EQ(reason(), "package `dep` lies outside the workspace and names its files");
  built.artifacts.pop_back();
  add("far", kCratesIo, "w/vendor/far", ArtifactKind::library, "Location::caller()");
  EXPECT_EQ(reason(), "package `far` lies outside the workspace and names its files");
}

TEST_F(PlaceTest, ProgramsOfTheEnvironment) {
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"RUSTC_WRAPPER", "/w/wrap"},
           {"CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", "wrap"},
           {"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "tools/ld"},
           {"RUSTC", "/w/rustc"},
           {"RUSTFLAGS", "-C link-arg=script.ld"},
           {"CARGO_ENCODED_RUSTFLAGS", "-L\x1flib"}}) {
    environment = Environment::of({{name, value}});
    EXPECT_EQ(reason(), name + " is `" + value + "`");
  }
  environment = Environment::of({{"RUSTC_WRAPPER", "/usr/local/bin/sccache"},
                                 {"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "clang"},
                                 {"RUSTC", (root / "rust/bin/rustc").string()},
                                 {"RUSTFLAGS", "-C link-arg=-fuse-ld=mold -C target-cpu=native"}});
  EXPECT_EQ(reason(), "");
}

TEST_F(PlaceTest, ProgramsOfTheConfiguration) {
  const std::string path = (root / "w/.cargo/config.toml").string();
  for (const auto& [line, word] : std::map<std::string, std::string>{
           {"rustc-wrapper = \"tools/wrap\"", "wrapper"},
           {"linker = \"tools/ld\"", "linker"},
           {"linker = '/w/ld'", "linker"},
           {"rustflags = [\"-C\", \"linker=ld\"]", "linker"},
           {"rustflags = \"-C link-arg=-Wl,-rpath,lib\"", "link-arg"},
           {"  \"-Llib\",", "-L"},
           {"X = { value = \"x\", relative = true }", "relative"},
           {"rustflags = [\"--remap-path-prefix=/a=/b\"]", "remap-path"},
           {"include = \"more.toml\"", "include"},
           {"rustc = \"x\"", "rustc"}}) {
    write("w/.cargo/config.toml", "[build]\n" + line + "\n");
    EXPECT_EQ(reason(), "`" + path + "` has `" + word + "`") << line;
  }
  write("w/.cargo/config.toml", "[build]\n'rustc'   = \"tools/rustc\"\n");
  EXPECT_THAT(reason(), testing::HasSubstr("cargo's configuration names the program `"));
  write("w/.cargo/config.toml",
        "# linker = \"x/y\"\n[target.x]\nlinker = \"clang\"\nrustflags = [\"-C\", "
        "\"link-arg=-fuse-ld=lld\"]\n[build]\nrustc-wrapper = \"sccache\"\njobs = 2\n");
  EXPECT_EQ(reason(), "");
}

}  // namespace
}  // namespace prebind::cargo
