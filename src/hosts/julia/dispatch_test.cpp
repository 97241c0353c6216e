#include "hosts/julia/dispatch.h"

#include <gmock/gmock.h>

namespace prebind::hosts::julia {
namespace {

using ::testing::Optional;

std::optional<std::string> ambiguous(const Dispatch& a, const Dispatch& b) {
  const std::optional<std::string> found = ambiguous_arguments(a, b);
  EXPECT_EQ(found.has_value(), ambiguous_arguments(b, a).has_value());
  return found;
}

TEST(Dispatch, OptionsThatAreAbsentFitBoth) {
  const Dispatch number = {"Base.Bool", "Base.Union{Base.Int16, Base.Nothing}"};
  const Dispatch text = {"Base.Bool", "Base.Union{Base.AbstractString, Base.Nothing}"};
  EXPECT_THAT(ambiguous(number, text), Optional(std::string("::Bool, ::Nothing")));
  EXPECT_EQ(ambiguous({number[1], "Base.Int16"}, {text[1], "Base.AbstractString"}), std::nullopt);
  EXPECT_EQ(ambiguous(number, {"Base.AbstractChar", text[1]}), std::nullopt);
  EXPECT_EQ(ambiguous(number, {"Base.Bool", text[1], "Base.Bool"}), std::nullopt);
  const std::string tuple = "Base.Union{Base.Tuple{Base.Float32, Base.Real}, Base.Nothing}";
  EXPECT_THAT(ambiguous({tuple}, {text[1]}), Optional(std::string("::Nothing")));
}

TEST(Dispatch, AMemberOfAUnionIsMoreSpecific) {
  // As Julia orders them.
  EXPECT_EQ(ambiguous({"Base.Union{Base.Int32, Base.Nothing}"}, {"Base.Real"}), std::nullopt);
  EXPECT_EQ(ambiguous({"Base.Union{Base.Int32, Base.Nothing}"}, {"Base.Nothing"}), std::nullopt);
}

TEST(Dispatch, EachIsMoreSpecificInOneArgument) {
  EXPECT_THAT(ambiguous({"Base.Any", "Counter"}, {"Counter", "Base.Any"}),
              Optional(std::string("::Counter, ::Counter")));
  EXPECT_THAT(ambiguous({"Base.Tuple{Base.Real, Base.Int8}"}, {"Base.Tuple{Base.Int8, Base.Real}"}),
              Optional(std::string("::Tuple{Int8, Int8}")));
  EXPECT_EQ(ambiguous({"Base.Any", "Counter"}, {"Counter", "Other"}), std::nullopt);
  EXPECT_EQ(ambiguous({"Base.Any", "Base.Any"}, {"Counter", "Base.Any"}), std::nullopt);
  EXPECT_EQ(ambiguous({"::Base.Type{Counter}", "Base.Real"}, {"::Base.Type{Other}", "Base.Real"}),
            std::nullopt);
}

TEST(Dispatch, ArraysAndPointers) {
  const std::string pointer =
      "Base.Union{Base.Ref{Base.Int8}, Base.Array{Base.Int8}, Base.Ptr{Base.Cvoid}}";
  EXPECT_EQ(ambiguous({pointer}, {"Base.AbstractArray{Base.Int8}"}), std::nullopt);
  EXPECT_EQ(ambiguous({"Base.AbstractArray{Base.Int8}"}, {"Base.AbstractArray{Base.Int16}"}),
            std::nullopt);
  EXPECT_EQ(ambiguous({"Base.AbstractArray{<:Base.AbstractString}"}, {"Base.AbstractArray{Spot}"}),
            std::nullopt);
  EXPECT_EQ(ambiguous({"Base.AbstractArray"}, {"Base.AbstractArray{Spot}"}), std::nullopt);
  EXPECT_EQ(ambiguous({"Base.Array"}, {"Base.AbstractArray{Spot}"}), std::nullopt);
  EXPECT_THAT(ambiguous({"Base.AbstractArray{Base.Int8}", "Base.AbstractArray"},
                        {"Base.AbstractArray", "Base.Union{Base.Ref, Base.Array}"}),
              Optional(std::string("::AbstractArray{Int8}, ::Array")));
}

TEST(Dispatch, TuplesOfOtherLengthsShareNothingButNothing) {
  EXPECT_EQ(ambiguous({"Base.Tuple{Base.Real}"}, {"Base.Tuple{Base.Real, Base.Real}"}),
            std::nullopt);
  EXPECT_THAT(ambiguous({"Base.Union{Base.Tuple{Base.Real}, Base.Nothing}"},
                        {"Base.Union{Base.Tuple{Base.Real, Base.Real}, Base.Nothing}"}),
              Optional(std::string("::Nothing")));
}

TEST(Dispatch, TwoNamesOfOneTypeAreTheSame) {
  EXPECT_THAT(ambiguous({"Base.Int"}, {"Base.Int64"}), Optional(std::string("::Int64")));
  EXPECT_THAT(ambiguous({"Base.UInt"}, {"Base.UInt64"}), Optional(std::string("::UInt64")));
}

}  // namespace
}  // namespace prebind::hosts::julia
