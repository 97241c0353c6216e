#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/model.h"

namespace prebind::hosts::julia {

/// Docs as rustdoc reads them, CommonMark with tables and footnotes, in the Markdown that Julia
/// reads, so that both show the same. Where Julia's has nothing like it, what is left is the text:
/// of a link to a Rust item its text, of HTML what is between the tags. Code that has no language
/// is Rust, and what rustdoc hides of it is left out. Docs of more than 16 KiB stay as they are.
std::string markdown(std::string_view docs);

/// Docs of what is deprecated, in Markdown, with a note ahead that says so.
std::string with_deprecation(const std::string& docs,
                             const std::optional<model::Deprecation>& deprecation);

/// Where `[label]: url` in the docs says that a label leads; nothing for a label that is not there.
using Destinations = std::function<std::optional<std::string>(std::string_view label)>;

/// The same for the text of a paragraph, a heading or a cell, its lines parted by line breaks.
std::string inline_markdown(std::string_view text, const Destinations& destinations);

/// What stands between `runs` of backticks that no run in it is equal to, as Julia reads them: an
/// even number would make it a formula.
std::string code_span(std::string_view code);

}  // namespace prebind::hosts::julia
