#include "hosts/surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "abi/layout.h"
#include "hosts/forms.h"
#include "hosts/thrown.h"
#include "model/describe.h"

namespace prebind::hosts {

using model::Shape;
using model::Type;
using model::TypeKind;

bool is_form(const model::Function& function, model::FormKind kind) {
  const model::TraitForm* form = model::trait_form(function.implements);
  return form != nullptr && form->kind == kind;
}

std::vector<const model::Function*> all_functions(const model::Library& library) {
  std::vector<const model::Function*> all;
  for (const model::LibraryType& named : library.types) {
    for (const model::Function& function : named.functions) all.push_back(&function);
  }
  for (const model::Function& function : library.functions) all.push_back(&function);
  return all;
}

std::size_t scope_of(model::InModule module) {
  return module ? *module + 1 : 0;
}

bool any_part(const Type& type, bool (*holds)(const Type&)) {
  return holds(type) || std::ranges::any_of(type.arguments, [holds](const Type& part) {
           return any_part(part, holds);
         });
}

namespace {

void add_type(const Type& type, Needs& needs, bool is_nested = false, bool is_element = false) {
  const bool is_packed = is_nested || model::is_packed(type) || model::is_packed_call(type);
  needs.packed = needs.packed || is_packed;
  const bool is_strided = type.kind == TypeKind::strided;
  needs.ordered = needs.ordered || model::has_order(type.kind);
  const bool is_matrix = model::is_static_matrix(type);
  needs.matrices = needs.matrices || is_matrix;
  needs.arrays =
      needs.arrays || is_strided || is_matrix || (model::is_array(type.kind) && !is_packed);
  needs.strided = needs.strided || is_strided;
  needs.views = needs.views || type.is_view;
  needs.text = needs.text || model::family_of(type.kind) == model::Family::text;
  needs.characters = needs.characters || type.kind == TypeKind::character;
  needs.complex = needs.complex || model::is_complex(type.kind);
  // As an element of an array it lies there as it is.
  needs.fixed = needs.fixed || (type.kind == TypeKind::fixed_array && !is_element);
  needs.wide = needs.wide || model::family_of(type.kind) == model::Family::wide;
  needs.times = needs.times || model::family_of(type.kind) == model::Family::time;
  needs.sizes = needs.sizes || type.kind == TypeKind::usize;
  needs.options = needs.options || (type.kind == TypeKind::option && !is_packed);
  needs.callbacks = needs.callbacks || type.kind == TypeKind::function;
  needs.kept_calls = needs.kept_calls || model::is_kept(type);
  needs.packed_calls = needs.packed_calls || model::is_packed_call(type);
  is_element = is_element || (model::is_array(type.kind) && !is_packed);
  for (const Type& part : type.arguments) add_type(part, needs, is_packed, is_element);
}

/// What a method of a trait takes and returns is packed where a host has it.
void add_method(const model::Function& function, Needs& needs) {
  needs.traits = needs.callbacks = needs.kept_calls = needs.packed_calls = needs.packed = true;
  add_type(function.returns, needs, true);
  for (const model::Argument& each : function.arguments) add_type(each.type, needs, true);
}

bool has_object_map(const Type& type, const model::Library& library) {
  if (type.kind == TypeKind::function) return false;
  const auto has = [&](const Type& part) { return has_object_map(part, library); };
  const bool is_one = model::is_claimed_map(type) &&
                      library.types.at(type.arguments[1].reference).type.shape == Shape::handle;
  return is_one || std::ranges::any_of(type.arguments, has);
}

bool has_object_array(const Type& type, const model::Library& library) {
  if (type.kind == TypeKind::function) return false;
  const auto has = [&](const Type& part) { return has_object_array(part, library); };
  const bool is_one = model::is_array(type.kind) && type.arguments[0].kind == TypeKind::named &&
                      library.types.at(type.arguments[0].reference).type.shape == Shape::handle;
  return is_one || std::ranges::any_of(type.arguments, has);
}

}  // namespace

bool is_object_array(const Type& type, const TypeNames& names) {
  return model::is_array(type.kind) && type.arguments[0].kind == TypeKind::named &&
         names.at(type.arguments[0].reference).shape == Shape::handle;
}

bool is_object_map(const Type& type, const TypeNames& names) {
  return model::is_claimed_map(type) &&
         names.at(type.arguments[1].reference).shape == Shape::handle;
}

bool is_byte_stream(const model::LibraryType& named) {
  return std::ranges::any_of(named.functions, [](const model::Function& each) {
    return each.trait_method == model::TraitMethod::read ||
           each.trait_method == model::TraitMethod::write;
  });
}

Needs needs_of(const model::Library& library) {
  Needs needs{.types = !library.types.empty(), .definitions = !library.constants.empty()};
  for (const model::LibraryType& each : library.types) {
    needs.definitions = needs.definitions || each.type.shape != Shape::handle;
    needs.byte_streams = needs.byte_streams || is_byte_stream(each);
    needs.tagged = needs.tagged || each.type.shape == Shape::tagged;
    for (const model::Field& field : each.fields) add_type(field.type, needs);
    for (const model::Variant& variant : each.type.variants) {
      for (const model::ValueField& field : variant.fields) add_type(field.type, needs, true);
    }
  }
  for (const model::Function* function : all_functions(library)) {
    if (function->number) add_method(*function, needs);
    needs.errors = needs.errors || function->returns.kind == TypeKind::result;
    needs.timeouts = needs.timeouts || function->has_timeout;
    needs.logs = needs.logs || function->is_logger;
    needs.gc_safe = needs.gc_safe || function->is_gc_safe;
    add_type(function->returns, needs);
    needs.objects = needs.objects || has_object_array(function->returns, library);
    for (const model::Argument& argument : function->arguments) {
      needs.objects = needs.objects || has_object_array(argument.type, library);
      needs.object_maps = needs.object_maps || has_object_map(argument.type, library);
      add_type(argument.type, needs);
      needs.stops = needs.stops || argument.service == model::Service::interruption;
      needs.progress = needs.progress || argument.service == model::Service::progress;
    }
  }
  needs.packed = needs.packed || needs.tagged;
  needs.thrown = !thrown_types(library).empty();
  return needs;
}

namespace {

// Values go in front of those that hold them.
void add_with_members(const model::Library& library, std::size_t index,
                      std::vector<std::size_t>& order) {
  if (std::ranges::find(order, index) != order.end()) return;
  for (const model::ValueField& member : library.types.at(index).type.members) {
    const Type& leaf = model::leaf_of(member.type);
    if (leaf.kind == TypeKind::named) {
      add_with_members(library, leaf.reference, order);
    }
  }
  order.push_back(index);
}

}  // namespace

const model::Type& yielded_by(const model::Function& next) {
  const model::Type& returns = next.returns;
  const bool is_result = returns.kind == model::TypeKind::result;
  return (is_result ? returns.arguments.at(0) : returns).arguments.at(0);
}

std::vector<std::size_t> in_order_of_definition(const model::Library& library) {
  std::vector<std::size_t> order;
  for (const Shape shape : {Shape::enumeration, Shape::value, Shape::handle, Shape::tagged}) {
    for (std::size_t i = 0; i < library.types.size(); ++i) {
      if (library.types[i].type.shape == shape) add_with_members(library, i, order);
    }
  }
  return order;
}

std::size_t first_instance(const model::Library& library, std::size_t index) {
  const model::LibraryType& own = library.types.at(index);
  if (own.type.arguments.empty()) return index;
  for (std::size_t i = 0; i < index; ++i) {
    const model::LibraryType& other = library.types[i];
    const bool is_sibling = !other.type.arguments.empty() && other.place == own.place &&
                            other.type.crate == own.type.crate &&
                            model::base_name(other.type) == model::base_name(own.type);
    if (is_sibling) return i;
  }
  return index;
}

TypeNames type_names(const model::Library& library) {
  TypeNames names;
  for (const model::LibraryType& each : library.types) {
    names.push_back(
        {each.type.host_name, each.type.host_name, each.type.shape, abi::words_of(each.type)});
    if (each.type.is_trait) names.back().trait = each.type.host_name;
  }
  return names;
}

Result<void> check_types(const ShownItem& item, const TypeCheck& argument,
                         const TypeCheck& result) {
  const auto at_item = [&](Error error) {
    error.where = to_string(place_of(item));
    return error;
  };
  if (const auto* field = std::get_if<const model::Field*>(&item)) {
    PREBIND_CHECK(result((*field)->type).map_error(at_item));
    if ((*field)->setter.empty()) return {};
    return argument((*field)->type).map_error(at_item);
  }
  const auto* function = std::get_if<const model::Function*>(&item);
  if (function == nullptr) return {};
  for (const model::Argument& each : (*function)->arguments) {
    PREBIND_CHECK(argument(each.type).map_error(at_item));
  }
  return result((*function)->returns).map_error(at_item);
}

bool is_constructor(const model::Function& function, const model::Library& library) {
  constexpr std::string_view kConstructor = "new";
  if (!function.owner || function.receiver || function.host_name != kConstructor) return false;
  if (!function.base_function.empty()) return false;
  const Shape shape = library.types.at(*function.owner).type.shape;
  if (shape == Shape::enumeration || shape == Shape::tagged) return false;
  const Type& made = *abi::returned_by(function.returns).value;
  return made.kind == TypeKind::named && made.reference == *function.owner;
}

namespace {

std::optional<Memory> memory_of(const Type& type, const TypeNames& names) {
  if (model::is_packed(type) || is_object_array(type, names)) return std::nullopt;
  // Enums with data are packed for the call.
  const bool is_copied = type.kind == TypeKind::slice &&
                         type.arguments[0].kind == TypeKind::named &&
                         names.at(type.arguments[0].reference).shape == Shape::tagged;
  if (is_copied) return std::nullopt;
  const bool is_text = model::is_borrowed_text(type.kind) ||
                       (type.kind == TypeKind::slice && model::is_text_array(type));
  if (is_text) return Memory::text;
  if (type.kind == TypeKind::slice) return Memory::elements;
  if (type.kind == TypeKind::strided && type.passing != model::Passing::value) {
    return Memory::elements;
  }
  const bool is_handle =
      type.kind == TypeKind::named && names.at(type.reference).shape == Shape::handle;
  return is_handle ? std::optional(Memory::object) : std::nullopt;
}

void add_parts(const Type& type, Part at, const TypeNames& names, std::vector<Part>& parts) {
  if (model::family_of(type) == model::Family::option)
    return add_parts(type.arguments.at(0), at, names, parts);
  if (type.kind == TypeKind::tuple) {
    for (std::size_t i = 0; i < type.arguments.size(); ++i) {
      Part member = at;
      member.members.push_back(i);
      add_parts(type.arguments[i], member, names, parts);
      at.parameter += abi::parameters_of(type.arguments[i]).size();
    }
  }
  const std::optional<Memory> memory = memory_of(type, names);
  if (!memory) return;
  at.type = &type;
  at.memory = *memory;
  parts.push_back(std::move(at));
}

}  // namespace

std::vector<Part> parts_of(std::span<const Type> arguments, const TypeNames& names) {
  std::vector<Part> parts;
  std::size_t parameter = 0;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    add_parts(arguments[i], {.argument = i, .parameter = parameter}, names, parts);
    parameter += abi::parameters_of(arguments[i]).size();
  }
  return parts;
}

