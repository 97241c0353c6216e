#include "model/describe.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;

Library example_library() {
  NamedType empty = point();
  empty.name = empty.host_name = "Empty";
  empty.docs = "";
  empty.id = "fedcba9876543210";
  empty.release = "geometry__Empty__00000000000000aa";
  Field label = x_of_point();
  label.name = label.host_name = "label";
  label.docs = "";
  label.type = of(TypeKind::str);
  label.getter = "geometry__Point__get_label__00000000000000ab";
  label.setter = "";
  Function origin = function("new", {{"x", of(TypeKind::f64)}}, named("Point"));
  origin.owner = 0;
  origin.docs = "\n  The origin,\nmore or less.";
  Function scale = method("scale", Passing::mutable_reference, {{"by", of(TypeKind::f64)}},
                          result(of(TypeKind::unit), of(TypeKind::display)));
  scale.host_name = "scale!";
  Function raw = function("raw", {{"p", pointer(of(TypeKind::u8))}}, of(TypeKind::usize));
  raw.is_unsafe = true;
  raw.is_gc_safe = true;
  scale.is_gc_safe = true;
  scale.base_function = "*";
  Crate app = geometry();
  app.name = "app-kit";
  app.initialize = "app_kit__initialize";
  Function run = function("run");
  run.crate = "app_kit";
  run.docs = "Runs \x1b[31mit\x1b[0m.";
  auto library = resolve(
      {record(geometry(), at(1)), record(app, {"app/lib.rs", 1, 1}), record(point(), at(2, 12)),
       record(empty, at(40)), record(x_of_point(), at(3), {to_point(at(2))}),
       record(label, at(4), {to_point(at(2))}), record(origin, at(11), {to_point(at(10))}),
       record(scale, at(12), {to_point(at(10))}), record(raw, at(20)),
       record(run, {"app/lib.rs", 2, 1})});
  return std::move(library).value();
}

TEST(Describe, ModulesHoldTheirItems) {
  Module inner = module("round");
  inner.symbol += "1";
  inner.docs = "Round ones.";
  Record circle = record(point(), at(4));
  circle.module = {"geometry", "shapes", "round"};
  Record norm =
      record(method("norm", Passing::reference, {}, of(TypeKind::f64)), at(5), {to_point(at(5))});
  Record unit = record(function("unit", {}, named("Point")), at(6), {to_point(at(6))});
  unit.module = {"geometry", "shapes"};
  Record inside = record(inner, at(3));
  inside.module = {"geometry", "shapes"};
  Record outside = record(module("shapes"), at(2));
  outside.module = {"geometry"};
  const Library library =
      resolve({record(geometry(), at(1)), outside, inside, circle, norm, unit}).value();
  EXPECT_EQ(describe(library), R"(// geometry 1.2.3, exported by Prebind 0.1.0

mod shapes {
    fn unit() -> shapes::round::Point;

    /// Round ones.
    mod round {
        /// A point in the plane.
        struct Point {}

        impl Point {
            fn norm(&self) -> f64;
        }
    }
}
)");
  const auto json = nlohmann::json::parse(describe_json(library));
  EXPECT_EQ(json["modules"][0]["name"], "shapes");
  EXPECT_FALSE(json["modules"][0].contains("module"));
  EXPECT_EQ(json["modules"][1]["module"], "shapes");
  EXPECT_EQ(json["modules"][1]["docs"], "Round ones.");
  EXPECT_EQ(json["objects"][0]["module"], "shapes::round");
  EXPECT_EQ(json["functions"][0]["module"], "shapes");
  EXPECT_FALSE(json["objects"][0]["functions"][0].contains("module"));
  EXPECT_EQ(whole_signature(library.functions[0], library),
            "mod shapes { fn unit() -> shapes::round::Point }");
  EXPECT_EQ(whole_signature(library.types[0].functions[0], library),
            "impl shapes::round::Point { fn norm(&self) -> f64 }");
}

TEST(Describe, ShowsAPersonWhatALibraryExports) {
  EXPECT_EQ(describe(example_library()), R"(// app-kit 1.2.3, exported by Prebind 0.1.0

/// Runs ?[31mit?[0m.
fn run();

// geometry 1.2.3, exported by Prebind 0.1.0

/// A point in the plane.
struct Point {
    /// To the right.
    x: f64,
    label: &str,  // read only
}

impl Point {
    /// The origin,
    fn new(x: f64) -> Point;
    #[julia(name = "scale!")]
    #[julia(gc_safe)]
    #[julia(as = "*")]
    fn scale(&mut self, by: f64) -> Result<(), Display>;
}

struct Empty {}

#[julia(gc_safe)]
unsafe fn raw(p: *const u8) -> usize;
)");
}

