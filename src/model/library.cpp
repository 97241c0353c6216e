#include "model/library.h"
#include "model/describe.h"
#include "model/in_words.h"
#include "model/missing_types.h"
#include "model/name.h"
#include "model/passable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace prebind::model {
namespace {

/// Cargo names a package `text-kit`, rustc the crate `text_kit`.
std::string crate_key(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string_view symbol_of(const Crate& crate) {
  return crate.initialize;
}
std::string_view symbol_of(const Module& module) {
  return module.symbol;
}
std::string_view symbol_of(const NamedType& named) {
  return named.shape == Shape::handle ? named.release : named.definition;
}
std::string_view symbol_of(const Field& field) {
  return field.getter;
}
std::string_view symbol_of(const Function& function) {
  return function.symbol;
}
std::string_view symbol_of(const Constant& constant) {
  return constant.definition;
}
std::string_view symbol_of(const Item& item) {
  return std::visit([](const auto& each) { return symbol_of(each); }, item);
}

/// All that one macro call made stands at one place, and is put in order by its symbols.
bool stands_before(const Record& a, const Record& b) {
  if (a.place != b.place) return a.place < b.place;
  if (a.item.index() != b.item.index()) return a.item.index() < b.item.index();
  return symbol_of(a.item) < symbol_of(b.item);
}

constexpr const char* kRename =
    "give one of them another name with `#[export(name = \"…\")]` (a type on its `impl` blocks "
    "too): symbols contain the names of types and functions, and of the `#[julia] mod` around them";

/// A trait, and the type that has its method.
using Implemented = std::pair<TraitMethod, std::size_t>;

/// Works on the records where they are, so that messages can name them; moves them out at the end.
class Resolver {
 public:
  explicit Resolver(std::vector<Record>& records) {
    for (Record& record : records) in_order_.push_back(&record);
    std::stable_sort(in_order_.begin(), in_order_.end(),
                     [](const Record* a, const Record* b) { return stands_before(*a, *b); });
  }

  tl::expected<Library, std::vector<Error>> run() {
    if (in_order_.empty()) {
      return tl::make_unexpected(
          std::vector<Error>{{"the library exports nothing to a host", "",
                              "put `#[julia]` on a function or a struct, and build the library "
                              "with `prebind build`"}});
    }
    check_all<Crate>();
    if (!problems_.empty()) return failure();  // what another ABI means by the rest is not known
    check_all<Module>();
    put_in_modules();
    check_all<NamedType>();
    for (Record* record : types_) check_arguments(*record);
    for (Record* record : types_) check_members(*record);
    check_all<Field>();
    check_all<Constant>();
    check_all<Function>();
    if (problems_.empty()) check_symbols();
    if (!problems_.empty()) return failure();
    return assemble();
  }

 private:
  template <typename Item>
  void check_all() {
    for (Record* record : in_order_) {
      if (auto* item = std::get_if<Item>(&record->item)) check(*item, *record);
    }
  }

  void check(const Crate& crate, const Record& record) {
    if (crate.abi != kAbiVersion) {
      report(record.place,
             fmt::format("crate `{}` was built by Prebind {} with version {} of the glue ABI; "
                         "this is Prebind {}, which uses version {}",
                         crate.name, crate.engine, crate.abi, PREBIND_VERSION, kAbiVersion),
             fmt::format("build the library again with this version of Prebind (`prebind build "
                         "path/to/{}`), or use the one that built it",
                         crate.name));
    }
    const auto [known, is_new] = crates_.try_emplace(crate_key(crate.name), &record);
    if (is_new) return;
    const Record& first = *known->second;
    report(
        record.place,
        fmt::format("crate `{}` is in this library twice: {} ({}) and {} ({})", crate.name,
                    std::get<Crate>(first.item).version, to_string(first.place), crate.version,
                    to_string(record.place)),
        fmt::format("use one version of `{}` in all crates (`cargo tree --duplicates` shows which "
                    "crate needs which)",
                    crate.name));
  }

  void check(const Module& module, Record& record) {
    require_crate(module.crate, record.place);
    ModulePath path{crate_key(module.crate), record.module};
    path.second.push_back(module.name);
    module_numbers_.emplace(std::move(path), modules_.size());
    modules_.push_back(module);
    modules_.back().place = record.place;
    module_records_.push_back(&record);
  }

  /// Each item into the innermost of the marked modules around it. A method goes with its type.
  void put_in_modules() {
    for (std::size_t i = 0; i < modules_.size(); ++i) {
      modules_[i].module = module_of(modules_[i].crate, *module_records_[i]);
    }
    for (Record* record : in_order_) {
      if (auto* named = std::get_if<NamedType>(&record->item)) {
        named->module = module_of(named->crate, *record);
      } else if (auto* constant = std::get_if<Constant>(&record->item)) {
        constant->module = module_of(constant->crate, *record);
      } else if (auto* function = std::get_if<Function>(&record->item)) {
        if (!function->owner) function->module = module_of(function->crate, *record);
      }
    }
  }

  InModule module_of(const std::string& crate, const Record& record) const {
    if (modules_.empty()) return {};
    ModulePath path{crate_key(crate), record.module};
    for (; !path.second.empty(); path.second.pop_back()) {
      const auto found = module_numbers_.find(path);
      if (found != module_numbers_.end()) return found->second;
    }
    return {};
  }

  /// `shapes::Circle`
  std::string path_of(const NamedType& named) const {
    return path_in(modules_, named.module, named.name);
  }

  void check(const NamedType& named, Record& record) {
    require_crate(named.crate, record.place);
    const auto [known, is_new] = by_id_.try_emplace(named.id, types_.size());
    types_.push_back(&record);
    if (!is_new) report_twins(*types_[known->second], record, "id");
  }

  /// The types of an instance, which are part of its name.
  void check_arguments(Record& record) {
    auto& named = std::get<NamedType>(record.item);
    const std::string base(base_name(named));
    for (Type& argument : named.arguments) {
      if (!resolve(argument, record) || argument.kind != TypeKind::named) continue;
      const NamedType& own = named_type(argument.reference);
      if (own.arguments.empty()) continue;
      report(
          place_of(argument.reference, record),
          fmt::format("`{}` cannot stand for a type parameter: it is generic itself", path_of(own)),
          "list a `#[julia] struct` without parameters that holds it");
    }
    named.name = base + arguments_text(named.arguments);
  }

  void check_members(Record& record) {
    auto& named = std::get<NamedType>(record.item);
    for (ValueField& member : named.members) {
      const Place place = reference_of(leaf_of(member.type).reference, record).place;
      if (resolve(member.type, record))
        check_plain(leaf_of(member.type), "a field of a value struct", place);
    }
    for (Variant& variant : named.variants) {
      for (ValueField& field : variant.fields) resolve(field.type, record, true);
    }
  }

  /// Whether the type has one layout in Rust and in hosts.
  bool check_plain(const Type& type, std::string_view role, const Place& place) {
    if (type.kind != TypeKind::named) return true;
    const NamedType& named = named_type(type.reference);
    if (named.shape == Shape::handle) {
      report(place, fmt::format("`{}` cannot be {}: it is not plain data", path_of(named), role),
             fmt::format("if `{}` is plain data, write `#[julia(value)]` on it; else pass a "
                         "`#[julia] struct` that holds it",
                         path_of(named)));
      return false;
    }
    if (named.shape == Shape::tagged) {
      report(place, fmt::format("`{}` cannot be {}: its variants have data", path_of(named), role),
             "put it into a variant of another enum with data, or into a `#[julia] struct`");
      return false;
    }
    if (named.shape == Shape::enumeration && !named.representation) {
      report(
          place,
          fmt::format("the enum `{}` cannot be {}: rustc chooses its size", path_of(named), role),
          fmt::format("write `#[repr(u8)]` or another integer on `{}`", path_of(named)));
      return false;
    }
    return true;
  }

  /// Enums with data are packed, one after the other.
  bool check_element(const Type& array, const Place& place) {
    const Type& element = array.arguments[0];
    if (const auto problem = problem_of_array(array, by_index())) {
      return report(place, problem->message, problem->help), false;
    }
    if (object_in(element, by_index()) == &element) return true;
    if (element.kind != TypeKind::named || !is(element, Shape::tagged)) {
      return check_plain(leaf_of(element), "an element of an array", place);
    }
    return array.passing != Passing::mutable_reference ||
           refuse_change(named_type(element.reference), to_string(array), place);
  }

  void check(Field& field, Record& record) {
    require_crate(field.crate, record.place);
    const bool is_resolved = resolve(field.type, record);
    if (!resolve_owner(field.owner, record) || !is_resolved) return;
    const Type& value = field.type.kind == TypeKind::option ? field.type.arguments[0] : field.type;
    const Type* object = object_in(value, by_index());
    const Type* part = object ? object : unpassable_part(value, by_index());
    if (part != nullptr) {
      report(place_of(part->reference, record),
             fmt::format("a field of type `{}` cannot be a property", part->name),
             "write a method that returns what hosts need, and put `#[julia(skip)]` on the field");
    } else if (!can_copy(value)) {
      report(place_of(value.reference, record),
             fmt::format("a field of type `{0}` cannot be a property: `{0}` is not `Clone`",
                         value.name),
             fmt::format("write `#[derive(Clone)]` on `{}`, or put `#[julia(skip)]` on the field",
                         value.name));
    }
  }

  NamedTypes by_index() const {
    return [this](std::size_t index) -> const NamedType& { return named_type(index); };
  }

  bool is(const Type& named, Shape shape) const {
    return named_type(named.reference).shape == shape;
  }

  /// Whether glue can copy a value behind a reference, as far as rustc does not say it.
  bool can_copy(const Type& type) const {
    return type.kind != TypeKind::named || !is(type, Shape::tagged) ||
           named_type(type.reference).is_clone;
  }

  void check(Constant& constant, Record& record) { require_crate(constant.crate, record.place); }

  /// Where the record refers to a resolved type.
  Place place_of(std::size_t type, const Record& record) const {
    for (const TypeReference& each : record.references) {
      if (each.id == named_type(type).id) return each.place;
    }
    return record.place;
  }

  /// An argument that is refused costs the host no object. What is packed is read and checked part
  /// by part, so objects in it would be gone by then.
  void check_argument(const Type& type, const Record& record) {
    const Type* part = unpassable_part(type, by_index());
    if (part == nullptr) return;
    if (is(*part, Shape::tagged)) return refuse_returned_only(part->reference, record);
    const PartProblem problem = problem_of_object(type, *part);
    report(place_of(part->reference, record), problem.message, problem.help);
  }

  void refuse_returned_only(std::size_t type, const Record& record) {
    report(place_of(type, record),
           fmt::format("`{}` cannot be an argument: a variant has an object, borrows, or has a "
                       "field that is left out",
                       path_of(named_type(type))),
           "take what the function needs of it as arguments of their own");
  }

  void check_result(const Type& type, const Record& record) {
    for (const Type& each : type.arguments) check_result(each, record);
    if (is_array(type.kind) && type.arguments[0].passing != Passing::value) {
      const std::string why = fmt::format("`{}` cannot be returned: it borrows", to_string(type));
      return report(record.place, why, "return the objects by value");
    }
    if (type.kind != TypeKind::slice || is_packed(type) || can_copy(type.arguments[0])) return;
    const Type& element = type.arguments[0];
    report(
        place_of(element.reference, record),
        fmt::format("`{}` cannot be returned: `{}` is not `Clone`", to_string(type), element.name),
        fmt::format("write `#[derive(Clone)]` on `{0}`, or return a `Vec<{0}>`", element.name));
  }

  void check(Function& function, Record& record) {
    require_crate(function.crate, record.place);
    bool is_resolved = resolve(function.returns, record);
    for (Argument& argument : function.arguments) {
      is_resolved = resolve(argument.type, record) && is_resolved;
      if (is_resolved) check_argument(argument.type, record);
    }
    if (function.owner) is_resolved = resolve_owner(*function.owner, record) && is_resolved;
    if (function.of_trait) is_resolved = resolve_trait(*function.of_trait, record) && is_resolved;
    if (!is_resolved) return;
    check_result(function.returns, record);
    if (function.receiver && !can_be_made(*function.owner, by_index())) {
      refuse_returned_only(*function.owner, record);
    }
    if (function.receiver == Passing::mutable_reference) {
      refuse_change(named_type(*function.owner), "&mut self", record.place);
    }
    if (function.number) check_argument(as_told(function), record);
    if (!function.trait_method) return;
    const Implemented key{*function.trait_method, *function.owner};
    const auto [known, is_new] = implemented_.try_emplace(key, &record);
    if (is_new) return;
    report(record.place,
           fmt::format("`{}` for `{}` is already exported at {}", trait_of(*function.trait_method),
                       path_of(named_type(*function.owner)), to_string(known->second->place)),
           "remove one of the two");
  }

  /// The host's own copy of an enumeration or a value cannot be changed in place.
  bool refuse_change(const NamedType& named, std::string_view spelled, const Place& place) {
    if (named.shape == Shape::handle) return true;
    report(place,
           fmt::format("`{}` cannot cross to the host: a `{}` is copied, so changes would be lost",
                       spelled, path_of(named)),
           fmt::format("take it by value, and return the new `{}`", path_of(named)));
    return false;
  }

  /// Where two items of a crate had one symbol, the compiler has put a number behind the second's.
  /// Which is the second may be another one in the next build, so neither can be relied on.
  void check_symbols() {
    std::unordered_map<std::string_view, const Record*> owners;
    for (const Record* record : in_order_) {
      const auto [known, is_new] =
          owners.try_emplace(without_number(symbol_of(record->item)), record);
      if (!is_new) report_twins(*known->second, *record, "symbol");
    }
  }

  void report_twins(const Record& first, const Record& second, std::string_view what) {
    report(second.place,
           fmt::format("{} ({}) and {} ({}) have the same {}", in_words(first),
                       to_string(first.place), in_words(second), to_string(second.place), what),
           kRename);
  }

  void require_crate(const std::string& name, const Place& place) {
    if (crates_.contains(crate_key(name)) || !missing_crates_.insert(crate_key(name)).second) {
      return;
    }
    report(place,
           fmt::format("the library has no record of crate `{}`, which this item is from", name),
           "build the library again with this version of Prebind");
  }

  /// "the method `Point::scale`", of a record whose owner is resolved.
  std::string in_words(const Record& record) const {
    if (const auto* crate = std::get_if<Crate>(&record.item)) {
      return fmt::format("the crate `{}`", crate->name);
    }
    if (const auto* module = std::get_if<Module>(&record.item)) {
      return model::in_words(*module, modules_);
    }
    if (const auto* named = std::get_if<NamedType>(&record.item)) {
      return model::in_words(*named, modules_);
    }
    if (const auto* constant = std::get_if<Constant>(&record.item)) {
      return model::in_words(*constant, modules_);
    }
    if (const auto* field = std::get_if<Field>(&record.item)) {
      return model::in_words(*field, named_type(field->owner), modules_);
    }
    const auto& function = std::get<Function>(record.item);
    return model::in_words(function, function.owner ? &named_type(*function.owner) : nullptr,
                           modules_);
  }

  const NamedType& named_type(std::size_t index) const {
    return std::get<NamedType>(types_[index]->item);
  }

  /// The index of the named type that a type reference points at, if there is one.
  std::optional<std::size_t> named_type_of(std::size_t reference, const Record& record) const {
    if (reference >= record.references.size()) return {};
    const auto found = by_id_.find(record.references[reference].id);
    if (found == by_id_.end()) return {};
    return found->second;
  }

  static TypeReference reference_of(std::size_t number, const Record& record) {
    return number < record.references.size() ? record.references[number]
                                             : TypeReference{"", record.place};
  }

  bool resolve_owner(std::size_t& owner, const Record& record) {
    if (const auto named = named_type_of(owner, record)) {
      owner = *named;
      return true;
    }
    // One report for all methods of an `impl`: they share the place of its type.
    const Place place = reference_of(owner, record).place;
    if (!unknown_owners_.insert(place).second) return false;
    const auto* field = std::get_if<Field>(&record.item);
    report(place,
           fmt::format("the {} `{}` belongs to a type that is not exported to the host",
                       field ? "field" : "function",
                       field ? field->name : std::get<Function>(record.item).name),
           "put `#[julia]` on the definition of that type too");
    return false;
  }

  bool resolve_trait(std::size_t& trait, const Record& record) {
    if (const auto named = named_type_of(trait, record)) {
      trait = *named;
      return true;
    }
    const Place place = reference_of(trait, record).place;
    if (!unknown_owners_.insert(place).second) return false;
    report(place, "the trait of this `impl` is not exported to the host",
           "put `#[julia]` on the definition of the trait too, or remove it here");
    return false;
  }

  /// What is packed has each part as words of its own, not as it lies in memory.
  bool resolve(Type& type, const Record& record, bool is_nested = false) {
    bool is_resolved = true;
    if (type.kind == TypeKind::result) hide_unknown(type.arguments[1], record);
    const std::size_t first = type.arguments.empty() ? 0 : leaf_of(type.arguments[0]).reference;
    is_nested = is_nested || is_packed(type);
    for (Type& argument : type.arguments) {
      is_resolved = resolve(argument, record, is_nested) && is_resolved;
    }
    if (is_resolved && family_of(type) == Family::array && !is_nested) {
      is_resolved = check_element(type, reference_of(first, record).place);
    }
    if (type.kind != TypeKind::named) return is_resolved;
    const auto found = named_type_of(type.reference, record);
    if (!found) return report_unresolved(type, record), false;
    const Place place = reference_of(type.reference, record).place;
    type.reference = *found;
    type.name = path_of(named_type(*found));
    if (type.passing != Passing::mutable_reference) return is_resolved;
    return refuse_change(named_type(*found), to_string(type), place) && is_resolved;
  }

  /// An error that the host does not know is known by its text.
  void hide_unknown(Type& error, const Record& record) const {
    if (error.kind != TypeKind::named || named_type_of(error.reference, record)) return;
    error = Type{.kind = TypeKind::display};
  }

  void report_unresolved(const Type& type, const Record& record) {
    const TypeReference reference = reference_of(type.reference, record);
    if (!reference.id.empty()) {
      return report(reference.place,
                    fmt::format("{} is exported, but the library has no record of it",
                                missing_in_words(type.name)),
                    "if it comes from another crate, write `extern crate …;` in this one, "
                    "because rustc links only crates that are used");
    }
    std::vector<KnownType> known;
    for (const Record* each : types_) {
      const auto& named = std::get<NamedType>(each->item);
      known.push_back({&named, path_of(named), each->place});
    }
    report(reference.place,
           fmt::format("{} is not exported to the host", missing_in_words(type.name)),
           help_for_missing(type.name, known));
  }

  Library assemble() {
    Library library;
    library.modules = std::move(modules_);
    for (const auto& [key, record] : crates_) {
      library.crates.push_back(std::get<Crate>(record->item));
    }
    for (const Record* record : types_) {
      library.types.push_back({std::get<NamedType>(record->item), record->place, {}, {}});
    }
    for (Record* record : in_order_) {
      if (auto* field = std::get_if<Field>(&record->item)) {
        field->place = record->place;
        library.types[field->owner].fields.push_back(std::move(*field));
      } else if (auto* constant = std::get_if<Constant>(&record->item)) {
        constant->place = record->place;
        library.constants.push_back(std::move(*constant));
      } else if (auto* function = std::get_if<Function>(&record->item)) {
        function->place = record->place;
        if (function->owner) function->module = library.types[*function->owner].type.module;
        auto& functions =
            function->owner ? library.types[*function->owner].functions : library.functions;
        functions.push_back(std::move(*function));
      }
    }
    for (LibraryType& each : library.types) take_names(each, library);
    return library;
  }

  /// Hosts call a method of a trait by the name that the trait gives it, whatever type has it.
  static void take_names(LibraryType& type, const Library& library) {
    for (Function& method : type.functions) {
      if (!method.of_trait) continue;
      const std::vector<Function>& all = library.types.at(*method.of_trait).functions;
      const auto named = std::ranges::find(all, method.name, &Function::name);
      if (named == all.end()) continue;
      method.host_name = named->host_name;
      method.marks.names = named->marks.names;
    }
  }

  void report(const Place& place, std::string message, std::string help) {
    problems_.emplace_back(place, Error{std::move(message), to_string(place), std::move(help)});
  }

  tl::unexpected<std::vector<Error>> failure() {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Error> errors;
    for (auto& [place, error] : problems_) {
      // What one macro call made has one place: the same words again would say nothing new.
      if (errors.empty() || !(errors.back() == error)) errors.push_back(std::move(error));
    }
    return tl::make_unexpected(std::move(errors));
  }

  /// The crate, and the path in Rust.
  using ModulePath = std::pair<std::string, std::vector<std::string>>;

  std::vector<Record*> in_order_;
  std::map<std::string, const Record*> crates_;
  std::vector<Module> modules_;
  std::vector<const Record*> module_records_;  ///< one for each
  std::map<ModulePath, std::size_t> module_numbers_;
  std::set<std::string> missing_crates_;
  std::vector<Record*> types_;
  std::unordered_map<std::string, std::size_t> by_id_;  ///< indices into `objects_`
  std::map<Implemented, const Record*> implemented_;
  std::set<Place> unknown_owners_;
  std::vector<std::pair<Place, Error>> problems_;
};

}  // namespace

const LibraryType* Library::find(std::string_view name) const {
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const LibraryType& each) { return each.type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

std::vector<std::size_t> chain_of(const std::vector<Module>& modules, InModule module) {
  std::vector<std::size_t> chain;
  for (; module; module = modules.at(*module).module) chain.insert(chain.begin(), *module);
  return chain;
}

std::string path_in(const std::vector<Module>& modules, InModule module, std::string_view name) {
  std::string path;
  for (const std::size_t each : chain_of(modules, module)) path += modules[each].name + "::";
  return path.append(name);
}

tl::expected<Library, std::vector<Error>> resolve(std::vector<Record> records) {
  return Resolver(records).run();
}

}  // namespace prebind::model
