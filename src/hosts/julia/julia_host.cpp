#include "hosts/julia/julia_host.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "abi/layout.h"
#include "hosts/julia/base_names.h"
#include "hosts/julia/definitions.h"
#include "hosts/julia/dispatch.h"
#include "hosts/julia/functions.h"
#include "hosts/julia/module.h"
#include "hosts/julia/naming.h"
#include "hosts/julia/objects.h"
#include "hosts/julia/package_names.h"
#include "hosts/julia/text.h"
#include "hosts/julia/traits.h"
#include "hosts/julia/types.h"

namespace prebind::hosts::julia {
namespace {

// Collects the parts of one module.
class Builder {
 public:
  Builder(const model::Library& library, const RenderOptions& options)
      : library_(library), options_(options) {}

  Result<ModuleText> build() {
    PREBIND_CHECK(name_types());
    const std::vector<model::LibraryType>& types = library_.types;
    for (const std::size_t i : in_order_of_definition(library_)) {
      PREBIND_TRY(type, define(types[i], i));
      text_.types += "\n" + type;
    }
    for (std::size_t i = 0; i < types.size(); ++i) {
      PREBIND_TRY(properties, render_properties(types[i], i, names_, glue_));
      text_.members += properties;
      for (const model::Function& function : types[i].functions) {
        if (!function.trait_method) {
          PREBIND_CHECK(add(function));
          continue;
        }
        PREBIND_TRY(trait_method, render_operation(function, types[i], names_, glue_));
        text_.members += trait_method;
      }
    }
    for (const model::Function& function : library_.functions) PREBIND_CHECK(add(function));
    for (const model::Constant& constant : library_.constants) PREBIND_CHECK(add(constant));
    std::sort(text_.exports.begin(), text_.exports.end());
    std::sort(text_.publics.begin(), text_.publics.end());
    return std::move(text_);
  }

 private:
  Result<void> name_types() {
    text_.needs = needs_of(library_);
    text_.exports = {"RustPanic"};
    if (text_.needs.errors) text_.exports.emplace_back("RustError");
    if (text_.needs.types) {
      text_.exports.emplace_back("BorrowError");
      text_.publics.emplace_back("RustObject");
    }
    for (const model::LibraryType& named : library_.types) {
      const std::string where = model::to_string(named.place);
      PREBIND_TRY(name, public_name(named.type.host_name, "type", where, options_.module_name));
      PREBIND_CHECK(claim(name, named.type.name, where));
      names_.push_back({name, named.type.shape, abi::words_of(named.type)});
    }
    return {};
  }

  // A name that nothing else may have.
  Result<void> claim(const std::string& name, const std::string& owner, const std::string& where) {
    PREBIND_CHECK(scope_.claim(name, owner, where));
    make_public(name);
    return {};
  }

  Result<std::string> define(const model::LibraryType& named, std::size_t index) {
    const model::NamedType& own = named.type;
    const std::string& name = names_.at(index).name;
    switch (own.shape) {
      case model::Shape::handle:
        break;
      case model::Shape::enumeration: {
        std::vector<std::string> variants;
        for (const model::Variant& variant : own.variants) {
          const std::string where = model::to_string(named.place);
          PREBIND_TRY(known,
                      public_name(variant.host_name, "variant", where, options_.module_name));
          PREBIND_CHECK(claim(known, own.name + "::" + variant.name, where));
          variants.push_back(known);
        }
        return render_enum(own, name, variants);
      }
      case model::Shape::value: {
        const auto& functions = named.functions;
        const bool is_constructed = std::any_of(
            functions.begin(), functions.end(),
            [&](const model::Function& each) { return is_constructor(each, library_); });
        return render_value(own, name, is_constructed, names_);
      }
    }
    return render_type(named, index, names_, glue_);
  }

  Result<void> add(const model::Constant& constant) {
    const std::string signature = readable(constant);
    PREBIND_TRY(name, public_name(constant.host_name, "constant", signature, options_.module_name));
    PREBIND_CHECK(claim(name, signature, ""));
    text_.members += "\n" + render_constant(constant, name);
    return {};
  }

