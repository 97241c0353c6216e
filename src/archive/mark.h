#pragma once

#include <string>
#include <string_view>

#include "assembler/target.h"

namespace prebind::archive {

/// The symbol that an archive defines beside those of its text, `prebind_archive_<SHA-256>`: the
/// digest of the variant's name and the text, so it says what the archive was made from. The macro
/// computes the same symbol from its own text and refers to it. So a linker finds the archive of
/// that text or none, and whatever is in the archive is in the program. See
/// docs/decisions/0018-archives-are-marked.md.
///
/// Line ends of Windows count as those of other systems: a checkout may have changed them.
std::string mark_of(std::string_view text, const assembler::Variant& variant);

/// Assembly, to stand behind a text, that defines the mark: one byte of read-only data in a section
/// of its own.
std::string assembly_of(std::string_view mark, assembler::ObjectFormat format);

}  // namespace prebind::archive
