#include "hosts/test_library.h"

#include <utility>

namespace prebind::hosts {

Type plain(TypeKind kind) {
  return Type{.kind = kind};
}

// Another one.
Type numbered(std::string name, std::size_t reference) {
  return Type{.kind = TypeKind::named, .reference = reference, .name = std::move(name)};
}

// A symbol as docs/formats/records.md has it, with a digest that is none.
std::string symbol(const std::string& path) {
  return "geometry__" + path + "__0123456789abcdef";
}

model::Function function(const std::string& name, std::vector<model::Argument> arguments,
                         Type returns, std::string docs) {
  return {.crate = "geometry",
          .name = name,
          .host_name = name,
          .docs = std::move(docs),
          .symbol = symbol(name),
          .arguments = std::move(arguments),
          .returns = std::move(returns)};
}

model::Function member(const std::string& owner, const std::string& name,
                       std::optional<Passing> receiver, std::vector<model::Argument> arguments,
                       Type returns, std::string docs) {
  model::Function made = function(name, std::move(arguments), std::move(returns), std::move(docs));
  made.symbol = symbol(owner + "__" + name);
  made.receiver = receiver;
  made.owner = 0;
  return made;
}

model::Field field(const std::string& owner, const std::string& name, Type type, std::string docs) {
  return {.crate = "geometry",
          .name = name,
          .host_name = name,
          .docs = std::move(docs),
          .type = std::move(type),
          .getter = symbol(owner + "__get__" + name),
          .setter = symbol(owner + "__set__" + name)};
}

model::LibraryType type_named(const std::string& name, std::string docs) {
  return {.type = {.crate = "geometry",
                   .name = name,
                   .host_name = name,
                   .docs = std::move(docs),
                   .id = "0123456789abcdef",
                   .release = symbol(name)},
          .place = {"src/lib.rs", 7, 1},
          .fields = {},
          .functions = {}};
}

model::Library empty_library() {
  model::Library library;
  library.crates.push_back({.name = "geometry",
                            .version = "0.1.0",
                            .engine = "0.1.0",
                            .initialize = "prebind_geometry_initialize",
                            .release_memory = "prebind_geometry_release_memory",
                            .release_failure = "prebind_geometry_release_failure"});
  return library;
}

// One of everything, as far as the text differs.
std::optional<Error> first_unsupported(const Host& host, const model::Library& library,
                                       const std::string& module_name) {
  const Supports supports = host.support_of(library, module_name);
  for (const ShownItem& each : items_of(library)) {
    if (auto supported = supports(each); !supported) return supported.error();
  }
  return std::nullopt;
}

model::Library modules_library() {
  model::Library library = empty_library();
  library.modules = {{.crate = "geometry",
                      .name = "shapes",
                      .host_name = "shapes",
                      .docs = "Of all kinds.",
                      .symbol = symbol("mod_shapes"),
                      .place = {"src/lib.rs", 2, 5}},
                     {.crate = "geometry",
                      .name = "round",
                      .host_name = "round",
                      .symbol = symbol("shapes__mod_round"),
                      .module = 0,
                      .place = {"src/lib.rs", 3, 5}}};
  for (const model::InModule module : {model::InModule(0), model::InModule(1)}) {
    model::LibraryType circle = type_named("Circle");
    circle.type.module = module;
    circle.functions.push_back(
        member("Circle", "area", Passing::reference, {}, plain(TypeKind::f64)));
    circle.functions.back().owner = library.types.size();
    circle.functions.back().module = module;
    model::Function unit = function("unit", {}, numbered("Circle", library.types.size()));
    unit.module = module;
    library.types.push_back(std::move(circle));
    library.functions.push_back(std::move(unit));
  }
  const auto value = [&](const std::string& name, model::InModule module, Type member) {
    model::LibraryType made = type_named(name);
    made.type.module = module;
    made.type.shape = model::Shape::value;
    made.type.definition = symbol("define_" + name);
    made.type.size = made.type.alignment = 8;
    made.type.members = {{.name = "x", .host_name = "x", .type = std::move(member)}};
    library.types.push_back(std::move(made));
  };
  value("Outer", 0, numbered("Inner", 3));
  value("Inner", 1, numbered("Seed", 4));
  value("Seed", 0, plain(TypeKind::f64));
  model::Constant limit{.crate = "geometry",
                        .name = "LIMIT",
                        .host_name = "LIMIT",
                        .type = plain(TypeKind::u8),
                        .definition = symbol("shapes__define_LIMIT"),
                        .bytes = std::string(8, '\1')};
  limit.module = 0;
  library.constants.push_back(std::move(limit));
  return library;
}

model::Library sample_library() {
  model::Library library = empty_library();

  model::LibraryType point = type_named("Point", "A point in the plane.");
  point.fields = {field("Point", "x", plain(TypeKind::f64), "To the right."),
                  field("Point", "label", option(plain(TypeKind::string)))};
  point.functions = {
      member("Point", "new", {}, {{"x", plain(TypeKind::f64)}}, named("Point"),
             "A point without a label."),
      member("Point", "parse", {}, {{"text", plain(TypeKind::str)}},
             result(named("Point"), plain(TypeKind::u32)), "Reads `\"1.5\"`; costs no $."),
      member("Point", "scale", Passing::mutable_reference, {{"by", plain(TypeKind::f32)}},
             plain(TypeKind::unit), "Multiplies."),
      member("Point", "absorb", Passing::mutable_reference,
             {{"other", named("Point")}, {"weight", plain(TypeKind::u8)}},
             result(plain(TypeKind::unit))),
      member("Point", "nearest", Passing::reference,
             {{"others", option(named("Point", Passing::reference))}},
             result(option(named("Point"))))};
  const auto implement = [&](model::TraitMethod trait_method, const std::string& name,
                             const std::vector<model::Argument>& arguments, const Type& returns) {
    model::Function made = member("Point", name, Passing::reference, arguments, returns);
    if (trait_method == model::TraitMethod::next) made.receiver = Passing::mutable_reference;
    made.trait_method = trait_method;
    point.functions.push_back(std::move(made));
  };
  const model::Argument other{"other", named("Point", Passing::reference)};
  implement(model::TraitMethod::display, "Display", {}, plain(TypeKind::string));
  implement(model::TraitMethod::equal, "PartialEq", {other}, plain(TypeKind::boolean));
  implement(model::TraitMethod::clone, "Clone", {}, named("Point"));
  implement(model::TraitMethod::next, "Iterator", {}, option(plain(TypeKind::f64)));
  library.types.push_back(std::move(point));
  library.types.push_back(type_named("Empty"));

  model::LibraryType colour = type_named("Colour", "Of a point.");
  colour.type.release.clear();
  colour.type.shape = model::Shape::enumeration;
  colour.type.definition = symbol("define_Colour");
  colour.type.representation = TypeKind::u8;
  colour.type.variants = {
      {.name = "Red", .host_name = "Red", .docs = "The first.\n\nAnd the best.", .value = 0},
      {.name = "End", .host_name = "end", .value = 255}};
  library.types.push_back(std::move(colour));
  // It holds what stands behind it.
  model::LibraryType dot = type_named("Dot");
  dot.type.release.clear();
  dot.type.shape = model::Shape::value;
  dot.type.definition = symbol("define_Dot");
  dot.type.members = {
      {.name = "at", .host_name = "at", .docs = "Where.", .type = named("Place"), .offset = 0},
      {.name = "end", .host_name = "end", .type = named("Colour"), .offset = 8}};
  dot.type.members[0].type.reference = 4;
  dot.type.members[1].type.reference = 2;
  dot.type.size = 16;
  dot.type.alignment = 8;
  library.types.push_back(std::move(dot));
  model::LibraryType place = type_named("Place");
  place.type.release.clear();
  place.type.shape = model::Shape::value;
  place.type.definition = symbol("define_Place");
  place.type.members = {{.name = "x", .host_name = "x", .type = plain(TypeKind::f64)}};
  place.type.size = place.type.alignment = 8;
  model::Function made = member("Place", "new", {}, {}, named("Place"));
  made.owner = made.returns.reference = 4;
  place.functions.push_back(std::move(made));
  library.types.push_back(std::move(place));
  library.constants = {{.crate = "geometry",
                        .name = "LIMIT",
                        .host_name = "LIMIT",
                        .docs = "The most.",
                        .type = plain(TypeKind::i16),
                        .definition = symbol("define_LIMIT"),
                        .bytes = "\xff\xff\xff\xff\xff\xff\xff\xff"},
                       {.crate = "geometry",
                        .name = "DEEP",
                        .host_name = "DEEP",
                        .type = plain(TypeKind::i128),
                        .definition = symbol("define_DEEP"),
                        .bytes = std::string(15, '\0') + '\x80'},
                       {.crate = "geometry",
                        .name = "TITLE",
                        .host_name = "TITLE",
                        .type = plain(TypeKind::str),
                        .definition = symbol("define_TITLE"),
                        .bytes = "costs $5"}};

  model::Function peek =
      function("peek",
               {{"at", Type{.kind = TypeKind::pointer, .arguments = {plain(TypeKind::f64)}}},
                {"data", Type{.kind = TypeKind::pointer,
                              .arguments = {plain(TypeKind::opaque)},
                              .is_mutable = true}}},
               plain(TypeKind::f64));
  peek.is_unsafe = true;
  model::Function simulate = function("simulate",
                                      {{"state", Type{.kind = TypeKind::slice,
                                                      .arguments = {plain(TypeKind::f64)},
                                                      .passing = Passing::mutable_reference}},
                                       {"steps", plain(TypeKind::u64)}},
                                      plain(TypeKind::f64));
  simulate.is_gc_safe = true;
  library.functions = {
      function("add", {{"a", plain(TypeKind::i32)}, {"b", plain(TypeKind::i32)}},
               plain(TypeKind::i32), "Adds.\n\n# Panics\n\nOn overflow."),
      function("get", {{"end", plain(TypeKind::usize)}, {"_", plain(TypeKind::boolean)}},
               option(plain(TypeKind::character))),
      function("blend",
               {{"from", Type{.kind = TypeKind::slice,
                              .arguments = {plain(TypeKind::f64)},
                              .passing = Passing::reference}},
                {"into", Type{.kind = TypeKind::slice,
                              .arguments = {plain(TypeKind::f64)},
                              .passing = Passing::mutable_reference}},
                {"weights",
                 option(Type{.kind = TypeKind::vector, .arguments = {plain(TypeKind::f32)}})}},
               result(Type{.kind = TypeKind::vector, .arguments = {plain(TypeKind::f64)}})),
      function("function", {{"returned", plain(TypeKind::character)}}, plain(TypeKind::boolean)),
      function("shout",
               {{"text", plain(TypeKind::str)},
                {"times", option(plain(TypeKind::u16))},
                {"suffix", option(plain(TypeKind::str))},
                {"mark", option(plain(TypeKind::character))}},
               plain(TypeKind::string)),
      function("paint",
               {{"dot", option(numbered("Dot", 3))}, {"colour", option(numbered("Colour", 2))}},
               result(option(numbered("Dot", 3)), numbered("Colour", 2))),
      std::move(peek),
      std::move(simulate)};
  return library;
}

model::Library deprecated_library() {
  const auto deprecated = [](std::string note, std::string since = "") {
    return model::Marks{.deprecation = model::Deprecation{std::move(since), std::move(note)}};
  };
  model::Library library = empty_library();
  library.functions = {function("add", {}, plain(TypeKind::i32)),
                       function("more", {}, plain(TypeKind::i32))};
  library.functions[0].marks = deprecated("the function", "1.2");

  model::LibraryType point = type_named("Point");
  point.fields = {field("Point", "x", plain(TypeKind::f64))};
  point.fields[0].marks = deprecated("the \"field\"");
  point.functions = {member("Point", "new", std::nullopt, {}, named("Self")),
                     member("Point", "old", Passing::reference, {}, plain(TypeKind::u8))};
  point.functions[0].marks = deprecated("the constructor");
  point.functions[1].marks = deprecated("");
  model::LibraryType dot = type_named("Dot");
  dot.type.id = "1123456789abcdef";
  dot.type.marks = deprecated("the type");
  dot.functions = {member("Dot", "new", std::nullopt, {}, numbered("Self", 1))};
  dot.functions[0].owner = 1;
  model::LibraryType colour = type_named("Colour");
  colour.type.id = "2123456789abcdef";
  colour.type.shape = model::Shape::enumeration;
  colour.type.variants = {{.name = "Red", .host_name = "Red", .value = 0}};
  colour.type.variants[0].marks = deprecated("the variant");
  library.types = {point, dot, colour};
  return library;
}

}  // namespace prebind::hosts
