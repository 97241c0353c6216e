#include "hosts/julia/types.h"

#include <gmock/gmock.h>

#include "model/strided.h"

namespace prebind::hosts::julia {
namespace {

using model::Type;
using model::TypeKind;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const TypeNames kNames = {{"Point", "Point"}, {"end_", "end_"}};

Type type(TypeKind kind, std::vector<Type> arguments = {}) {
  return Type{.kind = kind, .arguments = std::move(arguments)};
}

Type type_at(std::size_t reference) {
  return Type{.kind = TypeKind::named, .reference = reference};
}

Lowered lowered(const Type& of) {
  auto made = lower(of, "x", kNames);
  EXPECT_TRUE(made.has_value());
  return made.value_or(Lowered{});
}

Lifted lifted(const Type& of) {
  auto made = lift(of, "r", kNames);
  EXPECT_TRUE(made.has_value());
  return made.value_or(Lifted{});
}

TEST(Types, NumbersAreConvertedByCcall) {
  const Lowered made = lowered(type(TypeKind::usize));
  EXPECT_EQ(made.dispatch, "Base.Real");
  EXPECT_EQ(made.documented, "Int");
  EXPECT_EQ(made.prepared, "");
  EXPECT_EQ(made.prepared_early, "Base.convert(Base.UInt, x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.UInt"));
  EXPECT_THAT(made.values, ElementsAre("x"));
  EXPECT_FALSE(made.preserve);
}

TEST(Types, ViewsAreRustsMemory) {
  Type view = type(TypeKind::slice, {type(TypeKind::usize)});
  view.is_view = true;
  view.passing = model::Passing::reference;
  EXPECT_EQ(lifted(view).slot, "_prebind.Seen");
  EXPECT_EQ(lifted(view).value,
            "_prebind.viewed(_prebind.RustView{Base.UInt}, Base.getfield(r, :value))");
  EXPECT_EQ(lifted(type(TypeKind::option, {view})).documented, "Union{RustView{UInt}, Nothing}");
  view.passing = model::Passing::mutable_reference;
  EXPECT_EQ(lifted(view).documented, "RustViewMut{UInt}");
}

TEST(Types, CountsAreInts) {
  const Type count = type(TypeKind::usize);
  const Type vector = type(TypeKind::vector, {count});
  EXPECT_EQ(lifted(count).documented, "Int");
  EXPECT_EQ(lifted(count).value, "_prebind.int(Base.getfield(r, :value))");
  EXPECT_EQ(lifted(type(TypeKind::option, {vector})).documented, "Union{Vector{Int}, Nothing}");
  // In a tuple all members are taken before one is refused.
  EXPECT_THAT(lifted(type(TypeKind::tuple, {count, vector})).value,
              AllOf(StartsWith("let whole = (_prebind.Size("), HasSubstr("_prebind.Sizes("),
                    EndsWith("; (_prebind.settled(whole[1]), _prebind.settled(whole[2])) end")));
  EXPECT_THAT(lifted(type(TypeKind::result, {count, count})).error, "_prebind.Size");

  EXPECT_EQ(lowered(vector).prepared, "_prebind.collected(_prebind.Size, x)");
  EXPECT_EQ(lowered(vector).documented, "AbstractArray{Int}");
  Type written = type(TypeKind::slice, {count});
  EXPECT_EQ(lowered(written).prepared, "_prebind.elements(_prebind.Size, x)");
  written.passing = model::Passing::mutable_reference;
  EXPECT_EQ(lowered(written).prepared, "_prebind.writable(Base.UInt, x)");
  EXPECT_EQ(lowered(written).documented, "AbstractArray{UInt}");
}

TEST(Types, UnitTakesNoParameter) {
  const Lowered made = lowered(type(TypeKind::unit));
  EXPECT_EQ(made.dispatch, "Base.Nothing");
  EXPECT_THAT(made.c_types, IsEmpty());
}

TEST(Types, TextIsTwoParametersAndIsKept) {
  for (const Type& text : {type(TypeKind::str), type(TypeKind::option, {type(TypeKind::string)})}) {
    const Lowered made = lowered(text);
    EXPECT_EQ(made.prepared, "_prebind.text(x)");
    EXPECT_THAT(made.c_types, ElementsAre("Base.Ptr{Base.UInt8}", "Base.UInt"));
    EXPECT_THAT(made.values, ElementsAre("_prebind.address_of(x)", "_prebind.length_of(x)"));
    EXPECT_TRUE(made.preserve);
  }
}

TEST(Types, PointersTakeWhatCcallMakesThemFrom) {
  const Type pointer = type(TypeKind::pointer, {type(TypeKind::f32)});
  EXPECT_EQ(lowered(pointer).dispatch,
            "Base.Union{Base.Ref{Base.Float32}, Base.Array{Base.Float32}, Base.Ptr{Base.Cvoid}}");
  EXPECT_EQ(lowered(type(TypeKind::pointer, {pointer})).documented, "Ptr{Ptr{Float32}}");
  EXPECT_EQ(lowered(type(TypeKind::pointer, {type(TypeKind::opaque)})).dispatch,
            "Base.Union{Base.Ref, Base.Array}");
  EXPECT_EQ(lifted(type(TypeKind::pointer, {type(TypeKind::character)})).slot,
            "Base.Ptr{Base.UInt32}");
}

TEST(Types, ArraysArePassedAsTheyLieOrCollected) {
  Type slice = type(TypeKind::slice, {type(TypeKind::u8)});
  slice.passing = model::Passing::reference;
  Lowered made = lowered(slice);
  EXPECT_EQ(made.dispatch, "Base.AbstractArray");
  EXPECT_EQ(made.exact, "Base.AbstractArray{Base.UInt8}");
  EXPECT_EQ(made.documented, "AbstractArray{UInt8}");
  EXPECT_EQ(made.prepared, "_prebind.elements(Base.UInt8, x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.Ptr{Base.Cvoid}", "Base.UInt"));
  EXPECT_THAT(made.values, ElementsAre("_prebind.address_of(x)", "_prebind.count_of(x)"));
  EXPECT_TRUE(made.preserve);
  slice.passing = model::Passing::mutable_reference;
  EXPECT_EQ(lowered(slice).prepared, "_prebind.writable(Base.UInt8, x)");
  EXPECT_EQ(lowered(type(TypeKind::vector, {type(TypeKind::u8)})).prepared,
            "_prebind.collected(Base.UInt8, x)");

