#include "expand/sequences.h"

#include <fmt/format.h>

#include "abi/failure.h"
#include "expand/byte_streams.h"
#include "expand/carried.h"
#include "expand/complex.h"
#include "expand/futures.h"
#include "expand/glue.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/support.h"

namespace prebind::expand {

using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

bool is_fallible(const Sequence& sequence) {
  return sequence.syntax.item.type.kind == TypeKind::result;
}

Lowering lowering_of(const Sequence& sequence) {
  return {sequence.next->returns, sequence.syntax.item.error, failed_symbol(sequence.next->crate)};
}

/// What `next` returns behind the end.
std::string end_of(const Sequence& sequence) {
  const Lowering lowering = lowering_of(sequence);
  if (!model::is_packed(sequence.next->returns)) {
    return lowering.only_status(fmt::format("{} as *mut u8", abi::kStatusNone));
  }
  // Whatever is in the options, `None` crosses alike.
  const Type option{.kind = TypeKind::option, .arguments = {{.kind = TypeKind::boolean}}};
  const Type nested{.kind = TypeKind::option, .arguments = {option}};
  return Lowering(nested, std::nullopt, failed_symbol(sequence.next->crate))
      .expression("prebind_std::option::Option::None::<prebind_std::option::Option<bool>>");
}

/// The item `prebind_n`, an `Option`, as `next` returns it. The function beside that returns
/// something of its own by the name of `__PrebindReturn`.
std::string lowered_item(const Sequence& sequence) {
  const std::string value =
      is_fallible(sequence) ? "prebind_std::option::Option::transpose(prebind_n)" : "prebind_n";
  std::string text = lowering_of(sequence).expression(value);
  constexpr std::string_view kReturn = "__PrebindReturn", kItem = "__PrebindItem";
  for (std::size_t at = text.find(kReturn); at != std::string::npos; at = text.find(kReturn, at)) {
    text.replace(at, kReturn.size(), kItem);
  }
  if (!sequence.syntax.waits) return text;
  return fmt::format("prebind_std::boxed::Box::new(move || {{ {} }}) as __PrebindItemReady", text);
}

FutureCall next_call(const Sequence& sequence, const GlueContext& context, const Lowering& lowering,
                     const Lifting& lifting) {
  return {.function = *sequence.next,
          .runtime = context.runtime,
          .lowering = lowering,
          .lifting = lifting,
          .kept_arguments = "",
          .shared = fmt::format("<{}>::__prebind_shares(); ", kSequenceName),
          .call = "__PrebindNext(prebind_self)",
          .ready = fmt::format(
              "match prebind_value {{ prebind_std::option::Option::Some(prebind_r) => prebind_r, "
              "_ => prebind_std::boxed::Box::new(|| {{ {} }}) as __PrebindReady }}",
              end_of(sequence))};
}

/// The receiver of the methods.
Lifting lifted_self(const Sequence& sequence, const Lowering& lowering) {
  const Type self{.kind = TypeKind::named,
                  .passing = Passing::mutable_reference,
                  .reference = sequence.syntax.reference,
                  .name = sequence.type.name};
  Lifting lifting;
  lifting.add(self, "prebind_self",
              Refusal("self", refused_symbol(sequence.next->crate), lowering));
  return lifting;
}

constexpr std::string_view kSelf = "prebind_self: *mut u8";

std::string next_glue(const Sequence& sequence, const GlueContext& context, Runners& runners) {
  const model::Function& next = *sequence.next;
  const Lowering lowering = lowering_of(sequence);
  const Lifting lifting = lifted_self(sequence, lowering);
  std::string body = import_refused(next.crate);
  if (sequence.syntax.waits) {
    const FutureCall call = next_call(sequence, context, lowering, lifting);
    body += runners.glue_function(next.symbol, next.crate, std::string(kSelf), lowering,
                                  future_start(call)) +
            runners.glue_function(next.symbol + "_finish", next.crate, "prebind_h: *mut u8",
                                  lowering, future_finish(call));
  } else {
    body += runners.glue_function(
        next.symbol, next.crate, std::string(kSelf), lowering,
        fmt::format("{}match prebind_self.prebind_now() {{ prebind_std::option::Option::Some("
                    "prebind_r) => prebind_r, _ => {} }}",
                    lifting.statements(), end_of(sequence)));
  }
  return scope(context, body + record(next.symbol, next, context));
}

std::string length_glue(const Sequence& sequence, const GlueContext& context, Runners& runners) {
  const model::Function& length = *sequence.length;
  const Lowering lowering(length.returns, std::nullopt, failed_symbol(length.crate));
  std::string body = import_refused(length.crate) + lowering.definition();
  body +=
      runners.glue_function(length.symbol, length.crate, std::string(kSelf), lowering,
                            fmt::format("{}let prebind_value = prebind_self.prebind_length(); {}",
                                        lifted_self(sequence, lowering).statements(),
                                        lowering.expression("prebind_value")));
  return scope(context, body + record(length.symbol, length, context));
}

/// How the body asks for the next item.
std::string asked(const Sequence& sequence) {
  const SequenceSyntax& syntax = sequence.syntax;
  if (!syntax.waits) return "prebind_std::iter::Iterator::next(&mut prebind_i)";
  const std::string_view poll = syntax.box == SequenceSyntax::Box::none
                                    ? "__prebind_poll(prebind_i.as_mut(), prebind_c)"
                                    : "prebind_i.as_mut().poll_next(prebind_c)";
  return fmt::format("__PrebindPolled(|prebind_c: &mut prebind_std::task::Context<'_>| {}).await",
                     poll);
}

}  // namespace

