#include "hosts/julia/julia_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "abi/layout.h"
#include "hosts/forms.h"
#include "hosts/julia/base_names.h"
#include "hosts/julia/checked_names.h"
#include "hosts/julia/definitions.h"
#include "hosts/julia/dispatch.h"
#include "hosts/julia/doc_links.h"
#include "hosts/julia/functions.h"
#include "hosts/julia/markdown.h"
#include "hosts/julia/module.h"
#include "hosts/julia/naming.h"
#include "hosts/julia/objects.h"
#include "hosts/julia/order.h"
#include "hosts/julia/overloads.h"
#include "hosts/julia/package_names.h"
#include "hosts/julia/tagged.h"
#include "hosts/julia/text.h"
#include "hosts/julia/traits.h"
#include "hosts/julia/types.h"
#include "hosts/thrown.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

// What is known of one module: that of the library, or that of a `#[julia] mod`.
struct ModuleParts {
  Around around;
  std::string path = {};  ///< with a dot behind it; empty of the library's
  Scope scope = Scope(kConventions);
  ModuleNames names = {};
  std::string text = {};  ///< of a `mod`: what is defined in it
};

// Collects the parts of one library's modules.
//
// All types have to be there before the functions that name them, in whatever module they are. A
// module of Julia cannot be opened again: so its types, constants and names of functions are
// defined in it, and everything else stands in the library's module, which refers to it by its
// path.
class Builder {
 public:
  Builder(const model::Library& library, const RenderOptions& options) : library_(library) {
    modules_.push_back({.around = {options.module_name}});
  }

  Result<ModuleText> build() {
    PREBIND_CHECK(name_modules());
    PREBIND_CHECK(name_types());
    const std::vector<model::LibraryType>& types = library_.types;
    for (std::size_t i = 0; i < types.size(); ++i) {
      PREBIND_TRY(definition, define(types[i], i));
      text_.types += Code{"", definition.ready};
      definitions_.push_back(std::move(definition));
    }
    for (std::size_t i = 0; i < types.size(); ++i) {
      PREBIND_TRY(properties, render_properties(types[i], i, names_, glue_, text_.needs));
      text_.members += std::move(properties);
      for (const model::Function& function : types[i].functions) {
        if (!function.trait_method) {
          PREBIND_CHECK(add(function));
          continue;
        }
        PREBIND_CHECK(claim_of_base(function));
        const std::string futures =
            function.futures.empty() ? "" : text_.futures.constant(function.futures);
        PREBIND_TRY(trait_method,
                    render_operation(function, types[i], names_, glue_, futures, text_.needs));
        text_.members += std::move(trait_method);
      }
    }
    for (const model::Function& function : library_.functions) PREBIND_CHECK(add(function));
    for (const auto& [trait, methods] : methods_) PREBIND_CHECK(add_methods(trait, methods));
    PREBIND_CHECK(add_all_inferred());
    for (std::size_t i = 0; i < types.size(); ++i) PREBIND_CHECK(add_bounds(types[i], i));
    for (const model::Constant& constant : library_.constants) PREBIND_CHECK(add(constant));
    PREBIND_TRY(defined, render_entries({}));
    text_.types.text = defined + text_.types.text;
    text_.has_paths = text_.has_paths || !library_.modules.empty();
    text_.names = modules_[0].names.sorted();
    for (const ModuleParts& module : modules_) {
      for (const std::string& name : module.names.sorted().publics) {
        // Ours, which nobody calls.
        if (name != "RustObject") text_.qualified.push_back(module.path + name);
      }
    }
    return std::move(text_);
  }

 private:
  Result<void> name_modules() {
    for (const model::Module& each : library_.modules) {
      modules_.push_back({.around = {identifier(each.host_name), false}});
    }
    for (std::size_t i = 0; i < library_.modules.size(); ++i) {
      const model::Module& own = library_.modules[i];
      ModuleParts& outer = modules_.at(scope_of(own.module));
      const std::string where = model::to_string(own.place);
      PREBIND_TRY(name, public_name(own.host_name, "module", where, outer.around));
      PREBIND_CHECK(claim(outer, name, "mod " + own.name, where));
      for (const std::size_t each : model::chain_of(library_.modules, i)) {
        modules_[i + 1].path += modules_[each + 1].around.name + ".";
      }
    }
    return {};
  }