  made = lowered(type(TypeKind::option, {slice}));
  EXPECT_EQ(made.dispatch, "Base.Union{Base.AbstractArray, Base.Nothing}");
  EXPECT_EQ(made.exact, "Base.Union{Base.AbstractArray{Base.UInt8}, Base.Nothing}");
  EXPECT_THAT(made.values,
              ElementsAre("_prebind.address_of(x)", "_prebind.count_of(x)", "x !== Base.nothing"));
}

TEST(Types, ArraysComeOutAsVectors) {
  for (const TypeKind kind : {TypeKind::slice, TypeKind::vector, TypeKind::boxed_slice}) {
    const Lifted made = lifted(type(kind, {type(TypeKind::boolean)}));
    EXPECT_EQ(made.slot, "_prebind.Elements");
    EXPECT_EQ(made.value, "_prebind.taken_elements(Base.Bool, Base.getfield(r, :value))");
    EXPECT_EQ(made.documented, "Vector{Bool}");
  }
}

TEST(Types, NumbersOf128BitsGoAsHalves) {
  const Type wide = type(TypeKind::i128);
  const Lowered made = lowered(wide);
  EXPECT_EQ(made.prepared, "Base.convert(Base.Int128, x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.UInt64", "Base.UInt64"));
  EXPECT_THAT(made.values, ElementsAre("_prebind.low(x)", "_prebind.high(x)"));
  EXPECT_EQ(lowered(type(TypeKind::option, {wide})).prepared, "_prebind.optional(Base.Int128, x)");
  EXPECT_EQ(lifted(type(TypeKind::u128)).value,
            "_prebind.wide(Base.UInt128, Base.getfield(r, :value)...)");
}

