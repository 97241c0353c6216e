#pragma once

#include <map>
#include <string>
#include <string_view>

namespace prebind::hosts::julia {

/// Regular files by their path in the tarball, with `/` between the parts; at most 100 bytes long.
using TarFiles = std::map<std::string, std::string>;

/// A gzipped tar archive in the format of POSIX.1-1988 (ustar), which everything reads. The same
/// files give the same bytes: sorted, owned by nobody, from 1970, mode 0644.
std::string gzipped_tar(const TarFiles& files);

/// The hash that git gives to a folder with these files, which is how Julia names artifacts
/// (`git-tree-sha1`): 40 lower-case hex digits. Source: git's documentation, "Git Objects".
std::string git_tree_hash(const TarFiles& files);

}  // namespace prebind::hosts::julia
