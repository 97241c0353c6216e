#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind::model {

/// What a shared library (ELF, Mach-O, COFF) has the loader look for.
struct LibraryNeeds {
  std::vector<std::string> libraries;  ///< `libz.so.1`, `@rpath/libquad.dylib`, `KERNEL32.dll`
  std::vector<std::string> folders;    ///< where it looks first: `$ORIGIN`, `/opt/quad/lib`
  /// Of ELF: the versions that these libraries must have, or the loader refuses: for `libc.so.6`
  /// `GLIBC_2.2.5`, `GLIBC_2.34`. Sorted.
  std::map<std::string, std::vector<std::string>> versions = {};
};

/// Of a library that a linker has just made. Error: it is none, or it is damaged.
Result<LibraryNeeds> read_needs(const std::string& path);

/// The same of its content.
Result<LibraryNeeds> read_needs_in(std::string_view content, const std::string& name);

/// The oldest glibc that the library loads with: `2.34`. The name of a version that is no number,
/// as `GLIBC_PRIVATE`, stands for itself. Empty: it needs no glibc.
std::string glibc_of(const LibraryNeeds& needs);

/// Whether a library that needs the one does not load with the other. No number is newer than all.
bool is_newer_glibc(std::string_view needed, std::string_view present);

/// What a library needs that a system may not have, for people: "glibc 2.34, libgcc_s.so.1". Empty:
/// nothing but what each system of its kind has.
std::string needs_in_words(const LibraryNeeds& needs);

}  // namespace prebind::model
