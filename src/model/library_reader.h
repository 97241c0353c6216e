#pragma once

#include <string>
#include <vector>

#include "model/answer.h"
#include "model/model.h"
#include "util/result.h"

namespace prebind::model {

/// The records of a built library (ELF shared object, Mach-O dylib or universal file, COFF DLL), in
/// the order of their symbols. Reads the file only: nothing is loaded or run.
///
/// Errors: not readable, not a library, damaged, a record that does not parse (named by its
/// symbol). A library without records gives an empty vector.
Result<std::vector<Record>> read_records(const std::string& path);

/// The same for the bytes of a file; errors name it by its path.
Result<std::vector<Record>> records_in(const std::string& bytes, const std::string& path);

/// The answers in a library, in the order of their symbols. One that is damaged is left out.
Result<std::vector<Answer>> read_answers(const std::string& path);

}  // namespace prebind::model
