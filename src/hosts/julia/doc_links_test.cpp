#include "hosts/julia/doc_links.h"

#include <gtest/gtest.h>

#include "hosts/test_library.h"

namespace prebind::hosts::julia {
namespace {

/// A library of two crates, with an item of each kind that docs can link to.
model::Library linked_library() {
  model::Library library = empty_library();
  library.crates.push_back(library.crates[0]);
  library.crates.back().name = "other-crate";
  model::LibraryType counter = type_named("Counter", "Counts.");
  counter.fields = {field("Counter", "count", plain(TypeKind::u8))};
  counter.functions = {
      member("Counter", "new", {}, {}, numbered("Counter", 0), "A new one."),
      member("Counter", "add", Passing::mutable_reference, {}, Type(), "Adds."),
      member("Counter", "len", Passing::reference, {}, plain(TypeKind::usize), "How many."),
      member("Counter", "documented", Passing::reference, {}, Type()),
      member("Counter", "silent", Passing::reference, {}, Type())};
  for (model::Function& each : counter.functions) each.owner = 0;
  counter.functions[1].host_name = "add!";
  counter.functions[2].base_function = "length";
  library.types.push_back(std::move(counter));

  model::LibraryType colour = type_named("Colour");
  colour.type.shape = model::Shape::enumeration;
  colour.type.variants = {{.name = "Red", .host_name = "Rot", .docs = "Is red."}};
  library.types.push_back(std::move(colour));

  library.functions.push_back(function("run", {}, Type(), "Runs."));
  library.functions.push_back(function("silent", {}, Type()));
  library.functions.push_back(function("end", {}, Type(), "Ends."));
  library.functions.push_back(function("run", {}, Type(), "Of another crate."));
  library.functions.back().crate = "other-crate";
  library.functions.back().host_name = "run_other";
  return library;
}

std::string of_method(std::string docs) {
  model::Library library = linked_library();
  library.types[0].functions[3].docs = std::move(docs);
  return with_julias_docs(std::move(library)).types[0].functions[3].docs;
}

TEST(DocLinks, LeadToWhatJuliaHas) {
  EXPECT_EQ(of_method("[Counter], [`Self`], [`struct@Counter`], [`crate::Counter`]"),
            "[`Counter`](@ref), [`Counter`](@ref), [`Counter`](@ref), [`Counter`](@ref)");
  EXPECT_EQ(of_method("[`Self::add`], [`Counter::add()`], [`Self::new`], [`Counter::len`]"),
            "[`add!`](@ref), [`add!`](@ref), [`Counter`](@ref), [`Base.length`](@ref)");
  EXPECT_EQ(of_method("[`Self::count`], [`Colour::Red`], [`Colour`]"),
            "[`count`](@ref Counter), [`Rot`](@ref Colour), [`Colour`](@ref)");
  EXPECT_EQ(of_method("[`run`], [`fn@run`], [`run()`], [`other_crate::run`], [`end`]"),
            "[`run`](@ref), [`run`](@ref), [`run`](@ref), [`run_other`](@ref), [`end_`](@ref)");
}

TEST(DocLinks, OfWhatJuliaDoesNotHaveAreText) {
  EXPECT_EQ(of_method("[`std::vec::Vec`], [`Vec`], [`tokio::run`], [`macro@run`], [`run!`]"),
            "`std::vec::Vec`, `Vec`, `tokio::run`, `run`, `run!`");
  EXPECT_EQ(of_method("[`Self::silent`], [`silent`], [`Self::nothing`], [`Self::a::b`]"),
            "`silent`, `silent`, `Self::nothing`, `Self::a::b`");
  EXPECT_EQ(of_method("[`struct@run`], [`fn@Counter`], [`Filter<f64>`], [`&Counter`]"),
            "`run`, `Counter`, `Filter<f64>`, `&Counter`");
  model::Library library = linked_library();
  library.functions[0].docs = "[`Self::add`] [`Counter<T>`]";
  EXPECT_EQ(with_julias_docs(library).functions[0].docs, "`Self::add` [`Counter`](@ref)");
}

TEST(DocLinks, AreFoundFromTheirModule) {
  model::Library library = modules_library();
  for (model::LibraryType& each : library.types) each.type.docs = "Of [`Circle`].";
  for (model::Function& each : library.functions) each.docs = "[`unit`], [`Circle::area`].";
  library.types[0].functions[0].docs = "Of the outer.";
  library.types[1].functions[0].docs = "Of the inner [`super::Circle`], [`shapes::Circle`].";
  library.functions.push_back(function("f", {}, Type()));
  library.functions.back().docs =
      "[`unit`], [`shapes::unit`], [`round::unit`], [`crate::shapes::round::Circle`], "
      "[`other::unit`], [`crate::hidden::Circle`], [`shapes`], [`mod@round`]";
  const model::Library julias = with_julias_docs(library);
  EXPECT_EQ(julias.types[0].type.docs, "Of [`shapes.Circle`](@ref).");
  EXPECT_EQ(julias.types[1].type.docs, "Of [`shapes.round.Circle`](@ref).");
  EXPECT_EQ(julias.functions[0].docs, "[`shapes.unit`](@ref), [`shapes.area`](@ref).");
  EXPECT_EQ(julias.functions[1].docs, "[`shapes.round.unit`](@ref), [`shapes.round.area`](@ref).");
  EXPECT_EQ(julias.functions.back().docs,
            "`unit`, [`shapes.unit`](@ref), [`shapes.round.unit`](@ref), "
            "[`shapes.round.Circle`](@ref), `other::unit`, `crate::hidden::Circle`, "
            "[`shapes`](@ref), `shapes.round`");
  EXPECT_EQ(julias_docs("[`shapes::LIMIT`] and [`Circle`]", library),
            "`shapes.LIMIT` and `Circle`");
}

}  // namespace
}  // namespace prebind::hosts::julia
