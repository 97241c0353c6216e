#include "expand/attributes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "expand/forms.h"
#include "expand/operations.h"
#include "expand/runtimes.h"
#include "expand/signatures.h"
#include "model/item_words.h"
#include "model/name.h"
#include "model/trait_forms.h"

namespace prebind::expand {

namespace {

constexpr std::string_view kOptions =
    "the options are `name = \"…\"`, `skip` (fields and methods), `unsafe` (functions whose safety "
    "rustc cannot check), `gc_safe` (functions that take long), `as = \"…\"` (methods of a "
    "function of Julia's Base), `index = 1` (`impl Index`), `prefix = \"…\"` (variants of an "
    "enum), `signature = (…)` (defaults and "
    "keywords), `runtime = \"…\"` and `timeout` (`async` functions), `view` (methods that "
    "return slices), `value` (structs of plain data), `shared` (structs in an `Arc`),"
    " `derive(…)` (structs and enums), `interruptible` "
    "and `progress` (parameters) and types for the type parameters of a function, a struct or an "
    "`impl` (`T = f32, f64`); `#[export]` has "
    "`name(cpp = \"…\")` and `hosts = cpp` as well";

/// `= "…"`, a name that a host could use.
std::optional<std::string> read_name(Cursor& cursor, std::string_view option,
                                     std::vector<Diagnostic>& diagnostics) {
  if (!cursor.take_punctuation('=') || !cursor.at_literal()) {
    diagnostics.push_back({{cursor.last(), cursor.last()},
                           fmt::format("`{0}` needs a string: `{0} = \"…\"`", option),
                           std::string(kOptions)});
    return std::nullopt;
  }
  const TokenIndex place = cursor.take();
  const std::string& literal = cursor.tokens().tokens[place].text;
  auto name = string_value(literal);
  if (name && model::is_host_name(*name)) return name;
  diagnostics.push_back({{place, place},
                         fmt::format("{} cannot be a name in a host", literal),
                         "use letters, digits and `_`; it may end with `!`"});
  return std::nullopt;
}

/// Behind `prefix`: `= "…"`.
void read_prefix(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                 std::vector<Diagnostic>& diagnostics) {
  if (mark != Mark::julia) {
    diagnostics.push_back({{place, place},
                           "`prefix` is an option of `#[julia]`",
                           "write `#[julia(prefix = \"…\")]`"});
    return;
  }
  options.prefix = read_name(cursor, "prefix", diagnostics).value_or("");
  options.prefix_place = place;
}

/// Whether this is a host; a diagnostic, if not.
bool check_host(const std::string& name, TokenIndex place, std::vector<Diagnostic>& diagnostics) {
  if (model::is_host(name)) return true;
  diagnostics.push_back({{place, place},
                         fmt::format("`{}` is not a known host", model::printable(name)),
                         fmt::format("the hosts are `{}`", fmt::join(model::kHosts, "`, `"))});
  return false;
}

void add_name(const std::string& host, std::optional<std::string> name, TokenIndex place,
              Options& options, std::vector<Diagnostic>& diagnostics) {
  if (!name) return;
  options.name_place = place;
  const bool is_new = host.empty() ? !options.name.has_value() : !options.names.contains(host);
  if (!is_new) {
    const std::string whose = host.empty() ? "" : fmt::format(" for `{}`", host);
    diagnostics.push_back(
        {{place, place}, fmt::format("the name{} is given twice", whose), "remove one of the two"});
  } else if (host.empty()) {
    options.name = std::move(name);
  } else {
    options.names[host] = std::move(*name);
  }
}

/// Whether this is `#[export]`; a diagnostic, if not.
bool check_export(Mark mark, TokenIndex place, std::string_view option, std::string_view instead,
                  std::vector<Diagnostic>& diagnostics) {
  if (mark == Mark::exported) return true;
  diagnostics.push_back({{place, place},
                         fmt::format("`{}` is an option of `#[export]`", option),
                         fmt::format("write `#[export({})]`", instead)});
  return false;
}

/// Behind `name`: `= "…"`, or `(cpp = "…", julia = "…")`.
void read_names(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                std::vector<Diagnostic>& diagnostics) {
  if (!cursor.at_group("(")) {
    const std::string host = mark == Mark::julia ? "julia" : "";
    add_name(host, read_name(cursor, "name", diagnostics), place, options, diagnostics);
    return;
  }
  if (!check_export(mark, place, "name(…)", "name(cpp = \"…\")", diagnostics)) return;
  for (Cursor inside = cursor.inside(); !inside.at_end();) {
    const TokenIndex at = inside.take();
    const std::string& host = inside.tokens().tokens[at].text;
    if (!check_host(host, at, diagnostics)) return;
    add_name(host, read_name(inside, host, diagnostics), at, options, diagnostics);
    while (!inside.at_end() && !inside.take_punctuation(',')) inside.take();
  }
}

}  // namespace

const std::string_view kTraits =
    "`Display`, `PartialEq`, `Clone`, `Hash`, `PartialOrd`, `Ord`, `Iterator`, `Default`, `From`, "
    "`TryFrom`, `FromStr`, `Index`, `IndexMut` and of operators";
const std::string_view kDerivable =
    "`Display`, `PartialEq`, `Clone`, `Hash`, `PartialOrd`, `Ord` and `Default`";

std::string instead_of_trait(std::string_view trait) {
  const std::string_view plain = trait.substr(0, trait.rfind("Assign"));
  const model::TraitForm* form = trait.ends_with("Assign") ? model::trait_form(plain) : nullptr;
  if (form != nullptr && form->kind == model::FormKind::binary) {
    return fmt::format(
        "in a host, `a {0}= b` is `a = a {0} b`: export `{1}`, or write a method that "
        "changes `self`, in `#[julia] impl`",
        form->sign, plain);
  }
  return fmt::format(
      "those of {} can, and those of a `#[julia] trait`; for others write inherent methods that "
      "call them, in `#[julia] impl`",
      kTraits);
}

bool is_foreign_trait(std::string_view name) {
  constexpr std::string_view kForeignTraits[] = {
      "Any",    "AsMut",        "AsRef",    "Borrow",   "BorrowMut",    "BufRead", "Copy",
      "Debug",  "Deref",        "Display",  "DerefMut", "Drop",         "Eq",      "Error",
      "Extend", "Fn",           "FnMut",    "FnOnce",   "FromIterator", "Future",  "Hasher",
      "Into",   "IntoIterator", "Iterator", "Read",     "Seek",         "Send",    "Stream",
      "Sync",   "ToOwned",      "ToString", "TryInto",  "Unpin",        "Write"};
  return std::ranges::find(kForeignTraits, name) != std::end(kForeignTraits) ||
         (name.ends_with("Assign") &&
          model::trait_form(name.substr(0, name.size() - 6)) != nullptr);
}

std::optional<model::TraitMethod> trait_method_of(std::string_view trait) {
  using model::TraitMethod;
  constexpr std::pair<std::string_view, TraitMethod> kTraitMethods[] = {
      {"Display", TraitMethod::display}, {"PartialEq", TraitMethod::equal},
      {"Clone", TraitMethod::clone},     {"Hash", TraitMethod::hash},
      {"PartialOrd", TraitMethod::less}, {"Ord", TraitMethod::less},
      {"Iterator", TraitMethod::next}};
  for (const auto& [name, trait_method] : kTraitMethods) {
    if (name == trait) return trait_method;
  }
  return {};
}

namespace {

bool is_option(const Cursor& cursor) {
  for (const char* word : {"name", "hosts", "skip", "unsafe", "gc_safe", "runtime", "timeout",
                           "view", "as", "index", "prefix", "value", "shared", "derive"}) {
    if (cursor.at_identifier(word)) return true;
  }
  const Token* next = cursor.at_identifier() ? cursor.peek_next() : nullptr;
  return next != nullptr && next->text == "=";
}

/// `= f32, f64`, up to the next option; leaves the cursor at the `,` before that.
void read_types(Cursor& cursor, TypeParameter& parameter, std::vector<Diagnostic>& diagnostics) {
  cursor.take();  // =
  while (!cursor.at_end()) {
    const TokenIndex first = cursor.position();
    while (!cursor.at_end() && !cursor.at_punctuation(',')) cursor.take();
    const TokenRange range{first, cursor.last()};
    if (range.first == range.last &&
        cursor.tokens().tokens[first].kind == Token::Kind::identifier) {
      parameter.types.push_back(first);
    } else {
      diagnostics.push_back(
          {range,
           fmt::format("`{}` cannot be used for a type parameter", spell(cursor.tokens(), range)),
           "use types with a simple name: numbers, `bool`, `char`, `String` and exported types"});
    }
    Cursor next = cursor;
    if (!next.take_punctuation(',') || next.at_end() || is_option(next)) return;
    cursor = next;
  }
}

/// Behind `hosts`: `= julia, cpp`, up to the next option; leaves the cursor at the `,` before that.
void read_hosts(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                std::vector<Diagnostic>& diagnostics) {
  if (!check_export(mark, place, "hosts", "hosts = cpp", diagnostics)) return;
  if (options.hosts_place) {
    diagnostics.push_back({{place, place}, "the hosts are given twice", "remove one of the two"});
    return;
  }
  options.hosts_place = place;
  if (!cursor.take_punctuation('=') || cursor.at_end()) {
    diagnostics.push_back({{place, place},
                           "`hosts` needs the names of hosts: `hosts = cpp`",
                           fmt::format("the hosts are `{}`", fmt::join(model::kHosts, "`, `"))});
    return;
  }
  while (!cursor.at_end()) {
    const TokenIndex at = cursor.take();
    const std::string& host = cursor.tokens().tokens[at].text;
    if (!check_host(host, at, diagnostics)) return;
    if (std::ranges::find(options.hosts, host) == options.hosts.end()) {
      options.hosts.push_back(host);
    }
    Cursor next = cursor;
    if (!next.take_punctuation(',') || next.at_end() || is_option(next)) return;
    cursor = next;
  }
}

/// `derive(Clone, PartialEq)`. What an iterator yields stands in its `impl` only.
void read_derive(Cursor inside, Options& options, std::vector<Diagnostic>& diagnostics) {
  while (!inside.at_end()) {
    const TokenIndex place = inside.take();
    const std::string& name = inside.tokens().tokens[place].text;
    const auto trait_method = trait_method_of(name);
    const auto is_same = [&](const Implementation& known) {
      return known.trait_method == trait_method && !known.is_default;
    };
    const bool needs_impl =
        trait_method == model::TraitMethod::next || model::trait_form(name) != nullptr;
    if (name == "Default") {
      options.derived.push_back({{}, place, true});
    } else if (!trait_method || needs_impl) {
      diagnostics.push_back({{place, place},
                             fmt::format("`{}` cannot be derived for the host", name),
                             needs_impl ? fmt::format("write `#[julia]` on the `impl {}`", name)
                                        : fmt::format("hosts support {}", kDerivable)});
    } else if (std::none_of(options.derived.begin(), options.derived.end(), is_same)) {
      options.derived.push_back({*trait_method, place});
    }
    inside.take_punctuation(',');
  }
}

/// `in(shapes, "round")`
void read_module(Cursor inside, Options& options) {
  std::vector<std::string> names;
  while (!inside.at_end()) {
    const bool is_text = inside.at_literal();
    const std::string& token = inside.tokens().tokens[inside.take()].text;
    names.push_back(is_text ? string_value(token).value_or("") : plain_name(token));
    inside.take_punctuation(',');
  }
  // Both marks of an item have it.
  options.module = std::move(names);
}

}  // namespace

void read_options(Cursor cursor, Mark mark, Options& options,
                  std::vector<Diagnostic>& diagnostics) {
  while (!cursor.at_end()) {
    const TokenIndex place = cursor.take();
    const Token& token = cursor.tokens().tokens[place];
    if (const auto service = model::service_named(token.text)) {
      options.service = service;
      options.service_place = place;
      cursor.take_punctuation(',');
      continue;
    }
    if (!options.other_place) options.other_place = place;
    if (token.text == "name") {
      read_names(cursor, place, mark, options, diagnostics);
    } else if (token.text == "hosts") {
      read_hosts(cursor, place, mark, options, diagnostics);
    } else if (token.text == "skip") {
      options.skip = true;
    } else if (token.text == "unsafe") {
      options.is_unsafe = true;
    } else if (token.text == "gc_safe") {
      options.gc_safe = place;
    } else if (token.text == "runtime") {
      read_runtime(cursor, place, options, diagnostics);
    } else if (token.text == "timeout") {
      options.timeout = place;
    } else if (token.text == "view") {
      options.view = place;
    } else if (token.text == "as") {
      read_base_function(cursor, place, mark, options, diagnostics);
    } else if (token.text == "prefix") {
      read_prefix(cursor, place, mark, options, diagnostics);
    } else if (token.text == "index") {
      read_index_base(cursor, place, mark, options, diagnostics);
    } else if (token.text == "signature") {
      read_signature(cursor, place, options, diagnostics);
    } else if (token.text == "value") {
      options.value = place;
    } else if (token.text == "shared") {
      options.shared = place;
    } else if (token.text == "in" && cursor.at_group("(")) {
      read_module(cursor.inside(), options);
    } else if (token.text == "derive" && cursor.at_group("(")) {
      read_derive(cursor.inside(), options, diagnostics);
    } else if (token.kind == Token::Kind::identifier && cursor.at_punctuation('=') &&
               cursor.peek_next() != nullptr && cursor.peek_next()->kind != Token::Kind::literal) {
      read_types(cursor, options.parameters.emplace_back(TypeParameter{token.text, place, {}}),
                 diagnostics);
    } else {
      diagnostics.push_back(
          {{place, place},
           fmt::format("unknown option `{}`", spell(cursor.tokens(), {place, place})),
           std::string(kOptions)});
    }
    while (!cursor.at_end() && !cursor.take_punctuation(',')) cursor.take();
  }
}

namespace {

/// `julia` with any path before it, as the crate may have another name; `export` with the path of
/// our crate or none, as other crates have an `export`, too. The macro knows the same
/// (rust/prebind/src/strip.rs).
std::optional<Mark> mark_of(Cursor path) {
  std::vector<std::string_view> segments;
  path.take_operator("::");
  while (path.at_identifier()) {
    segments.emplace_back(path.tokens().tokens[path.take()].text);
    if (!path.take_operator("::")) break;
  }
  const bool ends = path.at_end() || path.at_group("(");
  if (!ends || segments.empty()) return std::nullopt;
  if (segments.back() == "julia") return Mark::julia;
  const bool is_ours =
      segments.size() == 1 ||
      (segments.size() == 2 && (segments[0] == "prebind" || segments[0] == "juliacall_macros"));
  if (is_ours && segments.back() == "export") return Mark::exported;
  return std::nullopt;
}

bool mentions_mark(Cursor cursor) {
  while (!cursor.at_end()) {
    const TokenIndex first = cursor.position();
    const Token& token = cursor.peek();
    const TokenIndex last = token.kind == Token::Kind::open ? token.match : first;
    for (TokenIndex i = first; i <= last; ++i) {
      const Token& inside = cursor.tokens().tokens[i];
      const bool is_name = inside.kind == Token::Kind::identifier;
      if (is_name && (inside.text == "julia" || inside.text == "export")) return true;
    }
    cursor.take();
  }
  return false;
}

/// `doc = "…"`, or `doc = include_str!("…")` and whatever else rustc makes text of.
void append_doc(Cursor content, std::vector<model::DocPart>& parts) {
  content.take();  // doc
  if (!content.take_punctuation('=') || content.at_end()) return;
  if (content.at_literal()) {
    const auto text = string_value(content.peek().text);
    if (!text) return;
    if (!parts.empty() && !parts.back().is_expression) {
      parts.back().text += '\n' + *text;
    } else {
      parts.push_back({*text});
    }
    return;
  }
  const TokenIndex first = content.position();
  while (!content.at_end()) content.take();
  parts.push_back({original({first, content.last()}), true});
}

bool has_expression(const std::vector<model::DocPart>& parts) {
  return std::ranges::any_of(parts, &model::DocPart::is_expression);
}

void append_representation(Cursor content, std::vector<TokenIndex>& words) {
  content.take();  // repr
  if (!content.at_group("(")) return;
  for (Cursor inside = content.inside(); !inside.at_end();) {
    const bool is_word = inside.at_identifier();
    const TokenIndex token = inside.take();
    if (is_word) words.push_back(token);
  }
}

/// `deprecated`, `deprecated = "…"`, `deprecated(since = "…", note = "…")`.
model::Deprecation read_deprecation(Cursor content) {
  model::Deprecation deprecation;
  content.take();  // deprecated
  const auto text = [](Cursor& cursor) {
    const bool is_there = cursor.take_punctuation('=') && cursor.at_literal();
    return is_there ? string_value(cursor.tokens().tokens[cursor.take()].text).value_or("") : "";
  };
  if (!content.at_group("(")) {
    deprecation.note = text(content);
    return deprecation;
  }
  for (Cursor inside = content.inside(); !inside.at_end();) {
    if (inside.take_identifier("since")) {
      deprecation.since = text(inside);
    } else if (inside.take_identifier("note")) {
      deprecation.note = text(inside);
    } else {
      inside.take();
    }
  }
  return deprecation;
}

}  // namespace

Attributes read_attributes(Cursor& cursor, std::vector<Diagnostic>& diagnostics) {
  Attributes attributes;
  while (cursor.at_punctuation('#')) {
    const TokenIndex sign = cursor.take();
    if (!cursor.at_group("[")) break;
    const Cursor content = cursor.inside();
    const TokenRange range{sign, cursor.take()};
    if (content.at_identifier("doc")) {
      append_doc(content, attributes.doc_parts);
    } else if (content.at_identifier("cfg")) {
      attributes.cfg.push_back(range);
    } else if (content.at_identifier("allow") || content.at_identifier("expect")) {
      Cursor lints = content;
      lints.take();
      if (lints.at_group("(")) attributes.allow.push_back({lints.position(), lints.position()});
    } else if (content.at_identifier("deprecated")) {
      attributes.deprecation = read_deprecation(content);
    } else if (content.at_identifier("non_exhaustive")) {
      attributes.is_non_exhaustive = true;
    } else if (content.at_identifier("repr")) {
      append_representation(content, attributes.representation);
    } else if (content.at_identifier("cfg_attr") && mentions_mark(content)) {
      diagnostics.push_back({range, "`#[julia]` inside an item cannot be in a `cfg_attr`",
                             "write `#[cfg(…)]` and `#[julia]` as two attributes"});
    } else if (const auto mark = mark_of(content)) {
      attributes.is_marked = true;
      attributes.mark = range;
      Cursor path = content;
      while (!path.at_end() && !path.at_group("(")) path.take();
      const bool is_bare = path.at_end() || path.inside().at_end();
      attributes.is_bare = attributes.is_bare || is_bare;
      if (!is_bare) read_options(path.inside(), *mark, attributes.options, diagnostics);
    }
  }
  if (!has_expression(attributes.doc_parts)) attributes.docs = docs_of(attributes.doc_parts);
  return attributes;
}

void add_inner_docs(Cursor inside, Attributes& attributes) {
  std::vector<model::DocPart> parts;
  while (inside.at_punctuation('#')) {
    inside.take();
    if (!inside.take_punctuation('!') || !inside.at_group("[")) break;
    const Cursor content = inside.inside();
    inside.take();
    if (content.at_identifier("doc")) append_doc(content, parts);
  }
  if (!has_expression(attributes.doc_parts) && !has_expression(parts)) {
    const std::string docs = docs_of(parts);
    if (!docs.empty()) attributes.docs += (attributes.docs.empty() ? "" : "\n\n") + docs;
    return;
  }
  attributes.docs.clear();
  if (!attributes.doc_parts.empty() && !parts.empty()) attributes.doc_parts.push_back({});
  attributes.doc_parts.insert(attributes.doc_parts.end(), parts.begin(), parts.end());
}

}  // namespace prebind::expand
