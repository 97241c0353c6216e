#pragma once

#include <string>
#include <vector>

namespace prebind::expand {

/// An item that is refused, and what the diagnostic says.
struct DiagnosticCase {
  std::string item;
  std::string at;  ///< the tokens pointed at, as spelled
  std::string message;
  std::string help;
  std::string attribute = "";
  bool is_export = false;
};

/// The help for what cannot cross by itself.
inline const std::string kWrap = "put it into a `#[julia] struct` and pass that";

/// A table of docs/diagnostics.md.
struct DiagnosticGroup {
  std::string name;
  std::vector<DiagnosticCase> cases;
};

std::vector<DiagnosticGroup> diagnostics_of_signatures();
std::vector<DiagnosticGroup> diagnostics_of_defaults();
std::vector<DiagnosticGroup> diagnostics_of_views();
std::vector<DiagnosticGroup> diagnostics_of_foreign_types();
std::vector<DiagnosticGroup> diagnostics_of_traits();
std::vector<DiagnosticGroup> diagnostics_of_items();

}  // namespace prebind::expand
