#include "engine/installation.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/path.h"
#include "util/sha256.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::MatchesRegex;

TEST(EngineId, IsTheIdThatTheLinkerGave) {
  EXPECT_THAT(engine_id(own_program()), MatchesRegex("[0-9.]+-[0-9a-f]{40}"));
}

TEST(EngineId, IsTheDigestOfWhatHasNone) {
  const TemporaryDirectory directory;
  const fs::path program = directory.path() / "prebind";
  std::ofstream(program) << "#!/bin/sh\n";
  EXPECT_EQ(engine_id(program), std::string(version()) + "-" + sha256_hex("#!/bin/sh\n"));
  // An ELF header, and then nothing that it promises.
  const auto own = read_file(own_program());
  ASSERT_TRUE(own);
  for (const std::size_t size : {4, 64, 100, 600}) {
    std::ofstream(program) << own->substr(0, size);
    EXPECT_EQ(engine_id(program), std::string(version()) + "-" + sha256_hex(own->substr(0, size)));
  }
}

TEST(Installation, TheMacroCrateLiesBesideTheProgram) {
  const TemporaryDirectory directory;
  const fs::path& root = directory.path();
  EXPECT_EQ(find_macro_crate(root / "bin" / "prebind"), std::nullopt);

  const fs::path installed = root / "share" / "prebind" / "rust" / "prebind";
  fs::create_directories(root / "bin");
  fs::create_directories(installed);
  std::ofstream(installed / "Cargo.toml") << "";
  EXPECT_EQ(find_macro_crate(root / "bin" / "prebind"), installed);

  const fs::path checkout = root / "rust" / "prebind";
  fs::create_directories(root / "build" / "bin");
  fs::create_directories(checkout);
  std::ofstream(checkout / "Cargo.toml") << "";
  EXPECT_EQ(find_macro_crate(root / "build" / "bin" / "prebind"), checkout);
}

TEST(Installation, TheJuliaOfTheCheckout) {
  const TemporaryDirectory directory;
  const fs::path program = directory.path() / "build" / "bin" / "prebind";
  fs::create_directories(program.parent_path());
  EXPECT_EQ(find_checkout_julia(program), std::nullopt);
  fs::create_directories(directory.path() / "scripts");
  std::ofstream(directory.path() / "scripts" / "julia") << "";
  EXPECT_EQ(find_checkout_julia(program), directory.path() / "scripts" / "julia");
}

}  // namespace
}  // namespace prebind::engine
