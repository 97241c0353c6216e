#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cargo/package.h"
#include "engine/context.h"

namespace prebind::engine {

/// What keeps files of a package from those who are to have them: git, which ignores some, and
/// cargo, which packs only what `include` and `exclude` in the manifest say. Each is a sentence for
/// the author. Git is asked where the folder is in a repository, and cargo where the manifest has
/// one of the two keys; whoever cannot answer is mentioned.
///
/// `files` are paths below `folder`, the package's.
std::vector<std::string> left_out(const Context& context, const cargo::Cargo& cargo,
                                  const std::filesystem::path& folder,
                                  const std::vector<std::string>& files);

}  // namespace prebind::engine