TEST(Types, TimesGoAsSecondsAndNanoseconds) {
  const Lowered span = lowered(type(TypeKind::duration));
  EXPECT_EQ(span.dispatch, "Base.Union{_prebind.Dates.Period, _prebind.Dates.CompoundPeriod}");
  EXPECT_EQ(span.documented, "Dates.Period");
  const Lowered made = lowered(type(TypeKind::option, {type(TypeKind::system_time)}));
  EXPECT_EQ(made.dispatch, "Base.Union{_prebind.Dates.DateTime, Base.Nothing}");
  EXPECT_EQ(made.prepared, "_prebind.since(x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.UInt64", "Base.UInt32", "Base.Bool"));
  EXPECT_THAT(made.values,
              ElementsAre("_prebind.seconds(x)", "_prebind.nanoseconds(x)", "x !== Base.nothing"));
  EXPECT_EQ(lifted(type(TypeKind::jiff_date)).value,
            "_prebind.timed(_prebind.marked(_prebind.Dates.Date, Base.getfield(r, :value)))");
  EXPECT_EQ(lifted(type(TypeKind::vector, {type(TypeKind::duration)})).documented,
            "Vector{Dates.Nanosecond}");
}

TEST(Types, ArraysOfFixedLengthAreTuples) {
  Type sizes = type(TypeKind::fixed_array, {type(TypeKind::usize)});
  sizes.length = 2;
  Lowered made = lowered(sizes);
  EXPECT_EQ(made.dispatch, "Base.Union{Base.Tuple, Base.AbstractArray}");
  EXPECT_EQ(made.exact,
            "Base.Union{Base.Tuple{Base.UInt, Base.UInt}, Base.AbstractArray{Base.UInt}}");
  EXPECT_EQ(made.prepared, "_prebind.fixed(Base.NTuple{2, Base.UInt}, x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.Ref{Base.NTuple{2, Base.UInt}}"));
  EXPECT_EQ(lifted(sizes).documented, "NTuple{2, Int}");
  EXPECT_EQ(lifted(sizes).value, "_prebind.settled(_prebind.Counts(Base.getfield(r, :value)))");
  made = lowered(type(TypeKind::option, {sizes}));
  EXPECT_THAT(made.values, ElementsAre("_prebind.fixed_reference(Base.NTuple{2, Base.UInt}, x)",
                                       "x !== Base.nothing"));

  Type texts = type(TypeKind::fixed_array, {type(TypeKind::string)});
  texts.length = 2;
  EXPECT_EQ(lowered(texts).prepared,
            "_prebind.packed(_prebind.Fixed{2, Base.String, Base.String}, x)");
}

TEST(Types, ComplexNumbersGoAsTwoFloats) {
  const Type complex = type(TypeKind::complex32);
  EXPECT_EQ(lowered(complex).dispatch, "Base.Number");
  EXPECT_THAT(lowered(complex).c_types, ElementsAre("Base.Float32", "Base.Float32"));
  EXPECT_EQ(lifted(complex).slot, "Base.Complex{Base.Float32}");
  EXPECT_EQ(lowered(type(TypeKind::vector, {complex})).exact,
            "Base.AbstractArray{Base.Complex{Base.Float32}}");
}

