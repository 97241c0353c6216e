#include "model/record.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "model/name.h"
#include "util/bytes.h"
#include "util/utf8.h"

namespace prebind::model {
namespace {

constexpr std::size_t kIdSize = kUnknownTypeId.size();
constexpr std::size_t kNumberSize = 8;
/// More than any item needs. It keeps a hostile length from costing time and memory.
constexpr std::size_t kLargestPart = 16 << 20;

tl::unexpected<Error> damaged(std::string message) {
  return fail(std::move(message), "", "build the library again with this version of Prebind");
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

/// Takes the number behind the last colon, or all of the text if there is none.
std::optional<std::uint32_t> take_number_from_end(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view digits = colon == text.npos ? text : text.substr(colon + 1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  text = colon == text.npos ? std::string_view() : text.substr(0, colon);
  return number;
}

/// `file:line:column`. From the end, for a file's name may hold colons.
std::optional<Place> place_from(std::string_view line, bool has_file) {
  const auto column = take_number_from_end(line);
  if (!column || line.empty()) return {};
  const auto number = take_number_from_end(line);
  if (!number || !(has_file ? is_plain_text(line) : line.empty())) return {};
  return Place{std::string(line), *number, *column};
}

/// `geometry::shapes::r#type`
bool read_module(std::string_view text, std::vector<std::string>& module) {
  constexpr std::string_view separator = "::";
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    std::string_view name = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + separator.size());
    if (end != text.npos && text.empty()) return false;
    if (name.starts_with("r#")) name.remove_prefix(2);
    if (!is_identifier(name) || module.size() == kDeepestModule) return false;
    module.emplace_back(name);
  }
  return true;
}

Result<void> read_places(std::string_view text, Record& record) {
  if (!read_module(take_line(text), record.module)) {
    return damaged("its module is not a path of at most 64 names");
  }
  const auto place = place_from(take_line(text), true);
  if (!place) return damaged("its place is not `file:line:column`");
  record.place = *place;
  for (TypeReference& reference : record.references) {
    const auto own = place_from(take_line(text), false);
    if (!own) return damaged("the place of a type reference is not `line:column`");
    reference.place = {record.place.file, own->line, own->column};
  }
  if (!text.empty()) return damaged("it has more places than type references");
  return {};
}

/// Whether all named types in a type refer to one of `count` type references.
bool refers_within(const Type& type, std::size_t count) {
  if (type.kind == TypeKind::named && type.reference >= count) return false;
  for (const Type& argument : type.arguments) {
    if (!refers_within(argument, count)) return false;
  }
  return true;
}

bool refers_within(const Crate&, std::size_t) {
  return true;
}
bool refers_within(const Module&, std::size_t) {
  return true;
}
bool refers_within(const NamedType& named, std::size_t count) {
  const auto all = [&](const std::vector<ValueField>& fields) {
    return std::ranges::all_of(
        fields, [&](const ValueField& each) { return refers_within(each.type, count); });
  };
  return all(named.members) &&
         std::ranges::all_of(named.variants, [&](const Variant& each) { return all(each.fields); });
}
bool refers_within(const Constant& constant, std::size_t count) {
  return refers_within(constant.type, count);
}
bool refers_within(const Field& field, std::size_t count) {
  return field.owner < count && refers_within(field.type, count);
}
bool refers_within(const Function& function, std::size_t count) {
  if (function.owner && *function.owner >= count) return false;
  if (function.of_trait && *function.of_trait >= count) return false;
  for (const Argument& argument : function.arguments) {
    if (!refers_within(argument.type, count)) return false;
  }
  return refers_within(function.returns, count);
}

/// The numbers of a record's data, eight bytes each; all of them have to be taken.
class Numbers {
 public:
  explicit Numbers(std::string_view data) : numbers_(data) {}

  std::uint64_t take() {
    const auto number = numbers_.number<std::uint64_t>();
    is_short_ = is_short_ || !number;
    return number.value_or(0);
  }
  bool is_complete() const { return !is_short_ && numbers_.is_at_end(); }

