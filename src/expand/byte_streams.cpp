#include "expand/byte_streams.h"

#include <fmt/format.h>

#include "expand/futures.h"
#include "expand/glue.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"

namespace prebind::expand {

using model::Passing;
using model::TraitMethod;
using model::Type;
using model::TypeKind;

namespace {

constexpr std::string_view kSome = "prebind_std::option::Option::Some";
constexpr std::string_view kReady = "prebind_std::task::Poll::Ready";

Type lent_bytes(Passing passing) {
  return {.kind = TypeKind::slice, .arguments = {{.kind = TypeKind::u8}}, .passing = passing};
}

Type fallible(TypeKind kind) {
  return {.kind = TypeKind::result, .arguments = {{.kind = kind}, {.kind = TypeKind::display}}};
}

/// `tokio::io::ReadBuf`: what stands where a trait does.
std::string beside(TokenRange trait, std::string_view name) {
  return fmt::format("{} {}", original({trait.first, trait.last - 1}), name);
}

/// The arm that answers the request of this number.
std::string arm(int what, const std::string& answer) {
  return fmt::format("{} => {}({}), ", what, kSome, answer);
}

std::string asks_now(const ByteStreamSyntax& bytes) {
  const auto ready = [](std::string_view call, std::string_view mapped) {
    return fmt::format("{}({}.map({}))", kReady, call, mapped);
  };
  constexpr std::string_view kCount = "|prebind_d| prebind_d as u64";
  std::string arms;
  if (bytes.reads) {
    arms += arm(0, ready("prebind_std::io::Read::read(&mut prebind_i, prebind_a.bytes())", kCount));
  }
  if (bytes.writes) {
    arms +=
        arm(1, ready("prebind_std::io::Write::write(&mut prebind_i, prebind_a.bytes())", kCount));
    arms += arm(2, ready("prebind_std::io::Write::flush(&mut prebind_i)", "|()| 0"));
  }
  if (!bytes.seeks) return arms;
  int what = 4;
  for (const char* from : {"Start(prebind_a.count)", "Current(prebind_a.count as i64)",
                           "End(prebind_a.count as i64)"}) {
    arms += arm(what++, fmt::format("{}(prebind_std::io::Seek::seek(&mut prebind_i, "
                                    "prebind_std::io::SeekFrom::{}))",
                                    kReady, from));
  }
  return arms;
}

std::string asks_later(const ByteStreamSyntax& bytes) {
  const auto polled = [](const std::string& trait, std::string_view method, std::string_view more,
                         std::string_view mapped) {
    return fmt::format("{}::{}(prebind_i.as_mut(), prebind_c{}).map(|prebind_d| prebind_d.map({}))",
                       trait, method, more, mapped);
  };
  constexpr std::string_view kBytes = ", prebind_a.bytes()";
  constexpr std::string_view kCount = "|prebind_d| prebind_d as u64";
  constexpr std::string_view kNone = "|()| 0";
  std::string arms;
  // `AsyncBufRead` has the method from this.
  const std::string read = bytes.reads ? beside(bytes.read, "AsyncRead") : "";
  if (bytes.reads && bytes.is_tokio) {
    arms += arm(0, fmt::format("{{ let mut prebind_b = {}::new(prebind_a.bytes()); {} }}",
                               beside(bytes.read, "ReadBuf"),
                               polled(read, "poll_read", ", &mut prebind_b",
                                      "|()| prebind_b.filled().len() as u64")));
  } else if (bytes.reads) {
    arms += arm(0, polled(read, "poll_read", kBytes, kCount));
  }
  if (!bytes.writes) return arms;
  const std::string write = original(bytes.write);
  return arms + arm(1, polled(write, "poll_write", kBytes, kCount)) +
         arm(2, polled(write, "poll_flush", "", kNone)) +
         arm(3, polled(write, bytes.is_tokio ? "poll_shutdown" : "poll_close", "", kNone));
}

}  // namespace

std::vector<model::Function> methods_of_bytes(const SequenceSyntax& syntax,
                                              const model::Function& maker) {
  const model::Function method{.crate = maker.crate,
                               .name = {},
                               .host_name = {},
                               .symbol = {},
                               .owner = syntax.reference,
                               .receiver = Passing::mutable_reference,
                               .is_gc_safe = maker.is_gc_safe,
                               .marks = {.hosts = maker.marks.hosts}};
  std::vector<model::Function> methods;
  const auto add = [&](TraitMethod trait_method, std::string name,
                       std::vector<model::Argument> arguments, TypeKind returns, bool waits) {
    model::Function own = method;
    own.trait_method = trait_method;
    own.name = name;
    own.host_name = std::move(name);
    own.arguments = std::move(arguments);
    own.returns = fallible(returns);
    if (waits) own.futures = futures_symbol(maker.crate);
    methods.push_back(std::move(own));
  };
  const ByteStreamSyntax& bytes = *syntax.bytes;
  if (bytes.reads) {
    add(TraitMethod::read, "read", {{"buffer", lent_bytes(Passing::mutable_reference)}},
        TypeKind::usize, false);
    if (syntax.waits) add(TraitMethod::fill, "fill", {}, TypeKind::usize, true);
  }
  if (bytes.writes) {
    add(TraitMethod::write, "write", {{"bytes", lent_bytes(Passing::reference)}}, TypeKind::usize,
        false);
    std::vector<model::Argument> how;
    if (syntax.waits) how = {{"how", {.kind = TypeKind::u8}}};
    add(TraitMethod::flush, "flush", how, TypeKind::unit, syntax.waits);
  }
  if (bytes.seeks) {
    add(TraitMethod::seek, "seek",
        {{"from", {.kind = TypeKind::u8}}, {"offset", {.kind = TypeKind::i64}}}, TypeKind::u64,
        false);
  }
  return methods;
}

std::string byte_stream_definitions(const SequenceSyntax& syntax) {
  const ByteStreamSyntax& bytes = *syntax.bytes;
  std::string buffers;
  std::string_view reads = templates::kByteStreamRead, writes = templates::kByteStreamWrite;
  if (syntax.waits) {
    if (bytes.reads) buffers += "received: prebind_std::vec::Vec<u8>, read: usize, ";
    if (bytes.writes) buffers += "sent: prebind_std::vec::Vec<u8>, written: usize, ";
    reads = templates::kByteStreamFill;
    writes = templates::kByteStreamSend;
  }
  std::string source =
      templates::ByteStream{.body = body_type(syntax), .buffers = std::move(buffers)}.text();
  if (!syntax.waits && (bytes.reads || bytes.writes)) source += templates::kByteStreamNow;
  if (bytes.reads) source += reads;
  if (bytes.writes) source += writes;
  if (bytes.seeks) source += templates::kByteStreamSeek;
  return source;
}

std::string byte_stream_methods(const Sequence& sequence, const GlueContext& context,
                                Runners& runners) {
  GlueContext own = context;
  own.sequence = nullptr;
  own.has_types = true;
  own.has_abi = false;
  own.has_arc = false;
  own.passed.clear();
  own.defaults.clear();
  std::string source;
  for (const model::Function& method : sequence.of_bytes) {
    source += function_glue(method, std::string(kSequenceName),
                            fmt::format("{}::prebind_{}", kSequenceName, method.name), std::nullopt,
                            own, runners);
  }
  return source;
}

SequenceParts byte_stream_parts(const SequenceSyntax& syntax) {
  const ByteStreamSyntax& bytes = *syntax.bytes;
  std::string fields = "asks: prebind_asks, answers: prebind_answers, ";
  if (syntax.waits && bytes.reads) fields += "received: prebind_std::vec::Vec::new(), read: 0, ";
  if (syntax.waits && bytes.writes) fields += "sent: prebind_std::vec::Vec::new(), written: 0, ";
  return {
      .slots =
          "let prebind_asks = __PrebindSlot::<__PrebindAsk>::new(); let prebind_answers = "
          "__PrebindSlot::<__PrebindDone>::new(); let mut prebind_k = prebind_asks.twin(); "
          "let prebind_o = prebind_answers.twin(); ",
      .captured = "&prebind_k, &prebind_o",
      .step = fmt::format(
          "match __PrebindPolled(|prebind_c: &mut prebind_std::task::Context<'_>| {{ "
          "let _ = &prebind_c; {}(match __prebind_asked(&mut prebind_k) {{ "
          "prebind_std::option::Option::Some(prebind_a) => match prebind_a.what {{ {}"
          "_ => prebind_std::option::Option::None }}, _ => prebind_std::option::Option::None }}) "
          "}}).await {{ prebind_std::option::Option::Some(prebind_n) => prebind_o.put(prebind_n), "
          "_ => return }}",
          kReady, syntax.waits ? asks_later(bytes) : asks_now(bytes)),
      .fields = std::move(fields)};
}

}  // namespace prebind::expand