TEST(Types, ArraysWithStridesAreLookedAtWhereTheyAre) {
  const Type view = model::strided_type("ArrayView2", type(TypeKind::f64)).value();
  EXPECT_EQ(lowered(view).dispatch, "Base.AbstractArray{<:Base.Any, 2}");
  EXPECT_EQ(lowered(view).exact, "Base.AbstractArray{Base.Float64, 2}");
  EXPECT_EQ(lowered(view).documented, "AbstractArray{Float64, 2}");
  EXPECT_EQ(lowered(view).prepared, "_prebind.strided(Base.Float64, x)");
  EXPECT_THAT(lowered(view).values, ElementsAre("_prebind.address_of(x)", "_prebind.axes_of(x)"));
  EXPECT_TRUE(lowered(view).preserve && lowered(view).is_borrowed);

  const Type written = model::strided_type("ArrayViewMutD", type(TypeKind::usize)).value();
  EXPECT_EQ(lowered(written).dispatch, "Base.AbstractArray");
  EXPECT_EQ(lowered(written).prepared, "_prebind.writable_strided(Base.UInt, x)");
  EXPECT_THAT(lowered(written).values,
              ElementsAre("_prebind.address_of(x)", "_prebind.axes_of(x)", "_prebind.rank_of(x)"));

  const Type owned = model::strided_type("Array3", type(TypeKind::usize)).value();
  EXPECT_EQ(lowered(owned).prepared, "_prebind.collected(_prebind.Size, x)");
  EXPECT_FALSE(lowered(owned).is_borrowed);
  EXPECT_EQ(lifted(owned).slot, "Base.Tuple{_prebind.Elements, Base.NTuple{3, Base.UInt}}");
  EXPECT_EQ(lifted(owned).documented, "Array{Int, 3}");
  EXPECT_EQ(lifted(owned).value,
            "_prebind.settled(_prebind.Sizes(_prebind.taken_array(Base.Int, "
            "Base.getfield(r, :value)...)))");
  const Type any = model::strided_type("ArcArrayD", type(TypeKind::f32)).value();
  EXPECT_EQ(lifted(any).slot, "Base.Tuple{_prebind.Elements, _prebind.Elements}");
  EXPECT_EQ(lifted(any).documented, "Array{Float32}");
}

TEST(Types, MatricesOfFixedSizesAreArrays) {
  const Type column = type(TypeKind::fixed_array, {type(TypeKind::usize)});
  Type matrix = type(TypeKind::fixed_array, {column});
  matrix.arguments[0].length = 3;
  matrix.length = 2;
  matrix.name = "SMatrix";
  EXPECT_EQ(lowered(matrix).dispatch, "Base.AbstractArray{<:Base.Any, 2}");
  EXPECT_EQ(lowered(matrix).exact, "Base.AbstractArray{Base.UInt, 2}");
  EXPECT_EQ(lowered(matrix).documented, "AbstractArray{Int, 2}");
  EXPECT_EQ(lowered(matrix).prepared,
            "_prebind.matrix_elements(Base.NTuple{6, Base.UInt}, (3, 2,), x)");
  EXPECT_EQ(lifted(matrix).slot, "Base.NTuple{6, Base.UInt}");
  EXPECT_EQ(lifted(matrix).value,
            "_prebind.settled(_prebind.Sizes(_prebind.matrix_of(Base.Int, (3, 2,), "
            "Base.getfield(r, :value))))");
  EXPECT_EQ(lifted(type(TypeKind::vector, {matrix})).value,
            "_prebind.taken_packed(_prebind.List{Base.Array{Base.Int, 2}, "
            "_prebind.Matrices{(3, 2,), Base.Int, _prebind.Count}}, Base.getfield(r, :value))");
}

TEST(Types, TextOfCIsWholeWhereRustBorrowsIt) {
  EXPECT_EQ(lowered(type(TypeKind::c_str)).prepared, "_prebind.whole_text(x)");
  EXPECT_EQ(lowered(type(TypeKind::c_string)).prepared, "_prebind.text(x)");
  EXPECT_EQ(lifted(type(TypeKind::c_str)).documented, "String");
}

TEST(Types, ArraysOfTextAreAddressesAndLengths) {
  const Type texts = type(TypeKind::vector, {type(TypeKind::string)});
  EXPECT_EQ(lowered(texts).exact, "Base.AbstractArray{<:Base.AbstractString}");
  EXPECT_EQ(lowered(texts).prepared, "_prebind.texts(x)");
  EXPECT_EQ(lifted(texts).value, "_prebind.taken_texts(Base.getfield(r, :value)...)");
}