 private:
  ByteReader numbers_;
  bool is_short_ = false;
};

/// Of an enum with data: whether it is `Clone`, then what hosts compare.
bool take_contents(NamedType& named, std::string_view data) {
  ByteReader in(data);
  const auto is_clone = in.number<std::uint64_t>();
  named.is_clone = is_clone == 1u;
  named.contents = in.rest();
  return is_clone && *is_clone <= 1 && named.contents.size() % kIdSize == 0 &&
         std::ranges::all_of(named.contents, [](char c) { return c >= '-' && c <= 'f'; });
}

/// Puts what rustc evaluated to where it belongs in the item. Whether it is what the item has.
bool take_data(NamedType& named, std::string_view data) {
  if (named.shape == Shape::tagged) return take_contents(named, data);
  Numbers numbers(data);
  for (Variant& variant : named.variants) {
    variant.value = static_cast<std::int64_t>(numbers.take());
  }
  if (named.shape == Shape::value) {
    named.size = numbers.take();
    named.alignment = numbers.take();
  }
  for (ValueField& member : named.members) member.offset = numbers.take();
  return numbers.is_complete() && named.size <= kLargestPart;
}
bool take_data(Constant& constant, std::string_view data) {
  constant.bytes = data;
  if (constant.type.kind == TypeKind::str) return is_utf8(data);
  const bool is_wide = family_of(constant.type.kind) == Family::wide;
  return data.size() == (is_wide ? 2 * kNumberSize : kNumberSize);
}
template <typename Item>
bool take_data(Item&, std::string_view data) {
  return data.empty();
}

std::string data_of(const NamedType& named) {
  std::string data;
  if (named.shape == Shape::tagged) {
    append_number<std::uint64_t>(data, named.is_clone ? 1 : 0);
    return data + named.contents;
  }
  for (const Variant& variant : named.variants) {
    append_number(data, static_cast<std::uint64_t>(variant.value));
  }
  if (named.shape == Shape::value) {
    append_number(data, named.size);
    append_number(data, named.alignment);
  }
  for (const ValueField& member : named.members) append_number(data, member.offset);
  return data;
}
std::string data_of(const Constant& constant) {
  return constant.bytes;
}
template <typename Item>
std::string data_of(const Item&) {
  return {};
}

/// What rustc made of the expressions in docs: how many texts, then each behind its size.
std::optional<std::vector<std::string_view>> take_texts(ByteReader& in) {
  const auto count = in.number<std::uint32_t>();
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; count && i < *count; ++i) {
    const auto size = in.number<std::uint32_t>();
    const auto text = size ? in.bytes(*size) : std::nullopt;
    if (!text || text->size() > kLargestPart || !is_utf8(*text)) return std::nullopt;
    texts.push_back(*text);
  }
  if (!count) return std::nullopt;
  return texts;
}

}  // namespace

Result<Record> parse_record(std::span<const unsigned char> bytes) {
  ByteReader in({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (in.bytes(kRecordMagic.size()) != kRecordMagic) {
    return damaged(fmt::format("it does not begin with `{}`", kRecordMagic));
  }
  if (in.rest().size() < 16) return damaged("it ends within its head");
  const std::size_t json_size = *in.number<std::uint32_t>();
  const std::size_t places_size = *in.number<std::uint32_t>();
  const std::size_t references = *in.number<std::uint32_t>();
  const std::size_t data_size = *in.number<std::uint32_t>();
  if (json_size > kLargestPart || places_size > kLargestPart || data_size > kLargestPart ||
      references > kLargestPart / kIdSize) {
    return damaged("its head gives a length that no record has");
  }
  const std::size_t size = json_size + places_size + references * kIdSize + data_size;
  if (in.rest().size() < size) {
    return damaged(fmt::format("it ends {} bytes early", size - in.rest().size()));
  }

  const std::string_view json = *in.bytes(json_size);
  const std::string_view places = *in.bytes(places_size);
  Record record;
  for (std::size_t i = 0; i < references; ++i) {
    const std::string_view id = *in.bytes(kIdSize);
    if (id != kUnknownTypeId && !is_type_id(id))
      return damaged("the id of a type is not hexadecimal");
    record.references.push_back({id == kUnknownTypeId ? std::string() : std::string(id), {}});
  }
  const std::string_view data = *in.bytes(data_size);
  const auto texts = take_texts(in);
  PREBIND_TRY(item, item_from_json(json, texts.value_or(std::vector<std::string_view>())));
  if (!texts) return damaged("a text of its docs is none, or ends behind the record");
  record.item = std::move(item);
  PREBIND_CHECK(read_places(places, record));
  if (!std::visit([&](auto& each) { return take_data(each, data); }, record.item)) {
    return damaged("its data is not what such an item has");
  }
  const bool is_closed =
      std::visit([&](const auto& each) { return refers_within(each, references); }, record.item);
  if (!is_closed) return damaged("it refers to a type behind its last type reference");
  return record;
}

std::optional<OtherVersion> other_version(std::span<const unsigned char> bytes) {
  ByteReader in({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  const auto magic = in.bytes(kRecordMagic.size());
  const std::string_view known = kRecordMagic.substr(0, kRecordMagic.size() - 1);
  const bool is_other = magic && magic->starts_with(known) && magic != kRecordMagic;
  if (!is_other || magic->back() < '1' || magic->back() > '9') return std::nullopt;
  OtherVersion other{.version = magic->back()};
  const auto json_size = in.number<std::uint32_t>();
  const auto json = json_size && in.bytes(12) ? in.bytes(*json_size) : std::nullopt;
  if (!json) return other;
  // All versions so far describe a crate alike.
  const auto item = item_from_json(*json);
  if (item && std::holds_alternative<Crate>(*item)) other.crate = std::get<Crate>(*item).name;
  return other;
}

std::string record_bytes(const Record& record) {
  const std::string json = to_json(record.item);
  std::string places =
      fmt::format("{}\n{}\n", fmt::join(record.module, "::"), to_string(record.place));
  std::string ids;
  for (const TypeReference& reference : record.references) {
    places += fmt::format("{}:{}\n", reference.place.line, reference.place.column);
    ids += reference.id.empty() ? kUnknownTypeId : std::string_view(reference.id);
  }
  std::string bytes(kRecordMagic);
  append_number<std::uint32_t>(bytes, json.size());
  append_number<std::uint32_t>(bytes, places.size());
  append_number<std::uint32_t>(bytes, record.references.size());
  const std::string data = std::visit([](const auto& each) { return data_of(each); }, record.item);
  append_number<std::uint32_t>(bytes, data.size());
  bytes += json + places + ids + data;
  append_number<std::uint32_t>(bytes, 0);  // docs are texts by now
  return bytes;
}

}  // namespace prebind::model
