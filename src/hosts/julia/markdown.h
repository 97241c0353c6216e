#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/model.h"

namespace prebind::hosts::julia {

/// A Rust item that docs link to.
struct LinkedItem {
  std::string name = {};    ///< Julia's
  std::string target = {};  ///< whose docstring says more of it; empty: none does

  bool operator==(const LinkedItem&) const = default;
};

/// The item that `Counter::add`, `fn@add` or `add()` means in some docs, as rustdoc finds it;
/// nothing if Julia has none.
using LinkedItems = std::function<std::optional<LinkedItem>(std::string_view path)>;

/// Docs as rustdoc reads them, CommonMark with tables and footnotes, in the Markdown that Julia
/// reads, so that both show the same. A link to an item is one of Documenter's, ``[`add`](@ref)``.
/// Where Julia's has nothing like it, what is left is the text: of a link to another Rust item its
/// text, of HTML what is between the tags. Code that has no language is Rust, and what rustdoc
/// hides of it is left out. Docs of more than 16 KiB stay as they are.
std::string markdown(std::string_view docs, const LinkedItems& items = {});

/// Docs of what is deprecated, in Markdown, with a note ahead that says so.
std::string with_deprecation(const std::string& docs,
                             const std::optional<model::Deprecation>& deprecation);

/// The same for what stands in a list.
std::string listed_with_deprecation(const std::string& docs, const model::Marks& marks);

/// Where links lead.
struct Destinations {
  /// What `[label]: url` in the docs says; nothing for a label that is not there.
  std::function<std::optional<std::string>(std::string_view label)> defined;
  const LinkedItems& items;
};

/// The same for the text of a paragraph, a heading or a cell, its lines parted by line breaks.
std::string inline_markdown(std::string_view text, const Destinations& destinations);

/// What stands between `runs` of backticks that no run in it is equal to, as Julia reads them: an
/// even number would make it a formula.
std::string code_span(std::string_view code);

}  // namespace prebind::hosts::julia
