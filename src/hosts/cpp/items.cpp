#include "hosts/cpp/items.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "abi/layout.h"
#include "hosts/cpp/definitions.h"
#include "hosts/cpp/functions.h"
#include "hosts/cpp/implementors.h"
#include "hosts/cpp/instances.h"
#include "hosts/cpp/naming.h"
#include "hosts/cpp/runtime/templates.h"
#include "hosts/cpp/spaces.h"
#include "hosts/cpp/tagged.h"
#include "hosts/cpp/text.h"
#include "hosts/cpp/traits.h"
#include "hosts/forms.h"
#include "hosts/surface.h"
#include "model/describe.h"

namespace prebind::hosts::cpp {
namespace {

using model::Passing;
using model::Shape;

/// The names of functions that throw, and of what is made of a field: those that somebody chose
/// come first, and what is derived from them makes way.
struct Members {
  Scope scope = Scope(kConventions);
  std::set<std::string, std::less<>> chosen = {};

  std::string derived(std::string wanted) const {
    while (chosen.contains(wanted)) wanted += '_';
    return wanted;
  }
};

class Builder {
 public:
  Builder(const model::Library& library, std::string space)
      : library_(library),
        space_(std::move(space)),
        shared_{macro_prefix(space_), needs_of(library).kept_calls} {}

  Result<HeaderText> build() {
    PREBIND_CHECK(name_modules());
    PREBIND_CHECK(name_types());
    choose_names();
    instances_ = template_arguments(library_.functions, names_);
    for (const auto& each : library_.types) {
      instances_.merge(template_arguments(each.functions, names_));
    }
    for (const std::size_t i : in_order_of_definition(library_)) {
      PREBIND_CHECK(define(library_.types[i], i));
    }
    const HeldEnums enums(library_);
    for (const std::size_t i : enums.order()) PREBIND_CHECK(define_tagged(i, enums.boxed_in(i)));
    classes_.add({}, packings_);
    for (const model::Constant& constant : library_.constants) PREBIND_CHECK(add(constant));
    for (const model::Function& function : library_.functions) {
      PREBIND_CHECK(function.is_logger ? add_logger(function) : add_free(function));
    }
    text_.types =
        document_modules() + declared_.text(modules_) + defined_.text(modules_) + "\n" + traits_;
    text_.members = classes_.text(modules_) + definitions_.text(modules_);
    return std::move(text_);
  }

 private:
  Result<void> name_modules();
  std::string document_modules() const;
  Result<void> name_types();
  Result<void> define(const model::LibraryType& named, std::size_t index);
  Result<void> define_enum(const model::LibraryType& named, std::size_t index);
  Result<void> define_value(const model::LibraryType& named, std::size_t index);
  Result<void> define_tagged(std::size_t index, const std::set<std::size_t>& boxed);
  Result<void> define_handle(const model::LibraryType& named, std::size_t index);
  Result<std::string> add_members(const model::LibraryType& named, std::size_t index);
  Result<std::string> add_fields(const model::LibraryType& named, std::size_t index,
                                 Members& members);
  Result<std::string> add_trait(const model::Function& function, Scope& scope);
  Result<void> add(const model::Constant& constant);
  Result<void> add_free(const model::Function& function);
  Result<void> add_logger(const model::Function& function);
  Result<std::string> add(const Function& function, model::InModule module, Scope& scope);
  void add_glue(const std::string& glue, const std::string& symbol, const std::string& item,
                const std::string& futures = "");
  void add_polling(const std::string& futures);

