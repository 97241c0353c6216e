#pragma once

#include "hosts/host.h"

namespace prebind::hosts::julia {

/// A Julia module that stands alone: it needs Base, the library, and nothing else. Right for Julia
/// 1.5 to 1.12.
class JuliaHost final : public Host {
 public:
  static constexpr std::string_view kName = "julia";

  std::string_view name() const override { return kName; }
  const Conventions& conventions() const override;
  std::string_view file_extension() const override { return ".jl"; }
  bool can_precompile() const override { return true; }
  std::string module_name_for(std::string_view library_stem) const override;
  Result<void> check_module_name(std::string_view name) const override;
  Result<void> check_package_name(std::string_view name) const override;
  std::string usage(std::string_view module_name, std::string_view file) const override;
  Supports support_of(const model::Library& library, const std::string& module_name) const override;
  Result<Rendered> render(const model::Library& library,
                          const RenderOptions& options) const override;
  std::vector<std::string> companions(std::string_view) const override { return {}; }
};

}  // namespace prebind::hosts::julia
