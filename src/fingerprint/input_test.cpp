#include "fingerprint/input.h"

#include <gtest/gtest.h>

#include "fingerprint/observer.h"

namespace prebind::fingerprint {
namespace {

const Content kAbsent;
const Content kUnknown = {.state = State::unknown, .text = "it changed while the build ran"};

TEST(Roots, NameIsFromTheInnermostRoot) {
  Roots roots;
  roots.add("workspace", "/w");
  roots.add("crate", "/w/a crate/");
  const auto name = [&](const std::string& path) { return roots.name(Kind::file, "source", path); };
  EXPECT_EQ(name("/w/a crate/src/lib.rs"),
            (InputName{Kind::file, "source", "crate", "src/lib.rs"}));
  EXPECT_EQ(name("/w/Cargo.toml"), (InputName{Kind::file, "source", "workspace", "Cargo.toml"}));
  EXPECT_EQ(name("/w/a crate"), (InputName{Kind::file, "source", "crate", ""}));
  EXPECT_EQ(name("/world/a.h"), (InputName{Kind::file, "source", "", "/world/a.h"}));
  for (const char* path : {"/w/a crate/src/lib.rs", "/w/Cargo.toml", "/w/a crate", "/world/a.h"}) {
    EXPECT_EQ(roots.path(name(path)), path);
  }
  EXPECT_EQ(roots.path({Kind::file, "source", "toolchain", "a"}), std::nullopt);
}

TEST(Roots, TheTopDirectoryCanBeARoot) {
  Roots roots;
  roots.add("machine", "/");
  const InputName name = roots.name(Kind::file, "source", "/usr/a.h");
  EXPECT_EQ(name.root, "machine");
  EXPECT_EQ(name.path, "usr/a.h");
  EXPECT_EQ(roots.path(name), "/usr/a.h");
}

TEST(Content, UnknownIsNotEvenItself) {
  EXPECT_TRUE(Content().is_same(Content()));
  EXPECT_TRUE(content_of("a").is_same(content_of("a")));
  EXPECT_FALSE(content_of("a").is_same(content_of("b")));
  EXPECT_FALSE(content_of("").is_same(Content()));
  EXPECT_FALSE(kUnknown.is_same(kUnknown));
}

TEST(Change, InWords) {
  const InputName file = {Kind::file, "source", "crate", "src/lib.rs"};
  const InputName directory = {Kind::directory, "source", "crate", "src"};
  const InputName root = {Kind::directory, "source", "crate", ""};
  const InputName variable = {Kind::environment, "variable", "", "CC"};
  const InputName value = {Kind::value, "value", "", "profile"};
  EXPECT_EQ(describe({file, content_of("a"), content_of("b")}),
            "`src/lib.rs` has changed (sha256 ca978112ca1b -> 3e23e8160039)");
  EXPECT_EQ(describe({file, kAbsent, content_of("b")}), "`src/lib.rs` has appeared");
  EXPECT_EQ(describe({directory, content_of("a"), kAbsent}), "the directory `src` is gone");
  EXPECT_EQ(describe({root, kAbsent, content_of("b")}), "the directory of the crate has appeared");
  EXPECT_EQ(describe({variable, kAbsent, content_of("clang")}),
            "the environment variable `CC` has changed (unset -> `clang`)");
  EXPECT_EQ(describe({value, content_of("debug"), content_of("release")}),
            "the profile has changed (`debug` -> `release`)");
  EXPECT_EQ(describe({file, kUnknown, content_of("b")}),
            "`src/lib.rs`: it changed while the build ran");
  EXPECT_EQ(describe({file, content_of("b"), kUnknown}),
            "`src/lib.rs`: it changed while the build ran");
}

}  // namespace
}  // namespace prebind::fingerprint
