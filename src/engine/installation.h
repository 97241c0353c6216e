#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace prebind::engine {

/// The version of Prebind, and that of the LLVM in it.
std::string_view version();
std::string_view llvm_version();

/// A text that differs for programs that may answer differently: the version and the id that the
/// linker gave the program; where the file has none, the digest of the file.
std::string engine_id(const std::filesystem::path& program);

/// Where the crate `prebind`, whose macros belong to this program, lies: beside the program as
/// installed, or in the checkout that it was built in.
std::optional<std::filesystem::path> find_macro_crate(const std::filesystem::path& program);

/// The Julia of the checkout that the program was built in (`scripts/julia`), if there is one.
std::optional<std::filesystem::path> find_checkout_julia(const std::filesystem::path& program);

}  // namespace prebind::engine
