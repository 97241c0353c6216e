#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/model.h"

/// Items for the tests of the model: a crate `geometry` with a struct `Point`.
namespace prebind::model::samples {

inline Type of(TypeKind kind, std::vector<Type> arguments = {}) {
  return {.kind = kind, .arguments = std::move(arguments)};
}

inline Type fixed(Type element, std::size_t length) {
  return {.kind = TypeKind::fixed_array, .arguments = {std::move(element)}, .length = length};
}

inline Type pointer(Type target, bool is_mutable = false) {
  return {.kind = TypeKind::pointer, .arguments = {std::move(target)}, .is_mutable = is_mutable};
}

inline Type slice(Type element, Passing passing = Passing::reference) {
  return {.kind = TypeKind::slice, .arguments = {std::move(element)}, .passing = passing};
}

inline Type option(Type some) {
  return of(TypeKind::option, {std::move(some)});
}

inline Type result(Type success, Type failure = of(TypeKind::display)) {
  return of(TypeKind::result, {std::move(success), std::move(failure)});
}

inline Type named(std::string name, Passing passing = Passing::value, std::size_t reference = 0) {
  return {
      .kind = TypeKind::named, .passing = passing, .reference = reference, .name = std::move(name)};
}

inline Crate geometry() {
  return {.name = "geometry",
          .version = "1.2.3",
          .engine = "0.1.0",
          .initialize = "geometry__initialize",
          .release_memory = "geometry__release_memory",
          .release_failure = "geometry__release_failure"};
}

inline NamedType point() {
  return {.crate = "geometry",
          .name = "Point",
          .host_name = "Point",
          .docs = "A point in the plane.\n\nImmutable.",
          .id = "0123456789abcdef",
          .release = "geometry__Point__00000000000000aa"};
}

inline Module module(std::string name) {
  return {.crate = "geometry",
          .name = name,
          .host_name = name,
          .symbol = "geometry__mod_" + name + "__00000000000000ae"};
}

inline constexpr const char* kOtherId = "fedcba9876543210";

/// Another struct than `Point`.
inline NamedType other(std::string name) {
  NamedType named = point();
  named.name = named.host_name = std::move(name);
  named.id = kOtherId;
  named.release = "geometry__other__00000000000000ba";
  return named;
}

template <typename Item>
Item renamed(Item item, std::string host_name) {
  item.host_name = std::move(host_name);
  return item;
}

inline NamedType colour() {
  return {.crate = "geometry",
          .name = "Colour",
          .host_name = "Colour",
          .docs = "Of a line.",
          .id = "00000000000000c0",
          .shape = Shape::enumeration,
          .definition = "geometry__define_Colour__00000000000000c1",
          .representation = TypeKind::u64,
          .variants = {{.name = "Red", .host_name = "Red", .docs = "The first.", .value = 0},
                       {.name = "Blue", .host_name = "blue", .value = -1}}};
}

/// Its first member is of type reference `reference`, the second a number.
inline NamedType dot(std::size_t reference) {
  return {
      .crate = "geometry",
      .name = "Dot",
      .host_name = "Dot",
      .id = "00000000000000d0",
      .shape = Shape::value,
      .definition = "geometry__define_Dot__00000000000000d1",
      .members = {{.name = "colour",
                   .host_name = "colour",
                   .docs = "Its colour.",
                   .type = named("Colour", Passing::value, reference),
                   .offset = 0},
                  {.name = "size", .host_name = "size", .type = of(TypeKind::u16), .offset = 8}},
      .size = 16,
      .alignment = 8};
}

/// Enum with data: `Solid { colour: Colour }`, of type reference 1, `Cut(Box<Shape>, f64)`,
/// `Empty`.
inline NamedType shape() {
  return {.crate = "geometry",
          .name = "Shape",
          .host_name = "Shape",
          .id = "00000000000000e0",
          .shape = Shape::tagged,
          .definition = "geometry__define_Shape__00000000000000e1",
          .variants = {{.name = "Solid",
                        .host_name = "Solid",
                        .docs = "Of one colour.",
                        .fields = {{.name = "colour",
                                    .host_name = "color",
                                    .docs = "Its colour.",
                                    .type = named("Colour", Passing::value, 1)}}},
                       {.name = "Cut",
                        .host_name = "Cut",
                        .fields = {{.name = "_0", .host_name = "_0", .type = named("Shape")},
                                   {.name = "_1", .host_name = "_1", .type = of(TypeKind::f64)}},
                        .is_tuple = true},
                       {.name = "Empty", .host_name = "Empty"}},
          .contents = std::string(16 * 5, 'e')};
}

inline Constant constant(const std::string& name, Type type, std::string bytes) {
  return {.crate = "geometry",
          .name = name,
          .host_name = name,
          .type = std::move(type),
          .definition = "geometry__define_" + name + "__00000000000000ae",
          .bytes = std::move(bytes)};
}

inline Field x_of_point() {
  return {.crate = "geometry",
          .name = "x",
          .host_name = "x",
          .docs = "To the right.",
          .type = of(TypeKind::f64),
          .getter = "geometry__Point__get_x__00000000000000ab",
          .setter = "geometry__Point__set_x__00000000000000ac"};
}

inline Function function(const std::string& name, std::vector<Argument> arguments = {},
                         Type returns = {}) {
  return {.crate = "geometry",
          .name = name,
          .host_name = name,
          .symbol = "geometry__" + name + "__00000000000000ad",
          .arguments = std::move(arguments),
          .returns = std::move(returns)};
}

inline Function method(const std::string& name, Passing receiver = Passing::reference,
                       std::vector<Argument> arguments = {}, Type returns = {}) {
  Function result = function(name, std::move(arguments), std::move(returns));
  result.owner = 0;
  result.receiver = receiver;
  return result;
}

inline Place at(std::uint32_t line, std::uint32_t column = 1) {
  return {"src/lib.rs", line, column};
}

inline TypeReference to_point(Place place) {
  return {point().id, std::move(place)};
}

inline std::string little_endian(std::uint64_t value, int size = 4) {
  std::string bytes;
  for (int i = 0; i < size; ++i, value >>= 8) bytes += static_cast<char>(value & 0xff);
  return bytes;
}

inline Record record(Item item, Place place, std::vector<TypeReference> references = {}) {
  return {std::move(item), std::move(place), std::move(references)};
}

inline Record in_module(Record made, std::vector<std::string> path) {
  made.module = std::move(path);
  return made;
}

}  // namespace prebind::model::samples
