#include "expand/times.h"

#include <fmt/format.h>

#include "expand/carried.h"
#include "expand/operations.h"
#include "expand/rust/templates.h"
#include "expand/type_words.h"
#include "expand/types.h"

namespace prebind::expand {

using model::Type;
using model::TypeKind;

namespace {

/// A path, what is in `<…>` behind it, and how many words it has.
struct Written {
  TokenRange path;
  std::string name = {};
  std::size_t words = 0;
  bool is_of_jiff = false, is_civil = false;
  TokenRange argument = {};
};

std::optional<Written> written_at(Cursor cursor) {
  Written written{.path = {cursor.position(), cursor.position()}};
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    written.is_civil = written.name == "civil";
    written.is_of_jiff = written.is_of_jiff || (written.words == 1 && written.name == "jiff");
    written.name = plain_name(cursor.tokens().tokens[cursor.take()].text);
    ++written.words;
    written.path.last = cursor.last();
    if (!cursor.take_operator("::")) break;
  }
  if (written.words == 0) return std::nullopt;
  if (cursor.at_end()) return written;
  if (!cursor.take_punctuation('<')) return std::nullopt;
  const TokenIndex first = cursor.position();
  skip_type(cursor);
  if (cursor.position() == first) return std::nullopt;
  written.argument = {first, cursor.last()};
  const bool has_end = cursor.take_punctuation('>');
  return has_end && cursor.at_end() ? std::optional(written) : std::nullopt;
}

std::optional<TypeKind> kind_of(const Written& written, const Tokens& tokens) {
  if (written.argument.first != 0) {
    const Token& last = tokens.tokens[written.argument.last];
    const bool is_utc = last.kind == Token::Kind::identifier && last.text == "Utc";
    return written.name == "DateTime" && is_utc ? std::optional(TypeKind::chrono_utc)
                                                : std::nullopt;
  }
  if (written.name == "NaiveDate") return TypeKind::chrono_date;
  if (written.name == "NaiveDateTime") return TypeKind::chrono_date_time;
  if (!written.is_of_jiff) return std::nullopt;
  if (written.name == "Timestamp" && written.words == 2) return TypeKind::jiff_timestamp;
  if (!written.is_civil || written.words != 3) return std::nullopt;
  if (written.name == "Date") return TypeKind::jiff_date;
  if (written.name == "DateTime") return TypeKind::jiff_date_time;
  return std::nullopt;
}

}  // namespace

/// If the tokens are those of a date or a time of chrono or jiff. It becomes a reference, by which
/// glue names it.
std::optional<Type> TypeReader::read_time(TokenRange range) {
  const auto written = written_at(Cursor(tokens_, range.first, range.last + 1));
  const auto kind = written ? kind_of(*written, tokens_) : std::nullopt;
  if (!kind) return std::nullopt;
  TokenRange reference = written->path;
  if (written->argument.first != 0) {
    reference.arguments = fmt::format("<{}>", original(written->argument));
  }
  const Type type{.kind = *kind, .reference = references_.size()};
  references_.push_back(reference);
  return type;
}

std::string time_words(const Type& type, const std::string& value) {
  switch (type.kind) {
    case TypeKind::duration:
      return fmt::format(
          "{{ let prebind_t = {}; [prebind_t.as_secs(), prebind_t.subsec_nanos() as u64] }}",
          value);
    case TypeKind::system_time:
      return fmt::format("prebind_since_epoch({})", value);
    case TypeKind::chrono_date:
      return fmt::format(
          "prebind_since_epoch(prebind_std::convert::Into::into({}.and_time("
          "prebind_std::default::Default::default()).and_utc()))",
          value);
    case TypeKind::chrono_date_time:
      return fmt::format("prebind_since_epoch(prebind_std::convert::Into::into({}.and_utc()))",
                         value);
    case TypeKind::jiff_date:
    case TypeKind::jiff_date_time:
      return fmt::format(
          "{{ let prebind_t = {0}.duration_since(<{1}>::constant({2})); "
          "prebind_words(prebind_t.as_secs(), prebind_t.subsec_nanos()) }}",
          value, type_reference(type),
          type.kind == TypeKind::jiff_date ? "1970, 1, 1" : "1970, 1, 1, 0, 0, 0, 0");
    default:
      return fmt::format("prebind_since_epoch(prebind_std::convert::Into::into({}))", value);
  }
}

