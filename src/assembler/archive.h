#pragma once

#include <span>
#include <string>
#include <string_view>

#include "assembler/target.h"
#include "util/result.h"

namespace prebind::assembler {

/// An object file and the name that it has in the archive, such as `routine.o`.
struct Member {
  std::string name;
  std::string_view object;
};

/// A static library of these members, in their order, with the table of their symbols that linkers
/// look things up in.
///
/// The bytes depend on the arguments alone: no times, no owners, permissions 644. The format is
/// the one that the linkers of the object format read: GNU's for ELF, WebAssembly and COFF,
/// Darwin's for Mach-O. An error if an object is not of that format, or if two members have one
/// name.
Result<std::string> make_archive(std::span<const Member> members, ObjectFormat format);

}  // namespace prebind::assembler
