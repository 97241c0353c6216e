#include "hosts/julia/doc_links.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "hosts/forms.h"
#include "hosts/julia/markdown.h"
#include "hosts/julia/naming.h"
#include "hosts/surface.h"

namespace prebind::hosts::julia {
namespace {

using model::LibraryType;
using model::Shape;
using std::string_view;

/// Which of Rust's namespaces a path is looked up in, if it says so: `fn@add`, `add()`.
enum class Space { any, types, values, modules, none };

struct Path {
  Space space = Space::any;
  std::vector<string_view> names = {};
};

/// Where docs stand.
struct Site {
  std::string crate = {};
  model::InModule module = {};
  std::optional<std::size_t> type = {};  ///< `Self`
};

Space space_of(string_view kind) {
  constexpr std::pair<string_view, Space> kSpaces[] = {
      {"struct", Space::types},   {"enum", Space::types},   {"trait", Space::types},
      {"union", Space::types},    {"type", Space::types},   {"mod", Space::modules},
      {"module", Space::modules}, {"fn", Space::values},    {"function", Space::values},
      {"method", Space::values},  {"const", Space::values}, {"constant", Space::values},
      {"static", Space::values},  {"value", Space::values}, {"field", Space::any},
      {"variant", Space::any},    {"tyalias", Space::types}};
  const auto* const found =
      std::ranges::find(kSpaces, kind, [](const auto& each) { return each.first; });
  return found == std::end(kSpaces) ? Space::none : found->second;
}

/// `struct@crate::Filter<f64>`, as its names; none if it is no path.
Path path_from(string_view text) {
  Path path;
  if (const std::size_t at = text.find('@'); at != string_view::npos) {
    path.space = space_of(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  if (text.ends_with("()")) {
    path.space = Space::values;
    text.remove_suffix(2);
  }
  if (const std::size_t open = text.find('<'); open != string_view::npos && text.ends_with('>')) {
    text = text.substr(0, open);  // of `Filter<f64>`
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("::"), text.size());
    const string_view name = text.substr(0, end);
    const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
    if (!is_name) return {Space::none};
    path.names.push_back(name);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return path;
}

class Links {
 public:
  explicit Links(const model::Library& library) : library_(library) {}

  std::optional<LinkedItem> find(string_view text, const Site& site) const {
    Path path = path_from(text);
    if (path.space == Space::none || path.names.empty()) return std::nullopt;
    std::vector<string_view>& names = path.names;
    if (names[0] == "Self") {
      if (!site.type || names.size() > 2) return std::nullopt;
      const LibraryType& own = library_.types[*site.type];
      return names.size() == 1 ? of_type(own) : member(own, names[1]);
    }
    const std::optional<std::string> root = root_of(names[0], site.crate);
    const bool is_whole = root.has_value();
    const std::string crate = root.value_or(site.crate);
    while (!names.empty() && root_of(names[0], crate)) names.erase(names.begin());
    if (names.empty()) return std::nullopt;
    const string_view last = names.back();
    names.pop_back();
    const Site from{crate, site.module};
    if (const LibraryType* owner = owner_of(names, is_whole, from)) return member(*owner, last);
    return free_item(path.space, names, is_whole, last, from);
  }

 private:
  /// The crate that a path begins with: `crate` or its name. Nothing if it begins with another
  /// name.
  std::optional<std::string> root_of(string_view name, const std::string& own) const {
    if (name == "crate" || name == "self" || name == "super") return own;
    for (const model::Crate& each : library_.crates) {
      std::string written = each.name;
      std::ranges::replace(written, '-', '_');
      if (written == name) return each.name;
    }
    return std::nullopt;
  }

  /// Whether a path through these modules leads to a marked module. Of a path from the crate on,
  /// some may be unmarked; of another one, they could be those of another crate.
  bool is_in(const std::vector<string_view>& around, bool is_whole, model::InModule module) const {
    if (around.empty()) return true;
    const bool is_marked = module && library_.modules[*module].name == around.back();
    const bool is_known = std::ranges::any_of(
        library_.modules, [&](const model::Module& each) { return each.name == around.back(); });
    return is_marked || (is_whole && !is_known);
  }

  std::string path_to(model::InModule module, const std::string& host_name) const {
    std::string path;
    for (const std::size_t each : model::chain_of(library_.modules, module)) {
      path += identifier(library_.modules[each].host_name) + ".";
    }
    return written(path + identifier(host_name));
  }

  static LinkedItem linked(std::string name, bool is_documented) {
    LinkedItem item{.name = std::move(name)};
    if (is_documented) item.target = item.name;
    return item;
  }

  static bool has_docs(const std::string& docs, const model::Marks& marks) {
    return !docs.empty() || marks.deprecation.has_value();
  }

  static bool has_docs(const model::Function& function) {
    return has_docs(function.docs, function.marks) || function.is_unsafe ||
           std::ranges::any_of(function.arguments, [](const model::Argument& each) {
             return each.otherwise.has_value();
           });
  }

  LinkedItem of_type(const LibraryType& named) const {
    // All but handles have a list of what they consist of.
    const bool is_documented = named.type.shape != Shape::handle || !named.fields.empty() ||
                               has_docs(named.type.docs, named.type.marks) ||
                               std::ranges::any_of(named.functions, [&](const auto& each) {
                                 return is_constructor(each, library_) && has_docs(each);
                               });
    return linked(path_to(named.type.module, named.type.host_name), is_documented);
  }

  std::optional<LinkedItem> of_function(const model::Function& function) const {
    const bool makes =
        is_constructor(function, library_) || is_form(function, model::FormKind::construction);
    if (makes && function.owner) return of_type(library_.types[*function.owner]);
    if (function.trait_method || is_form(function, model::FormKind::conversion)) {
      return std::nullopt;
    }
    if (!function.base_function.empty()) {
      if (!is_identifier(function.base_function)) return std::nullopt;
      return linked("Base." + function.base_function, has_docs(function));
    }
    return linked(path_to(function.module, function.host_name), has_docs(function));
  }

  std::optional<LinkedItem> member(const LibraryType& named, string_view name) const {
    for (const model::Function& each : named.functions) {
      if (each.name == name) return of_function(each);
    }
    for (const model::Variant& each : named.type.variants) {
      if (each.name != name) continue;
      LinkedItem item = linked(path_to(named.type.module, each.host_name),
                               named.type.shape == Shape::tagged &&
                                   (has_docs(each.docs, each.marks) || !each.fields.empty()));
      // The docs of the enum list it.
      if (item.target.empty()) item.target = of_type(named).target;
      return item;
    }
    const auto in_type = [&](const std::string& host_name) {
      return LinkedItem{identifier(host_name), of_type(named).target};
    };
    for (const model::Field& each : named.fields) {
      if (each.name == name) return in_type(each.host_name);
    }
    for (const model::ValueField& each : named.type.members) {
      if (each.name == name) return in_type(each.host_name);
    }
    return std::nullopt;
  }

  struct Candidate {
    LinkedItem item = {};
    std::string crate = {};
    model::InModule module = {};
    const LibraryType* type = nullptr;
  };

  std::vector<Candidate> candidates(Space space, string_view name) const {
    std::vector<Candidate> all;
    const auto add = [&](const auto& own, std::optional<LinkedItem> item) {
      if (item) all.push_back({std::move(*item), own.crate, own.module});
    };
    const bool is_any = space == Space::any;
    if (is_any || space == Space::types) {
      for (const LibraryType& each : library_.types) {
        if (model::base_name(each.type) != name) continue;
        add(each.type, of_type(each));
        all.back().type = &each;
      }
    }
    if (is_any || space == Space::values) {
      for (const model::Function& each : library_.functions) {
        if (each.name == name) add(each, of_function(each));
      }
      for (const model::Constant& each : library_.constants) {
        if (each.name != name) continue;
        add(each, linked(path_to(each.module, each.host_name), has_docs(each.docs, each.marks)));
      }
    }
    if (is_any || space == Space::modules) {
      for (const model::Module& each : library_.modules) {
        if (each.name != name) continue;
        add(each, linked(path_to(each.module, each.host_name), has_docs(each.docs, each.marks)));
      }
    }
    return all;
  }

  /// Of what a name could mean, what is beside the docs, if anything is. Whether one item is left.
  bool decide(std::vector<Candidate>& found, const std::vector<string_view>& around, bool is_whole,
              const Site& site) const {
    std::erase_if(found, [&](const Candidate& each) {
      return each.crate != site.crate || !is_in(around, is_whole, each.module);
    });
    const auto is_beside = [&](const Candidate& each) { return each.module == site.module; };
    if (around.empty() && !is_whole && std::ranges::any_of(found, is_beside)) {
      std::erase_if(found, std::not_fn(is_beside));
    }
    return !found.empty() && std::ranges::all_of(found, [&](const Candidate& each) {
      return each.item == found[0].item;
    });
  }

  /// The type that the last of these names means.
  const LibraryType* owner_of(const std::vector<string_view>& names, bool is_whole,
                              const Site& site) const {
    if (names.empty()) return nullptr;
    std::vector<Candidate> found = candidates(Space::types, names.back());
    if (!decide(found, {names.begin(), names.end() - 1}, is_whole, site)) return nullptr;
    return found[0].type;
  }

  std::optional<LinkedItem> free_item(Space space, const std::vector<string_view>& around,
                                      bool is_whole, string_view name, const Site& site) const {
    std::vector<Candidate> found = candidates(space, name);
    if (!decide(found, around, is_whole, site)) return std::nullopt;
    return found[0].item;
  }

  const model::Library& library_;
};

/// Puts docs into Julia's Markdown.
class Translator {
 public:
  explicit Translator(const model::Library& library) : links_(library) {}

  void translate(std::string& docs, const Site& site) const {
    if (docs.empty()) return;
    docs = markdown(docs, [&](string_view path) { return links_.find(path, site); });
  }

  void translate(LibraryType& named, std::size_t index) const {
    const Site site{named.type.crate, named.type.module, index};
    translate(named.type.docs, site);
    for (model::Variant& variant : named.type.variants) {
      translate(variant.docs, site);
      for (model::ValueField& field : variant.fields) translate(field.docs, site);
    }
    for (model::ValueField& member : named.type.members) translate(member.docs, site);
    for (model::Field& field : named.fields) translate(field.docs, site);
    for (model::Function& function : named.functions) {
      translate(function.docs, {function.crate, function.module, index});
    }
  }

 private:
  Links links_;
};

}  // namespace

model::Library with_julias_docs(model::Library library) {
  const model::Library original = library;
  const Translator translator(original);
  for (std::size_t i = 0; i < library.types.size(); ++i) translator.translate(library.types[i], i);
  for (std::size_t i = 0; i < library.modules.size(); ++i) {
    // What a `mod` says of itself can mean what is in it.
    translator.translate(library.modules[i].docs, {library.modules[i].crate, i});
  }
  for (model::Function& each : library.functions) {
    translator.translate(each.docs, {each.crate, each.module});
  }
  for (model::Constant& each : library.constants) {
    translator.translate(each.docs, {each.crate, each.module});
  }
  return library;
}

std::string julias_docs(const std::string& docs, const model::Library& library) {
  std::string translated = docs;
  const std::string crate = library.crates.empty() ? "" : library.crates[0].name;
  Translator(library).translate(translated, {crate});
  return translated;
}

}  // namespace prebind::hosts::julia