TEST(Types, TuplesAreTheirMembersInARow) {
  const Type pair = type(TypeKind::tuple, {type(TypeKind::i32), type(TypeKind::str)});
  Lowered made = lowered(pair);
  EXPECT_EQ(made.dispatch, "Base.Tuple{Base.Real, Base.AbstractString}");
  EXPECT_EQ(made.exact, "Base.Tuple{Base.Int32, Base.AbstractString}");
  EXPECT_EQ(made.documented, "Tuple{Int32, AbstractString}");
  EXPECT_EQ(made.prepared, "(Base.convert(Base.Int32, x[1]), _prebind.text(x[2]))");
  EXPECT_THAT(made.values,
              ElementsAre("x[1]", "_prebind.address_of(x[2])", "_prebind.length_of(x[2])"));
  EXPECT_TRUE(made.preserve);

  made = lowered(type(TypeKind::option, {type(TypeKind::tuple, {type_at(0)})}));
  EXPECT_THAT(made.values, ElementsAre("x === Base.nothing ? _prebind.none(Base.Ptr{Base.UInt8}) : "
                                       "_prebind.handle(x[1])",
                                       "x !== Base.nothing"));
  EXPECT_TRUE(made.is_borrowed);

  const Lifted back =
      lifted(type(TypeKind::tuple, {type(TypeKind::option, {type(TypeKind::character)}), pair}));
  const std::string value = "Base.getfield(r, :value)";
  EXPECT_EQ(
      back.slot,
      "Base.Tuple{Base.Tuple{Base.UInt32, Base.Bool}, Base.Tuple{Base.Int32, _prebind.Text}}");
  EXPECT_EQ(back.value, "((" + value + "[1][2] ? Base.Char(" + value +
                            "[1][1]) : Base.nothing), (" + value + "[2][1], _prebind.taken_text(" +
                            value + "[2][2])))");
  EXPECT_EQ(back.documented, "Tuple{Union{Char, Nothing}, Tuple{Int32, String}}");
}

TEST(Types, OptionalScalarsComeWithAFlag) {
  const Lowered number = lowered(type(TypeKind::option, {type(TypeKind::i8)}));
  EXPECT_EQ(number.dispatch, "Base.Union{Base.Real, Base.Nothing}");
  EXPECT_EQ(number.prepared, "_prebind.optional(Base.Int8, x)");
  EXPECT_THAT(number.c_types, ElementsAre("Base.Int8", "Base.Bool"));
  EXPECT_THAT(number.values, ElementsAre("_prebind.some(Base.Int8, x)", "x !== Base.nothing"));
  const Lowered character = lowered(type(TypeKind::option, {type(TypeKind::character)}));
  EXPECT_EQ(character.prepared, "_prebind.code(x)");
}

TEST(Types, FunctionsGoAsATrampolineAndABox) {
  const Type closure{.kind = TypeKind::function,
                     .arguments = {type(TypeKind::unit), type(TypeKind::f64),
                                   type(TypeKind::pointer, {type(TypeKind::u8)})},
                     .passing = model::Passing::reference};
  const Lowered made = lowered(closure);
  EXPECT_TRUE(made.is_function);
  EXPECT_EQ(made.prepared, "_prebind.callback(x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.Ptr{Base.Cvoid}", "Base.Any"));
  EXPECT_THAT(made.values, ElementsAre("_prebind.trampoline(Base.Nothing, Base.Tuple{Base.Float64, "
                                       "Base.Ptr{Base.UInt8}}, x)",
                                       "x"));
}

TEST(Types, FunctionPointersAreMadeBeforeTheCall) {
  const Lowered made =
      lowered({.kind = TypeKind::function, .arguments = {type(TypeKind::boolean)}});
  EXPECT_TRUE(made.is_function);
  EXPECT_EQ(made.prepared, "_prebind.function_pointer(Base.Bool, Base.Tuple{}, x)");
  EXPECT_THAT(made.c_types, ElementsAre("Base.Ptr{Base.Cvoid}"));
  EXPECT_THAT(made.values, ElementsAre("x"));
}

