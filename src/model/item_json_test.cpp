#include <gmock/gmock.h>

#include "model/record.h"
#include "model/strided.h"
#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;

Item read(std::string_view json) {
  auto item = item_from_json(json);
  EXPECT_TRUE(item) << json << "\n" << item.error().message;
  return item.value_or(Item());
}

std::string problem_of_json(std::string_view json) {
  const auto item = item_from_json(json);
  if (item) return "none";
  EXPECT_EQ(item.error().help, "build the library again with this version of Prebind");
  return item.error().message;
}

/// A function with the type as its return, or as its argument where only that is possible.
Function returning(Type type) {
  return function("f", {}, std::move(type));
}

std::string problem_of_return(std::string_view type) {
  return problem_of_json(
      R"({"item":"function","crate":"c","name":"f","host_name":"f","symbol":"s",)"
      R"("returns":)" +
      std::string(type) + "}");
}

TEST(ItemJson, IsOneLineInAFixedOrder) {
  EXPECT_EQ(to_json(geometry()),
            R"({"item":"crate","name":"geometry","version":"1.2.3","engine":"0.1.0","abi":3,)"
            R"("initialize":"geometry__initialize","release_memory":"geometry__release_memory",)"
            R"("release_failure":"geometry__release_failure"})");
  EXPECT_EQ(to_json(point()),
            R"({"item":"object","crate":"geometry","name":"Point","host_name":"Point",)"
            R"("docs":"A point in the plane.\n\nImmutable.","id":"0123456789abcdef",)"
            R"("release":"geometry__Point__00000000000000aa"})");
  Module shapes = module("shapes");
  shapes.docs = "Of all kinds.";
  shapes.marks.names["julia"] = "Shapes";
  EXPECT_EQ(to_json(shapes),
            R"({"item":"module","crate":"geometry","name":"shapes","host_name":"shapes",)"
            R"("names":{"julia":"Shapes"},"docs":"Of all kinds.",)"
            R"("symbol":"geometry__mod_shapes__00000000000000ae"})");
  EXPECT_EQ(read(to_json(shapes)), Item(shapes));
  EXPECT_EQ(to_json(x_of_point()),
            R"({"item":"field","crate":"geometry","owner":0,"name":"x","host_name":"x",)"
            R"("docs":"To the right.","type":"f64",)"
            R"("getter":"geometry__Point__get_x__00000000000000ab",)"
            R"("setter":"geometry__Point__set_x__00000000000000ac"})");
  Function scale =
      method("scale", Passing::mutable_reference, {{"by", of(TypeKind::f64)}, {"to", named("P")}},
             result(of(TypeKind::unit), of(TypeKind::display)));
  scale.is_unsafe = true;
  scale.is_gc_safe = true;
  EXPECT_EQ(
      to_json(scale),
      R"({"item":"function","crate":"geometry","name":"scale","host_name":"scale",)"
      R"("symbol":"geometry__scale__00000000000000ad","owner":0,"receiver":"mutable",)"
      R"("arguments":[{"name":"by","type":"f64"},{"name":"to","type":["object",0,"value","P"]}],)"
      R"-("returns":["Result","()","Display"],"unsafe":true,"gc_safe":true})-");
  EXPECT_EQ(to_json(function("f")),
            R"({"item":"function","crate":"geometry","name":"f","host_name":"f",)"
            R"-("symbol":"geometry__f__00000000000000ad","returns":"()"})-");
}

