#include "hosts/julia/naming.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "hosts/julia/text.h"

namespace prebind::hosts::julia {
namespace {

// Julia's keywords, and words that its parser or lowering takes for something else when they are
// called or assigned (`ccall`, `cglobal`). In ASCII order.
constexpr std::string_view kKeywords[] = {
    "baremodule", "begin",  "break", "catch",  "ccall", "cglobal", "const",  "continue", "do",
    "else",       "elseif", "end",   "export", "false", "finally", "for",    "function", "global",
    "if",         "import", "let",   "local",  "macro", "module",  "public", "quote",    "return",
    "struct",     "true",   "try",   "using",  "where", "while",
};
static_assert(std::is_sorted(std::begin(kKeywords), std::end(kKeywords)));

bool is_keyword(std::string_view name) {
  return std::binary_search(std::begin(kKeywords), std::end(kKeywords), name);
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_name_character(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string_view without_raw(std::string_view name) {
  return name.starts_with("r#") ? name.substr(2) : name;
}

// Julia's parser reads the first as the second, on top of the normalization (NFC) that rustc does
// as well; a name written otherwise could not be typed.
std::string folded(std::string_view name) {
  std::string out(without_raw(name));
  replace_all(out, "\u025b", "\u03b5");  // open e -> epsilon
  replace_all(out, "\u00b5", "\u03bc");  // micro sign -> mu
  return out;
}

bool holds_middle_dot(std::string_view name) {
  return name.find("\u00b7") != std::string_view::npos ||
         name.find("\u0387") != std::string_view::npos;
}

}  // namespace

bool is_identifier(std::string_view name) {
  if (name.ends_with('!')) name.remove_suffix(1);
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::all_of(name.begin(), name.end(), is_name_character) && !is_keyword(name) &&
         name.find_first_not_of('_') != std::string_view::npos;
}

std::string camel_case(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '.' || c == ' ') {
      upper = true;
      continue;
    }
    out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

std::string identifier(std::string_view rust_name) {
  std::string name = folded(rust_name);
  if (is_keyword(name) || name == "Base" || name == "Core") name += '_';
  return name;
}

std::string without_types(std::string_view path) {
  return std::string(path.substr(0, path.find('{')));
}

std::string written(std::string_view identifier) {
  if (const std::size_t brace = identifier.find('{'); brace != std::string_view::npos) {
    return written(identifier.substr(0, brace)) + std::string(identifier.substr(brace));
  }
  if (const std::size_t dot = identifier.rfind('.'); dot != std::string_view::npos) {
    return written(identifier.substr(0, dot)) + '.' + written(identifier.substr(dot + 1));
  }
  // Everything else that rustc takes as part of an identifier, Julia takes as well. Two identifiers
  // are operators as well.
  const bool is_operator = identifier == "in" || identifier == "isa";
  if (!holds_middle_dot(identifier) && !is_operator) return std::string(identifier);
  return "var" + literal(identifier);
}

std::string in_base(std::string_view function) {
  const bool is_word = is_identifier(function) && function != "in";
  return is_word ? fmt::format("Base.{}", function) : fmt::format("Base.:({})", function);
}

std::string without_base(std::string_view name) {
  constexpr std::string_view kBase = "Base.";
  return std::string(name.substr(name.starts_with(kBase) ? kBase.size() : 0));
}

std::string property_symbol(std::string_view rust_name) {
  // After a colon or a dot keywords are names like any other, but for the two that are values.
  std::string name = folded(rust_name);
  if (name == "true" || name == "false") name += '_';
  return ":" + written(name);
}

Result<std::string> public_name(std::string_view rust_name, std::string_view kind,
                                const std::string& where, const Around& around) {
  constexpr std::string_view kOwn[] = {"BorrowError", "RustDict", "RustError",      "RustObject",
                                       "RustPanic",   "RustSet",  "RustTimeout",    "RustView",
                                       "RustViewMut", "__init__", "rust_log_level!"};
  std::string name = identifier(rust_name);
  const std::string rename = R"(give it another name with `#[julia(name = "…")]`)";
  if (name == around.name) {
    const std::string other_module =
        around.is_library ? fmt::format(
                                "name the module differently (`--module {}Bindings`), or "
                                "give the {} another name",
                                around.name, kind)
                          : fmt::format("give the {} or the module another name", kind);
    return fail(
        fmt::format("the {} `{}` has the name of the Julia module that it is in", kind, rust_name),
        where, other_module + R"( with `#[julia(name = "…")]`)");
  }
  if (name.starts_with(kReservedPrefix) ||
      std::find(std::begin(kOwn), std::end(kOwn), name) != std::end(kOwn)) {
    return fail(fmt::format("the {} `{}` has a name that the generated Julia module uses itself",
                            kind, rust_name),
                where, rename);
  }
  if (!is_identifier(name)) {
    return fail(fmt::format("the {} `{}` has a name that Julia does not allow", kind, rust_name),
                where, rename);
  }
  return name;
}

std::string glue_name(std::initializer_list<std::string_view> parts) {
  std::string out(kReservedPrefix);
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    out += '_';
    for (const char c : part) {
      const bool is_plain = is_name_character(c) && static_cast<unsigned char>(c) < 0x80;
      out += is_plain ? c : '_';
    }
  }
  return out;
}

std::string UniqueNames::numbered(std::string wanted) {
  std::string name = wanted;
  for (int number = 2; !taken_.insert(name).second; ++number) {
    name = fmt::format("{}_{}", wanted, number);
  }
  return name;
}

std::string UniqueNames::underscored(std::string wanted) {
  while (!taken_.insert(wanted).second) wanted += '_';
  return wanted;
}

}  // namespace prebind::hosts::julia
