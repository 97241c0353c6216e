#include "model/strided.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prebind::model {

namespace {

constexpr std::array<std::pair<std::string_view, Passing>, 4> kHeads = {{
    {"ArrayViewMut", Passing::mutable_reference},
    {"ArrayView", Passing::reference},
    {"Array", Passing::value},
    {"ArcArray", Passing::value},
}};

constexpr std::array<std::pair<std::string_view, StridedForm>, 6> kOfNalgebra = {{
    {"DMatrixViewMut", {.rank = 2, .passing = Passing::mutable_reference}},
    {"DMatrixView", {.rank = 2, .passing = Passing::reference}},
    {"DMatrix", {.rank = 2}},
    {"DVectorViewMut", {.rank = 1, .passing = Passing::mutable_reference}},
    {"DVectorView", {.rank = 1, .passing = Passing::reference}},
    {"DVector", {.rank = 1}},
}};

const auto* entry_of(std::string_view name) {
  return std::ranges::find_if(kOfNalgebra, [&](const auto& entry) { return entry.first == name; });
}

}  // namespace

bool is_of_nalgebra(std::string_view name) {
  return entry_of(name) != kOfNalgebra.end();
}

std::optional<StridedForm> strided_form(std::string_view name) {
  if (is_of_nalgebra(name)) return entry_of(name)->second;
  if (name.empty()) return std::nullopt;
  const char last = name.back();
  name.remove_suffix(1);
  const auto* found =
      std::ranges::find_if(kHeads, [&](const auto& head) { return head.first == name; });
  const bool has_rank = last == 'D' || (last >= '1' && last < '1' + char{kHighestRank});
  if (found == kHeads.end() || !has_rank) return std::nullopt;
  const std::size_t rank = last == 'D' ? 0 : static_cast<std::size_t>(last - '0');
  return StridedForm{.rank = rank, .passing = found->second};
}

std::string strided_sibling(std::string_view name, Passing passing) {
  if (is_of_nalgebra(name)) {
    const StridedForm wanted{.rank = entry_of(name)->second.rank, .passing = passing};
    const auto* found = std::ranges::find_if(
        kOfNalgebra, [&](const auto& entry) { return entry.second == wanted; });
    return std::string(found->first);
  }
  const auto* found =
      std::ranges::find_if(kHeads, [&](const auto& head) { return head.second == passing; });
  return std::string(found->first) + name.back();
}

std::optional<Type> strided_type(std::string_view name, Type element) {
  const auto form = strided_form(name);
  if (!form || !is_strided_element(element.kind)) return std::nullopt;
  return Type{.kind = TypeKind::strided,
              .arguments = {std::move(element)},
              .passing = form->passing,
              .length = form->rank,
              .name = std::string(name)};
}

bool is_strided_element(TypeKind kind) {
  return is_element(kind);
}

}  // namespace prebind::model