  ModuleParts& parts_of(model::InModule module) { return modules_.at(scope_of(module)); }

  Result<void> name_types() {
    text_.needs = needs_of(library_);
    thrown_ = thrown_types(library_);
    ModuleNames& own = modules_[0].names;
    own.exports.emplace_back("RustPanic");
    if (text_.needs.errors) own.exports.emplace_back("RustError");
    if (text_.needs.timeouts) own.exports.emplace_back("RustTimeout");
    const auto add = [&](const char* first, const char* second) {
      own.exports.insert(own.exports.end(), {first, second});
    };
    if (text_.needs.views) add("RustView", "RustViewMut");
    if (text_.needs.ordered) add("RustDict", "RustSet");
    if (text_.needs.logs) own.publics.emplace_back("rust_log_level!");
    if (text_.needs.types) {
      own.exports.emplace_back("BorrowError");
      own.publics.emplace_back("RustObject");
    }
    for (std::size_t i = 0; i < library_.types.size(); ++i) {
      const model::LibraryType& named = library_.types[i];
      const std::string where = model::to_string(named.place);
      ModuleParts& module = parts_of(named.type.module);
      PREBIND_TRY(name, public_name(named.type.host_name, "type", where, module.around));
      const bool is_first = first_instance(library_, i) == i;
      if (is_first) PREBIND_CHECK(claim(module, name, named.type.name, where));
      names_.push_back({name, module.path + name, named.type.shape, abi::words_of(named.type)});
      if (named.type.is_trait) PREBIND_CHECK(name_object(named, module));
    }
    for (std::size_t i = 0; i < library_.types.size(); ++i) {
      const std::string arguments = type_arguments(library_.types[i].type.arguments, names_);
      names_[i].name += arguments;
      names_[i].path += arguments;
    }
    find_implementors(library_, names_);
    return {};
  }

  // A trait is an abstract type, and Rust's objects of it have another one.
  Result<void> name_object(const model::LibraryType& named, ModuleParts& module) {
    TypeName& name = names_.back();
    name.trait = name.path;
    name.methods = glue_.numbered(glue_name({named.type.name, "methods"}));
    name.name += "Object";
    name.path += "Object";
    return claim(module, name.name, "dyn " + named.type.name, model::to_string(named.place));
  }

  // A name that nothing else may have.
  Result<void> claim(ModuleParts& module, const std::string& name, const std::string& owner,
                     const std::string& where) {
    PREBIND_CHECK(module.scope.claim(name, owner, where));
    module.names.add(name);
    return {};
  }

  // A variant has the name that Rust has behind the enum's, beside it.
  Result<VariantNames> name_variants(const model::LibraryType& named) {
    VariantNames names;
    ModuleParts& module = parts_of(named.type.module);
    const std::string where = model::to_string(named.place);
    const auto claimed = [&](const std::string& wanted,
                             const std::string& variant) -> Result<std::string> {
      PREBIND_TRY(known, public_name(wanted, "variant", where, module.around));
      PREBIND_CHECK(
          claim(module, known, named.type.name + "::" + variant, where).map_error([&](Error error) {
            error.help += fmt::format(
                ", or put a prefix before all variants of one enum: "
                "`#[julia(prefix = \"{}\")]`",
                named.type.name);
            return error;
          }));
      return known;
    };
    for (const model::Variant& variant : named.type.variants) {
      PREBIND_TRY(known, claimed(variant.host_name, variant.name));
      names.variants.push_back(std::move(known));
    }
    if (const std::string unknown = unknown_variant_of(named.type); !unknown.empty()) {
      PREBIND_TRY(known, claimed(unknown, ".."));
      names.unknown = std::move(known);
    }
    return names;
  }

