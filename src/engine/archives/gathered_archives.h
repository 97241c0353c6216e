#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/files.h"
#include "assembler/target.h"
#include "expand/archive_request.h"
#include "util/result.h"

namespace prebind::engine {

/// A directory in which the engines of several compilers leave what archives the macros ask for,
/// and `prebind archive` finds it. It holds the file `variants`, one name a line, for which
/// the texts are to be assembled at once, and a file of each engine with a line of JSON for each
/// request.

/// An archive that a macro asks for.
struct GatheredArchive {
  archive::Name name;
  std::string text;
};

Result<void> write_gather_variants(const std::filesystem::path& directory,
                                   const std::vector<assembler::Variant>& variants);
Result<std::vector<assembler::Variant>> read_gather_variants(
    const std::filesystem::path& directory);

/// Several compilers may keep the same request: the lib and the tests of a crate, for example.
Result<void> keep_gathered(const std::filesystem::path& directory, const expand::CrateName& crate,
                           const expand::ArchiveRequest& request);

/// All requests, by name, each once. Two texts under one name are an error.
Result<std::vector<GatheredArchive>> read_gathered(const std::filesystem::path& directory);

}  // namespace prebind::engine
