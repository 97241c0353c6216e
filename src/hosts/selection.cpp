#include "hosts/selection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace prebind::hosts {
namespace {

using model::LibraryType;

void add_named(const model::Type& type, std::set<std::size_t>& types) {
  if (type.kind == model::TypeKind::named) types.insert(type.reference);
  for (const model::Type& each : type.arguments) add_named(each, types);
}

/// The types that an item names, but for the one that it is a member of.
std::set<std::size_t> types_in(const ShownItem& item) {
  std::set<std::size_t> types;
  if (const auto* named = std::get_if<const LibraryType*>(&item)) {
    for (const model::ValueField& each : (*named)->type.members) add_named(each.type, types);
    for (const model::Variant& variant : (*named)->type.variants) {
      for (const model::ValueField& each : variant.fields) add_named(each.type, types);
    }
  } else if (const auto* field = std::get_if<const model::Field*>(&item)) {
    add_named((*field)->type, types);
  } else if (const auto* function = std::get_if<const model::Function*>(&item)) {
    for (const model::Argument& each : (*function)->arguments) add_named(each.type, types);
    add_named((*function)->returns, types);
  }
  return types;
}

std::string listed(const std::vector<std::string>& hosts) {
  return fmt::format("`{}`", fmt::join(hosts, "`, `"));
}

class Selection {
 public:
  Selection(const model::Library& library, const Selector& selector)
      : library_(library), selector_(selector), items_(items_of(library)) {}

  tl::expected<Selected, std::vector<Error>> run() {
    for (const ShownItem& each : items_) leave_out_by_mark(each);
    for (const ShownItem& each : items_) check_support(each);
    // A value may hold one that is left out only now.
    for (bool is_new = true; is_new;) {
      is_new = false;
      for (const ShownItem& each : items_) is_new = check_needs(each) || is_new;
    }
    if (!problems_.empty()) return tl::make_unexpected(sorted(std::move(problems_)));
    return Selected{without(), listed_left_out()};
  }

 private:
  struct Reason {
    std::string words;
    bool is_chosen = false;
  };

  bool is_left_out(const ShownItem& item) const { return left_out_.contains(item); }
  bool is_left_out(std::size_t type) const { return is_left_out(&library_.types.at(type)); }

  void leave_out_by_mark(const ShownItem& item) {
    const std::vector<std::string>& hosts = marks_of(item).hosts;
    const bool is_named = std::ranges::find(hosts, selector_.host) != hosts.end();
    if (!hosts.empty() && !is_named) {
      left_out_[item] = {fmt::format("it is for {}", listed(hosts)), true};
      return;
    }
    const LibraryType* owner = owner_of(item, library_);
    const model::Module* around = owner ? nullptr : module_left_out(item);
    if (around) {
      if (is_named) report_around(item, in_words(around, library_), "module");
      left_out_[item] = {fmt::format("it is for {}", listed(around->marks.hosts)), true};
      return;
    }
    if (!owner || !is_left_out(owner)) return;
    if (is_named && left_out_[owner].is_chosen) {
      report_around(item, in_words(owner, library_), "type");
    }
    left_out_[item] = left_out_[owner];
  }

  void report_around(const ShownItem& item, const std::string& owner, std::string_view kind) {
    report(item,
           fmt::format("{} is exported to `{}`, but {} is not", in_words(item, library_),
                       selector_.host, owner),
           fmt::format("add `{}` to the `#[export(hosts = …)]` of the {}, or remove it here",
                       selector_.host, kind));
  }

  /// The outermost module around an item that is not for this host.
  const model::Module* module_left_out(const ShownItem& item) const {
    for (const std::size_t each : model::chain_of(library_.modules, module_of(item))) {
      const std::vector<std::string>& hosts = library_.modules[each].marks.hosts;
      const bool is_here = std::ranges::find(hosts, selector_.host) != hosts.end();
      if (!hosts.empty() && !is_here) return &library_.modules[each];
    }
    return nullptr;
  }

  void check_support(const ShownItem& item) {
    if (!selector_.supports || is_left_out(item)) return;
    auto supported = selector_.supports(item);
    if (supported) return;
    if (selector_.skips_unsupported) {
      leave_out(item, supported.error().message);
    } else {
      problems_.emplace_back(place_of(item), std::move(supported).error());
      left_out_[item] = {};
    }
  }

  /// Whether the item cannot stay because of what it names.
  bool check_needs(const ShownItem& item) {
    if (is_left_out(item)) return false;
    for (const std::size_t type : types_in(item)) {
      if (!is_left_out(type)) continue;
      const LibraryType* needed = &library_.types.at(type);
      const Reason& why = left_out_[needed];
      if (selector_.skips_unsupported) {
        leave_out(item, fmt::format("it needs {}, which is left out", in_words(needed, library_)));
        return true;
      }
      if (why.is_chosen) report_need(item, needed);
      left_out_[item] = {};
      return true;
    }
    return false;
  }

  void report_need(const ShownItem& item, const LibraryType* needed) {
    report(
        item,
        fmt::format("{} cannot be exported to {}: it needs {}, which is for {} only",
                    in_words(item, library_), selector_.title, in_words(needed, library_),
                    listed(needed->type.marks.hosts)),
        fmt::format("write `#[export(hosts = {})]` on {} too, or build with `--skip-unsupported`",
                    fmt::join(needed->type.marks.hosts, ", "), in_words(item, library_)));
  }