std::vector<Rivals> rivals_among(const std::vector<Part>& parts, const std::set<Memory>& memory) {
  std::vector<Rivals> rivals;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t k = i + 1; k < parts.size(); ++k) {
      const Part &a = parts[i], &b = parts[k];
      if (!memory.contains(a.memory) || !memory.contains(b.memory)) continue;
      const bool is_object = a.memory == Memory::object;
      if (is_object != (b.memory == Memory::object)) continue;
      if (is_object && a.type->reference != b.type->reference) continue;
      const bool is_shared = abi::custody_of(*a.type) == abi::Custody::borrowed &&
                             abi::custody_of(*b.type) == abi::Custody::borrowed;
      if (!is_shared) rivals.push_back({a, b});
    }
  }
  return rivals;
}

bool takes_callables(std::span<const Type> arguments) {
  const auto is_function = [](const Type& type) { return type.kind == TypeKind::function; };
  return std::ranges::any_of(arguments,
                             [&](const Type& each) { return any_part(each, is_function); });
}

Result<void> Scope::claim(const std::string& name, const std::string& owner,
                          const std::string& where) {
  const auto [known, is_new] = owners_.emplace(name, owner);
  if (!is_new) return same_name(name, known->second, owner, where);
  return {};
}

Result<bool> Scope::share(const std::string& name, const std::string& signature) {
  const auto owner = owners_.find(name);
  if (owner != owners_.end()) return same_name(name, owner->second, signature, "");
  return functions_.emplace(name, signature).second;
}

