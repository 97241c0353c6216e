#include "expand/futures.h"

#include <fmt/format.h>

#include <algorithm>

#include "abi/failure.h"
#include "expand/carried.h"
#include "expand/rust/templates.h"
#include "expand/scope.h"
#include "expand/support.h"
#include "expand/symbols.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

/// A handle of tokio.
std::string handle_of(const std::string& crate, const std::string& runtime) {
  return runtime == "tokio" ? futures_symbol(crate) + "_tokio()" : fmt::format("({})()", runtime);
}

/// The functions that spawn what polls a future, and that run something in the runtime's context.
std::string spawning(const FutureCall& call) {
  const std::string& crate = call.function.crate;
  const std::string within = running_within(crate, call.runtime);
  if (call.runtime.empty()) return futures_symbol(crate) + "_spawn, " + within;
  if (call.runtime == "smol") return "|prebind_d| ::smol::spawn(prebind_d).detach(), " + within;
  return fmt::format(
      "|prebind_d| {{ prebind_std::mem::drop(unsafe {{ {} }}.spawn(prebind_d)); }}, {}",
      handle_of(crate, call.runtime), within);
}

constexpr std::string_view kAny =
    "prebind_std::boxed::Box<dyn prebind_std::any::Any + prebind_std::marker::Send>";

}  // namespace

std::string futures_symbol(const std::string& crate) {
  return fmt::format("prebind_{}_futures", symbol_text(crate));
}

std::string running_within(const std::string& crate, const std::string& runtime) {
  if (runtime.empty() || runtime == "smol") return "|prebind_w| prebind_w()";
  return fmt::format(
      "|prebind_w| {{ let prebind_r = unsafe {{ {} }}; let _prebind_g = prebind_r.enter(); "
      "prebind_w() }}",
      handle_of(crate, runtime));
}

std::optional<Type> kept(const Type& type) {
  if (type.name == "&dyn" || type.name == "&mut dyn") return std::nullopt;
  if (type.kind == TypeKind::named || model::is_kept(type)) return type;
  if (type.kind == TypeKind::pointer || type.kind == TypeKind::function ||
      type.kind == TypeKind::cow_str || type.kind == TypeKind::rc_str ||
      type.passing == Passing::mutable_reference ||
      (type.kind == TypeKind::strided && type.passing != Passing::value)) {
    return std::nullopt;
  }
  Type own = type;
  const bool is_option = type.kind == TypeKind::option;
  for (Type& part : own.arguments) {
    const auto kept_part = kept(part);
    const bool is_lent =
        model::is_array(type.kind) && part.passing != Passing::value && !part.is_shared;
    if (!kept_part || is_lent || (!is_option && *kept_part != part)) return std::nullopt;
    part = *kept_part;
  }
  own.kind = owned_kind(type.kind);
  own.passing = Passing::value;
  return own;
}

bool borrows_from_call(const Type& type) {
  if (type.kind == TypeKind::named || type.kind == TypeKind::static_cow || model::is_kept(type)) {
    return false;
  }
  return type.passing != Passing::value || owned_kind(type.kind) != type.kind ||
         type.kind == TypeKind::cow_str || std::ranges::any_of(type.arguments, borrows_from_call);
}

std::string borrow_again(const Type& type, const std::string& name) {
  const bool is_option = type.kind == TypeKind::option;
  const Type& value = is_option ? type.arguments[0] : type;
  if (value.kind == TypeKind::named || *kept(value) == value) return "";
  const bool has_deref = owned_kind(value.kind) != value.kind;
  if (is_option)
    return fmt::format("let {0} = {0}.{1}(); ", name, has_deref ? "as_deref" : "as_ref");
  return fmt::format("let {0} = &{1}{0}; ", name, has_deref ? "*" : "");
}