  void leave_out(const ShownItem& item, std::string why) {
    left_out_[item] = {std::move(why)};
    if (const auto* module = std::get_if<const model::Module*>(&item)) leave_out_in(**module);
    const auto* named = std::get_if<const LibraryType*>(&item);
    if (!named) return;
    for (const model::Field& each : (*named)->fields) left_out_[&each] = {};
    for (const model::Function& each : (*named)->functions) left_out_[&each] = {};
  }

  /// What is in a module goes with it.
  void leave_out_in(const model::Module& module) {
    for (const ShownItem& each : items_) {
      const LibraryType* owner = owner_of(each, library_);
      for (const std::size_t around :
           model::chain_of(library_.modules, module_of(owner ? ShownItem(owner) : each))) {
        if (&library_.modules[around] == &module) left_out_[each] = {};
      }
    }
  }

  void report(const ShownItem& item, std::string message, std::string help) {
    const model::Place& place = place_of(item);
    problems_.emplace_back(place, Error{std::move(message), to_string(place), std::move(help)});
  }

  static std::vector<Error> sorted(std::vector<std::pair<model::Place, Error>> problems) {
    std::ranges::stable_sort(problems, {}, &std::pair<model::Place, Error>::first);
    std::vector<Error> errors;
    for (auto& [place, error] : problems) {
      // What one macro call made has one place: the same words again would say nothing new.
      if (errors.empty() || !(errors.back() == error)) errors.push_back(std::move(error));
    }
    return errors;
  }

  std::vector<LeftOut> listed_left_out() const {
    std::vector<LeftOut> list;
    for (const ShownItem& each : items_) {
      const auto found = left_out_.find(each);
      const LibraryType* owner = owner_of(each, library_);
      if (found == left_out_.end() || (owner && is_left_out(owner))) continue;
      if (is_in_left_out_module(each) || is_logger(each)) continue;
      list.push_back(
          {in_words(each, library_), place_of(each), found->second.words, found->second.is_chosen});
    }
    return list;
  }

  // Each host has its own, which nobody asked for.
  static bool is_logger(const ShownItem& item) {
    const auto* function = std::get_if<const model::Function*>(&item);
    return function && (*function)->is_logger;
  }

  bool is_in_left_out_module(const ShownItem& item) const {
    const std::vector<std::size_t> chain = model::chain_of(library_.modules, module_of(item));
    return std::ranges::any_of(
        chain, [&](std::size_t each) { return is_left_out(&library_.modules[each]); });
  }

  template <typename Member>
  std::vector<Member> kept(const std::vector<Member>& members) const {
    std::vector<Member> list;
    for (const Member& each : members) {
      if (!is_left_out(&each)) list.push_back(each);
    }
    return list;
  }

  model::Library without() const {
    if (left_out_.empty()) return library_;
    model::Library library = {.crates = library_.crates,
                              .modules = kept(library_.modules),
                              .types = {},
                              .functions = kept(library_.functions),
                              .constants = kept(library_.constants)};
    std::map<std::size_t, std::size_t> indices;
    for (std::size_t i = 0; i < library_.types.size(); ++i) {
      if (is_left_out(i)) continue;
      const LibraryType& named = library_.types[i];
      indices[i] = library.types.size();
      library.types.push_back({named.type, named.place, kept(named.fields), kept(named.functions)});
    }
    renumber(library, indices);
    renumber_modules(library);
    return library;
  }

  static void renumber(model::Type& type, const std::map<std::size_t, std::size_t>& indices) {
    if (type.kind == model::TypeKind::named) type.reference = indices.at(type.reference);
    for (model::Type& each : type.arguments) renumber(each, indices);
  }

  static void renumber(model::Function& function,
                       const std::map<std::size_t, std::size_t>& indices) {
    if (function.owner) function.owner = indices.at(*function.owner);
    for (model::Argument& each : function.arguments) renumber(each.type, indices);
    renumber(function.returns, indices);
  }

  void renumber_modules(model::Library& library) const {
    std::vector<std::size_t> indices;
    std::size_t count = 0;
    for (const model::Module& each : library_.modules) {
      indices.push_back(count);
      if (!is_left_out(&each)) ++count;
    }
    const auto renumber = [&](model::InModule& module) {
      if (module) module = indices.at(*module);
    };
    for (model::Module& each : library.modules) renumber(each.module);
    for (LibraryType& named : library.types) {
      renumber(named.type.module);
      for (model::Function& each : named.functions) renumber(each.module);
    }
    for (model::Function& each : library.functions) renumber(each.module);
    for (model::Constant& each : library.constants) renumber(each.module);
  }

  static void renumber(model::Library& library, const std::map<std::size_t, std::size_t>& indices) {
    for (LibraryType& named : library.types) {
      for (model::ValueField& each : named.type.members) renumber(each.type, indices);
      for (model::Variant& variant : named.type.variants) {
        for (model::ValueField& each : variant.fields) renumber(each.type, indices);
      }
      for (model::Field& each : named.fields) {
        each.owner = indices.at(each.owner);
        renumber(each.type, indices);
      }
      for (model::Function& each : named.functions) renumber(each, indices);
    }
    for (model::Function& each : library.functions) renumber(each, indices);
  }

  const model::Library& library_;
  const Selector& selector_;
  const std::vector<ShownItem> items_;
  std::map<ShownItem, Reason> left_out_ = {};
  std::vector<std::pair<model::Place, Error>> problems_ = {};
};

}  // namespace

tl::expected<Selected, std::vector<Error>> select(const model::Library& library,
                                                  const Selector& selector) {
  return Selection(library, selector).run();
}

}  // namespace prebind::hosts
