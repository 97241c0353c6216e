#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include <tl/expected.hpp>

#include "assembler/assembler.h"
#include "util/result.h"

namespace prebind::archive {

/// Turns a text into an object: the assembler itself, or one that remembers.
using Assemble = std::function<tl::expected<assembler::Object, assembler::Diagnostics>(
    std::string_view text, const assembler::Variant& variant)>;

struct Made {
  std::string bytes;
  assembler::Diagnostics warnings;
};

/// Why there is no archive: what is wrong with the text, or an error of the work itself.
using Refusal = std::variant<assembler::Diagnostics, Error>;

/// Assembles a text and its mark (mark.h), and makes an archive of the object, its one member
/// `<name>.o`. The bytes depend on the name, the text, the variant and the version of LLVM, and on
/// nothing else.
tl::expected<Made, Refusal> make(const Assemble& assemble, std::string_view name,
                                 std::string_view text, const assembler::Variant& variant);

}  // namespace prebind::archive
