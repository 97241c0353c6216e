#pragma once

#include <string>
#include <string_view>

namespace prebind::cargo {

/// Rust's source without comments, and without what stands in its literals (`""`, `' '`): words of
/// the code are found in there by looking for them.
std::string code_of(std::string_view source);

/// The first word of some code that it needs to read variables, files or anything else of the
/// machine it runs on, or to start programs; empty if it has none. Code without such a word is a
/// function of its arguments. Code with one may be so, too.
std::string_view reaching_word(std::string_view code);

/// Whether some code can tell in which file it stands: by `file!()` or `Location`.
bool names_its_file(std::string_view code);

}  // namespace prebind::cargo
