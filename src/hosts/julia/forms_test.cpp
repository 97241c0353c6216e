// What Julia has forms of its own for.

#include <gmock/gmock.h>

#include "hosts/julia/julia_host.h"
#include "hosts/test_library.h"

namespace prebind::hosts::julia {
namespace {

using model::Passing;
using model::TypeKind;
using ::testing::HasSubstr;
using ::testing::Not;

std::string rendered(const model::Library& library) {
  const auto files = JuliaHost().render(library, {.module_name = "Geometry",
                                                  .library_stem = "geometry",
                                                  .library_directory = ".",
                                                  .rebuild_command = "prebind build"});
  EXPECT_TRUE(files.has_value()) << files.error().message;
  return files ? files->module : "";
}

TEST(Forms, AFunctionCanBeAMethodOfBase) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Point"));
  model::Function norm = member("Point", "norm", Passing::reference, {}, plain(TypeKind::f64));
  norm.base_function = "abs";
  norm.docs = "How long it is.";
  model::Function scale =
      member("Point", "new", std::nullopt, {{"by", plain(TypeKind::f64)}}, named("Point"));
  scale.base_function = "*";
  library.types[0].functions = {norm, scale};
  const std::string module = rendered(library);
  EXPECT_THAT(module, HasSubstr("function Base.abs(self::Point)\n"));
  EXPECT_THAT(module, HasSubstr("function Base.:(*)(::Base.Type{Point}, by::Base.Real)\n"));
  EXPECT_THAT(module, HasSubstr("_prebind.@document \"Base.abs\" \"\"\"\n    abs(self::Point) -> "
                                "Float64\n\nHow long it is.\n\"\"\" Base.Tuple{Point}\n"));
  EXPECT_THAT(module, HasSubstr("binding = Base.Docs.Binding(foldl(getfield, path"));
  EXPECT_THAT(module, HasSubstr("\nexport BorrowError, Point, RustPanic\n"));
}

TEST(Forms, IndicesThatCountFromOneAreChecked) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Grid"));
  model::Function get = member("Grid", "index", Passing::reference,
                               {{"row", plain(TypeKind::usize)}, {"name", plain(TypeKind::str)}},
                               plain(TypeKind::f64));
  get.base_function = "getindex";
  get.implements = "Index";
  library.types[0].functions = {get};
  const std::string check =
      "    Base.:(>=)(row, 1) || Base.throw(Base.BoundsError(self, (row, name)))\n"
      "    row = Base.:(-)(row, 1)\n";
  EXPECT_THAT(rendered(library), Not(HasSubstr(check)));
  library.types[0].functions[0].counts_from_one = true;
  EXPECT_THAT(rendered(library), HasSubstr(check));
}

TEST(Forms, ConversionsAreConstructorsAndConvert) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Grid"));
  model::Function from =
      member("Grid", "from", std::nullopt, {{"side", plain(TypeKind::f64)}}, named("Grid"));
  from.implements = "From";
  library.types[0].functions = {from};
  const std::string module = rendered(library);
  EXPECT_THAT(module, HasSubstr("function Grid(side::Base.Real)\n"));
  EXPECT_THAT(module,
              HasSubstr("Base.convert(::Base.Type{Grid}, value::Base.Real) = Grid(value)\n"));
}

}  // namespace
}  // namespace prebind::hosts::julia