TEST(Describe, JsonHasAllOfIt) {
  const std::string text = describe_json(example_library());
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("\n")));
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["crates"][1]["name"], "geometry");
  EXPECT_EQ(json["crates"][1]["release_memory"], "geometry__release_memory");
  EXPECT_EQ(json["objects"][0], nlohmann::json::parse(R"({
    "crate": "geometry", "name": "Point", "host_name": "Point",
    "docs": "A point in the plane.\n\nImmutable.", "place": "src/lib.rs:2:12",
    "kind": "handle", "release": "geometry__Point__00000000000000aa",
    "fields": [{"name": "x", "host_name": "x", "docs": "To the right.", "type": "f64",
      "getter": "geometry__Point__get_x__00000000000000ab",
      "setter": "geometry__Point__set_x__00000000000000ac"},
     {"name": "label", "host_name": "label", "docs": "", "type": "&str",
      "getter": "geometry__Point__get_label__00000000000000ab", "setter": null}],
    "functions": [{"crate": "geometry", "name": "new", "host_name": "new",
      "docs": "\n  The origin,\nmore or less.", "signature": "fn new(x: f64) -> Point",
      "unsafe": false, "receiver": null, "arguments": [{"name": "x", "type": "f64"}],
      "returns": "Point", "symbol": "geometry__new__00000000000000ad"},
     {"crate": "geometry", "name": "scale", "host_name": "scale!", "docs": "",
      "signature": "fn scale(&mut self, by: f64) -> Result<(), Display>",
      "unsafe": false, "receiver": "&mut self", "arguments": [{"name": "by", "type": "f64"}],
      "returns": "Result<(), Display>", "symbol": "geometry__scale__00000000000000ad",
      "gc_safe": true, "as": "*"}]})"));
  EXPECT_EQ(json["functions"][1]["unsafe"], true);
}

Library items() {
  Function equal = method("eq", Passing::reference,
                          {{"other", named("Colour", Passing::reference)}}, of(TypeKind::boolean));
  equal.trait_method = TraitMethod::equal;
  const TypeReference reference{colour().id, at(2)};
  auto library = resolve(
      {record(geometry(), at(1)), record(colour(), at(2)), record(dot(0), at(3), {reference}),
       record(equal, at(4), {reference}),
       record(constant("LEAST", of(TypeKind::i8), std::string(8, '\xff')), at(5)),
       record(constant("TENTH", of(TypeKind::f64), "\x9a\x99\x99\x99\x99\x99\xb9\x3f"), at(6)),
       record(constant("SHARP", of(TypeKind::character), little_endian(0xdf, 8)), at(7)),
       record(constant("NAME", of(TypeKind::str), "a \"b\"\n\x1b"), at(8)),
       record(constant("DEEP", of(TypeKind::i128), little_endian(0, 15) + '\x80'), at(9)),
       record(constant("WIDE", of(TypeKind::u128), std::string(16, '\xff')), at(10))});
  return std::move(library).value();
}

TEST(Describe, ShowsEnumsValuesAndConstants) {
  EXPECT_EQ(describe(items()), R"(// geometry 1.2.3, exported by Prebind 0.1.0

/// Of a line.
#[repr(u64)]
enum Colour {
    /// The first.
    Red = 0,
    #[julia(name = "blue")]
    Blue = 18446744073709551615,
}

impl PartialEq for Colour;  // fn eq(&self, other: &Colour) -> bool

#[julia(value)]  // 16 bytes, aligned to 8
struct Dot {
    /// Its colour.
    colour: Colour,  // at 0
    size: u16,  // at 8
}

const LEAST: i8 = -1;

const TENTH: f64 = 0.1;

const SHARP: char = '\u{df}';

const NAME: &str = "a \"b\"\n\u001b";

const DEEP: i128 = -170141183460469231731687303715884105728;

const WIDE: u128 = 340282366920938463463374607431768211455;
)");
}

TEST(Describe, JsonHasEnumsValuesAndConstants) {
  const auto json = nlohmann::json::parse(describe_json(items()));
  EXPECT_EQ(json["objects"][0]["kind"], "enum");
  EXPECT_EQ(json["objects"][0]["representation"], "u64");
  EXPECT_EQ(json["objects"][0]["variants"][1]["value"], "18446744073709551615");
  EXPECT_EQ(json["objects"][0]["functions"][0]["trait"], "PartialEq");
  EXPECT_EQ(json["objects"][1]["kind"], "value");
  EXPECT_EQ(json["objects"][1]["size"], 16);
  EXPECT_EQ(json["objects"][1]["fields"][1], nlohmann::json::parse(R"({
    "name": "size", "host_name": "size", "docs": "", "type": "u16", "offset": 8})"));
  EXPECT_EQ(json["constants"][1]["value"], "0.1");
  EXPECT_EQ(json["constants"][3]["type"], "&str");
}

TEST(Describe, SignaturesAreRusts) {
  EXPECT_EQ(signature(function("f")), "fn f()");
  EXPECT_EQ(signature(method("f", Passing::value)), "fn f(self)");
  EXPECT_EQ(signature(method("f", Passing::reference, {{"a", of(TypeKind::str)}})),
            "fn f(&self, a: &str)");
}

}  // namespace
}  // namespace prebind::model
