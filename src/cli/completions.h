#pragma once

#include <array>
#include <string>
#include <string_view>

#include "cli/command_tree.h"

namespace prebind::cli {

inline constexpr std::array<std::string_view, 3> kShells = {"bash", "fish", "zsh"};

/// The script by which one of `kShells` completes the words of the program: its commands, their
/// options, the values of an option where they are known, else files.
std::string completions(const CommandText& program, std::string_view shell);

}  // namespace prebind::cli
