#pragma once

#include <string>
#include <vector>

#include "util/result.h"

namespace prebind::model {

/// What a shared library (ELF, Mach-O, COFF) has the loader look for.
struct LibraryNeeds {
  std::vector<std::string> libraries;  ///< `libz.so.1`, `@rpath/libquad.dylib`, `KERNEL32.dll`
  std::vector<std::string> folders;    ///< where it looks first: `$ORIGIN`, `/opt/quad/lib`
};

/// Of a library that a linker has just made. Error: it is none, or it is damaged.
Result<LibraryNeeds> read_needs(const std::string& path);

}  // namespace prebind::model