std::string body_type(const SequenceSyntax& syntax) {
  return fmt::format("dyn prebind_std::future::Future<Output = ()>{}",
                     syntax.is_sent ? " + prebind_std::marker::Send" : "");
}

std::string sequence_definitions(const Sequence& sequence, const GlueContext& context,
                                 Runners& runners) {
  const SequenceSyntax& syntax = sequence.syntax;
  std::string source = type_definitions(context) + std::string(kFallback);
  source += templates::kPauses;
  if (syntax.bytes) {
    return source + byte_stream_definitions(syntax) + std::string(templates::kSequenceStart);
  }
  const Lowering lowering = lowering_of(sequence);
  source += complex_proofs({&sequence.next->returns});
  source += lowering.definition() + lowering.helpers() + "type __PrebindItem = __PrebindReturn;\n";
  if (syntax.waits) {
    const Lifting none;
    source += future_definitions(next_call(sequence, context, lowering, none), runners);
    source += "type __PrebindItemReady = __PrebindReady;\n";
  }
  if (syntax.waits && syntax.box == SequenceSyntax::Box::none) {
    source += fmt::format(
        "fn __prebind_poll<S: {}>(prebind_s: prebind_std::pin::Pin<&mut S>, prebind_c: &mut "
        "prebind_std::task::Context<'_>) -> prebind_std::task::Poll<prebind_std::option::Option<"
        "S::Item>> {{ prebind_s.poll_next(prebind_c) }}\n",
        original(syntax.trait));
  }
  return source +
         templates::Sequence{.body = body_type(syntax),
                             .item = syntax.waits ? "__PrebindReady" : "__PrebindItem"}
             .text() +
         std::string(templates::kSequenceStart);
}

std::string sequence_methods(const Sequence& sequence, const GlueContext& context,
                             Runners& runners) {
  GlueContext own = context;
  own.references = {context.references.at(sequence.syntax.reference)};
  std::string source = handle_glue(sequence.type, false, own, runners);
  if (sequence.syntax.bytes) return source + byte_stream_methods(sequence, context, runners);
  source += next_glue(sequence, context, runners);
  if (sequence.length) source += length_glue(sequence, context, runners);
  return source;
}

