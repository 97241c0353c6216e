#include "hosts/julia/package_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "hosts/julia/base_names.h"
#include "hosts/julia/naming.h"
#include "model/name.h"

namespace prebind::hosts::julia {
namespace {

/// Julia's own modules, and what the modules with the bindings define in any case.
constexpr std::string_view kTakenModules[] = {
    "Base",       "BorrowError", "Core",    "Main",        "RustDict", "RustError",
    "RustObject", "RustPanic",   "RustSet", "RustTimeout", "RustView", "RustViewMut"};

/// The standard libraries of all Julias from 1.0 to 1.13, in ASCII order: Julia loads these,
/// whatever other package has the name.
constexpr std::string_view kStandardLibraries[] = {
    "ArgTools",
    "Artifacts",
    "Base64",
    "CRC32c",
    "Compiler",
    "CompilerSupportLibraries_jll",
    "Dates",
    "DelimitedFiles",
    "Distributed",
    "Downloads",
    "FileWatching",
    "Future",
    "GMP_jll",
    "InteractiveUtils",
    "JuliaSyntaxHighlighting",
    "LLD_jll",
    "LLVMLibUnwind_jll",
    "LazyArtifacts",
    "LibCURL",
    "LibCURL_jll",
    "LibGit2",
    "LibGit2_jll",
    "LibOSXUnwind_jll",
    "LibSSH2_jll",
    "LibTracyClient_jll",
    "LibUV_jll",
    "LibUnwind_jll",
    "Libdl",
    "LinearAlgebra",
    "Logging",
    "MPFR_jll",
    "Markdown",
    "MbedTLS_jll",
    "Mmap",
    "MozillaCACerts_jll",
    "NetworkOptions",
    "OldPkg",
    "OpenBLAS_jll",
    "OpenLibm_jll",
    "OpenSSL_jll",
    "PCRE2_jll",
    "PCRE_jll",
    "Pkg",
    "Printf",
    "Profile",
    "REPL",
    "Random",
    "SHA",
    "Serialization",
    "SharedArrays",
    "Sockets",
    "SparseArrays",
    "Statistics",
    "StyledStrings",
    "SuiteSparse",
    "SuiteSparse_jll",
    "TOML",
    "Tar",
    "Test",
    "UUIDs",
    "Unicode",
    "Zlib_jll",
    "Zstd_jll",
    "dSFMT_jll",
    "libLLVM_jll",
    "libblastrampoline_jll",
    "mimalloc_jll",
    "nghttp2_jll",
    "p7zip_jll",
};
static_assert(std::is_sorted(std::begin(kStandardLibraries), std::end(kStandardLibraries)));

bool is_taken(std::string_view name) {
  return std::find(std::begin(kTakenModules), std::end(kTakenModules), name) !=
         std::end(kTakenModules);
}

/// Why a package cannot have the name; empty if it can.
std::string_view reason(std::string_view name) {
  if (is_taken(name)) return "a module of Julia or of the bindings has it";
  if (!is_identifier(name) || identifier(name) != name) return "it is a word of Julia's language";
  if (std::binary_search(std::begin(kStandardLibraries), std::end(kStandardLibraries), name)) {
    return "a standard library of Julia has it";
  }
  if (is_base_name(name)) return "Julia's Base exports something of that name";
  if (name == "Bindings") return "the module in the package that has the bindings is called that";
  return {};
}

}  // namespace

Result<void> check_module_name(std::string_view name) {
  const bool is_good = model::is_identifier(name) && is_identifier(name) &&
                       identifier(name) == name && !is_taken(name) &&
                       !name.starts_with(kReservedPrefix);
  if (is_good) return {};
  return fail(fmt::format("`{}` cannot be the name of a Julia module", name), "",
              "choose another one with `--module NAME`, such as `TextKit`");
}

Result<void> check_package_name(std::string_view name) {
  const std::string_view why = reason(name);
  if (why.empty()) return {};
  return fail(fmt::format("`{}` cannot be the name of a Julia package: {}", name, why), "",
              fmt::format("choose another one, such as `Rust{}`", camel_case(name)));
}

}  // namespace prebind::hosts::julia
