#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include <tl/expected.hpp>

#include "assembler/diagnostic.h"
#include "assembler/target.h"
#include "util/result.h"

namespace prebind::engine {

/// What an archive is called, in the package that has it.
struct ArchiveName {
  std::string package;
  std::string version;
  std::string name;

  std::string library_file() const;  ///< `lib<package>.<version>.<name>.a`
  std::string source_file() const;   ///< `<name>.s`
};

struct MadeArchive {
  std::string bytes;
  assembler::Diagnostics warnings;
};

/// Assembles a text and makes an archive of the object. The bytes depend on nothing else.
tl::expected<MadeArchive, std::variant<assembler::Diagnostics, Error>> make_archive(
    std::string_view name, std::string_view text, const assembler::Variant& variant);

/// Writes an archive, and after it the text that it was made from: who finds that text finds that
/// archive. Each file is replaced in one step; one that has the content already stays untouched.
Result<void> write_archive(const std::filesystem::path& directory, const ArchiveName& name,
                           std::string_view bytes, std::string_view text);

}  // namespace prebind::engine