TEST(ItemJson, EveryItemComesBack) {
  Function full = method("scale", Passing::value, {{"by", of(TypeKind::f64)}}, named("Point"));
  full.docs = "Größe \"x\"\n\t\\ \U0001f600";
  full.is_unsafe = true;
  full.is_gc_safe = true;
  full.base_function = "setindex!";
  full.implements = "IndexMut";
  full.counts_from_one = true;
  full.unmarked = {"reset", "größe"};
  Function mutating = function("push");
  mutating.host_name = "push!";
  Field read_only = x_of_point();
  read_only.setter = "";
  Function associated = function("new", {}, named("Point"));
  associated.owner = 3;
  Function compared = method("eq");
  compared.trait_method = TraitMethod::equal;
  compared.is_instance = true;
  compared.arguments = {{"other", of(TypeKind::f32), true}};
  Function chained = method("chained", Passing::mutable_reference);
  chained.returns_receiver = true;
  Function marked = function("old");
  marked.marks = {.names = {{"cpp", "plus"}, {"julia", "plus!"}},
                  .hosts = {"julia"},
                  .deprecation = Deprecation{"1.2", "use \"new\""}};
  NamedType trait = point();
  trait.is_trait = true;
  Function provided = method("provided");
  provided.number = 3;
  provided.is_provided = true;
  Constant outdated = constant("N", of(TypeKind::u8), "");
  outdated.marks.deprecation.emplace();
  for (const Item& item :
       std::vector<Item>{geometry(), point(), x_of_point(), full, associated, method("m"), mutating,
                         read_only, compared, chained, marked, outdated, trait, provided}) {
    EXPECT_EQ(read(to_json(item)), item) << to_json(item);
  }
}

TEST(ItemJson, MarksAreLeftOutWithoutThem) {
  Function marked = function("f");
  marked.marks = {
      .names = {{"cpp", "plus"}}, .hosts = {"cpp"}, .deprecation = Deprecation{.note = "use g"}};
  EXPECT_EQ(to_json(marked),
            R"({"item":"function","crate":"geometry","name":"f","host_name":"f",)"
            R"("names":{"cpp":"plus"},"hosts":["cpp"],"deprecated":{"note":"use g"},)"
            R"-("symbol":"geometry__f__00000000000000ad","returns":"()"})-");
}

TEST(ItemJson, MarksAreChecked) {
  const auto problem_of = [](const std::string& member) {
    return problem_of_json(R"({"item":"function","crate":"c","name":"f","host_name":"f",)" +
                           member + R"(,"symbol":"s"})");
  };
  const char* const names = "the `names` of the function has what is no host or no name";
  EXPECT_EQ(problem_of(R"("names":{"cobol":"f"})"), names);
  EXPECT_EQ(problem_of(R"("names":{"cpp":"f g"})"), names);
  EXPECT_EQ(problem_of(R"("names":{"cpp":1})"), names);
  EXPECT_EQ(problem_of(R"("names":[])"), "the `names` of the function is not an object");
  EXPECT_EQ(problem_of(R"("hosts":["cobol"])"), "the `hosts` of the function has no host");
  EXPECT_EQ(problem_of(R"("deprecated":{"why":"x"})"),
            "the `why` of the deprecation is not known to this version of Prebind");
}