namespace {

/// Of a value of `DateTime<Utc>`, whose type the signature need not name.
std::string chrono_value(const std::string& seconds, const std::string& nanoseconds,
                         const std::string& sample, std::string_view made, const Refusal& refused) {
  return fmt::format(
      "match prebind_utc({}, {}, {}) {{ prebind_std::option::Option::Some(prebind_t) => "
      "prebind_t{}, _ => return {} }}",
      seconds, nanoseconds, sample, made, refused("is out of the range of chrono"));
}

std::string jiff_value(const std::string& epoch, const std::string& seconds,
                       const std::string& nanoseconds, const Refusal& refused) {
  return fmt::format(
      "{{ let prebind_n = {1} as i64; let prebind_t = {0}; "
      "let prebind_d = prebind_std::time::Duration::new(prebind_n.unsigned_abs(), 0); "
      "match (if prebind_n < 0 {{ prebind_t.checked_sub(prebind_d) }} else {{ "
      "prebind_t.checked_add(prebind_d) }}).and_then(|prebind_t| prebind_t.checked_add("
      "prebind_std::time::Duration::new(0, {2}))) {{ "
      "prebind_std::result::Result::Ok(prebind_t) => prebind_t, _ => return {3} }} }}",
      epoch, seconds, nanoseconds, refused("is out of the range of jiff"));
}

}  // namespace

std::string time_value(const Type& type, const std::string& seconds, const std::string& nanoseconds,
                       const Refusal& refused) {
  const std::string name = type_reference(type);
  switch (type.kind) {
    case TypeKind::duration:
      return fmt::format("prebind_std::time::Duration::new({}, {} % 1_000_000_000)", seconds,
                         nanoseconds);
    case TypeKind::chrono_date:
      return chrono_value(
          seconds, nanoseconds,
          fmt::format(
              "<{}>::default().and_time(prebind_std::default::Default::default()).and_utc()", name),
          ".naive_utc().date()", refused);
    case TypeKind::chrono_date_time:
      return chrono_value(seconds, nanoseconds, fmt::format("<{}>::default().and_utc()", name),
                          ".naive_utc()", refused);
    case TypeKind::chrono_utc:
      return chrono_value(seconds, nanoseconds, fmt::format("<{}>::default()", name), "", refused);
    case TypeKind::jiff_date:
      return jiff_value(fmt::format("<{}>::constant(1970, 1, 1)", name), seconds, nanoseconds,
                        refused);
    case TypeKind::jiff_date_time:
      return jiff_value(fmt::format("<{}>::constant(1970, 1, 1, 0, 0, 0, 0)", name), seconds,
                        nanoseconds, refused);
    default:
      break;
  }
  const bool is_std = type.kind == TypeKind::system_time;
  const std::string made = is_std
                               ? ""
                               : fmt::format(
                                     ".and_then(|prebind_t| <{} as prebind_std::convert::TryFrom<"
                                     "prebind_std::time::SystemTime>>::try_from(prebind_t).ok())",
                                     name);
  return fmt::format(
      "match prebind_time({}, {}){} {{ prebind_std::option::Option::Some(prebind_t) => prebind_t, "
      "_ => return {} }}",
      seconds, nanoseconds, made,
      refused(is_std ? "is out of the range of the system's clock"
                     : "is out of the range of jiff"));
}

std::string time_helpers(const std::string& source, const std::string& known) {
  const auto uses = [&](std::string_view name) { return source.find(name) != source.npos; };
  std::string helpers;
  const bool has_out = known.find(templates::kTimeOut) != known.npos;
  if (!has_out && (uses("prebind_since_epoch(") || uses("prebind_words("))) {
    helpers += templates::kTimeOut;
  }
  if (uses("prebind_time(") || uses("prebind_utc(")) helpers += templates::kTimeIn;
  if (uses("prebind_utc(")) helpers += templates::kTimeUtc;
  return helpers;
}

}  // namespace prebind::expand