  Result<Definition> define(const model::LibraryType& named, std::size_t index) {
    const model::NamedType& own = named.type;
    const TypeName& name = names_.at(index);
    switch (own.shape) {
      case model::Shape::handle:
        break;
      case model::Shape::enumeration: {
        PREBIND_TRY(variants, name_variants(named));
        return render_enum(own, name, variants.variants);
      }
      case model::Shape::tagged: {
        PREBIND_TRY(variants, name_variants(named));
        return render_tagged(named, name, variants, thrown_.contains(index), names_);
      }
      case model::Shape::value: {
        const auto& functions = named.functions;
        const bool is_constructed =
            std::any_of(functions.begin(), functions.end(),
                        [&](const model::Function& each) { return replaces_own(each, own); });
        return render_value(own, name, is_constructed, names_);
      }
    }
    PREBIND_TRY(around, render_type(library_, index, names_, glue_));
    const bool is_first = first_instance(library_, index) == index;
    Definition definition{!is_first               ? ""
                          : is_byte_stream(named) ? render_byte_stream(name)
                                                  : render_handle(name, own.arguments.size()),
                          std::move(around.text), std::move(around.ready)};
    // Its types may be defined behind it, in whatever module.
    if (!own.arguments.empty()) text_.types += "\n" + std::exchange(definition.around, "");
    definition.declared = abstract_type(name);
    return definition;
  }

  // Whether Julia's own constructors of the struct make way: they would take what this one takes.
  bool replaces_own(const model::Function& function, const model::NamedType& own) const {
    const bool is_conversion = is_form(function, model::FormKind::conversion);
    return is_constructor(function, library_) || (is_conversion && own.members.size() == 1);
  }

  Result<void> add(const model::Constant& constant) {
    const std::string signature = readable(constant);
    ModuleParts& module = parts_of(constant.module);
    PREBIND_TRY(name, public_name(constant.host_name, "constant", signature, module.around));
    PREBIND_CHECK(claim(module, name, signature, ""));
    const Definition definition = render_constant(constant, name, module.path + name);
    (constant.module ? module.text : text_.members.text) += "\n" + definition.text;
    text_.members += (constant.module ? "\n" : "") + definition.around;
    return {};
  }

  // How the run time gets what a crate logs: a method that has a name there alone.
  Result<void> add_logger(const model::Function& function) {
    Method method{.name = glue_.numbered(glue_name({"logger"})),
                  .parameters = parameters_of(function, names_),
                  .returns = function.returns,
                  .glue = glue_.numbered(glue_name({function.name}))};
    PREBIND_TRY(code, render(method, names_));
    text_.members += "\n" + declaration(method.glue, function.symbol, "the logger of the library");
    text_.members += std::move(code);
    text_.members += fmt::format("Base.push!(_prebind.LOGGERS, {})\n", method.name);
    return {};
  }

  Result<void> add(const model::Function& function) {
    PREBIND_CHECK(check_beside_traits(function, library_));
    if (function.is_logger) return add_logger(function);
    const std::string owner =
        function.owner ? library_.types.at(*function.owner).type.name : std::string();
    const std::string signature = readable(function, library_);
    Method method{.parameters = parameters_of(function, names_),
                  .returns = function.returns,
                  .returns_receiver = function.returns_receiver,
                  .logs = text_.needs.logs,
                  .docs = function.docs,
                  .is_unsafe = function.is_unsafe,
                  .may_run_julia = text_.needs.kept_calls,
                  .is_gc_safe = function.is_gc_safe,
                  .deprecation = function.marks.deprecation};
    std::optional<model::Deprecation> deprecation = method.deprecation;
    if (is_constructor(function, library_) || makes(function)) {
      method.documented_name = names_.at(*function.owner).path;
      // Rust warns of the type's name, which no call in Julia needs but this one.
      if (!deprecation) deprecation = library_.types.at(*function.owner).type.marks.deprecation;
    } else {
      PREBIND_TRY(name, name_of(function, signature));
      method.documented_name = name;
      if (function.owner && !function.receiver) {
        const std::string& type = names_.at(*function.owner).path;
        method.leading = {fmt::format("::Base.Type{{{}}}", written(type))};
        method.documented_leading = {unqualified(type)};
      }
    }
    const std::string own = without_base(method.documented_name);
    method.name = own == method.documented_name ? written(method.documented_name) : in_base(own);
    method.depwarn = depwarn_arguments(method.documented_name, without_base(method.documented_name),
                                       deprecation);
    method.glue = glue_.numbered(glue_name({owner, function.name}));
    if (!function.futures.empty()) {
      method.finish = glue_.numbered(glue_name({owner, function.name, "finish"}));
      method.has_timeout = function.has_timeout;
      method.futures = text_.futures.constant(function.futures);
    }
    method.before = checked_indices(function, method.parameters);

    const auto in_signature = [&](Error error) {
      if (error.where.empty()) error.where = signature;
      return error;
    };
    PREBIND_TRY(dispatches, dispatches_of(method, names_).map_error(in_signature));
    for (const Dispatch& each : dispatches) {
      PREBIND_CHECK(
          overloads_.add(modules_[0].scope, method, each, signature, function.is_instance));
    }

    PREBIND_TRY(code, render(method, names_).map_error(in_signature));
    text_.members += "\n" + declaration(method.glue, function.symbol, signature);
    if (!method.finish.empty()) {
      text_.members += declaration(method.finish, function.symbol + "_finish", signature);
    }
    text_.members += "\n";
    text_.members += std::move(code);
    const bool is_of_trait = function.owner && library_.types.at(*function.owner).type.is_trait;
    if (function.number && is_of_trait) {
      methods_[*function.owner][*function.number] = render_trait_method(method, function, names_);
    }
    add_inferred(function, method, signature);
    if (!is_form(function, model::FormKind::conversion) || !makes(function)) return {};
    return add_conversion(method, dispatches.at(0), signature);
  }