TEST(ItemJson, EveryTypeComesBack) {
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    std::vector<Type> types;
    switch (kind) {
      case TypeKind::pointer:
        types = {pointer(of(TypeKind::u8)), pointer(of(TypeKind::boolean)),
                 pointer(of(TypeKind::character)), pointer(pointer(of(TypeKind::i64), true)),
                 pointer(of(TypeKind::opaque), true)};
        break;
      case TypeKind::slice:
        types = {slice(of(TypeKind::boolean)),
                 slice(of(TypeKind::f64), Passing::mutable_reference)};
        break;
      case TypeKind::vector:
      case TypeKind::boxed_slice:
        types = {of(kind, {of(TypeKind::str)}), option(of(kind, {of(TypeKind::f32)}))};
        break;
      case TypeKind::tuple:
        types = {of(kind, {of(TypeKind::i128)}), of(kind, {option(of(TypeKind::f64)), named("P"),
                                                           of(kind, {of(TypeKind::c_str)})})};
        break;
      case TypeKind::function:
        for (const Passing passing :
             {Passing::value, Passing::reference, Passing::mutable_reference}) {
          const Type takes{.kind = kind,
                           .arguments = {Type{}, of(TypeKind::f64), pointer(of(TypeKind::u8))},
                           .passing = passing};
          const Item item = function("f", {{"g", takes}});
          EXPECT_EQ(read(to_json(item)), item) << to_json(item);
        }
        for (const char* name : {"&dyn", "&mut dyn", "Box<dyn>", "Arc<dyn>", "Rc<dyn>"}) {
          const Type object{.kind = kind, .arguments = {named("Store")}, .name = name};
          const Item item = function("f", {{"store", object}});
          EXPECT_EQ(read(to_json(item)), item) << to_json(item);
        }
        continue;
      case TypeKind::fixed_array:
        types = {fixed(of(TypeKind::f64), 3), of(TypeKind::vector, {fixed(named("P"), 256)}),
                 fixed(fixed(of(TypeKind::string), 2), 2)};
        types.push_back(types[0]);
        types.back().passing = Passing::reference;
        types.push_back(types.back());
        types.back().name = "SVector";
        types.push_back(fixed(fixed(of(TypeKind::complex32), 3), 2));
        types.back().name = "SMatrix";
        EXPECT_EQ(to_string(types.back()), "SMatrix<Complex<f32>, 3, 2>");
        types.push_back(of(TypeKind::vector, {types.back()}));
        EXPECT_TRUE(is_packed(types.back()));
        break;
      case TypeKind::strided:
        for (const char* name : {"ArrayView2", "ArrayViewMutD", "Array6", "ArcArray1"}) {
          types.push_back(strided_type(name, of(TypeKind::complex64)).value());
        }
        break;
      case TypeKind::deque:
      case TypeKind::hash_set:
      case TypeKind::btree_set:
      case TypeKind::index_set:
        types = {of(kind, {of(TypeKind::string)}),
                 of(TypeKind::vector, {of(kind, {option(of(TypeKind::character))})})};
        break;
      case TypeKind::hash_map:
      case TypeKind::btree_map:
      case TypeKind::index_map:
        types = {of(kind, {of(TypeKind::i128), of(TypeKind::vector, {named("P")})}),
                 {.kind = kind,
                  .arguments = {of(TypeKind::str), of(TypeKind::u8)},
                  .passing = Passing::reference}};
        break;
      case TypeKind::option:
        types = {option(of(TypeKind::string)), option(named("P")),
                 option(option(of(TypeKind::u8)))};
        break;
      case TypeKind::result:
        types = {result(option(of(TypeKind::str)), of(TypeKind::i32)),
                 result(of(TypeKind::unit), of(TypeKind::display)),
                 result(of(TypeKind::f64), of(TypeKind::character)),
                 result(of(TypeKind::f64), named("Fault"))};
        break;
      case TypeKind::named:
        types = {named("a::B"), named("B<'_>", Passing::reference, 7),
                 named("B", Passing::mutable_reference, 4294967295)};
        break;
      case TypeKind::display:
        types = {result(of(TypeKind::u8), of(kind))};
        break;
      case TypeKind::opaque:
        types = {pointer(of(kind))};
        break;
      default:
        types = {of(kind)};
        break;
    }
    for (const Type& type : types) {
      EXPECT_EQ(read(to_json(returning(type))), Item(returning(type))) << to_string(type);
    }
  }
}

TEST(ItemJson, DocsThatAreNotUtf8AreMended) {
  NamedType named = point();
  named.docs = "a\xff";
  EXPECT_EQ(std::get<NamedType>(read(to_json(named))).docs, "a\ufffd");
}

TEST(ItemJson, ItemsThatAreNotKnownAreErrors) {
  EXPECT_EQ(problem_of_json("[]"), "the `item` of the record is missing");
  EXPECT_EQ(problem_of_json("{}"), "the `item` of the record is missing");
  EXPECT_EQ(problem_of_json(R"({"item":1})"), "the `item` of the record is not text");
  EXPECT_EQ(problem_of_json(R"({"item":"enum\u001b"})"), "the item `enum?` is not known");
  EXPECT_EQ(problem_of_json("{"), "its JSON is damaged at byte 1 of 1");
}