TEST(Types, ObjectsAreHandles) {
  const Lowered made = lowered(type(TypeKind::option, {type_at(1)}));
  EXPECT_EQ(made.dispatch, "Base.Union{end_, Base.Nothing}");
  EXPECT_THAT(made.c_types, ElementsAre("Base.Ptr{Base.UInt8}", "Base.Bool"));
  EXPECT_THAT(made.values, ElementsAre("_prebind.handle(x)", "x !== Base.nothing"));
  EXPECT_EQ(lifted(type_at(0)).slot, "Base.UInt64");
  EXPECT_EQ(lifted(type_at(0)).value, "Point(_prebind.handle_at(Base.getfield(r, :value)))");
}

TEST(Types, EnumsAreWordsAndValuesReferences) {
  const TypeNames names = {{"Colour", "Colour", model::Shape::enumeration},
                           {"Spot", "Spot", model::Shape::value, 3},
                           {"Small", "Small", model::Shape::value, 2}};
  const auto in = [&](const Type& of) { return lower(of, "x", names).value_or(Lowered{}); };
  const auto out = [&](const Type& of) { return lift(of, "r", names).value_or(Lifted{}); };
  EXPECT_THAT(in(type_at(0)).c_types, ElementsAre("Base.UInt"));
  EXPECT_THAT(in(type(TypeKind::option, {type_at(0)})).values,
              ElementsAre("_prebind.word(x)", "x !== Base.nothing"));
  EXPECT_THAT(in(type_at(1)).c_types, ElementsAre("Base.Ref{Spot}"));
  EXPECT_THAT(in(type_at(1)).values, ElementsAre("x"));
  EXPECT_THAT(in(type(TypeKind::option, {type_at(1)})).values,
              ElementsAre("_prebind.reference(Spot, x)", "x !== Base.nothing"));
  EXPECT_EQ(out(type_at(0)).value, "_prebind.member(Colour, Base.getfield(r, :value))");
  EXPECT_EQ(out(type_at(1)).slot, "Base.NTuple{3, Base.UInt64}");
  EXPECT_EQ(out(type_at(1)).value, "_prebind.copied(Spot, Base.getfield(r, :value))");
  // What a failure has no room for is known by its text.
  const Type number = type(TypeKind::i32);
  EXPECT_EQ(out(type(TypeKind::result, {number, type_at(0)})).error, "Colour");
  EXPECT_EQ(out(type(TypeKind::result, {number, type_at(1)})).error, "");
  EXPECT_EQ(out(type(TypeKind::result, {number, type_at(2)})).error, "Small");
  EXPECT_FALSE(in(type_at(0)).is_borrowed);
}

TEST(Types, ObjectsOfAnArrayAreCollectedAndTheirHandlesReadLast) {
  Type lent = type_at(0);
  lent.passing = model::Passing::reference;
  const Lowered borrowed = lowered(type(TypeKind::vector, {lent}));
  EXPECT_EQ(borrowed.dispatch, "Base.AbstractArray");
  EXPECT_EQ(borrowed.documented, "AbstractArray{<:Point}");
  EXPECT_EQ(borrowed.prepared, "_prebind.borrowed_objects(Point, x)");
  EXPECT_THAT(borrowed.values, ElementsAre("_prebind.address_of(x)", "_prebind.count_of(x)"));
  EXPECT_TRUE(borrowed.preserve);
  const Type points = type(TypeKind::vector, {type_at(0)});
  EXPECT_EQ(lowered(points).prepared, "_prebind.owned_objects(Point, x)");
  EXPECT_EQ(lifted(points).value, "_prebind.taken_objects(Point, Base.getfield(r, :value))");
  EXPECT_EQ(lifted(points).documented, "Vector{Point}");
}

