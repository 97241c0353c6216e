// `#[julia] trait Store`: a trait that types of hosts can have.

#include <fmt/format.h>

#include <utility>

#include "expand/item_reader.h"
#include "expand/operations.h"
#include "expand/type_words.h"

namespace prebind::expand {

using model::Passing;

namespace {

/// As many as a host can say in one word which it has.
constexpr std::size_t kMostMethods = 64;

constexpr std::string_view kLeaveOut =
    "give it a body and `where Self: Sized`, which leaves it out, or move it into another trait";

constexpr std::string_view kReturnFuture =
    "return the future in a box, `-> Pin<Box<dyn Future<Output = T> + Send + '_>>`, or put "
    "`#[async_trait]` above `#[julia]`, which writes that";

/// What stands where in a method.
struct Member {
  Cursor words;       ///< from its first word on, up to the `fn`
  TokenIndex place;   ///< of its name
  Cursor generics;    ///< behind the name
  Cursor parameters;  ///< inside of the parentheses
  std::optional<Cursor> returns = {};
  std::optional<TokenRange> generic = {};  ///< its `<…>`
  std::optional<TokenRange> where = {};
  bool is_sized = false;  ///< `where Self: Sized`
  bool has_body = false;
};

/// `where Self: Sized`; the cursor goes over all that stands before the body.
bool take_where(Cursor& cursor) {
  bool is_sized = false;
  while (!cursor.at_end() && !cursor.at_group("{") && !cursor.at_punctuation(';')) {
    if (cursor.take_identifier("Self") && cursor.take_punctuation(':')) {
      is_sized = is_sized || cursor.at_identifier("Sized");
    } else {
      cursor.take();
    }
  }
  return is_sized;
}

std::optional<Member> member_at(Cursor cursor) {
  const Cursor words = cursor;
  while (!cursor.at_end() && !cursor.take_identifier("fn")) cursor.take();
  if (!cursor.at_identifier()) return std::nullopt;
  const TokenIndex place = cursor.take();
  const Cursor generics = cursor;
  skip_generics(cursor);
  if (!cursor.at_group("(")) return std::nullopt;
  Member member{words, place, generics, cursor.inside()};
  if (generics.at_punctuation('<')) member.generic = {generics.position(), cursor.last()};
  cursor.take();
  if (cursor.take_operator("->")) {
    const TokenIndex first = cursor.position();
    skip_type(cursor);
    member.returns = Cursor(cursor.tokens(), first, cursor.position());
  }
  const TokenIndex where = cursor.position();
  const bool has_where = cursor.at_identifier("where");
  member.is_sized = take_where(cursor);
  if (has_where) member.where = {where, cursor.last()};
  member.has_body = cursor.at_group("{");
  return member;
}

std::optional<FutureSyntax> future_of(const Member& member) {
  return member.returns ? future_at(*member.returns) : std::nullopt;
}

/// The option of a method that objects of a trait cannot have.
std::optional<TokenIndex> refused_option(const Options& options, bool has_future) {
  for (const auto& place : {options.hosts_place, options.gc_safe, options.view,
                            options.signature_place, options.index_place}) {
    if (place) return place;
  }
  if (!has_future && options.runtime_place) return options.runtime_place;
  if (!has_future && options.timeout) return options.timeout;
  if (!options.parameters.empty()) return options.parameters[0].place;
  return std::nullopt;
}

}  // namespace

/// `: Send + Sync + Debug + 'static`, behind the name.
void ItemReader::read_supertraits(Cursor& cursor, DefinedTraitSyntax& item) {
  if (!cursor.take_punctuation(':')) return;
  while (!cursor.at_end() && !cursor.at_group("{") && !cursor.at_identifier("where")) {
    const TokenIndex first = cursor.position();
    const auto lifetime = cursor.take_lifetime();
    std::string name;
    while (!lifetime && !cursor.at_end() && !cursor.at_punctuation('+') && !cursor.at_group("{") &&
           !cursor.at_identifier("where")) {
      if (cursor.at_identifier()) name = cursor.peek().text;
      cursor.take();
    }
    const TokenRange range{first, cursor.last()};
    item.needs_debug = item.needs_debug || name == "Debug";
    item.is_sent = item.is_sent || name == "Send";
    item.is_shared = item.is_shared || name == "Sync";
    if (lifetime != "static" && name != "Send" && name != "Sync" && name != "Debug") {
      say(range,
          fmt::format("a trait with the supertrait `{}` cannot be exported: types of hosts do not "
                      "have it",
                      spell(tokens_, range)),
          "remove it; `Send`, `Sync`, `Debug` and `'static` are allowed");
    }
    if (!cursor.take_punctuation('+')) return;
  }
}

std::optional<ItemSyntax> ItemReader::read_defined_trait(Cursor cursor, Attributes attributes) {
  DefinedTraitSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  if (cursor.at_identifier("unsafe")) {
    say({cursor.position(), cursor.position()},
        "an `unsafe` trait cannot be exported: a host cannot guarantee what it demands",
        "remove the `unsafe`, or export a struct that holds the object");
    return std::nullopt;
  }
  cursor.take();  // trait
  if (!cursor.at_identifier()) return std::nullopt;
  item.place = cursor.take();
  item.name = text(item.place);
  if (cursor.at_punctuation('<')) {
    const TokenIndex first = cursor.position();
    skip_generics(cursor);
    say({first, cursor.last()}, "a generic trait cannot be exported: the host needs concrete types",
        "export a trait without parameters");
  }
  read_supertraits(cursor, item);
  if (cursor.at_identifier("where")) {
    say({cursor.position(), cursor.position()}, "a trait with `where` cannot be exported",
        "write the supertraits behind the name");
  }
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (cursor.at_end()) return std::nullopt;
  TypeReader told(tokens_, diagnostics_);
  told.set_owner({.first = item.place, .last = item.place, .made = "__PrebindObject"});
  for (Cursor inside = cursor.inside(); !inside.at_end(); skip_member(inside)) {
    Attributes own = read_attributes(inside, diagnostics_);
    if (inside.at_end()) break;
    if (is_function(inside)) {
      read_trait_member(inside, std::move(own), told, item);
      continue;
    }
    say({inside.position(), inside.position()},
        fmt::format("a trait with `{}` in it cannot be exported", inside.peek().text),
        "only methods can be in an exported trait: write the types that they take and return");
  }
  if (item.methods.size() > kMostMethods) {
    say({item.place, item.place},
        fmt::format("a trait with more than {} methods cannot be exported", kMostMethods),
        "make several traits of it");
  }
  if (diagnostics_.size() > before) return std::nullopt;
  item.references = told.references();
  return item;
}

/// Whether hosts can have such a method, or do not need it.
bool ItemReader::check_trait_member(Cursor start, const Attributes& attributes, bool& is_left_out) {
  const auto member = member_at(start);
  if (!member) return false;
  const TokenRange name{member->place, member->place};
  is_left_out = member->has_body && (member->is_sized || attributes.options.skip);
  if (is_left_out) return true;
  const auto refuse = [&](TokenRange range, std::string_view why, std::string_view help) {
    say(range, fmt::format("types of the host cannot implement `{}`: {}", text(member->place), why),
        std::string(help));
    return false;
  };
  if (!attributes.cfg.empty()) {
    return refuse(attributes.cfg[0], "it is not always there",
                  "write two traits, each with its "
                  "own `#[cfg]`");
  }
  for (Cursor words = member->words; !words.at_identifier("fn"); words.take()) {
    return refuse({words.position(), words.position()},
                  fmt::format("it is `{}`", words.peek().text),
                  words.at_identifier("async") ? kReturnFuture : kLeaveOut);
  }
  const bool has_future = future_of(*member).has_value();
  if (const auto option = refused_option(attributes.options, has_future)) {
    return refuse({*option, *option}, "this option is not for methods of traits",
                  "remove this option");
  }
  if (!type_parameters(member->generics).empty()) {
    return refuse(name, "it is generic", kLeaveOut);
  }
  if (member->is_sized || attributes.options.skip) {
    return refuse(name, "it has no body", kLeaveOut);
  }
  Cursor receiver = member->parameters;
  const bool is_reference = receiver.take_punctuation('&');
  receiver.take_lifetime();
  receiver.take_identifier("mut");
  if (!is_reference || !receiver.take_identifier("self")) {
    return refuse(name, "it takes neither `&self` nor `&mut self`", kLeaveOut);
  }
  return true;
}

void ItemReader::read_trait_member(Cursor start, Attributes attributes, TypeReader& told,
                                   DefinedTraitSyntax& item) {
  const std::size_t before = diagnostics_.size();
  bool is_left_out = false;
  if (!check_trait_member(start, attributes, is_left_out) || is_left_out) return;
  const TokenRange self{item.place, item.place};
  auto method = read_instance(
      start, attributes,
      TokenRange{.first = item.place, .last = item.place, .made = "dyn " + original(self)});
  if (!method || diagnostics_.size() > before) return;
  const Member member = *member_at(start);
  const auto future = future_of(member);
  if (future && !(item.is_sent && item.is_shared)) {
    say({item.place, item.place},
        fmt::format("`{}` returns a future, so the trait has to be `Send` and `Sync`: other "
                    "threads poll it",
                    text(member.place)),
        fmt::format("write `trait {}: Send + Sync`", item.name));
    return;
  }
  auto type =
      told.read_method(member.parameters, future ? std::optional(future->output) : member.returns);
  if (!type) return;
  TraitMemberSyntax added{.function = std::move(method->function),
                          .references = std::move(method->references),
                          .generics = member.generic,
                          .where = member.where,
                          .told = std::move(*type),
                          .is_provided = member.has_body};
  Cursor receiver = member.parameters;
  receiver.take_punctuation('&');
  const TokenIndex lifetime = receiver.position();
  if (receiver.take_lifetime()) added.lifetime = {lifetime, receiver.last()};
  item.methods.push_back(std::move(added));
}

}  // namespace prebind::expand