std::string sharing(const Type& type) {
  if (type.kind == TypeKind::named) {
    return fmt::format("<{}>::__prebind_shares(); ", type_reference(type));
  }
  std::string all;
  if (type.kind == TypeKind::option || type.kind == TypeKind::tuple || model::is_array(type.kind)) {
    for (const Type& part : type.arguments) all += sharing(part);
  }
  return all;
}

std::string future_definitions(const FutureCall& call, Runners& runners) {
  const std::string& crate = call.function.crate;
  const std::string prefix = futures_symbol(crate);
  runners.add_futures(crate, call.runtime == "tokio", call.runtime.empty());
  std::string source = fmt::format(
      "type __PrebindReady = prebind_std::boxed::Box<dyn prebind_std::ops::FnOnce() -> {0} + "
      "prebind_std::marker::Send>;\n"
      "fn prebind_ready(prebind_o: {1}) -> {0} {{ match prebind_o.downcast::<__PrebindReady>() {{ "
      "prebind_std::result::Result::Ok(prebind_r) => (*prebind_r)(), _ => "
      "prebind_std::unreachable!() }} }}\n"
      "extern \"Rust\" {{ fn {2}_start(body: prebind_std::pin::Pin<prebind_std::boxed::Box<"
      "dyn prebind_std::future::Future<Output = {1}> + prebind_std::marker::Send>>, spawn: "
      "fn(prebind_std::pin::Pin<prebind_std::boxed::Box<dyn prebind_std::future::Future<Output = "
      "()> + prebind_std::marker::Send>>), within: fn(&mut dyn prebind_std::ops::FnMut())) -> "
      "prebind_std::result::Result<{1}, *mut u8>; fn {2}_taken(handle: *mut u8) -> "
      "prebind_std::result::Result<{1}, *mut u8>;{3} }}\n",
      call.lowering.type_name(), kAny, prefix,
      call.runtime == "tokio"
          ? fmt::format(" fn {}_tokio() -> &'static ::tokio::runtime::Runtime;", prefix)
          : "");
  if (call.runtime.empty()) {
    source += fmt::format(
        "fn {0}_spawn(prebind_d: prebind_std::pin::Pin<prebind_std::boxed::Box<dyn "
        "prebind_std::future::Future<Output = ()> + prebind_std::marker::Send>>) {{ "
        "extern \"Rust\" {{ #[link_name = \"{0}_spawn\"] fn prebind_spawn(driver: "
        "prebind_std::pin::Pin<prebind_std::boxed::Box<dyn prebind_std::future::Future<Output = "
        "()> + prebind_std::marker::Send>>); }} unsafe {{ prebind_spawn(prebind_d) }} }}\n",
        prefix);
  }
  return source;
}

std::string future_start(const FutureCall& call) {
  const std::string ready =
      call.ready.empty()
          ? fmt::format("prebind_std::boxed::Box::new(move || {{ {} }}) as __PrebindReady",
                        call.lowering.expression("prebind_value"))
          : call.ready;
  const std::string bound = call.is_bound_in_call ? "" : call.lifting.bound() + call.kept_arguments;
  return fmt::format(
      "{0}{1}let prebind_future = async move {{ {2}let prebind_value = {3}.await; "
      "prebind_std::boxed::Box::new({4}) as {5} }}; "
      "match {6}_start(prebind_std::boxed::Box::pin(prebind_future), {7}) {{ "
      "prebind_std::result::Result::Ok(prebind_o) => prebind_ready(prebind_o), "
      "prebind_std::result::Result::Err(prebind_s) => {8} }}",
      call.shared, call.lifting.taken(), bound, call.call, ready, kAny,
      futures_symbol(call.function.crate), spawning(call), call.lowering.only_status("prebind_s"));
}

std::string future_finish(const FutureCall& call) {
  return fmt::format(
      "match {}_taken(prebind_h) {{ prebind_std::result::Result::Ok(prebind_o) => "
      "prebind_ready(prebind_o), prebind_std::result::Result::Err(prebind_s) => {} }}",
      futures_symbol(call.function.crate), call.lowering.only_status("prebind_s"));
}

}  // namespace prebind::expand
