// `#[julia(view)]`: methods whose slices the host sees where they lie.

#include "expand/views.h"

#include <fmt/format.h>

#include <algorithm>

#include "expand/carried.h"
#include "expand/futures.h"
#include "expand/item_reader.h"
#include "expand/rust/templates.h"
#include "model/defaults.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

bool is_changed(const Type& view) {
  return view.passing == Passing::mutable_reference;
}

/// What every byte that a host writes is a value of.
bool may_be_written(const Type& element) {
  const TypeKind leaf = model::leaf_of(element).kind;
  return model::is_number(leaf) || model::is_complex(leaf);
}

}  // namespace

void ItemReader::check_view(const FunctionSyntax& function) {
  if (!function.attributes.options.view) return;
  const TokenIndex place = *function.attributes.options.view;
  const TokenRange returned = function.returns.range;
  const auto refuse = [&](TokenRange range, std::string why, std::string help) {
    say(range, std::move(why), std::move(help));
  };
  if (function.is_async) {
    return refuse({place, place}, "an `async` function cannot return a view",
                  "remove this option, and return a type that owns what is in it");
  }
  if (!function.receiver || *function.receiver == Passing::value || function.has_arc) {
    return refuse({place, place}, "a view borrows the object that it belongs to",
                  "take `&self` or `&mut self`, or remove this option: the host gets a copy");
  }
  const Type* view = model::view_in(function.returns.type);
  if (view == nullptr) {
    const bool has_range = function.returns.type.kind != TypeKind::unit;
    return refuse(has_range ? returned : TokenRange{place, place},
                  has_range ? fmt::format("a view cannot show `{}`", spell(tokens_, returned))
                            : "a function that returns nothing has no view",
                  "return `&[T]` or `&mut [T]`, by itself or in an `Option` or a `Result`, or "
                  "remove this option");
  }
  const Type& element = view->arguments[0];
  const std::string what = model::to_string(element);
  if (!model::is_element(element) && element.kind != TypeKind::named) {
    return refuse(returned, fmt::format("`{}` has another representation in the host", what),
                  "remove this option: the host gets a copy");
  }
  if (!is_changed(*view)) return;
  if (*function.receiver != Passing::mutable_reference) {
    return refuse(returned, "a view that the host can change needs `&mut self`",
                  "take `&mut self`, or return `&[T]`");
  }
  if (!may_be_written(element)) {
    return refuse(returned, fmt::format("the host could write bytes that are no valid `{}`", what),
                  "return `&[T]`, or a view of numbers");
  }
  for (const ArgumentSyntax& argument : function.arguments) {
    if (!model::is_evaluated(argument.otherwise)) continue;
    refuse(argument.expression, "a default of a function that returns a view has to be a literal",
           "take an `Option` with the default `None`, and let the function replace that");
  }
}

std::string view_slot(const Type& view, const std::string& value) {
  return fmt::format(
      "{{ let prebind_s: &{0}[_] = {1}; let prebind_n = prebind_s.len(); let prebind_p = "
      "prebind_s.as_{2}ptr() as *mut u8; let prebind_g = prebind_view(prebind_guard); "
      "__PrebindSlots4(prebind_p, prebind_n, prebind_g.0, prebind_g.1) }}",
      is_changed(view) ? "mut " : "", value, is_changed(view) ? "mut_" : "");
}

std::string view_helpers(const Type& view) {
  std::string source(templates::kView);
  const Type& leaf = model::leaf_of(view.arguments[0]);
  if (leaf.kind == TypeKind::named) {
    source += fmt::format(
        "const _: () = prebind_std::assert!(<{}>::__PREBIND_IS_FLAT, \"`{}` has another "
        "representation in the "
        "host: a view shows numbers, enums and structs that are `#[julia(value)]`\");\n",
        type_reference(leaf), leaf.name);
  }
  return source;
}

std::string view_body(const model::Function& function, const Lowering& lowering,
                      const Lifting& receiver, const Lifting& others, const std::string& call) {
  const std::string_view borrow = model::prefix_of(*function.receiver);
  return fmt::format(
      "<__PrebindT0>::__prebind_shares(); {0}let {1}prebind_guard = prebind_std::boxed::Box::new("
      "prebind_self); let prebind_value = {{ let prebind_self = {2}*prebind_guard; {3}{4}"
      "let prebind_r = {{ {5} }}; prebind_r }}; {6}",
      receiver.taken(), borrow == "&" ? "" : "mut ", borrow, receiver.bound(), others.statements(),
      call, lowering.expression("prebind_value"));
}

}  // namespace prebind::expand