Result<void> Scope::overload(const std::string& name, const std::string& dispatch,
                             const std::string& signature) {
  const auto [other, is_new] = overloads_.emplace(dispatch, signature);
  if (!is_new) return same_name(name, other->second, signature, "");
  return {};
}

tl::unexpected<Error> Scope::same_name(const std::string& name, const std::string& first,
                                       const std::string& second, const std::string& where) const {
  return fail(
      fmt::format("`{}` and `{}` would both be `{}` in {}", first, second, name, host_.title),
      where, fmt::format("give one of them another name with `{}`", host_.rename));
}

std::string readable(const model::Function& function, const model::Library& library) {
  return model::whole_signature(function, library);
}

bool has_deprecated(const model::Library& library) {
  const auto is_deprecated = [](const auto& each) { return each.marks.deprecation.has_value(); };
  const auto has = [&](const auto& items) { return std::ranges::any_of(items, is_deprecated); };
  return has(library.functions) || has(library.constants) ||
         std::ranges::any_of(library.types, [&](const model::LibraryType& each) {
           return is_deprecated(each.type) || has(each.type.variants) || has(each.type.members) ||
                  has(each.fields) || has(each.functions);
         });
}

std::string readable(const model::Deprecation& deprecation) {
  return fmt::format("deprecated{}{}{}{}", deprecation.since.empty() ? "" : " since ",
                     deprecation.since, deprecation.note.empty() ? "" : ": ", deprecation.note);
}

std::string listed_docs(const std::string& docs, const model::Marks& marks) {
  if (!marks.deprecation) return docs;
  std::string text = readable(*marks.deprecation);
  text[0] = 'D';
  return text + (docs.empty() ? "" : "\n\n" + docs);
}

std::string readable(const model::Constant& constant) {
  return fmt::format("const {}: {} = {}", constant.name, model::to_string(constant.type),
                     model::value_text(constant));
}

}  // namespace prebind::hosts
