#pragma once

#include "emit/emitter.h"

namespace prebind::emit::julia {

/// A Julia module that stands alone: it needs Base, the library, and nothing else. Right for Julia
/// 1.5 to 1.12.
class JuliaEmitter final : public Emitter {
 public:
  static constexpr std::string_view kName = "julia";

  std::string_view name() const override { return kName; }
  std::string_view file_extension() const override { return ".jl"; }
  std::string module_name_for(std::string_view library_stem) const override;
  Result<void> check_module_name(std::string_view name) const override;
  Result<void> check_package_name(std::string_view name) const override;
  std::string usage(std::string_view module_name, std::string_view file) const override;
  Result<std::string> emit(const model::Library& library,
                           const EmitOptions& options) const override;
};

}  // namespace prebind::emit::julia
