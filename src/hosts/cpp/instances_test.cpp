#include "hosts/cpp/instances.h"

#include <gmock/gmock.h>

#include "hosts/test_library.h"

namespace prebind::hosts::cpp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const TypeNames kPointAndLine = {{"Point", "Point", model::Shape::handle, 1},
                                 {"Line", "Line", model::Shape::handle, 1}};

model::Function instance(std::vector<Type> types) {
  model::Function made = function("f", {}, plain(TypeKind::unit));
  for (Type& each : types) made.arguments.push_back({"x", std::move(each)});
  made.is_instance = true;
  return made;
}

Type slice_of(Type element) {
  return {
      .kind = TypeKind::slice, .arguments = {std::move(element)}, .passing = Passing::reference};
}

TEST(CppInstances, AreNamedByTheTypesInWhichTheirArgumentsDiffer) {
  const std::vector<model::Function> functions = {
      instance({slice_of(plain(TypeKind::f32)), plain(TypeKind::u8), plain(TypeKind::f32)}),
      instance({slice_of(plain(TypeKind::f64)), plain(TypeKind::u8), plain(TypeKind::f64)})};
  const TemplateArguments arguments = template_arguments(functions, kPointAndLine);
  EXPECT_THAT(arguments.at(&functions[0]), ElementsAre("float"));
  EXPECT_THAT(arguments.at(&functions[1]), ElementsAre("double"));
}

TEST(CppInstances, HaveTheirParametersInTheOrderOfTheArguments) {
  std::vector<model::Function> functions;
  for (const TypeKind a : {TypeKind::boolean, TypeKind::character}) {
    for (const TypeKind b : {TypeKind::i16, TypeKind::string}) {
      functions.push_back(instance({plain(a), option(plain(b))}));
    }
  }
  const TemplateArguments arguments = template_arguments(functions, kPointAndLine);
  EXPECT_THAT(arguments.at(&functions[0]), ElementsAre("bool", "std::int16_t"));
  EXPECT_THAT(arguments.at(&functions[3]), ElementsAre("char32_t", "std::string"));
}

TEST(CppInstances, OfNamedTypesAreNamedByThem) {
  Type line = numbered("Line", 1);
  line.passing = Passing::reference;
  const std::vector<model::Function> functions = {instance({named("Point", Passing::reference)}),
                                                  instance({line})};
  const TemplateArguments arguments = template_arguments(functions, kPointAndLine);
  EXPECT_THAT(arguments.at(&functions[0]), ElementsAre("Point"));
  EXPECT_THAT(arguments.at(&functions[1]), ElementsAre("Line"));
}

TEST(CppInstances, AreNoTemplateIfThereIsOne) {
  const std::vector<model::Function> functions = {instance({plain(TypeKind::f64)}),
                                                  function("g", {}, plain(TypeKind::unit))};
  const TemplateArguments arguments = template_arguments(functions, kPointAndLine);
  EXPECT_THAT(arguments.at(&functions[0]), IsEmpty());
  EXPECT_FALSE(arguments.contains(&functions[1]));
}

}  // namespace
}  // namespace prebind::hosts::cpp
