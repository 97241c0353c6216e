#include "hosts/julia/traits.h"

#include <gmock/gmock.h>

#include "hosts/test_library.h"

namespace prebind::hosts::julia {
namespace {

using model::Passing;
using model::Type;
using model::TypeKind;

constexpr auto kHelp = "give it another name in Julia with `#[julia(name = \"…\")]`";

Type implementor() {
  Type type = {.kind = TypeKind::function,
               .arguments = {numbered("Store", 0)},
               .passing = Passing::reference};
  type.name = "&dyn";
  return type;
}

Type callable() {
  return {.kind = TypeKind::function,
          .arguments = {plain(TypeKind::unit)},
          .passing = Passing::reference};
}

/// `trait Store { fn get(&self, key: i64) -> f64; }` and the function.
std::optional<Error> error_of(const model::Function& function) {
  model::Library library = empty_library();
  model::LibraryType store = type_named("Store");
  store.type.is_trait = true;
  store.functions = {member("Store", "get", Passing::reference, {{"key", plain(TypeKind::i64)}},
                            plain(TypeKind::f64))};
  library.types = {store};
  library.functions = {function};
  const auto checked = check_beside_traits(library.functions[0], library);
  return checked ? std::nullopt : std::optional(checked.error());
}

model::Function get(Type first, model::Argument second) {
  model::Function made =
      function("get", {{"first", std::move(first)}, std::move(second)}, plain(TypeKind::f64));
  made.place = {"src/lib.rs", 1, 1};
  return made;
}

TEST(Traits, RefuseFunctionsThatJuliaWouldTakeForTheirMethods) {
  const model::Argument key = {"key", plain(TypeKind::i64)};
  EXPECT_EQ(error_of(get(implementor(), key)),
            (Error{.message = "the first argument of the function `get` is a `Store`, and the "
                              "trait `Store` has a method of this name: Julia would take the "
                              "function for the method of each `Store`",
                   .where = "src/lib.rs:1:1",
                   .help = kHelp}));
  EXPECT_EQ(error_of(get(callable(), key)),
            (Error{.message = "the first argument of the function `get` is a callable, which any "
                              "value can be in Julia, and the trait `Store` has a method of this "
                              "name: Julia would take the function for the method of each `Store`",
                   .where = "src/lib.rs:1:1",
                   .help = kHelp}));
}

TEST(Traits, AllowFunctionsThatOthersAreToldApartFrom) {
  const model::Argument key = {"key", plain(TypeKind::i64)};
  EXPECT_EQ(error_of(get(plain(TypeKind::f64), key)), std::nullopt);
  EXPECT_EQ(error_of(function("find", {{"first", implementor()}, key}, plain(TypeKind::f64))),
            std::nullopt);
  EXPECT_EQ(error_of(function("get", {{"first", callable()}}, plain(TypeKind::f64))), std::nullopt);
  // What Julia does not pass by position does not count.
  model::Argument stop = {"stop", callable()};
  stop.service = model::Service::interruption;
  EXPECT_EQ(error_of(get(implementor(), stop)), std::nullopt);
  model::Argument keyword = key;
  keyword.is_keyword = true;
  EXPECT_EQ(error_of(get(implementor(), keyword)), std::nullopt);
  // An argument with a default may be passed.
  model::Function more = get(callable(), key);
  more.arguments.push_back(key);
  EXPECT_EQ(error_of(more), std::nullopt);
  more.arguments.back().otherwise = model::Default{};
  EXPECT_NE(error_of(more), std::nullopt);
}

}  // namespace
}  // namespace prebind::hosts::julia
