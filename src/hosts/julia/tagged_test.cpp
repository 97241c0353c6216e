#include "hosts/julia/tagged.h"

#include <gmock/gmock.h>

#include "hosts/julia/julia_host.h"
#include "hosts/test_library.h"

namespace prebind::hosts::julia {
namespace {

using model::Type;
using model::TypeKind;
using ::testing::HasSubstr;
using ::testing::Not;

/// `enum Fault { Odd { at: usize, inner: Box<Fault> }, Pair(f64, Vec<Fault>), Blank }`
model::LibraryType fault() {
  model::LibraryType made = type_named("Fault", "What is wrong.");
  made.type.shape = model::Shape::tagged;
  made.type.release.clear();
  made.type.definition = symbol("define_Fault");
  made.type.variants = {
      {.name = "Odd",
       .host_name = "Odd",
       .docs = "Not even.",
       .fields =
           {{.name = "at", .host_name = "at", .docs = "From 0.", .type = plain(TypeKind::usize)},
            {.name = "inner", .host_name = "inner", .type = named("Fault")}}},
      {.name = "Pair",
       .host_name = "Pair",
       .fields = {{.name = "_0", .host_name = "_0", .type = plain(TypeKind::f64)},
                  {.name = "_1",
                   .host_name = "_1",
                   .type = Type{.kind = TypeKind::vector, .arguments = {named("Fault")}}}},
       .is_tuple = true},
      {.name = "Blank", .host_name = "Blank"}};
  made.type.contents = "0123456789abcdef";
  return made;
}

RenderOptions options() {
  return {.module_name = "Geometry",
          .library_stem = "geometry",
          .library_directory = ".",
          .rebuild_command = "prebind build geometry"};
}

std::string rendered(const model::LibraryType& named, Type returns) {
  model::Library library = empty_library();
  library.types = {named};
  library.functions = {function("f", {{"fault", hosts::named("Fault")}}, std::move(returns))};
  const auto files = JuliaHost().render(library, options());
  EXPECT_TRUE(files.has_value()) << (files ? "" : files.error().message);
  return files ? files->module : "";
}

TEST(Tagged, AVariantIsAStructBelowTheEnum) {
  const std::string text = rendered(fault(), hosts::named("Fault"));
  EXPECT_THAT(text, HasSubstr("abstract type Fault end\n"));
  EXPECT_THAT(text, HasSubstr("struct Odd <: Fault\n    at::Base.Int\n    inner::Fault\nend\n"));
  EXPECT_THAT(
      text, HasSubstr("struct Pair <: Fault\n    _1::Base.Float64\n    _2::Base.Vector{Fault}\n"));
  EXPECT_THAT(text, HasSubstr("struct Blank <: Fault\nend\n"));
  EXPECT_THAT(text, HasSubstr("- `Odd(at::Int, inner::Fault)`: Not even.\n"));
  EXPECT_THAT(text, HasSubstr("- `at::Int`: From 0.\n"));
  EXPECT_THAT(text, HasSubstr("\"enum Fault { Odd { at: usize, inner: Fault }, Pair(f64, "
                              "Vec<Fault>), Blank }\",\n    \"0123456789abcdef\")\n"));
  EXPECT_THAT(text, Not(HasSubstr("Told")));
}

TEST(Tagged, ItsValuesArePackedByVariant) {
  const std::string text = rendered(fault(), hosts::named("Fault"));
  EXPECT_THAT(text, HasSubstr(R"(function _prebind.pack(
        writer, ::Base.Type{_prebind.Tagged{Fault}}, Base.@nospecialize(value::Fault))
    _prebind.deeper(writer)
    if Base.isa(value, Odd)
        _prebind.write_as(writer, 0x00000000)
        _prebind.pack(writer, _prebind.Count, Base.getfield(value, 1))
        _prebind.pack(writer, _prebind.Tagged{Fault}, Base.getfield(value, 2))
    elseif Base.isa(value, Pair)
        _prebind.write_as(writer, 0x00000001)
        _prebind.pack(writer, Base.Float64, Base.getfield(value, 1))
        _prebind.pack(writer, _prebind.List{Fault, _prebind.Tagged{Fault}}, Base.getfield(value, 2))
    elseif Base.isa(value, Blank)
        _prebind.write_as(writer, 0x00000002)
    else
        _prebind.refuse_part(_prebind.Tagged{Fault}, value)
    end
    return _prebind.shallower(writer)
end
)"));
  EXPECT_THAT(text,
              HasSubstr(R"(function _prebind.unpack(reader, ::Base.Type{_prebind.Tagged{Fault}})
    tag = _prebind.read_as(reader, Base.UInt32)
    tag === 0x00000000 && return Odd(_prebind.unpack(reader, _prebind.Count),
        _prebind.unpack(reader, _prebind.Tagged{Fault}))
)"));
  EXPECT_THAT(text, HasSubstr("    tag === 0x00000002 && return Blank()\n"
                              "    return _prebind.refuse_tag(tag)\nend\n"));
  EXPECT_THAT(text, HasSubstr("fault = _prebind.packed(_prebind.Tagged{Fault}, fault)"));
  EXPECT_THAT(text, HasSubstr("_prebind.taken_words(_prebind.Tagged{Fault}, "));
}

TEST(Tagged, AnErrorIsAnExceptionThatRustSaysMoreOf) {
  const std::string text = rendered(fault(), result(plain(TypeKind::unit), hosts::named("Fault")));
  EXPECT_THAT(text, HasSubstr("abstract type Fault <: Base.Exception end\n"));
  EXPECT_THAT(text, HasSubstr(R"(    _prebind_told::_prebind.Told
    Odd(at, inner) = new(at, inner, _prebind.UNTOLD)
    Odd(at, inner, _prebind_told::_prebind.Told) = new(at, inner, _prebind_told)
)"));
  EXPECT_THAT(text, HasSubstr("Base.showerror(io::Base.IO, self::Fault) = "));
  EXPECT_THAT(text, HasSubstr("_prebind.fail(status, _prebind.Tagged{Fault})"));
}

TEST(Tagged, AnOpenEnumHasOneVariantMore) {
  model::LibraryType open = fault();
  open.type.is_open = true;
  const std::string text = rendered(open, hosts::named("Fault"));
  EXPECT_THAT(text, HasSubstr("struct UnknownFault <: Fault\n    variant::Base.Int\n"));
  EXPECT_THAT(text, HasSubstr("\"0123456789abcdef\", true)\n"));
  EXPECT_THAT(text, HasSubstr("    _prebind.skip(reader, length)\n    return UnknownFault(tag)\n"));
  EXPECT_THAT(text, HasSubstr("        at = _prebind.begin_open(writer)\n"));
}

TEST(Tagged, TwoThingsOfOneNameAreAnError) {
  model::Library library = empty_library();
  library.types = {fault(), type_named("Pair")};
  const auto files = JuliaHost().render(library, options());
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(files.error().message, "`Pair` and `Fault::Pair` would both be `Pair` in Julia");
}

}  // namespace
}  // namespace prebind::hosts::julia