TEST(ItemJson, MembersAreChecked) {
  const auto change = [](std::string_view from, std::string_view to) {
    Function function = method("scale", Passing::reference, {{"by", of(TypeKind::f64)}});
    function.is_unsafe = true;
    std::string json = to_json(function);
    const std::size_t place = json.find(from);
    EXPECT_NE(place, json.npos) << from;
    return problem_of_json(json.replace(place, from.size(), to));
  };
  EXPECT_EQ(change(R"("symbol":)", R"("s":)"), "the `symbol` of the function is missing");
  EXPECT_EQ(change(R"("geometry__scale__00000000000000ad")", "1"),
            "the `symbol` of the function is not text");
  EXPECT_EQ(change("geometry__scale", "a.b"),
            "the `symbol` of the function cannot be `a.b__00000000000000ad`");
  EXPECT_EQ(change(R"("name":"scale")", R"("name":"a b")"),
            "the `name` of the function cannot be `a b`");
  EXPECT_EQ(change(R"("host_name":"scale")", R"("host_name":"x; y")"),
            "the `host_name` of the function cannot be `x; y`");
  EXPECT_EQ(change(R"("crate":"geometry")", R"("crate":"../x")"),
            "the `crate` of the function cannot be `../x`");
  EXPECT_EQ(change(R"("owner":0)", R"("owner":-1)"), "the `owner` of the function is not a number");
  EXPECT_EQ(change(R"("owner":0)", R"("owner":4294967296)"),
            "the `owner` of the function is too large");
  EXPECT_EQ(change(R"("owner":0,)", ""), "the `receiver` of the function has no `owner` beside it");
  EXPECT_EQ(change(R"("returns")", R"("returns_receiver":true,"returns")"),
            "the `returns_receiver` of the function has no `receiver` beside it that is `mutable`");
  EXPECT_EQ(change(R"("reference")", R"("mutable","returns_receiver":true)"), "none");
  EXPECT_EQ(change(R"-("reference","arguments":[{"name":"by","type":"f64"}],"returns":"()")-",
                   R"("mutable","returns_receiver":true,"returns":"f64")"),
            "the `returns_receiver` of the function stands beside another result");
  EXPECT_EQ(change(R"("reference")", R"("ref")"),
            "the `receiver` of the function is neither `value`, `reference` nor `mutable`");
  EXPECT_EQ(change(R"([{"name":"by","type":"f64"}])", "1"),
            "the `arguments` of the function is not an array");
  EXPECT_EQ(change(R"({"name":"by","type":"f64"})", "1"), "the `name` of the argument is missing");
  EXPECT_EQ(change(R"("by")", R"("_")"), "the `name` of the argument cannot be `_`");
  EXPECT_EQ(change(R"("by",)", R"("by","async":1,)"),
            "the `async` of the argument is not known to this version of Prebind");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","default":["number","1.5"],"keyword":true}])"), "none");
  EXPECT_EQ(change(R"("unsafe":true)", R"("unsafe":true,"futures":"a b")"),
            "the `futures` of the function cannot be `a b`");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","service":"progress"}])"),
            "the `service` of the argument is not one for this type");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","service":"coffee"}])"),
            "the `service` of the argument is not one for this type");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","default":"1.5"}])"),
            "the `default` of the argument is not an array");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","default":["text"]}])"),
            "the `default` of the argument is not a kind and a text");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","default":["number","run"]
}])"),
            "the `default` of the argument cannot be `run`");
  EXPECT_EQ(change(R"("f64"}])", R"("f64","default":["rust","run"]
  }])"),
            "the `default` of the argument cannot be `run`");
  EXPECT_EQ(
      change(R"("f64"}])", R"("f64","default":["number","1.5"]},{"name":"to","type":"f64"}])"),
      "the `arguments` of the function are in no order that a host can have");
  EXPECT_EQ(change(R"("unsafe":true)", R"("unsafe":1)"),
            "the `unsafe` of the function is neither true nor false");
  EXPECT_EQ(change(R"("unsafe")", R"("async")"),
            "the `async` of the function is not known to this version of Prebind");
  EXPECT_EQ(change(R"("unsafe":true)", R"("implements":"Deref")"),
            "the `implements` of the function cannot be `Deref`");
  for (const std::string name : {"% 1", "lenght", "%", "show", "throw"}) {
    EXPECT_EQ(change(R"("unsafe":true)", R"("as":")" + name + R"(")"),
              "the `as` of the function cannot be `" + name + "`");
  }
  EXPECT_EQ(change(R"("owner":0)", R"("owner":0,"owner":0)"),
            "the `owner` of the function is not known to this version of Prebind");
}

