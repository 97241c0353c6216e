#include "expand/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "model/record.h"

namespace prebind::expand {

namespace {

/// A 32-bit number as Rust's little-endian bytes.
std::string four_bytes(std::size_t number) {
  return fmt::format("[{}, {}, {}, {}]", number & 0xff, number >> 8 & 0xff, number >> 16 & 0xff,
                     number >> 24 & 0xff);
}

std::string at(TokenIndex place, std::string_view text) {
  return place == kAttributePlace ? std::string(text) : spanned(place, text);
}

constexpr std::string_view kPrimitives[] = {"bool", "char", "f32",  "f64",   "i8", "i16",
                                            "i32",  "i64",  "i128", "isize", "u8", "u16",
                                            "u32",  "u64",  "u128", "usize"};

bool is_word(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool is_whole =
        (at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]));
    if (is_whole) return true;
  }
  return false;
}

/// A crate may mean another type by `f64`; glue means Rust's, as its record does.
std::string primitives_in(std::string_view body) {
  std::string source;
  for (const std::string_view each : kPrimitives) {
    if (has_word(body, each))
      source += fmt::format("type {0} = prebind_std::primitive::{0}; ", each);
  }
  return source.empty() ? source : source + "\n";
}

/// What rustc makes of the expressions in docs, as the end of a record.
struct Texts {
  std::string constants, fields, values;

  explicit Texts(const std::vector<std::string>& sources)
      : fields("texts: [u8; 4]"), values("texts: " + four_bytes(sources.size())) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::string name = fmt::format("__PREBIND_DOC{}", i);
      constants += fmt::format("const {}: &prebind_std::primitive::str = {};\n", name, sources[i]);
      fields += fmt::format(", size{0}: [u8; 4], text{0}: [u8; {1}.len()]", i, name);
      values += fmt::format(
          ", size{0}: ({1}.len() as u32).to_le_bytes(), "
          "text{0}: unsafe {{ *({1}.as_ptr() as *const [u8; {1}.len()]) }}",
          i, name);
    }
  }
};

}  // namespace

const std::string_view kFallback =
    "trait __PrebindUnknown { const __PREBIND_SHARED: bool = false; "
    "fn __prebind_arc<G>(_: &G) -> prebind_std::sync::Arc<Self> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_give_shared(_: prebind_std::sync::Arc<Self>) "
    "-> [prebind_std::mem::MaybeUninit<u64>; 1] "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_give_all_shared(_: prebind_std::vec::Vec<prebind_std::sync::Arc<Self>>) "
    "-> (*mut u8, usize, usize, usize) where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_pack_shared(_: prebind_std::sync::Arc<Self>, "
    "_: &mut prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>) "
    "where Self: prebind_std::marker::Sized {} "
    "fn __prebind_shares() {} const __PREBIND_IS_FLAT: bool = false; "
    "const __PREBIND_TYPE: [u8; 16] = *b\"----------------\"; const "
    "__PREBIND_WORDS: usize = 1; "
    "fn __prebind_refused(_: *const u8) -> (u32, &'static prebind_std::primitive::str) { loop {} } "
    "unsafe fn __prebind_ref<'prebind>(_: *mut u8) -> prebind_std::option::Option<&'prebind Self> "
    "{ loop {} } "
    "unsafe fn __prebind_mut<'prebind>(_: *mut u8) -> prebind_std::option::Option<&'prebind mut "
    "Self> { loop {} } "
    "unsafe fn __prebind_hold(_: *mut u8) -> prebind_std::option::Option<Self> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_take(self) -> Self where Self: prebind_std::marker::Sized { self } "
    "fn __prebind_pack(self, _: &mut prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>, "
    "_: u32) where Self: prebind_std::marker::Sized {} "
    "unsafe fn __prebind_unpack(_: &mut *const u8, _: u32) -> prebind_std::result::Result<Self, "
    "(u32, &'static prebind_std::primitive::str)> where Self: prebind_std::marker::Sized "
    "{ loop {} } "
    "unsafe fn __prebind_unpack_held(_: &mut *const u8, _: u32) -> "
    "prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_elements<'prebind>(_: &'prebind (), _: *const u8, _: usize) "
    "-> prebind_std::result::Result<&'prebind [Self], (u32, &'static prebind_std::primitive::str)> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_vector(_: *const u8, _: usize) -> prebind_std::result::Result<"
    "prebind_std::vec::Vec<Self>, (u32, &'static prebind_std::primitive::str)> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_take_all(prebind_v: prebind_std::vec::Vec<Self>) "
    "-> prebind_std::vec::Vec<Self> where Self: prebind_std::marker::Sized { prebind_v } "
    "unsafe fn __prebind_ref_all<'prebind>(_: *const u8, _: usize) -> prebind_std::result::Result<"
    "prebind_std::vec::Vec<&'prebind Self>, (u32, &'static prebind_std::primitive::str)> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_copies(_: &[Self]) -> prebind_std::vec::Vec<Self> "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_give_all(_: prebind_std::vec::Vec<Self>) -> (*mut u8, usize, usize, usize) "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "fn __prebind_give(self) -> [prebind_std::mem::MaybeUninit<u64>; 1] "
    "where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_boxed(_: *mut u8, _: *mut u8, _: *mut u8) "
    "-> prebind_std::boxed::Box<Self> { loop {} } "
    "fn __prebind_give_boxed(_: prebind_std::boxed::Box<Self>) "
    "-> [prebind_std::mem::MaybeUninit<u64>; 1] { loop {} } "
    "fn __prebind_give_counted(_: prebind_std::sync::Arc<Self>) "
    "-> [prebind_std::mem::MaybeUninit<u64>; 1] { loop {} } "
    "fn __prebind_fail(self) -> [u64; 2] where Self: prebind_std::marker::Sized { [0; 2] } "
    "fn __prebind_copy(&self) -> Self where Self: prebind_std::marker::Sized { loop {} } "
    "unsafe fn __prebind_valid(_: *const u8) -> bool { false } "
    "unsafe fn __prebind_store(_: *const u8, _: *mut u8) {} } "
    "impl<T: ?prebind_std::marker::Sized> __PrebindUnknown for T {}\n";