TEST(Types, ResultsAndOptionsAreTheirValueWithMoreStatuses) {
  const Lifted made =
      lifted(type(TypeKind::result,
                  {type(TypeKind::option, {type(TypeKind::boolean)}), type(TypeKind::character)}));
  EXPECT_EQ(made.slot, "Base.Bool");
  EXPECT_EQ(made.documented, "Union{Bool, Nothing}");
  EXPECT_TRUE(made.optional);
  EXPECT_EQ(made.error, "Base.Char");
}

TEST(Types, AnOptionOfNothingIsDistinctFromNothing) {
  const Lifted made = lifted(type(TypeKind::option, {type(TypeKind::unit)}));
  EXPECT_EQ(made.slot, "");
  EXPECT_EQ(made.value, "Base.Some(Base.nothing)");
}

TEST(Types, WhatIsNestedIsPacked) {
  const Type pair = type(TypeKind::tuple, {type(TypeKind::character), type_at(0)});
  const Type map = type(TypeKind::hash_map, {type(TypeKind::str), type(TypeKind::option, {pair})});
  const Lowered in = lowered(map);
  EXPECT_EQ(in.dispatch, "Base.AbstractDict");
  EXPECT_EQ(in.documented, "AbstractDict{String, Union{Tuple{Char, Point}, Nothing}}");
  const std::string schema =
      "_prebind.Pairs{Base.String, Base.Union{Base.Tuple{Base.Char, Point}, Base.Nothing}, "
      "Base.String, _prebind.Maybe{_prebind.Members{Base.Char, "
      "_prebind.Members{_prebind.Object{Point}, Base.Tuple{}}}}}";
  EXPECT_EQ(in.prepared, "_prebind.packed(" + schema + ", x)");
  EXPECT_THAT(in.c_types, ElementsAre("Base.Ptr{Base.UInt8}", "Base.UInt"));
  const Lifted out = lifted(map);
  EXPECT_EQ(out.slot, "_prebind.Text");
  EXPECT_EQ(out.value, "_prebind.taken_packed(" + schema + ", Base.getfield(r, :value))");
  EXPECT_EQ(out.documented, "Dict{String, Union{Tuple{Char, Point}, Nothing}}");
}

TEST(Types, AnOptionOfAnOptionSaysWhichIsMeant) {
  const Type number = type(TypeKind::i32);
  const Type twice = type(TypeKind::option, {type(TypeKind::option, {number})});
  EXPECT_EQ(lowered(twice).dispatch, "Base.Union{Base.Some, Base.Nothing}");
  EXPECT_EQ(lowered(twice).documented, "Union{Some{Union{Int32, Nothing}}, Nothing}");
  EXPECT_FALSE(lifted(twice).optional);
  EXPECT_EQ(lifted(twice).documented, lowered(twice).documented);
}

TEST(Types, RefusesWhatHasNoPlace) {
  const Type number = type(TypeKind::i32);
  for (const Type& bad : {type(TypeKind::option, {type(TypeKind::unit)}),
                          type(TypeKind::result, {number, number}), type(TypeKind::display),
                          type(TypeKind::opaque), type(TypeKind::pointer, {type(TypeKind::str)})}) {
    const auto made = lower(bad, "x", kNames);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(
        made.error(),
        (Error{.message = "`" + model::to_string(bad) + "` cannot be an argument in Julia",
               .help = "change the signature, or leave the item out with `#[export(hosts = …)]` or "
                       "`--skip-unsupported`"}));
  }
  Type borrowed = type_at(0);
  borrowed.passing = model::Passing::reference;
  for (const Type& bad :
       {borrowed, type(TypeKind::display), type(TypeKind::result, {number, type(TypeKind::str)}),
        type(TypeKind::option, {type(TypeKind::result, {number, number})})}) {
    const auto made = lift(bad, "r", kNames);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().message,
              "`" + model::to_string(bad) + "` cannot be a return value in Julia");
  }
}

}  // namespace
}  // namespace prebind::hosts::julia