TEST(ItemJson, MembersOfOtherItemsAreChecked) {
  Crate crate = geometry();
  crate.version = "1;";
  EXPECT_EQ(problem_of_json(to_json(crate)), "the `version` of the crate cannot be `1;`");
  crate = geometry();
  crate.abi = -1;
  EXPECT_EQ(problem_of_json(to_json(crate)), "the `abi` of the crate is not a number");
  crate = geometry();
  crate.initialize = "";
  EXPECT_EQ(problem_of_json(to_json(crate)), "the `initialize` of the crate cannot be ``");
  NamedType named = point();
  named.id = "0123456789ABCDEF";
  EXPECT_EQ(problem_of_json(to_json(named)), "the `id` of the object cannot be `0123456789ABCDEF`");
  Field field = x_of_point();
  field.setter = "ö";
  EXPECT_EQ(problem_of_json(to_json(field)), "the `setter` of the field cannot be `ö`");
}

TEST(ItemJson, TypesAreChecked) {
  EXPECT_EQ(problem_of_return(R"("u256")"), "the type `u256` is not known");
  EXPECT_EQ(problem_of_return(R"("")"), "the type `` is not known");
  EXPECT_EQ(problem_of_return("1"), "a type is neither a name nor an array that begins with one");
  EXPECT_EQ(problem_of_return("{}"), "a type is neither a name nor an array that begins with one");
  EXPECT_EQ(problem_of_return("[]"), "the type `` with 0 parts is not known");
  EXPECT_EQ(problem_of_return(R"(["Set","u8"])"), "the type `Set` with 2 parts is not known");
  EXPECT_EQ(problem_of_return(R"(["Vec","u8","u8"])"), "the type `Vec` with 3 parts is not known");
  EXPECT_EQ(problem_of_return(R"(["Option"])"), "the type `Option` with 1 parts is not known");
  EXPECT_EQ(problem_of_return(R"(["object",-1,"value","P"])"),
            "the type reference of an object is not a number");
  EXPECT_EQ(problem_of_return(R"(["object",0,"move","P"])"),
            "an object is passed neither by value nor by reference");
  EXPECT_EQ(problem_of_return(R"(["object",0,"value",""])"),
            "the name of an object's type is not plain text");
}

TEST(ItemJson, EnumsValuesAndConstantsAreAsDocumented) {
  EXPECT_EQ(to_json(colour()),
            R"({"item":"enum","crate":"geometry","name":"Colour","host_name":"Colour",)"
            R"("docs":"Of a line.","id":"00000000000000c0",)"
            R"("definition":"geometry__define_Colour__00000000000000c1","representation":"u64",)"
            R"("variants":[{"name":"Red","host_name":"Red","docs":"The first."},)"
            R"({"name":"Blue","host_name":"blue"}]})");
  EXPECT_EQ(to_json(dot(1)),
            R"({"item":"value","crate":"geometry","name":"Dot","host_name":"Dot",)"
            R"("id":"00000000000000d0","definition":"geometry__define_Dot__00000000000000d1",)"
            R"("members":[{"name":"colour","host_name":"colour","docs":"Its colour.",)"
            R"("type":["object",1,"value","Colour"]},)"
            R"({"name":"size","host_name":"size","type":"u16"}]})");
  EXPECT_EQ(to_json(constant("LIMIT", of(TypeKind::u8), "")),
            R"({"item":"constant","crate":"geometry","name":"LIMIT","host_name":"LIMIT",)"
            R"("type":"u8","definition":"geometry__define_LIMIT__00000000000000ae"})");
}

