#include "hosts/shown.h"

#include "hosts/surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace prebind::hosts {
namespace {

using model::Place;

/// Each item of a library that has a name, of whatever kind.
template <typename Visitor>
void for_each_named(model::Library& library, const Visitor& visit) {
  for (model::Module& module : library.modules) visit(module);
  for (model::LibraryType& each : library.types) {
    visit(each.type);
    for (model::Variant& variant : each.type.variants) {
      visit(variant);
      for (model::ValueField& field : variant.fields) visit(field);
    }
    for (model::ValueField& member : each.type.members) visit(member);
    for (model::Field& field : each.fields) visit(field);
    for (model::Function& function : each.functions) visit(function);
  }
  for (model::Function& function : library.functions) visit(function);
  for (model::Constant& constant : library.constants) visit(constant);
}

template <typename Visitor>
void for_each_function(model::Library& library, const Visitor& visit) {
  for (model::LibraryType& each : library.types) {
    for (model::Function& function : each.functions) visit(function);
  }
  for (model::Function& function : library.functions) visit(function);
}

/// An item in words, and where it stands.
struct Owner {
  std::string words;
  Place place;
};

/// What two items that a host could not tell apart have in common: a group, the name, a type or the
/// scope of a module, and a number of arguments.
using Clash = std::tuple<std::string_view, std::string, std::size_t, std::size_t>;

class Clashes {
 public:
  Clashes(const model::Library& library, const Conventions& conventions)
      : library_(library), conventions_(conventions) {}

  std::vector<Error> find() {
    for (const model::Module& each : library_.modules) {
      claim({"type", each.host_name, scope_of(each.module), 0},
            {in_words(&each, library_), each.place});
    }
    for (std::size_t i = 0; i < library_.types.size(); ++i) add_type(i);
    for (const model::Constant& each : library_.constants) add(each);
    for (const model::LibraryType& each : library_.types) {
      for (const model::Function& function : each.functions) add(function);
    }
    for (const model::Function& function : library_.functions) add(function);
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Error> errors;
    for (auto& [place, error] : problems_) {
      // What one macro call made has one place: the same words again would say nothing new.
      if (errors.empty() || !(errors.back() == error)) errors.push_back(std::move(error));
    }
    return errors;
  }

 private:
  void add_type(std::size_t index) {
    const model::LibraryType& each = library_.types[index];
    const std::size_t first = first_instance(library_, index);
    if (first == index) {
      claim({"type", each.type.host_name, scope_of(each.type.module), 0},
            {in_words(&each, library_), each.place});
    }
    if (!each.type.arguments.empty()) add_instance(each, first);
    for (const model::Field& field : each.fields) {
      claim({"field", field.host_name, index, 0}, {in_words(&field, library_), field.place});
    }
  }

  /// `isize` and `i64` are one type to hosts.
  void add_instance(const model::LibraryType& named, std::size_t first) {
    std::vector<model::Type> arguments = named.type.arguments;
    for (model::Type& each : arguments) {
      if (each.kind == model::TypeKind::isize) each.kind = model::TypeKind::i64;
      if (each.kind == model::TypeKind::usize) each.kind = model::TypeKind::u64;
    }
    const Clash key = {"instance", model::arguments_text(arguments), first, 0};
    const auto [known, is_new] =
        claims_.try_emplace(key, Owner{in_words(&named, library_), named.place});
    if (is_new) return;
    problems_.emplace_back(
        named.place, Error{fmt::format("{} and {} would be one type in {}", known->second.words,
                                       in_words(&named, library_), conventions_.title),
                           to_string(named.place),
                           "`isize` is `i64` to hosts, and `usize` is `u64`: list one of the two"});
  }

  void add(const model::Constant& constant) {
    const Owner owner = {in_words(&constant, library_), constant.place};
    const std::size_t scope = scope_of(constant.module);
    if (!has({"type"}, constant.host_name, scope, owner)) {
      claim({"constant", constant.host_name, scope, 0}, owner);
    }
  }

  void add(const model::Function& function) {
    // Others have methods of that name too: what they take tells them apart.
    if (function.trait_method || !function.base_function.empty()) return;
    if (!function.implements.empty()) return;
    const bool is_member = function.owner && !conventions_.methods_are_functions;
    const std::string& name = function.host_name;
    const Owner owner = {in_words(&function, library_), function.place};
    const std::size_t scope = scope_of(function.module);
    if (!is_member && has({"type", "constant"}, name, scope, owner)) return;
    if (function.is_instance) return;
    const std::size_t count = function.arguments.size();
    if (function.receiver) {
      claim({"taking a type", name, *function.owner, count + 1}, owner);
    } else if (function.owner) {
      claim({"of a type", name, *function.owner, count}, owner);
    } else if (claim({"free", name, scope, count}, owner) && count != 0) {
      const model::Type& first = function.arguments.front().type;
      if (first.kind != model::TypeKind::named || !conventions_.methods_are_functions) return;
      if (library_.types.at(first.reference).type.module != function.module) return;
      claim({"taking a type", name, first.reference, count}, owner);
    }
  }

  /// Whether something in one of the groups has the name; then that is reported.
  bool has(std::initializer_list<std::string_view> groups, const std::string& name,
           std::size_t scope, const Owner& owner) {
    for (const std::string_view group : groups) {
      const auto known = claims_.find({group, name, scope, 0});
      if (known == claims_.end()) continue;
      report(known->second, owner, name);
      return true;
    }
    return false;
  }

  /// Whether nobody had this before.
  bool claim(const Clash& key, const Owner& owner) {
    const auto [known, is_new] = claims_.try_emplace(key, owner);
    if (!is_new) report(known->second, owner, std::get<1>(key));
    return is_new;
  }

  void report(Owner first, Owner second, const std::string& name) {
    if (second.place < first.place) std::swap(first, second);
    const std::string where = to_string(second.place);
    problems_.emplace_back(
        second.place,
        Error{fmt::format("{} ({}) and {} ({}) would both be `{}` in {}", first.words,
                          to_string(first.place), second.words, where, name, conventions_.title),
              where, fmt::format("give one of them another name with `{}`", conventions_.rename)});
  }

  const model::Library& library_;
  const Conventions& conventions_;
  std::map<Clash, Owner> claims_ = {};
  std::vector<std::pair<Place, Error>> problems_ = {};
};

}  // namespace

tl::expected<Selected, std::vector<Error>> show(
    model::Library library, const Conventions& conventions,
    const std::function<Supports(const model::Library&)>& support_of, bool skips_unsupported) {
  for_each_named(library, [&](auto& item) {
    const auto own = item.marks.names.find(std::string(conventions.host));
    if (own != item.marks.names.end()) item.host_name = own->second;
  });
  Selector selector = {.host = std::string(conventions.host),
                       .title = std::string(conventions.title),
                       .skips_unsupported = skips_unsupported};
  if (!conventions.has_base_functions) {
    for_each_function(library, [](model::Function& each) { each.base_function.clear(); });
  }
  if (support_of) selector.supports = support_of(library);
  auto selected = select(library, selector);
  if (!selected) return selected;
  auto problems = Clashes(selected->library, conventions).find();
  if (!problems.empty()) return tl::make_unexpected(std::move(problems));
  return selected;
}

}  // namespace prebind::hosts