  // What Rust calls of an object with the methods of a trait.
  Result<void> add_methods(std::size_t trait, const std::map<std::size_t, std::string>& methods) {
    const model::LibraryType& named = library_.types.at(trait);
    std::vector<std::string> all;
    for (const auto& [number, method] : methods) {
      if (number != all.size()) {
        return fail(fmt::format("a method of the trait `{}` is left out, but Rust calls all of "
                                "them",
                                named.type.name),
                    model::to_string(named.place), "leave the whole trait out");
      }
      all.push_back(method);
    }
    text_.members += "\n" + trait_constant(names_.at(trait), all);
    return {};
  }

  // A constructor whose arguments say which instance of a generic struct it makes.
  void add_inferred(const model::Function& function, Method method, const std::string& signature) {
    const std::string base = without_types(method.documented_name);
    const bool is_told =
        std::ranges::any_of(function.arguments, [](const auto& each) { return each.is_generic; });
    if (base == method.documented_name || !method.leading.empty() || !is_told) return;
    method.name = written(base);
    method.documented_name = base;
    method.docs.clear();
    for (std::size_t i = 0; i < method.parameters.size(); ++i) {
      method.parameters[i].is_exact = function.arguments.at(i).is_generic;
    }
    Inferred& all = inferred_[{model::to_string(function.place), function.name}];
    all.signature = signature;
    all.methods.push_back(std::move(method));
  }

  // Those that Julia can tell apart; of the others, callers say which they mean.
  Result<void> add_all_inferred() {
    for (const auto& [key, all] : inferred_) {
      std::vector<Dispatch> dispatches;
      for (const Method& each : all.methods) {
        PREBIND_TRY(own, dispatches_of(each, names_));
        dispatches.insert(dispatches.end(), own.begin(), own.end());
      }
      const std::string& name = all.methods.at(0).documented_name;
      if (!overloads_.add_inferred(name, dispatches, all.signature)) continue;
      for (const Method& each : all.methods) {
        PREBIND_TRY(code, render(each, names_));
        text_.members += "\n";
        text_.members += std::move(code);
      }
    }
    return {};
  }

  // Whether it is a constructor that stands for a trait. An enum has its own for numbers.
  bool makes(const model::Function& function) const {
    const bool is_enum =
        function.owner && names_.at(*function.owner).shape == model::Shape::enumeration;
    return is_form(function, model::FormKind::construction) ||
           (is_form(function, model::FormKind::conversion) && !is_enum);
  }