TEST(ItemJson, EnumsWithDataAreAsDocumented) {
  NamedType open = shape();
  EXPECT_EQ(to_json(open),
            R"({"item":"tagged","crate":"geometry","name":"Shape","host_name":"Shape",)"
            R"("id":"00000000000000e0","definition":"geometry__define_Shape__00000000000000e1",)"
            R"("variants":[{"name":"Solid","host_name":"Solid","docs":"Of one colour.",)"
            R"("fields":[{"name":"colour","host_name":"color","docs":"Its colour.",)"
            R"("type":["object",1,"value","Colour"]}]},{"name":"Cut","host_name":"Cut","fields":)"
            R"([{"name":"_0","host_name":"_0","type":["object",0,"value","Shape"]},)"
            R"({"name":"_1","host_name":"_1","type":"f64"}],"tuple":true},)"
            R"({"name":"Empty","host_name":"Empty"}]})");
  open.is_open = open.is_returned_only = true;
  EXPECT_THAT(to_json(open), testing::EndsWith(R"(],"open":true,"returned_only":true})"));
}

TEST(ItemJson, EnumsWithDataAreChecked) {
  NamedType none = shape();
  none.variants.clear();
  EXPECT_EQ(problem_of_json(to_json(none)), "the `variants` of the tagged are none");
  const auto with = [](Type type) {
    NamedType tagged = shape();
    tagged.variants[0].fields[0].type = std::move(type);
    return problem_of_json(to_json(tagged));
  };
  EXPECT_EQ(with(of(TypeKind::unit)), "the `type` of the field cannot be `()`");
  EXPECT_EQ(with(slice(of(TypeKind::u8))), "the `type` of the field is not passed by value");
  EXPECT_EQ(with(pointer(of(TypeKind::u8))), "the `type` of the field cannot be `*const u8`");
  EXPECT_EQ(with(of(TypeKind::c_str)), "the `type` of the field cannot be `&CStr`");
  NamedType data = colour();
  data.variants[0].fields = shape().variants[1].fields;
  EXPECT_EQ(problem_of_json(to_json(data)),
            "the `fields` of the variant is not known to this version of Prebind");
}

TEST(ItemJson, EnumsAndValuesAreChecked) {
  NamedType none = colour();
  none.variants.clear();
  EXPECT_EQ(problem_of_json(to_json(none)), "the `variants` of the enum are none");
  NamedType real = colour();
  real.representation = TypeKind::f32;
  EXPECT_EQ(problem_of_json(to_json(real)),
            "the `representation` of the enum is not the name of an integer");
  NamedType empty = dot(0);
  empty.members.clear();
  EXPECT_EQ(problem_of_json(to_json(empty)), "the `members` of the value are none");
  NamedType text = dot(0);
  text.members[1].type = of(TypeKind::str);
  EXPECT_EQ(problem_of_json(to_json(text)),
            "the type `&str` is not allowed as a field of a value struct");
  NamedType borrowed = dot(0);
  borrowed.members[0].type.passing = Passing::reference;
  EXPECT_EQ(problem_of_json(to_json(borrowed)), "the `type` of the member is not passed by value");
  EXPECT_EQ(problem_of_json(to_json(constant("S", of(TypeKind::string), ""))),
            "the type `String` is not allowed as a constant");
  Function free = function("eq");
  free.trait_method = TraitMethod::equal;
  EXPECT_EQ(problem_of_json(to_json(free)),
            "the `operation` of the function has no `receiver` beside it");
}

