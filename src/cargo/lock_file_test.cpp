#include "cargo/lock_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

using testing::ElementsAre;

TEST(LockFile, FollowsDependencies) {
  const LockFile lock(R"toml(# generated
version = 3

[[package]]
name = "a"
version = "0.1.0"
dependencies = [
 "b",
 "c 1.0.0",
]

[[package]]
name = "b"
version = "0.1.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = [
 "d 2.0.0 (registry+https://github.com/rust-lang/crates.io-index)",
 "a",
]

[[package]]
name = "d"
version = "1.0.0"

[[package]]
name = "d"
version = "2.0.0"
dependencies = [
 "e",
]
)toml");
  EXPECT_THAT(lock.with_dependencies("a"), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(lock.with_dependencies("d"), ElementsAre("d", "e"));
  EXPECT_THAT(lock.with_dependencies("unknown"), ElementsAre("unknown"));
}

TEST(LockFile, NonsenseHoldsNothing) {
  EXPECT_THAT(LockFile("dependencies = [\n \"\n \"a\nname = \n]").with_dependencies("x"),
              ElementsAre("x"));
}

}  // namespace
}  // namespace prebind::cargo
