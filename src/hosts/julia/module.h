#pragma once

#include <string>
#include <vector>

#include "hosts/host.h"
#include "hosts/surface.h"
#include "model/library.h"

namespace prebind::hosts::julia {

/// The parts of a generated module that differ from library to library, as Julia text.
struct ModuleText {
  std::vector<std::string> exports;  ///< identifiers, as written
  std::vector<std::string> publics;  ///< public, but not exported: names, as they are
  std::string types;    ///< definitions of types; they may refer to nothing but each other
  std::string members;  ///< everything else
  Needs needs;          ///< what of the runtime anything of it needs
};

/// The whole file: header, module, run time, loader, and the given parts. `crate` is the one whose
/// functions release what Rust allocated; every crate of `crates` is initialized at load.
std::string render_module(const std::vector<model::Crate>& crates, const ModuleText& text,
                          const RenderOptions& options);

}  // namespace prebind::hosts::julia