  // `convert` to the type, which its constructor does.
  Result<void> add_conversion(const Method& constructor, const Dispatch& dispatch,
                              const std::string& signature) {
    const std::string& type = constructor.name;
    Dispatch own = {fmt::format("::Base.Type{{{}}}", type), dispatch.at(0)};
    PREBIND_CHECK(overloads_.add(modules_[0].scope,
                                 {.name = in_base("convert"), .documented_name = "Base.convert"},
                                 own, signature, false));
    text_.members += fmt::format("Base.convert({}, value::{}) = {}(value)\n", own[0], own[1], type);
    return {};
  }

  // What is made of a trait are methods of Base, as others can be by `as`.
  Result<void> claim_of_base(const model::Function& function) {
    const std::string own = written(names_.at(*function.owner).path);
    const std::string signature =
        fmt::format("impl {} for {}", model::trait_of(*function.trait_method),
                    library_.types.at(*function.owner).type.name);
    const auto claim = [&](const std::string& name, const Dispatch& dispatch) {
      return overloads_.add(modules_[0].scope,
                            {.name = in_base(name), .documented_name = "Base." + name}, dispatch,
                            signature, false);
    };
    switch (*function.trait_method) {
      case model::TraitMethod::equal:
        return claim("==", {own, own});
      case model::TraitMethod::less:
        return claim("isless", {own, own});
      case model::TraitMethod::clone:
        return claim("copy", {own});
      case model::TraitMethod::next:
        return claim("eltype", {fmt::format("::Base.Type{{{}}}", own)});
      case model::TraitMethod::length:
        return claim("length", {own});
      case model::TraitMethod::display:
      case model::TraitMethod::hash:
      case model::TraitMethod::read:
      case model::TraitMethod::fill:
      case model::TraitMethod::write:
      case model::TraitMethod::flush:
      case model::TraitMethod::seek:
        break;
    }
    return {};
  }

  // `firstindex` and `lastindex`, for `end` in brackets, of what has a length and one index.
  Result<void> add_bounds(const model::LibraryType& named, std::size_t index) {
    const auto has_length = [](const model::Function& each) {
      return each.base_function == "length" && each.receiver && each.arguments.empty();
    };
    if (std::ranges::none_of(named.functions, has_length)) return {};
    const auto counts = [](const model::Function& each) {
      return is_form(each, model::FormKind::index) && each.arguments.size() == 1 &&
             model::is_integer(each.arguments[0].type.kind);
    };
    const auto indexed = std::ranges::find_if(named.functions, counts);
    if (indexed == named.functions.end()) return {};
    const std::string type = written(names_.at(index).path);
    const bool from_one = indexed->counts_from_one;
    const std::pair<std::string, std::string> bounds[] = {
        {"firstindex", from_one ? "1" : "0"},
        {"lastindex", from_one ? "Base.length(self)" : "Base.length(self) - 1"}};
    for (const auto& [name, value] : bounds) {
      if (overloads_.has("Base." + name, {type})) continue;
      text_.members += fmt::format("Base.{}(self::{}) = {}\n", name, type, value);
    }
    return {};
  }

  // The function's name with its modules, made known if this is its first method.
  Result<std::string> name_of(const model::Function& function, const std::string& signature) {
    const bool is_converted = is_form(function, model::FormKind::conversion);
    if (!function.base_function.empty() || is_converted) {
      text_.has_paths = true;
      return "Base." + (is_converted ? "convert" : function.base_function);
    }
    ModuleParts& module = parts_of(function.module);
    PREBIND_TRY(name, public_name(function.host_name, "function", signature, module.around));
    PREBIND_TRY(is_new, module.scope.share(name, signature));
    if (is_new) {
      module.names.add(name);
      const std::string declared = fmt::format("\nfunction {} end\n", written(name));
      if (function.module) {
        module.text += declared;
      } else if (is_base_name(name)) {
        // Without this, newer Julias would take a method of `String` for one of Base's own type.
        text_.types += declared;
      }
    }
    return module.path + name;
  }

