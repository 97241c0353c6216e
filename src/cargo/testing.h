#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "cargo/toolchain.h"
#include "util/testing.h"

namespace prebind::cargo {

/// For tests: a program that stands in for cargo or rustc, a shell script.
class FakeTool {
 public:
  explicit FakeTool(std::string_view script, std::string_view name = "cargo") {
    program_ = directory_.path() / name;
    std::ofstream(program_) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
  }

  const std::filesystem::path& program() const { return program_; }

  Cargo cargo() {
    return {.program = program_,
            .on_message = [this](std::string_view line) { messages_.emplace_back(line); }};
  }
  const std::vector<std::string>& messages() const { return messages_; }

 private:
  TemporaryDirectory directory_;
  std::filesystem::path program_;
  std::vector<std::string> messages_;
};

}  // namespace prebind::cargo
