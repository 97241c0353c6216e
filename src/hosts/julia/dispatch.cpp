#include "hosts/julia/dispatch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace prebind::hosts::julia {
namespace {

// A type as it is written: `Base.Union{Base.Int32, Base.Nothing}` has the head `Union`.
struct Tree {
  std::string head;
  std::vector<Tree> parts = {};

  bool operator==(const Tree&) const = default;
};

constexpr std::string_view kUpTo = "<:";  // the head of `<:Base.AbstractString`

Tree parse(std::string_view& rest) {
  if (rest.starts_with(kUpTo)) {
    rest.remove_prefix(kUpTo.size());
    return {std::string(kUpTo), {parse(rest)}};
  }
  if (rest.starts_with("Base.")) rest.remove_prefix(5);
  const std::size_t end = std::min(rest.find_first_of(",{}"), rest.size());
  Tree tree{std::string(rest.substr(0, end))};
  // On the machines with 64 bits, which libraries are made for.
  if (tree.head == "Int" || tree.head == "UInt") tree.head += "64";
  rest.remove_prefix(end);
  if (!rest.starts_with('{')) return tree;
  while (!rest.starts_with('}')) {
    rest.remove_prefix(rest.starts_with(", ") ? 2 : 1);
    tree.parts.push_back(parse(rest));
  }
  rest.remove_prefix(1);
  return tree;
}

std::string text(const Tree& tree) {
  if (tree.head == kUpTo) return "<:" + text(tree.parts.at(0));
  if (tree.parts.empty()) return tree.head;
  std::vector<std::string> parts;
  for (const Tree& part : tree.parts) parts.push_back(text(part));
  return fmt::format("{}{{{}}}", tree.head, fmt::join(parts, ", "));
}

bool is_union(const Tree& tree) {
  return tree.head == "Union";
}

bool is_below_real(std::string_view name) {
  constexpr std::array<std::string_view, 13> kNumbers = {
      "Bool",   "Int8",   "Int16",  "Int32",   "Int64",   "Int128", "UInt8",
      "UInt16", "UInt32", "UInt64", "UInt128", "Float32", "Float64"};
  return std::find(kNumbers.begin(), kNumbers.end(), name) != kNumbers.end();
}

// Whether values of the second type, whatever its parameters, are of the first.
bool head_contains(std::string_view outer, std::string_view inner) {
  return outer == inner || (outer == "Real" && is_below_real(inner)) ||
         (outer == "AbstractArray" && inner == "Array") || (outer == "Ref" && inner == "Ptr");
}

// Whether each type of the second is one of the first.
bool contains(const Tree& outer, const Tree& inner) {
  const auto contains_inner = [&](const Tree& each) { return contains(each, inner); };
  const auto is_contained = [&](const Tree& each) { return contains(outer, each); };
  if (outer.head == "Any" || outer == inner) return true;
  if (is_union(inner)) return std::all_of(inner.parts.begin(), inner.parts.end(), is_contained);
  if (is_union(outer)) return std::any_of(outer.parts.begin(), outer.parts.end(), contains_inner);
  if (!head_contains(outer.head, inner.head)) return false;
  if (outer.head == "Tuple") {
    if (outer.parts.empty()) return true;  // `Base.Tuple`
    return outer.parts.size() == inner.parts.size() &&
           std::equal(outer.parts.begin(), outer.parts.end(), inner.parts.begin(), contains);
  }
  if (outer.parts.empty() || outer.parts == inner.parts) return true;
  if (inner.parts.empty()) return false;
  const std::size_t given = outer.parts.size();
  if (given > inner.parts.size() ||
      !std::equal(outer.parts.begin() + 1, outer.parts.end(), inner.parts.begin() + 1)) {
    return false;
  }
  if (outer.parts[0] == inner.parts[0]) return true;
  if (outer.parts[0].head != kUpTo) return false;
  const Tree& own = inner.parts[0].head == kUpTo ? inner.parts[0].parts[0] : inner.parts[0];
  return contains(outer.parts[0].parts[0], own);
}

// A type of both; of several, `Nothing`.
std::optional<Tree> common(const Tree& a, const Tree& b) {
  if (is_union(a) || is_union(b)) {
    const Tree& whole = is_union(a) ? a : b;
    std::optional<Tree> found;
    for (const Tree& part : whole.parts) {
      const std::optional<Tree> shared = common(part, is_union(a) ? b : a);
      if (shared && (!found || shared->head == "Nothing")) found = shared;
    }
    return found;
  }
  if (contains(a, b)) return b;
  if (contains(b, a)) return a;
  if (a.head == "Tuple" && b.head == "Tuple" && a.parts.size() == b.parts.size()) {
    Tree made{a.head};
    for (std::size_t i = 0; i < a.parts.size(); ++i) {
      const std::optional<Tree> shared = common(a.parts[i], b.parts[i]);
      if (!shared) return std::nullopt;
      made.parts.push_back(*shared);
    }
    return made;
  }
  // One has the narrower head, the other the narrower parameters.
  const Tree& inner = head_contains(a.head, b.head) ? b : a;
  const Tree& outer = head_contains(a.head, b.head) ? a : b;
  if (!head_contains(outer.head, inner.head) || outer.head == "Tuple") return std::nullopt;
  Tree narrow{inner.head, outer.parts};
  return contains(inner, narrow) ? std::optional(narrow) : std::nullopt;
}

bool all_more_specific(const std::vector<Tree>& a, const std::vector<Tree>& b);

// As Julia's dispatch orders types (`jl_type_morespecific`): by what they contain; a type of a
// narrower name whatever its parameters; and a union already if one member is below the other type
// and nothing of that is below the union.
bool is_more_specific(const Tree& a, const Tree& b) {
  if (contains(a, b)) return false;
  if (a.head != b.head && head_contains(b.head, a.head)) return true;
  if (contains(b, a)) return true;
  if (a.head == "Tuple" && b.head == "Tuple") return all_more_specific(a.parts, b.parts);
  if (is_union(a)) {
    const bool is_any = std::any_of(a.parts.begin(), a.parts.end(),
                                    [&](const Tree& part) { return is_more_specific(part, b); });
    return is_any && !(is_union(b) && std::any_of(b.parts.begin(), b.parts.end(), [&](auto& part) {
                         return is_more_specific(part, a);
                       }));
  }
  return is_union(b) && std::any_of(b.parts.begin(), b.parts.end(),
                                    [&](const Tree& part) { return is_more_specific(a, part); });
}

bool all_more_specific(const std::vector<Tree>& a, const std::vector<Tree>& b) {
  if (a.size() != b.size()) return false;
  bool is_any = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool is_more = is_more_specific(a[i], b[i]);
    if (!is_more && !(contains(a[i], b[i]) && contains(b[i], a[i]))) return false;
    is_any = is_any || is_more;
  }
  return is_any;
}

std::vector<Tree> parsed(const Dispatch& dispatch) {
  std::vector<Tree> trees;
  for (std::string_view parameter : dispatch) {
    if (parameter.starts_with("::")) parameter.remove_prefix(2);
    trees.push_back(parse(parameter));
  }
  return trees;
}

}  // namespace

std::optional<std::string> ambiguous_arguments(const Dispatch& a, const Dispatch& b) {
  if (a.size() != b.size() || a == b) return std::nullopt;
  const std::vector<Tree> first = parsed(a), second = parsed(b);
  std::vector<std::string> shared;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const std::optional<Tree> both = common(first[i], second[i]);
    if (!both) return std::nullopt;
    shared.push_back("::" + text(*both));
  }
  if (all_more_specific(first, second) || all_more_specific(second, first)) return std::nullopt;
  return fmt::format("{}", fmt::join(shared, ", "));
}

}  // namespace prebind::hosts::julia
