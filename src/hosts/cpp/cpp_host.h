#pragma once

#include "hosts/host.h"

namespace prebind::hosts::cpp {

/// One header for C++17 and newer, that needs the standard library, the library, and nothing else;
/// and the files of a CMake package beside the library.
class CppHost final : public Host {
 public:
  static constexpr std::string_view kName = "cpp";

  std::string_view name() const override { return kName; }
  const Conventions& conventions() const override;
  std::string_view file_extension() const override { return ".hpp"; }
  bool can_precompile() const override { return false; }
  std::string module_name_for(std::string_view library_stem) const override;
  Result<void> check_module_name(std::string_view name) const override;
  Result<void> check_package_name(std::string_view name) const override;
  std::string usage(std::string_view module_name, std::string_view file) const override;
  Supports support_of(const model::Library& library, const std::string& module_name) const override;
  Result<Rendered> render(const model::Library& library,
                          const RenderOptions& options) const override;
  std::vector<std::string> companions(std::string_view module_name) const override;
};

}  // namespace prebind::hosts::cpp