  /// A name in the namespace or in a class, in which types of the namespace are looked up as well.
  std::string member_name(std::string_view rust_name, model::InModule module) const {
    std::string name = identifier(rust_name);
    while (types_[scope_of(module)].contains(name)) name += '_';
    return name;
  }
  /// Of an item for what is in another namespace.
  std::string path_of(model::InModule module, const std::string& name) const {
    if (library_.modules.empty()) return name;
    return fmt::format("::{}::{}", space_of(module), name);
  }
  std::string space_of(model::InModule module) const {
    return module ? fmt::format("{}::{}", space_, modules_.at(*module)) : space_;
  }
  Members& free_in(model::InModule module) { return free_[scope_of(module)]; }
  bool makes_owner(const model::Function& function) const {
    // A constructor cannot return nothing, and it cannot wait.
    return is_constructor(function, library_) && function.futures.empty() &&
           !any_part(function.returns,
                     [](const model::Type& each) { return each.kind == model::TypeKind::option; });
  }
  std::vector<Parameter> parameters_of(const model::Function& function) const;
  void choose_names();
  Function base(const model::Function& function) const;

  const model::Library& library_;
  const std::string space_;
  const Shared shared_;
  TypeNames names_ = {};
  TemplateArguments instances_ = {};
  SpaceNames modules_ = {};
  // Of each scope; see `scope_of`.
  std::vector<std::set<std::string, std::less<>>> types_ = {};
  std::vector<Members> free_ = {};
  HeaderText text_ = {};
  Spaces declared_ = {}, defined_ = {}, classes_ = {}, definitions_ = {};
  std::string traits_, packings_;
  std::set<std::string> polled_ = {};
};

Result<void> Builder::name_modules() {
  types_.resize(library_.modules.size() + 1);
  free_.resize(library_.modules.size() + 1);
  std::vector<std::string> names;
  for (const model::Module& each : library_.modules) {
    std::string name = identifier(each.host_name);
    if (name == space_) name += '_';
    PREBIND_CHECK(
        free_in(each.module).scope.claim(name, "mod " + each.name, model::to_string(each.place)));
    names.push_back(std::move(name));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string> path;
    for (const std::size_t each : model::chain_of(library_.modules, i)) path.push_back(names[each]);
    modules_.push_back(fmt::format("{}", fmt::join(path, "::")));
  }
  return {};
}

/// Where the namespaces are first seen.
std::string Builder::document_modules() const {
  std::string out;
  for (std::size_t i = 0; i < modules_.size(); ++i) {
    const model::Module& own = library_.modules[i];
    out += fmt::format("{}namespace {} {{}}\n\n", doxygen(listed_docs(own.docs, own.marks)),
                       modules_[i]);
  }
  return out;
}

/// `_f32` of `Filter<f32>`: each instance of a generic struct is a class.
std::string suffix_of(const std::vector<model::Type>& arguments) {
  std::string suffix;
  for (const model::Type& each : arguments) {
    const std::string text = to_string(each);
    const std::size_t colon = text.rfind(':');
    suffix += "_" + (colon == text.npos ? text : text.substr(colon + 1));
  }
  return suffix;
}

Result<void> Builder::name_types() {
  for (const model::LibraryType& named : library_.types) {
    const std::string where = model::to_string(named.place);
    std::string name = identifier(named.type.host_name + suffix_of(named.type.arguments));
    // Its constructors and what looks it up from inside would mean the namespace.
    const model::InModule module = named.type.module;
    if (name == space_ || ("::" + space_of(module)).ends_with("::" + name)) name += '_';
    PREBIND_CHECK(free_in(module).scope.claim(name, named.type.name, where));
    types_[scope_of(module)].insert(name);
    names_.push_back({name, path_of(module, name), named.type.shape, abi::words_of(named.type)});
  }
  mark_implementable(library_, names_);
  return {};
}

/// The names of free functions.
void Builder::choose_names() {
  for (const model::Function* each : all_functions(library_)) {
    if (!each->trait_method || is_member(*each->trait_method)) continue;
    for (const std::string_view name : names_of(*each)) {
      free_in(each->module).chosen.emplace(name);
    }
  }
  for (const model::Function& each : library_.functions) {
    free_in(each.module).chosen.insert(member_name(each.host_name, each.module));
  }
  for (std::size_t i = 0; i < library_.types.size(); ++i) {
    if (names_[i].shape != Shape::enumeration) continue;
    for (const model::Function& each : library_.types[i].functions) {
      if (each.trait_method) continue;
      free_in(each.module).chosen.insert(member_name(each.host_name, each.module));
    }
  }
}

std::vector<Parameter> Builder::parameters_of(const model::Function& function) const {
  UniqueNames unique;
  for (const TypeName& type : names_) unique.take(type.name);
  for (const std::string_view own : {"returned", "inside", "object", "try_new"}) {
    unique.take(std::string(own));
  }
  if (function.owner && names_.at(*function.owner).shape == Shape::value) {
    // Compilers warn of parameters that are called like a member.
    for (const model::ValueField& each : library_.types.at(*function.owner).type.members) {
      unique.take(member_name(each.host_name, function.module));
    }
  }
  if (function.is_instance) {
    // It is called by others of its name, which have these parameters.
    const std::string name = member_name(function.host_name, function.module);
    unique.take(name);
    unique.take("try_" + name);
  }
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    std::string name = identifier(function.arguments[i].name);
    // Patterns and `_` have no name in Rust.
    if (!is_identifier(name) || name.find_first_not_of('_') == std::string::npos) {
      name = fmt::format("argument{}", i + 1);
    }
    parameters.push_back({unique.give(std::move(name)), function.arguments[i].type,
                          function.arguments[i].is_generic});
  }
  return parameters;
}

Function Builder::base(const model::Function& function) const {
  const auto instance = instances_.find(&function);
  return {.parameters = parameters_of(function),
          .returns = function.returns,
          .returns_receiver = function.returns_receiver,
          .symbol = function.symbol,
          .item = readable(function, library_),
          .docs = function.docs,
          .is_unsafe = function.is_unsafe,
          .deprecation = function.marks.deprecation,
          .template_arguments =
              instance == instances_.end() ? std::vector<std::string>() : instance->second,
          .futures = function.futures};
}

/// `futures` is that of a function's record.
void Builder::add_glue(const std::string& glue, const std::string& symbol, const std::string& item,
                       const std::string& futures) {
  text_.glue += glue;
  const bool is_wide = glue.starts_with('#');
  std::string find = find_statement(symbol, item);
  if (!futures.empty()) {
    find += find_statement(symbol + "_finish", item);
    add_polling(futures);
  }
  text_.find += is_wide ? only_with_wide(find) : find;
}

/// Once for each crate.
void Builder::add_polling(const std::string& futures) {
  if (!polled_.insert(futures).second) return;
  const std::string launch = futures + "_launch_with", cancel = futures + "_cancel";
  const std::string macro = shared_.macros + "FUNCTION";
  add_glue(glue_declaration(macro, launch, "void", {"void *", "void (*)(void *)", "void *"}),
           launch, "the futures of the library");
  add_glue(glue_declaration(macro, cancel, "void", {"void *"}), cancel,
           "the futures of the library");
  text_.glue +=
      templates::Polling{.cancel = cancel, .launch_with = launch, .polling = futures}.text();
}

/// Whether it is a constructor that stands for a trait.
bool makes(const model::Function& function) {
  return is_form(function, model::FormKind::conversion) ||
         is_form(function, model::FormKind::construction);
}

/// What stands for a trait: an operator, or `at` and `set_at` for several indices.
void name_form(const model::Function& function, Function& made) {
  const model::TraitForm& form = *model::trait_form(function.implements);
  if (!form.sign.empty()) {
    const bool is_not = form.trait == "Not" && function.returns.kind == model::TypeKind::boolean;
    made.name = fmt::format("operator{}", is_not ? "!" : form.sign);
    made.try_name = fmt::format("try_{}", form.method);
  } else if (form.kind == model::FormKind::index) {
    made.name = function.arguments.size() == 1 ? "operator[]" : "at";
    made.try_name = "try_at";
  } else if (form.kind == model::FormKind::index_mut) {
    made.name = "set_at";
    made.try_name = "try_set_at";
  }
}

/// The declaration for a class; what else it needs goes where it belongs.
Result<std::string> Builder::add(const Function& function, model::InModule module, Scope& scope) {
  PREBIND_TRY(text, render(function, names_, shared_));
  const std::string dispatch = dispatch_of(text.dispatch);
  const std::string& name = function.name.empty() ? function.try_name : function.name;
  PREBIND_CHECK(scope.share(name, function.item));
  PREBIND_CHECK(scope.overload(name, fmt::format("{}({})", name, dispatch), function.item));
  add_glue(text.glue, function.symbol, function.item, function.futures);
  definitions_.add(module, "\n" + text.definition);
  return text.declaration;
}

Result<void> Builder::add_free(const model::Function& function) {
  Function made = base(function);
  Members& members = free_in(function.module);
  made.name = member_name(function.host_name, function.module);
  if (function.owner && !function.receiver) {
    made.name = fmt::format("{}_{}", names_.at(*function.owner).name, made.name);
  } else if (function.owner) {
    // A method of an enum, which has no members.
    model::Type self{.kind = model::TypeKind::named, .reference = *function.owner};
    made.parameters.insert(made.parameters.begin(), {"self", std::move(self)});
  }
  made.try_name = members.derived("try_" + made.name);
  if (!function.implements.empty()) name_form(function, made);
  PREBIND_CHECK(add(made, function.module, members.scope));
  return {};
}

/// How the run time gets what a crate logs.
Result<void> Builder::add_logger(const model::Function& function) {
  PREBIND_TRY(text, render(base(function), names_, shared_));
  add_glue(text.glue, function.symbol, "the logger of the library", "");
  text_.log_calls +=
      fmt::format("  is_heard = value<bool, TextOnly>(glue::{}(address, level)) || is_heard;\n",
                  function.symbol);
  return {};
}

/// `scope` is that of the type's class.
Result<std::string> Builder::add_trait(const model::Function& function, Scope& scope) {
  const std::string item = fmt::format("impl {} for {}", model::trait_of(*function.trait_method),
                                       library_.types.at(*function.owner).type.name);
  const Space space{space_of(function.module), space_};
  const std::string& release = library_.types.at(*function.owner).type.release;
  PREBIND_TRY(trait, render_trait(function, item, release, names_, space, shared_));
  if (trait.glue.empty()) return std::string();
  Scope& used = trait.members.empty() ? free_in(function.module).scope : scope;
  for (const auto& [name, types] : trait.declared) {
    PREBIND_CHECK(used.share(name, item));
    PREBIND_CHECK(used.overload(name, fmt::format("{}({})", name, dispatch_of(types)), item));
  }
  add_glue(trait.glue, function.symbol, readable(function, library_), function.futures);
  definitions_.add(function.module, "\n" + trait.definitions);
  text_.of_std += trait.of_std;
  return trait.members.empty() ? "" : trait.members + "\n";
}

Result<std::string> Builder::add_fields(const model::LibraryType& named, std::size_t index,
                                        Members& members) {
  std::string out;
  const std::string& owner = names_.at(index).name;
  for (const model::Field& field : named.fields) {
    const std::string item =
        fmt::format("{}.{}: {}", named.type.name, field.name, model::to_string(field.type));
    const std::string plain = member_name(field.host_name, named.type.module);
    const std::string name =
        members.chosen.contains(plain) ? members.derived("get_" + plain) : plain;
    Function getter{.owner = owner,
                    .name = name,
                    .try_name = members.derived("try_" + name),
                    .receiver = Passing::reference,
                    .named = index,
                    .returns = field.type,
                    .symbol = field.getter,
                    .item = item,
                    .docs = field.docs,
                    .deprecation = field.marks.deprecation};
    PREBIND_TRY(get, add(getter, named.type.module, members.scope));
    out += get;
    if (field.setter.empty()) continue;
    const std::string set_name = members.derived("set_" + plain);
    Function setter{.owner = owner,
                    .name = set_name,
                    .try_name = members.derived("try_" + set_name),
                    .receiver = Passing::mutable_reference,
                    .named = index,
                    .parameters = {{"value", field.type}},
                    .symbol = field.setter,
                    .item = item,
                    .deprecation = field.marks.deprecation};
    PREBIND_TRY(set, add(setter, named.type.module, members.scope));
    out += set;
  }
  return out;
}

/// Declarations of all that a class has: lines with their ends.
Result<std::string> Builder::add_members(const model::LibraryType& named, std::size_t index) {
  Members members;
  const std::string& owner = names_.at(index).name;
  for (const model::Function& each : named.functions) {
    if (!each.implements.empty()) continue;  // named behind all others
    if (!each.trait_method) {
      members.chosen.insert(member_name(each.host_name, each.module));
    } else if (is_member(*each.trait_method)) {
      for (const std::string_view own : names_of(each)) {
        members.chosen.emplace(own);
      }
    }
  }
  std::string constructors, methods;
  for (const model::Function& each : named.functions) {
    if (each.trait_method) {
      PREBIND_TRY(trait, add_trait(each, members.scope));
      methods += trait;
      continue;
    }
    Function made = base(each);
    made.owner = owner;
    made.named = index;
    made.is_static = !each.receiver;
    made.receiver = each.receiver;
    made.is_constructor = makes_owner(each) || makes(each);
    made.name = made.is_constructor ? owner : member_name(each.host_name, each.module);
    made.try_name = members.derived(made.is_constructor ? "try_new" : "try_" + made.name);
    if (!each.implements.empty()) name_form(each, made);
    PREBIND_TRY(declaration, add(made, each.module, members.scope));
    (made.is_constructor ? constructors : methods) += declaration;
  }
  PREBIND_TRY(fields, add_fields(named, index, members));
  // Structs of plain data can be made without Rust, as for arrays.
  const bool is_value = names_.at(index).shape == Shape::value;
  const bool has_default = constructors.find(fmt::format("  {}();\n", owner)) != std::string::npos;
  if (is_value && !constructors.empty() && !has_default) {
    constructors = fmt::format("  {}() = default;\n", owner) + constructors;
  }
  std::string out = constructors;
  for (const std::string* part : {&methods, &fields}) {
    if (!out.empty() && !part->empty()) out += "\n";
    out += *part;
  }
  return out;
}

Result<void> Builder::define_enum(const model::LibraryType& named, std::size_t index) {
  UniqueNames unique;
  std::vector<std::string> variants;
  for (const model::Variant& each : named.type.variants) {
    variants.push_back(unique.give(identifier(each.host_name)));
  }
  const Definition definition = render_enum(named.type, names_.at(index).name, variants);
  defined_.add(named.type.module, "\n" + definition.text);
  text_.agreement += definition.agreement;
  for (const model::Function& each : named.functions) {
    if (each.trait_method) {
      PREBIND_CHECK(add_trait(each, free_in(each.module).scope));
    } else {
      PREBIND_CHECK(add_free(each));
    }
  }
  return {};
}

Result<void> Builder::define_value(const model::LibraryType& named, std::size_t index) {
  const TypeName& type = names_.at(index);
  const model::InModule module = named.type.module;
  UniqueNames unique;
  for (const model::Function& each : named.functions) {
    if (!each.trait_method) unique.take(member_name(each.host_name, module));
  }
  std::vector<std::string> fields;
  for (const model::ValueField& each : named.type.members) {
    fields.push_back(unique.give(member_name(each.host_name, module)));
  }
  // Its methods may name handles; there only their names are known.
  PREBIND_TRY(methods, add_members(named, index));
  const Definition definition = render_value(named.type, type, fields, methods, names_);
  defined_.add(module, "\n" + definition.text);
  text_.agreement += definition.agreement;
  declared_.add(module, fmt::format("struct {};\n", type.name));
  defined_.add({}, fmt::format("template <>\n"
                               "inline constexpr std::size_t detail::words_of<{}> = {};\n",
                               type.path, type.words));
  return {};
}

Result<void> Builder::define_tagged(std::size_t index, const std::set<std::size_t>& boxed) {
  const model::LibraryType& named = library_.types.at(index);
  const TypeName& type = names_.at(index);
  const model::InModule module = named.type.module;
  UniqueNames unique;
  for (const std::string_view own : {std::string_view(type.name), std::string_view("Variant"),
                                     std::string_view("variant"), std::string_view("value")}) {
    unique.take(std::string(own));
  }
  for (const model::Function& each : named.functions) {
    if (!each.trait_method) unique.take(member_name(each.host_name, module));
  }
  std::vector<VariantName> variants;
  for (const model::Variant& variant : named.type.variants) {
    variants.push_back({unique.give(member_name(variant.host_name, module))});
    UniqueNames fields;
    fields.take(variants.back().name);
    for (const model::ValueField& field : variant.fields) {
      variants.back().fields.push_back(fields.give(member_name(field.host_name, module)));
    }
  }
  if (named.type.is_open) variants.push_back({unique.give("Unknown")});
  PREBIND_TRY(methods, add_members(named, index));
  const TaggedText text = render_tagged(named.type, type, variants, methods, boxed, names_);
  declared_.add(module, fmt::format("struct {};\n", type.name));
  traits_ += text.traits;
  classes_.add(module, text.definition);
  classes_.add({}, text.declared);
  packings_ += text.defined;
  text_.agreement += text.agreement;
  return {};
}

Result<void> Builder::define_handle(const model::LibraryType& named, std::size_t index) {
  const TypeName& type = names_.at(index);
  const model::InModule module = named.type.module;
  const std::string item = "the release of " + named.type.name;
  PREBIND_TRY(members, add_members(named, index));
  add_glue(glue_declaration(shared_.macros + "FUNCTION", named.type.release, "void *", {"void *"}),
           named.type.release, item);
  declared_.add(module, fmt::format("class {};\n", type.name));
  traits_ +=
      fmt::format("template <>\ninline constexpr bool detail::is_handle<{}> = true;\n", type.path);
  if (type.can_be_implemented && shared_.keeps_functions) {
    traits_ += render_methods(named, type, names_, [&](const model::Function& method) {
      return member_name(method.host_name, method.module);
    });
  }
  const std::string gap = members.empty() ? "" : "\n";
  classes_.add(module, "\n" + doxygen(named.type.docs) +
                           templates::Handle{.deprecated = deprecated(named.type.marks),
                                             .members = members + gap,
                                             .release = named.type.release,
                                             .type = type.name}
                               .text());
  return {};
}

Result<void> Builder::define(const model::LibraryType& named, std::size_t index) {
  const model::NamedType& own = named.type;
  if (own.shape != Shape::handle) {
    text_.glue += fmt::format("{}STATIC({});\n", shared_.macros, own.definition);
    text_.find += find_statement(own.definition, own.name);
  }
  switch (own.shape) {
    case Shape::enumeration:
      return define_enum(named, index);
    case Shape::value:
      return define_value(named, index);
    case Shape::tagged:
      return {};  // behind all others, which it may hold
    case Shape::handle:
      break;
  }
  return define_handle(named, index);
}

Result<void> Builder::add(const model::Constant& constant) {
  const std::string item = readable(constant);
  const model::InModule module = constant.module;
  const std::string name = member_name(constant.host_name, module);
  PREBIND_CHECK(free_in(module).scope.claim(name, item, ""));
  const Definition definition = render_constant(constant, name, path_of(module, name));
  defined_.add(module, "\n" + definition.text);
  text_.agreement += definition.agreement;
  text_.glue += fmt::format("{}STATIC({});\n", shared_.macros, constant.definition);
  text_.find += find_statement(constant.definition, item);
  return {};
}

}  // namespace

Result<HeaderText> render_items(const model::Library& library, const std::string& space) {
  return Builder(library, space).build();
}

}  // namespace prebind::hosts::cpp