TEST(ItemJson, TypesStandWhereTheyCan) {
  EXPECT_EQ(problem_of_return(R"("Display")"),
            "the type `Display` is not allowed as a return value");
  EXPECT_EQ(problem_of_return(R"(["*mut","String"])"),
            "the type `String` is not allowed behind a pointer");
  EXPECT_EQ(problem_of_return(R"-(["Array2","String"])-"),
            "an array of ndarray has other elements");
  EXPECT_EQ(problem_of_return(R"-(["Vec","()"])-"), "the type `()` is not allowed in an array");
  EXPECT_EQ(problem_of_return(R"(["Vec",["&[]","u8"]])"),
            "the type `&[u8]` is not allowed in `Vec<&[u8]>`");
  EXPECT_EQ(problem_of_return(R"(["HashMap","u8",["Vec",["*mut","u8"]]])"),
            "the type `*mut u8` is not allowed in `Vec<*mut u8>`");
  EXPECT_EQ(problem_of_return(R"(["HashMap","u8"])"),
            "the type `HashMap` with 2 parts is not known");
  EXPECT_EQ(problem_of_return(R"(["HashSet",["object",0,"reference","P"]])"),
            "the type `&P` is not allowed in `HashSet<&P>`");
  EXPECT_EQ(problem_of_return(R"(["&mut []",["Vec","u8"]])"),
            "the type `&mut [Vec<u8>]` is not known");
  EXPECT_EQ(problem_of_return(R"(["&mut []","String"])"), "the type `&mut [String]` is not known");
  EXPECT_EQ(problem_of_return(R"(["Result",["Option",["&view","u8"]],"Display"])"), "none");
  EXPECT_EQ(problem_of_return(R"(["&mut view","u8"])"), "none");
  EXPECT_EQ(problem_of_return(R"(["tuple",["&view","u8"]])"),
            "the type `view &[u8]` is not allowed in a tuple");
  for (const std::string length : {"0", "257", "-1", "\"3\""}) {
    EXPECT_EQ(problem_of_return(R"(["array","u8",)" + length + "]"),
              "an array of fixed length has none or too many elements");
  }
  EXPECT_EQ(problem_of_return(R"-(["array",["array","u8",16],17])-"),
            "an array of fixed length has none or too many elements");
  EXPECT_EQ(problem_of_return(R"-(["array",["&[]","u8"],2])-"),
            "the type `&[u8]` is not allowed in `[&[u8]; 2]`");
  EXPECT_EQ(problem_of_return(R"(["tuple"])"), "the type `tuple` with 1 parts is not known");
  EXPECT_EQ(problem_of_return(R"-(["tuple","()"])-"), "the type `()` is not allowed in a tuple");
  EXPECT_EQ(problem_of_return(R"(["Option",["Option","&CStr"]])"),
            "the type `Option<&CStr>` is not allowed in `Option<Option<&CStr>>`");
  EXPECT_EQ(problem_of_return(R"(["Result",["Result","u8","u8"],"u8"])"),
            "the type `Result<u8, u8>` is not allowed as the value of a `Result`");
  EXPECT_EQ(problem_of_return(R"(["Result","u8","String"])"),
            "the type `String` is not allowed as the error of a `Result`");
  EXPECT_EQ(problem_of_json(to_json(function("f", {{"a", result({}, of(TypeKind::u8))}}))),
            "the type `Result<(), u8>` is not allowed as an argument");
  Field field = x_of_point();
  field.type = of(TypeKind::opaque);
  EXPECT_EQ(problem_of_json(to_json(field)), "the type `opaque` is not allowed as a field");
}

TEST(ItemJson, DeepTypesAreRefused) {
  const auto nested = [](int depth) {
    Type type = of(TypeKind::u8);
    for (int i = 0; i < depth; ++i) type = pointer(type);
    return problem_of_json(to_json(returning(type)));
  };
  EXPECT_EQ(nested(32), "none");
  EXPECT_EQ(nested(33), "a type is nested deeper than 32 levels");
}

}  // namespace
}  // namespace prebind::model
