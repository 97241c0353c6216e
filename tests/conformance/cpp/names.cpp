#include "check.hpp"

// What Rust allows as a name, and C++ does not, or not without a change.
#define TEXTS(name, shown) CHECK(conformance::name("x") == shown ":x")
#define NUMBERS(name) CHECK(conformance::name(1) == 2)

namespace names_tests {

void keywords() {
  TEXTS(baremodule, "baremodule");
  TEXTS(begin, "begin");
  TEXTS(catch_, "catch");
  TEXTS(ccall, "ccall");
  TEXTS(cglobal, "cglobal");
  TEXTS(elseif, "elseif");
  TEXTS(end, "end");
  TEXTS(export_, "export");
  TEXTS(finally, "finally");
  TEXTS(function, "function");
  TEXTS(global, "global");
  TEXTS(import, "import");
  TEXTS(local, "local");
  TEXTS(module, "module");
  TEXTS(quote, "quote");
  TEXTS(using_, "using");
  TEXTS(public_, "public");
  TEXTS(abstract_, "abstract_");
  TEXTS(primitive, "primitive");
  TEXTS(type_, "type_");
  TEXTS(isa, "isa");
  TEXTS(outer, "outer");
  TEXTS(new_, "new");
  TEXTS(var, "var");
  TEXTS(Base, "Base");
  TEXTS(Core, "Core");
  TEXTS(_under, "_under");
  TEXTS(_double, "__double");
  CHECK(conformance::type(3, 1) == 2 && conformance::while_(true));
}

void others() {
  NUMBERS(get);
  NUMBERS(string);
  NUMBERS(convert);
  NUMBERS(error);
  NUMBERS(throw_);
  NUMBERS(println);
  NUMBERS(eval);
  NUMBERS(include);
  NUMBERS(show);
  NUMBERS(length);
  NUMBERS(nothing);
  NUMBERS(getproperty);
  NUMBERS(getfield);
  NUMBERS(setfield);
  NUMBERS(pointer);
  NUMBERS(codepoint);
  NUMBERS(unsafe_load);
  NUMBERS(unsafe_string);
  NUMBERS(unsafe_convert);
  NUMBERS(cconvert);
  NUMBERS(finalizer);
  NUMBERS(ifelse);
  NUMBERS(isa_);
  NUMBERS(propertynames);
  NUMBERS(nameof);
  NUMBERS(first);
  NUMBERS(last);
  NUMBERS(Ref);
  NUMBERS(Ptr);
  NUMBERS(Char);
  NUMBERS(Bool);
  NUMBERS(Int8);
  NUMBERS(Int32);
  NUMBERS(UInt);
  NUMBERS(UInt8);
  NUMBERS(UInt32);
  NUMBERS(Float64);
  NUMBERS(Nothing);
  NUMBERS(Real);
  NUMBERS(AbstractString);
  NUMBERS(AbstractChar);
  NUMBERS(Array);
  NUMBERS(Union);
  NUMBERS(Some);
  NUMBERS(Val);
  NUMBERS(Symbol);
  NUMBERS(Exception);
  NUMBERS(Any);
  NUMBERS(GC);
  NUMBERS(Cvoid);
  NUMBERS(C_NULL);
  NUMBERS(ENV);
  NUMBERS(Sys);
  NUMBERS(Type);
  NUMBERS(zero);
  NUMBERS(sizeof_);
  NUMBERS(print);
  NUMBERS(stack);
}

void odd() {
  CHECK(conformance::push(3) == 3 && conformance::größe(2) == 4);
  CHECK(conformance::数える("\303\244b") == 2 && conformance::l·l(3) == 3);
  CHECK(conformance::odd_arguments(1, 2, 3, 4, 5, 6) == 16);
  conformance::richly_documented();
  // Nothing makes one.
  const auto price = &conformance::RichlyDocumented::price;
  const auto set_price = &conformance::RichlyDocumented::set_price;
  (void)price;
  (void)set_price;
  CHECK(conformance::operator_plus(1) == 11 && conformance::inner_plus(1) == 21);
  conformance::Inner inner(1);
  inner.set_cc(2);
  CHECK(inner.cc() == 2);
  conformance::Original renamed(1);
  renamed.change(2);
  CHECK(renamed.value() == 2);
  renamed.set_value(3);
  CHECK(renamed.value() == 3 && conformance::Original::make(4).value() == 4);
  conformance::String text(5);
  CHECK(text.double_() == 10 && text.length() == 5);
  text.set_length(6);
  CHECK(text.length() == 6);
  // `Vector` is one of the header's own.
  conformance::Vector_ vector(7);
  vector.set_String_(8);
  CHECK(vector.String_() == 8);
}

}  // namespace names_tests

void names() {
  using namespace names_tests;  // NOLINT(google-build-using-namespace)
  keywords();
  others();
  odd();
}

#undef TEXTS
#undef NUMBERS
