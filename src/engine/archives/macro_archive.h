#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assembler/diagnostic.h"
#include "engine/archives/stored_assembler.h"
#include "engine/context.h"
#include "expand/archive_request.h"

namespace prebind::engine {

/// Set by `prebind archive`: the folder in which macros leave requests for archives
/// (gathered_archives.h) instead of asking an engine.
inline constexpr const char* kGatherVariable = "PREBIND_ARCHIVE_GATHER";
/// Set beside it if they are to ask all the same, for what is wrong with the texts: the variants
/// for which they are assembled, one a line.
inline constexpr const char* kVariantsVariable = "PREBIND_ARCHIVE_VARIANTS";

/// Makes the archive that a macro asks for while rustc runs: for the linker of this build, and
/// where the request says so for the package, with its text beside it. Each file is replaced in one
/// step. Warnings of the assembler go to the context's messages.
///
/// The answer is empty, or says what is wrong at which literals of the macro call.
std::vector<expand::Diagnostic> make_macro_archive(const Context& context,
                                                   StoredAssembler& assembler,
                                                   const expand::CrateName& crate,
                                                   const expand::ArchiveRequest& request);

/// What the assembler said about an archive's text, with the line of the text and a caret.
std::string in_words(const assembler::Diagnostic& diagnostic, std::string_view name,
                     std::string_view variant);

/// What the assembler said about the text of a request as diagnostics at its literals: the message,
/// and the line of the text with a caret, for a literal can be many lines long. Warnings are not
/// among them; notes go with what they belong to.
std::vector<expand::Diagnostic> at_literals(const expand::ArchiveRequest& request,
                                            std::string_view variant,
                                            const assembler::Diagnostics& diagnostics);

}  // namespace prebind::engine