  Result<void> add(const model::Function& function) {
    const std::string owner =
        function.owner ? library_.types.at(*function.owner).type.name : std::string();
    const std::string signature = readable(function, library_);
    Method method{.parameters = parameters_of(function, names_),
                  .returns = function.returns,
                  .docs = function.docs,
                  .is_unsafe = function.is_unsafe,
                  .is_gc_safe = function.is_gc_safe,
                  .deprecation = function.marks.deprecation};
    std::optional<model::Deprecation> deprecation = method.deprecation;
    if (is_constructor(function, library_)) {
      method.documented_name = names_.at(*function.owner).name;
      // Rust warns of the type's name, which no call in Julia needs but this one.
      if (!deprecation) deprecation = library_.types.at(*function.owner).type.marks.deprecation;
    } else {
      PREBIND_TRY(name, name_of(function, signature));
      method.documented_name = name;
      if (function.owner && !function.receiver) {
        const std::string& type = names_.at(*function.owner).name;
        method.leading = {fmt::format("::Base.Type{{{}}}", written(type))};
        method.documented_leading = {type};
      }
    }
    method.name = written(method.documented_name);
    method.depwarn = depwarn_arguments(method.documented_name, method.documented_name, deprecation);
    method.glue = glue_.numbered(glue_name({owner, function.name}));

    const auto in_signature = [&](Error error) {
      if (error.where.empty()) error.where = signature;
      return error;
    };
    PREBIND_TRY(dispatch, dispatch_of(method, names_).map_error(in_signature));
    PREBIND_CHECK(add_overload(method, dispatch, signature, function.is_instance));

    PREBIND_TRY(text, render(method, names_).map_error(in_signature));
    text_.members += "\n" + declaration(method.glue, function.symbol, signature) + "\n" + text;
    return {};
  }

  // Neither may two methods of one name be the same for Julia, nor may both fit a call.
  Result<void> add_overload(const Method& method, const Dispatch& dispatch,
                            const std::string& signature, bool is_instance) {
    const std::string& name = method.documented_name;
    const std::string text = fmt::format("{}({})", method.name, fmt::join(dispatch, ", "));
    PREBIND_CHECK(scope_.overload(name, text, signature));
    std::vector<Overload>& others = overloads_[name];
    for (const Overload& other : others) {
      const std::optional<std::string> shared = ambiguous_arguments(other.dispatch, dispatch);
      if (!shared) continue;
      return fail(fmt::format("`{}` and `{}` would both fit the call `{}({})` in Julia",
                              other.signature, signature, name, *shared),
                  "",
                  is_instance && other.is_instance
                      ? "export one of these instances only, or tell them apart by an argument of "
                        "the type parameter that is not an `Option`"
                      : R"(give one of them another name with `#[julia(name = "…")]`)");
    }
    others.push_back({dispatch, signature, is_instance});
    return {};
  }

  // The function's name, made known if this is its first method.
  Result<std::string> name_of(const model::Function& function, const std::string& signature) {
    PREBIND_TRY(name, public_name(function.host_name, "function", signature, options_.module_name));
    PREBIND_TRY(is_new, scope_.share(name, signature));
    if (is_new) {
      make_public(name);
      // Without this, newer Julias would take a method of `String` for one of Base's own type.
      if (is_base_name(name)) text_.types += fmt::format("\nfunction {} end\n", written(name));
    }
    return name;
  }

  void make_public(const std::string& name) {
    if (is_base_name(name)) {
      text_.publics.push_back(name);
    } else {
      text_.exports.push_back(written(name));
    }
  }

  const model::Library& library_;
  const RenderOptions& options_;
  ModuleText text_ = {};
  TypeNames names_ = {};
  Scope scope_{kConventions};

  struct Overload {
    Dispatch dispatch;
    std::string signature;
    bool is_instance;
  };
  std::map<std::string, std::vector<Overload>, std::less<>> overloads_ = {};  // by name
  UniqueNames glue_ = {};
};

Result<void> check_name(const ShownItem& item, const model::Library& library,
                        const std::string& module_name) {
  const std::string where = to_string(place_of(item));
  const auto check = [&](const std::string& name, std::string_view kind) -> Result<void> {
    PREBIND_CHECK(public_name(name, kind, where, module_name));
    return {};
  };
  if (const auto* constant = std::get_if<const model::Constant*>(&item)) {
    return check((*constant)->host_name, "constant");
  }
  if (const auto* function = std::get_if<const model::Function*>(&item)) {
    const bool has_name = !(*function)->trait_method && !is_constructor(**function, library);
    return has_name ? check((*function)->host_name, "function") : Result<void>();
  }
  const auto* named = std::get_if<const model::LibraryType*>(&item);
  if (named == nullptr) return {};
  PREBIND_CHECK(check((*named)->type.host_name, "type"));
  for (const model::Variant& each : (*named)->type.variants) {
    PREBIND_CHECK(check(each.host_name, "variant"));
  }
  const bool is_enum = (*named)->type.shape == model::Shape::enumeration;
  if (!is_enum || (*named)->type.host_name != "Enum") return {};
  return fail("the enum `Enum` has the name of the type that Julia makes all enums of", where,
              R"(give it another name with `#[julia(name = "…")]`)");
}

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
    return fail("the library exports nothing, so there is nothing to write bindings for",
                options.library_stem, "write `#[julia]` on what Julia should see");
  }
  PREBIND_TRY(text, Builder(library, options).build());
  return Rendered{.module = render_module(library.crates, text, options)};
}

}  // namespace prebind::hosts::julia