namespace {

bool is_future(const SequenceCall& call) {
  return !call.function.futures.empty();
}

/// The iterator, reader or writer that the function returned. For `None` and `Err` the block ends,
/// and that is the outcome of the call.
std::string begun(const SequenceCall& call) {
  const std::string_view box = [&] {
    if (!call.sequence.syntax.waits) return "";
    switch (call.sequence.syntax.box) {
      case SequenceSyntax::Box::none:
        return "prebind_std::boxed::Box::pin";
      case SequenceSyntax::Box::plain:
        return "prebind_std::boxed::Box::into_pin";
      case SequenceSyntax::Box::pinned:
        break;
    }
    return "";
  }();
  const bool is_async = is_future(call);
  const auto outcome = [&](const std::string& value) {
    return is_async ? value : call.lowering.expression(value);
  };
  std::string text = is_async ? call.call + ".await" : call.call;
  if (call.function.returns.kind == TypeKind::option) {
    text = fmt::format(
        "match {} {{ prebind_std::option::Option::Some(prebind_v) => prebind_v, _ => {{ "
        "prebind_outcome.put({}); return; }} }}",
        text, outcome(fmt::format("prebind_std::option::Option::None::<{}>", kSequenceName)));
  } else if (call.function.returns.kind == TypeKind::result) {
    text = fmt::format(
        "match {} {{ prebind_std::result::Result::Ok(prebind_v) => prebind_v, "
        "prebind_std::result::Result::Err(prebind_e) => {{ prebind_outcome.put({}); return; }} }}",
        text,
        outcome(
            fmt::format("prebind_std::result::Result::Err::<{}, _>(prebind_e)", kSequenceName)));
  }
  return fmt::format("{}({})", box, text);
}

/// The `async` block that calls the function and goes on behind that.
std::string block(const SequenceCall& call, const SequenceParts& parts) {
  return fmt::format(
      "async move {{ let _ = ({captured}, &prebind_outcome); {bound}{kept}let mut prebind_i = "
      "{begun}; {started}loop {{ __PrebindPause(false).await; {step} }} }}",
      fmt::arg("captured", parts.captured), fmt::arg("bound", call.lifting.bound()),
      fmt::arg("kept", call.kept_arguments), fmt::arg("begun", begun(call)),
      fmt::arg("started", is_future(call) ? "prebind_starting.put(()); " : ""),
      fmt::arg("step", parts.step));
}

SequenceParts iterator_parts(const SequenceCall& call) {
  const std::string length = call.sequence.syntax.has_length
                                 ? "if prebind_k.take().is_some() { prebind_l.put("
                                   "prebind_std::iter::ExactSizeIterator::len(&prebind_i)); } else "
                                 : "";
  return {.slots =
              "let prebind_items = __PrebindSlot::new(); let prebind_asks = __PrebindSlot::new(); "
              "let prebind_lengths = __PrebindSlot::new(); let prebind_o = prebind_items.twin(); "
              "let prebind_k = prebind_asks.twin(); let prebind_l = prebind_lengths.twin(); ",
          .captured = "&prebind_k, &prebind_l",
          .step = fmt::format("{}{{ let prebind_n = {}; if prebind_n.is_none() {{ return; }} "
                              "prebind_o.put({}); }}",
                              length, asked(call.sequence), lowered_item(call.sequence)),
          .fields = "items: prebind_items, asks: prebind_asks, lengths: prebind_lengths, "};
}

}  // namespace

std::string sequence_start(const SequenceCall& call) {
  const SequenceSyntax& syntax = call.sequence.syntax;
  const SequenceParts parts = syntax.bytes ? byte_stream_parts(syntax) : iterator_parts(call);
  const std::string within = syntax.waits
                                 ? running_within(call.function.crate, call.context.runtime)
                                 : "|prebind_w| prebind_w()";
  const std::string made = fmt::format(
      "{name} {{ body: prebind_std::option::Option::Some(prebind_std::boxed::Box::pin("
      "prebind_body)), {fields}within: {within} }}",
      fmt::arg("name", kSequenceName), fmt::arg("fields", parts.fields),
      fmt::arg("within", within));
  if (!is_future(call)) {
    return fmt::format(
        "{}{}{}let prebind_outcomes = __PrebindSlot::<{}>::new(); let prebind_outcome = "
        "prebind_outcomes.twin(); let prebind_body = {}; let mut prebind_i = {}; "
        "prebind_i.prebind_begin(); match prebind_outcomes.take() {{ "
        "prebind_std::option::Option::Some(prebind_r) => prebind_r, _ => __PrebindReturn {{ "
        "value: prebind_std::mem::MaybeUninit::new(prebind_i.__prebind_give()), status: "
        "prebind_std::ptr::null_mut() }} }}",
        call.shared, call.lifting.taken(), parts.slots, call.lowering.type_name(),
        block(call, parts), made);
  }
  const TypeKind returns = call.function.returns.kind;
  const std::string_view wrapped =
      returns == TypeKind::option   ? "prebind_std::option::Option::Some(prebind_i)"
      : returns == TypeKind::result ? "prebind_std::result::Result::Ok(prebind_i)"
                                    : "prebind_i";
  const std::string only = returns == TypeKind::option || returns == TypeKind::result
                               ? ""
                               : fmt::format("::<{}>", kSequenceName);
  return fmt::format(
      "async move {{ {}let prebind_outcomes = __PrebindSlot{}::new(); let prebind_outcome = "
      "prebind_outcomes.twin(); let mut prebind_started = __PrebindSlot::<()>::new(); "
      "let prebind_starting = prebind_started.twin(); let prebind_body = {}; "
      "let mut prebind_i = {}; __PrebindPolled(|prebind_c: &mut prebind_std::task::Context<'_>| "
      "prebind_i.prebind_start(&mut prebind_started, prebind_c)).await; "
      "match prebind_outcomes.take() {{ prebind_std::option::Option::Some(prebind_r) => prebind_r, "
      "_ => {} }} }}",
      parts.slots, only, block(call, parts), made, wrapped);
}

}  // namespace prebind::expand
