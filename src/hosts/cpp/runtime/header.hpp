// Made by Prebind HOLE_version from the Rust library `HOLE_stem`. Do not edit it: changes are lost.
// To generate it again, run this in the folder of the file:
//   HOLE_rebuild
#ifndef HOLE_guard
#define HOLE_guard

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "this header needs C++17"
#endif

HOLE_includes

#if defined(HOLE_macro_LOAD_AT_RUN_TIME)
#if defined(_WIN32)
#include <windows.h>
#else
#include <dlfcn.h>
#endif
#endif

HOLE_macros

HOLE_docs
/// What the Rust library `HOLE_stem` exports.
namespace HOLE_space {

HOLE_prelude

namespace glue {

HOLE_first_glue

}  // namespace glue

HOLE_runtime

HOLE_types

namespace glue {

HOLE_glue

}  // namespace glue

HOLE_definitions

HOLE_start

HOLE_loading

HOLE_members

}  // namespace HOLE_space
HOLE_of_std

HOLE_undefine

#endif  // HOLE_guard
