// What Julia has forms of its own for.

#include <gmock/gmock.h>

#include "hosts/julia/julia_host.h"
#include "hosts/test_library.h"
#include "model/item_words.h"

namespace prebind::hosts::julia {
namespace {

using model::Passing;
using model::TypeKind;
using ::testing::HasSubstr;
using ::testing::Not;

std::string module_of(const model::Library& library) {
  const auto files = JuliaHost().render(library, {.module_name = "Geometry",
                                                  .library_stem = "geometry",
                                                  .library_directory = ".",
                                                  .rebuild_command = "prebind build"});
  EXPECT_TRUE(files.has_value()) << files.error().message;
  return files ? files->module : "";
}

std::string rendered_with(const model::Function& function) {
  model::Library library = empty_library();
  library.functions = {function};
  return module_of(library);
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
  const std::string module = module_of(library);
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
  EXPECT_THAT(module_of(library), Not(HasSubstr(check)));
  library.types[0].functions[0].counts_from_one = true;
  EXPECT_THAT(module_of(library), HasSubstr(check));
}

TEST(Forms, ConversionsAreConstructorsAndConvert) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Grid"));
  model::Function from =
      member("Grid", "from", std::nullopt, {{"side", plain(TypeKind::f64)}}, named("Grid"));
  from.implements = "From";
  library.types[0].functions = {from};
  const std::string module = module_of(library);
  EXPECT_THAT(module, HasSubstr("function Grid(side::Base.Real)\n"));
  EXPECT_THAT(module,
              HasSubstr("Base.convert(::Base.Type{Grid}, value::Base.Real) = Grid(value)\n"));
}

TEST(Forms, ArgumentsHaveDefaultsAndKeywords) {
  using Kind = model::Default::Kind;
  model::Library library = empty_library();
  model::Function blend = function("blend",
                                   {{"by", plain(TypeKind::f64)},
                                    {"count", plain(TypeKind::i32)},
                                    {"name", option(plain(TypeKind::string))}},
                                   {});
  blend.arguments[1].otherwise = {Kind::number, "3"};
  blend.arguments[2].otherwise = {Kind::rust, "default_name()"};
  blend.arguments[2].is_keyword = true;
  library.functions = {blend};
  const std::string module = module_of(library);
  EXPECT_THAT(module, HasSubstr("count::Base.Real = 3; name::"));
  EXPECT_THAT(module, HasSubstr("Base.Nothing} = Base.nothing)\n"));
  EXPECT_THAT(module, HasSubstr("count::Int32 = 3; name::AbstractString = default_name())"));
}

TEST(Forms, CallersDoNotPassWhatTheHostProvides) {
  model::Library library = empty_library();
  model::Function fit = function("fit",
                                 {{"stop", model::type_of(model::Service::interruption)},
                                  {"by", plain(TypeKind::f64)},
                                  {"bar", model::type_of(model::Service::progress)}},
                                 {});
  fit.arguments[0].service = model::Service::interruption;
  fit.arguments[2].service = model::Service::progress;
  library.functions = {fit};
  const std::string module = module_of(library);
  EXPECT_THAT(module, HasSubstr("function fit(by::Base.Real)\n"));
  EXPECT_THAT(module, HasSubstr("stop = _prebind.interruption()\n"));
  EXPECT_THAT(module, HasSubstr("bar = _prebind.progress(\"fit\")\n"));
  EXPECT_THAT(module, HasSubstr("finally\n        _prebind.finish(bar)\n"));
}

TEST(Forms, FuturesAreWaitedFor) {
  model::Function get = function("get", {{"of", plain(TypeKind::str)}}, plain(TypeKind::f64));
  EXPECT_THAT(rendered_with(get), Not(HasSubstr("AsyncCondition")));
  get.futures = "prebind_geometry_futures";
  const std::string module = rendered_with(get);
  EXPECT_THAT(module, HasSubstr("@declare(\"prebind_geometry_futures_cancel\", "));
  EXPECT_THAT(module, HasSubstr("@declare(\"" + get.symbol + "_finish\","));
  EXPECT_THAT(module, HasSubstr("    if _prebind.is_pending(Base.getfield(returned, :status))\n"
                                "        returned = Base.GC.@preserve of ccall("));
  EXPECT_THAT(module, HasSubstr("_prebind.wait_for(_prebind.FUTURES1, "));
}

TEST(Forms, FuturesCanHaveATimeout) {
  model::Function get = function("get", {{"of", plain(TypeKind::f64)}}, plain(TypeKind::f64));
  get.futures = "prebind_geometry_futures";
  EXPECT_THAT(rendered_with(get), Not(HasSubstr("RustTimeout")));
  get.has_timeout = true;
  get.docs = "Gets it.";
  const std::string module = rendered_with(get);
  EXPECT_THAT(module, HasSubstr("export RustPanic, RustTimeout\n"));
  EXPECT_THAT(module, HasSubstr("(of::Base.Real; timeout::Base.Union{Base.Nothing,Base.Real} = "));
  EXPECT_THAT(module, HasSubstr("get(of::Float64; timeout = nothing) -> Float64"));
  EXPECT_THAT(module, HasSubstr("Base.getfield(returned, :status), timeout)"));
}

TEST(Forms, RefusesMethodsThatAreOneWithoutTheirDefaults) {
  model::Library library = empty_library();
  library.types.push_back(type_named("Point"));
  library.types.push_back(type_named("Line"));
  model::Function longer = member("Point", "size", Passing::reference,
                                  {{"by", plain(TypeKind::f64)}}, plain(TypeKind::f64));
  longer.arguments[0].otherwise = {model::Default::Kind::number, "1.0"};
  model::Function shorter =
      function("size", {{"of", named("Point", Passing::reference)}}, plain(TypeKind::f64));
  library.types[0].functions = {longer};
  library.functions = {shorter};
  const auto files = JuliaHost().render(library, {.module_name = "Geometry",
                                                  .library_stem = "geometry",
                                                  .library_directory = ".",
                                                  .rebuild_command = "prebind build"});
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(
      files.error().message,
      "`impl Point { fn size(&self, by: f64 = 1.0) -> f64 }` and `fn size(of: &Point) -> f64` "
      "would both be `size` in Julia");
}

}  // namespace
}  // namespace prebind::hosts::julia