  // The definitions of the types in a module, and the modules in it. What belongs to them goes
  // behind the outermost module.
  Result<std::string> render_entries(model::InModule outer) {
    std::string out;
    for (std::size_t i = 0; i < library_.types.size(); ++i) {
      const std::string& declared = definitions_[i].declared;
      if (library_.types[i].type.module == outer && !declared.empty()) out += "\n" + declared;
    }
    PREBIND_TRY(entries, in_order(library_, outer));
    for (const Entry& entry : entries) {
      if (entry.is_module) {
        PREBIND_TRY(module, render_module_of(entry.index));
        out += "\n" + module;
        if (!outer) out += std::exchange(around_, "");
        continue;
      }
      const Definition& definition = definitions_[entry.index];
      if (!definition.text.empty()) out += "\n" + definition.text;
      (outer ? around_ += "\n" : out) += definition.around;
    }
    return out;
  }

  Result<std::string> render_module_of(std::size_t index) {
    const model::Module& own = library_.modules[index];
    const ModuleParts& parts = modules_[index + 1];
    const std::size_t depth = model::chain_of(library_.modules, index).size();
    const std::string docs = with_deprecation(own.docs, own.marks.deprecation);
    const std::string path = parts.path.substr(0, parts.path.size() - 1);
    if (!docs.empty()) around_ += "\n" + document(path, written(path), docs);
    PREBIND_TRY(defined, render_entries(index));
    std::string own_text = parts.text;
    for (std::size_t i = 0; i < library_.types.size(); ++i) {
      if (library_.types[i].type.module != index) continue;
      own_text += definitions_[i].declared + definitions_[i].text;
    }
    return render_submodule(written(parts.around.name), parts.names.sorted(), depth, own_text,
                            defined + parts.text);
  }

  const model::Library& library_;
  std::vector<ModuleParts> modules_ = {};  // as `scope_of` counts
  ModuleText text_ = {};
  TypeNames names_ = {};
  std::vector<Definition> definitions_ = {};  // of the types
  std::set<std::size_t> thrown_ = {};         // enums with data that are errors
  std::map<std::size_t, std::map<std::size_t, std::string>> methods_ = {};  // of traits
  std::string around_ = {};  // what belongs to the modules that are being rendered

  Overloads overloads_ = {};
  struct Inferred {  // the instances of a constructor of a generic struct
    std::string signature = {};
    std::vector<Method> methods = {};
  };
  std::map<std::pair<std::string, std::string>, Inferred> inferred_ = {};  // by place and name
  UniqueNames glue_ = {};
};

}  // namespace

Supports JuliaHost::support_of(const model::Library& library,
                               const std::string& module_name) const {
  const TypeNames names = type_names(library);
  const auto argument = [names](const model::Type& type) -> Result<void> {
    PREBIND_CHECK(lower(type, "argument", names));
    return {};
  };
  const auto result = [names](const model::Type& type) -> Result<void> {
    PREBIND_CHECK(lift(type, "returned", names));
    return {};
  };
  return [=, &library](const ShownItem& item) -> Result<void> {
    PREBIND_CHECK(check_name(item, library, module_name));
    return check_types(item, argument, result);
  };
}

const Conventions& JuliaHost::conventions() const {
  return kConventions;
}

std::string JuliaHost::module_name_for(std::string_view library_stem) const {
  return camel_case(library_stem);
}

Result<void> JuliaHost::check_module_name(std::string_view name) const {
  return julia::check_module_name(name);
}

Result<void> JuliaHost::check_package_name(std::string_view name) const {
  return julia::check_package_name(name);
}

std::string JuliaHost::usage(std::string_view module_name, std::string_view file) const {
  return fmt::format("include({}); using .{}", literal(file), written(module_name));
}

Result<Rendered> JuliaHost::render(const model::Library& library,
                                   const RenderOptions& options) const {
  PREBIND_CHECK(julia::check_module_name(options.module_name));
  if (library.crates.empty()) {
    return fail("the library exports nothing, so there are no bindings to write",
                options.library_stem, "put `#[julia]` on what Julia should see");
  }
  RenderOptions own = options;
  own.docs = julias_docs(options.docs, library);
  const model::Library documented = with_julias_docs(library);
  PREBIND_TRY(text, Builder(documented, own).build());
  return Rendered{.module = render_module(library.crates, text, own),
                  .qualified = std::move(text.qualified)};
}

}  // namespace prebind::hosts::julia