GlueContext& GlueContext::share(const Attributes& attributes) {
  cfg.insert(cfg.end(), attributes.cfg.begin(), attributes.cfg.end());
  allow.insert(allow.end(), attributes.allow.begin(), attributes.allow.end());
  is_deprecated = is_deprecated || attributes.deprecation.has_value();
  return *this;
}

std::string type_definitions(const GlueContext& context) {
  std::string source;
  const bool has_parts = std::ranges::any_of(context.references, [](const TokenRange& each) {
    return each.made.find("__PrebindOpen") != std::string::npos;
  });
  if (has_parts) source += templates::kOpen;
  for (std::size_t i = 0; i < context.references.size(); ++i) {
    const TokenRange& range = context.references[i];
    source += fmt::format("type __PrebindT{}{} = {}{};\n", i,
                          range.arguments.starts_with("<'prebind") ? "<'prebind>" : "",
                          range.made.empty() ? original(range) : range.made, range.arguments) +
              range.beside;
  }
  return source;
}

/// rustc reports next to no lint in what an attribute macro made, whatever the crate demands. An
/// `allow` would be an error where the crate forbids the lint, so none is here but for what glue
/// cannot avoid.
std::string scope(const GlueContext& context, const std::string& body) {
  std::string source;
  for (const TokenRange& attribute : context.cfg) source += original(attribute) + " ";
  for (const TokenRange& lints : context.allow) source += "#[allow" + original(lints) + "] ";
  if (context.is_deprecated) source += "#[allow(deprecated)] ";
  return source +
         fmt::format("#[doc(hidden)] const _: () = {{ extern crate std as prebind_std;\n{}{}}};\n",
                     primitives_in(body), body);
}

std::string byte_string(std::string_view bytes) {
  std::string literal = "b\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') literal += '\\';
    if (byte < 0x20 || byte >= 0x7f) {
      literal += fmt::format("\\x{:02x}", byte);
    } else {
      literal += c;
    }
  }
  return literal + '"';
}

std::string record(const std::string& symbol, const model::Item& item, const GlueContext& context,
                   const RecordData& data) {
  std::string places = fmt::format("prebind_std::module_path!(), \"\\n\", {}, \":\", {}, \":\", {}",
                                   at(context.place, "prebind_std::file!()"),
                                   at(context.place, "prebind_std::line!()"),
                                   at(context.place, "prebind_std::column!()"));
  std::string types;
  for (std::size_t i = 0; i < context.references.size(); ++i) {
    const TokenIndex token = context.references[i].first;
    places += fmt::format(", \"\\n\", {}, \":\", {}", at(token, "prebind_std::line!()"),
                          at(token, "prebind_std::column!()"));
    types += fmt::format("<__PrebindT{}>::__PREBIND_TYPE, ", i);
  }
  model::Item numbered = item;
  const Texts texts(model::number_expressions(numbered));
  const std::string json = model::to_json(numbered);
  const bool has_data = data.value != RecordData().value;
  // What is known here is written as bytes: rustc takes its time to evaluate what it has to.
  const std::string data_size =
      has_data ? fmt::format("(prebind_std::mem::size_of::<{}>() as u32).to_le_bytes()", data.type)
               : four_bytes(0);
  return fmt::format(
      "{15}const __PREBIND_PLACES: &prebind_std::primitive::str = prebind_std::concat!({0});\n"
      "#[repr(C)] pub struct __PrebindRecord {{ magic: [u8; 16], sizes: [[u8; 4]; 4], json: [u8; "
      "{1}], places: [u8; __PREBIND_PLACES.len()], {2}{3}{13} }}\n"
      "#[no_mangle] pub static {4}{5}: __PrebindRecord = __PrebindRecord {{ magic: *{6}, "
      "sizes: [{7}, (__PREBIND_PLACES.len() as u32).to_le_bytes(), {8}, {9}], json: *{10}, "
      "places: unsafe {{ *(__PREBIND_PLACES.as_ptr() as *const [u8; __PREBIND_PLACES.len()]) }}, "
      "{11}{12}{14} }};\n",
      places, json.size(),
      types.empty() ? "" : fmt::format("types: [[u8; 16]; {}], ", context.references.size()),
      has_data ? "data: " + data.type + ", " : "", model::kRecordSymbolPrefix, symbol,
      byte_string(model::kRecordMagic), four_bytes(json.size()),
      four_bytes(context.references.size()), data_size, byte_string(json),
      types.empty() ? "" : fmt::format("types: [{}], ", types),
      has_data ? "data: " + data.value + ", " : "", texts.fields, texts.values, texts.constants);
}

}  // namespace prebind::expand
