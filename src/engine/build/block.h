#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/context.h"
#include "util/result.h"

namespace prebind::engine {

/// A piece of Rust that stands in a source of another language, as a package of a single file: the
/// text of its library, with what a manifest has to say before it, between lines of hyphens (the
/// front matter of cargo's scripts, RFC 3502):
///
///     ---
///     [dependencies]
///     regex = "1"
///     ---
///     #[julia]
///     pub fn words(text: &str) -> usize { … }
struct Block {
  std::string manifest;  ///< what stands between the hyphens; empty if there are none
  std::string source;    ///< all of the text, those lines empty: its lines keep their numbers
};

/// Errors: the hyphens have no end, or something follows them.
Result<Block> parse_block(std::string_view text);

/// What the comments of a block seem to ask for and no one reads there: dependencies in the form of
/// another tool, as `// cargo-deps: regex = "1"`.
std::vector<Error> remarks_on(const Block& block);

/// A package, as cargo is to see it.
struct BlockPackage {
  std::string name;  ///< the same for the same block, wherever it stands
  std::string manifest, library;
  /// The lock file, where it is known without asking cargo: what cargo writes while it builds is a
  /// change of inputs, for which it would be started once more.
  std::string lock;
};

/// Makes a package of a block: a name and an edition, if it has none, and the dependency on the
/// macros, which the library can use without importing them. Relative paths of dependencies are
/// taken from `folder`.
BlockPackage package_of(const Block& block, const std::filesystem::path& folder,
                        const std::filesystem::path& macro_crate);

/// Where the packages of blocks lie: below the cache directory, with a target directory that all of
/// them share. It is in `cache clear` and `cache clean`.
std::filesystem::path block_directory(const Environment& environment);

/// Writes the package of a block, and returns its folder. Says what there is to remark.
Result<std::filesystem::path> write_block(const Context& context, std::string_view text,
                                          const std::filesystem::path& folder);

}  // namespace prebind::engine
