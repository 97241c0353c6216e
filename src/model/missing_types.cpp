#include "model/missing_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "util/edit_distance.h"

namespace prebind::model {
namespace {

/// Types that nobody can put an attribute on, whose crate they are of, and what to write instead.
struct Foreign {
  std::string_view name;
  std::string_view crate;
  std::string_view help;
};
constexpr std::string_view kSeconds = "pass seconds since 1970 as `f64`";
constexpr std::array<Foreign, 10> kForeign = {{
    {"Path", "std", "write `&str`; `Path::new` makes a `Path` of it"},
    {"PathBuf", "std", "write `String`; `PathBuf::from` makes a `PathBuf` of it"},
    {"OsStr", "std", "write `&str`"},
    {"OsString", "std", "write `String`"},
    {"Timestamp", "jiff", "write `jiff::Timestamp`"},
    {"Date", "jiff", "write `jiff::civil::Date`"},
    {"DateTime", "jiff", "write `jiff::civil::DateTime`"},
    {"NaiveTime", "chrono", "pass seconds since midnight as `f64`"},
    {"TimeDelta", "chrono", "pass seconds as `f64`"},
    {"OffsetDateTime", "time", kSeconds},
}};

/// `Node` of `crate::tree::Node`.
std::string_view last_part(std::string_view path) {
  const std::size_t colon = path.substr(0, path.find('<')).rfind(':');
  return colon == path.npos ? path : path.substr(colon + 1);
}

/// `Filter` of `Filter<f64>`.
std::string_view without_arguments(std::string_view name) {
  return name.substr(0, name.find('<'));
}

/// `Table<Cfg>` of `Table<Cfg>::1.0`, or nothing.
std::string_view alias_of(std::string_view type) {
  const std::size_t colon = type.rfind(':');
  const std::string_view numbers = colon == type.npos ? "" : type.substr(colon + 1);
  const bool is_part = !numbers.empty() && numbers.find_first_not_of("0123456789.") == numbers.npos;
  return is_part ? type.substr(0, colon - 1) : std::string_view();
}

using KnownTypes = std::vector<KnownType>;

/// Of an instance of a generic struct.
std::string help_for_instance(const std::string& type, const KnownTypes& known) {
  const std::string_view base = without_arguments(last_part(type));
  std::string others;
  for (const KnownType& each : known) {
    if (each.named->arguments.empty() || base_name(*each.named) != base) continue;
    others += fmt::format("{}`{}`", others.empty() ? "" : ", ", each.path);
  }
  if (!others.empty()) {
    return fmt::format("the instances of `{}` are {}: add the types where the struct is declared",
                       base, others);
  }
  return fmt::format(
      "list the types on the definition of `{}`, `#[julia(T = f32, f64)]`; or put "
      "it into a `#[julia] struct` and pass that",
      base);
}

std::string help_for(const std::string& type) {
  const auto* foreign = std::find_if(kForeign.begin(), kForeign.end(), [&](const Foreign& each) {
    return each.name == last_part(type);
  });
  std::string help = fmt::format("put `#[julia]` on the definition of `{}`; ", type);
  if (foreign != kForeign.end())
    return help + fmt::format("if it is that of `{}`, {}", foreign->crate, foreign->help);
  return help + "if it is an alias of a type of another crate, write that type out";
}

/// Beginning of a help text, if an exported type has the same name or nearly so.
std::string suggestion_for(std::string_view spelled, const KnownTypes& known) {
  const std::string_view name = last_part(spelled);
  const KnownType* nearest = nullptr;
  std::size_t smallest = std::max<std::size_t>(name.size() / 3, 1) + 1;
  for (const KnownType& each : known) {
    const std::size_t own = edit_distance(name, each.named->name);
    if (own < smallest) std::tie(nearest, smallest) = std::make_tuple(&each, own);
  }
  if (!nearest) return {};
  return fmt::format("an exported type {}: `{}` ({}); else ",
                     smallest == 0 ? "elsewhere has the same name" : "has a similar name",
                     nearest->path, to_string(nearest->place));
}

}  // namespace

std::string missing_in_words(const std::string& type) {
  const std::string_view alias = alias_of(type);
  return alias.empty() ? fmt::format("`{}`", type) : fmt::format("a type in `{}`", alias);
}

std::string help_for_missing(const std::string& type, const KnownTypes& known) {
  if (const std::string_view alias = alias_of(type); !alias.empty()) {
    return fmt::format(
        "put `#[julia]` on the definition of each type that is in `{}`; if one is "
        "of another crate, put it into a `#[julia] struct` and pass that",
        alias);
  }
  if (type.ends_with('>')) return help_for_instance(type, known);
  return suggestion_for(type, known) + help_for(type);
}

}  // namespace prebind::model
