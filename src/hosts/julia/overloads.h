#pragma once

#include <map>
#include <string>
#include <vector>

#include "hosts/julia/dispatch.h"
#include "hosts/julia/functions.h"
#include "hosts/surface.h"
#include "util/result.h"

namespace prebind::hosts::julia {

/// What a module has methods for.
class Overloads {
 public:
  /// Neither may two methods of one name be the same for Julia, nor may both fit a call. `scope` is
  /// that of the module.
  Result<void> add(Scope& scope, const Method& method, const Dispatch& dispatch,
                   const std::string& signature, bool is_instance);

  /// The same of methods of one name that come from a constructor of a generic struct, if no call
  /// fits two of them, and none is there by that name. Returns whether that is so.
  bool add_inferred(const std::string& name, const std::vector<Dispatch>& dispatches,
                    const std::string& signature);

  bool has(const std::string& name, const Dispatch& dispatch) const;

 private:
  struct Overload {
    Dispatch dispatch;
    std::string signature;
    bool is_instance;
  };
  const std::vector<Overload>& named(const std::string& name) const;

  std::map<std::string, std::vector<Overload>, std::less<>> by_name_ = {};
};

}  // namespace prebind::hosts::julia
