#include "capi/options.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace prebind::capi {
namespace {

using nlohmann::json;

constexpr const char* kForm = "give one JSON object, as {\"crate\": \"geometry\"}";

/// More than any option has. The JSON library goes down into what it prints.
constexpr int kDeepest = 64;

/// Whether arrays and objects are nested deeper than that; anything for text that is no JSON.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool is_in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_text) {
      if (c == '\\') ++i;
      if (c == '"') is_in_text = false;
    } else if (c == '"') {
      is_in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

bool is_texts(const json& value) {
  return value.is_array() &&
         std::ranges::all_of(value, [](const json& element) { return element.is_string(); });
}

}  // namespace

Options::Options(const char* text) : object_(json::object()) {
  if (text == nullptr) return;
  if (is_too_deep(text)) {
    problem_ =
        Error{.message = fmt::format("the options are nested deeper than {} levels", kDeepest),
              .help = kForm};
    return;
  }
  json parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) {
    problem_ = Error{.message = "the options are not JSON", .help = kForm};
  } else if (!parsed.is_object()) {
    problem_ = Error{.message = "the options are not a JSON object", .help = kForm};
  } else {
    object_ = std::move(parsed);
  }
}

const json* Options::find(const char* name) {
  names_.emplace_back(name);
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

void Options::refuse(const char* name, std::string_view kind) {
  if (problem_) return;
  problem_ = Error{
      .message = fmt::format("the option `{}` cannot be {}", name,
                             object_.at(name).dump(-1, ' ', true, json::error_handler_t::replace)),
      .help = fmt::format("give it {}", kind)};
}

void Options::take(const char* name, bool& value) {
  const json* found = find(name);
  if (found == nullptr) return;
  if (!found->is_boolean()) return refuse(name, "true or false");
  value = found->get<bool>();
}

void Options::take(const char* name, std::string& value) {
  const json* found = find(name);
  if (found == nullptr) return;
  if (!found->is_string()) return refuse(name, "a string");
  value = found->get<std::string>();
}

void Options::take(const char* name, std::filesystem::path& value) {
  std::string text = value.string();
  take(name, text);
  value = text;
}

void Options::take(const char* name, std::vector<std::string>& value) {
  const json* found = find(name);
  if (found == nullptr) return;
  if (!is_texts(*found)) return refuse(name, "a list of strings");
  value = found->get<std::vector<std::string>>();
}

void Options::take(const char* name, std::vector<std::filesystem::path>& value) {
  std::vector<std::string> texts;
  take(name, texts);
  value.assign(texts.begin(), texts.end());
}

void Options::require(const char* name) {
  if (problem_) return;
  const auto found = object_.find(name);
  const bool is_given = found != object_.end() && !found->empty() && *found != "";
  if (is_given) return;
  problem_ = Error{.message = fmt::format("the option `{}` is missing", name),
                   .help = "prebind.h describes it"};
}

std::optional<Error> Options::problem() const {
  if (problem_) return problem_;
  for (const auto& [name, value] : object_.items()) {
    if (std::ranges::find(names_, name) != names_.end()) continue;
    std::vector<std::string> known = names_;
    std::ranges::sort(known);
    return Error{.message = fmt::format("there is no option `{}`", name),
                 .help = fmt::format("there are: {}", fmt::join(known, ", "))};
  }
  return std::nullopt;
}

}  // namespace prebind::capi
