#include "fingerprint/record.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include <fmt/format.h>

#include "util/bytes.h"
#include "util/file.h"

namespace prebind::fingerprint {
namespace {

constexpr std::string_view kMagic = "prebind-inputs-";       // then the version
constexpr std::string_view kNamesMagic = "prebind-names--";  // of the same length
constexpr std::size_t kChecksum = kMagic.size() + 1;
constexpr std::size_t kStart = kChecksum + sizeof(Sha256::Digest);

/// Of an absent input whose texts are empty: five lengths or flags and three texts.
constexpr std::size_t kSmallestInput = 19;

/// Appends fields to bytes.
class Writer {
 public:
  explicit Writer(std::string_view magic) {
    bytes_ = magic;
    bytes_ += kRecordVersion;
    bytes_.resize(kStart);
  }

  template <typename Number>
  void number(Number value) {
    append_number(bytes_, value);
  }
  void text(std::string_view value) { append_text(bytes_, value); }
  void digest(const Digest& value) {
    bytes_.append(reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size());
  }

  std::string finish() && {
    const Digest sum = Digest::of(std::string_view(bytes_).substr(kStart));
    std::memcpy(bytes_.data() + kChecksum, sum.bytes.data(), sum.bytes.size());
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

/// Takes fields off bytes. Reading past the end gives zeros and is remembered.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename Integer>
  Integer number() {
    return static_cast<Integer>(good(bytes_.number<std::make_unsigned_t<Integer>>()));
  }
  std::string text() { return std::string(good(bytes_.text())); }
  Digest digest() {
    Digest value;
    const std::string_view field = good(bytes_.bytes(value.bytes.size()));
    std::ranges::copy(field, value.bytes.begin());
    return value;
  }
  /// A number that is at most `last`.
  template <typename Enumeration>
  Enumeration one_of(Enumeration last) {
    const auto value = number<std::uint8_t>();
    if (value > static_cast<std::uint8_t>(last)) is_good_ = false;
    return static_cast<Enumeration>(value);
  }

  bool is_good() const { return is_good_; }
  bool is_at_end() const { return is_good_ && bytes_.is_at_end(); }

 private:
  template <typename T>
  T good(std::optional<T> field) {
    if (!field) {
      is_good_ = false;
      bytes_ = ByteReader({});
    }
    return field.value_or(T{});
  }

  ByteReader bytes_;
  bool is_good_ = true;
};

void write_name(Writer& writer, const InputName& name) {
  writer.number(static_cast<std::uint8_t>(name.kind));
  writer.text(name.role);
  writer.text(name.root);
  writer.text(name.path);
}

InputName read_name(Reader& reader) {
  InputName name;
  name.kind = reader.one_of(Kind::value);
  name.role = reader.text();
  name.root = reader.text();
  name.path = reader.text();
  return name;
}

void write_input(Writer& writer, const Input& input) {
  write_name(writer, input.name);
  writer.number(static_cast<std::uint8_t>(input.content.state));
  if (input.content.state == State::present) writer.digest(input.content.digest);
  writer.text(input.content.text);
  writer.number(static_cast<std::uint8_t>(input.stat.has_value()));
  if (!input.stat) return;
  writer.number(static_cast<std::uint64_t>(input.stat->modified));
  writer.number(static_cast<std::uint64_t>(input.stat->changed));
  writer.number(std::uint64_t{input.stat->size});
  writer.number(std::uint64_t{input.stat->inode});
  writer.number(std::uint64_t{input.stat->device});
  writer.number(std::uint32_t{input.stat->mode});
}

Input read_input(Reader& reader) {
  Input input;
  input.name = read_name(reader);
  input.content.state = reader.one_of(State::unknown);
  if (input.content.state == State::present) input.content.digest = reader.digest();
  input.content.text = reader.text();
  if (reader.number<std::uint8_t>() == 0) return input;
  FileStat& stat = input.stat.emplace();
  stat.modified = reader.number<FileTime>();
  stat.changed = reader.number<FileTime>();
  stat.size = reader.number<std::uint64_t>();
  stat.inode = reader.number<std::uint64_t>();
  stat.device = reader.number<std::uint64_t>();
  stat.mode = reader.number<std::uint32_t>();
  return input;
}

tl::unexpected<Error> damaged() {
  return fail("the record of the last build is damaged", "", "the next build writes it again");
}

/// What follows the header, if that is right.
Result<std::string_view> body(std::string_view bytes, std::string_view magic) {
  if (!bytes.starts_with(magic) || bytes.size() < kStart) return damaged();
  if (const char version = bytes[magic.size()]; version != kRecordVersion) {
    return fail(fmt::format("the record of the last build has format {}, this engine uses {}",
                            version, kRecordVersion),
                "", "the next build writes it again");
  }
  const std::string_view rest = bytes.substr(kStart);
  const Digest sum = Digest::of(rest);
  if (std::memcmp(bytes.data() + kChecksum, sum.bytes.data(), sum.bytes.size()) != 0) {
    return damaged();
  }
  return rest;
}

}  // namespace

std::string_view Record::note(std::string_view name) const {
  const auto found = std::ranges::find(notes, name, &std::pair<std::string, std::string>::first);
  return found == notes.end() ? std::string_view() : found->second;
}

std::string encode(const Record& record) {
  Writer writer(kMagic);
  writer.number(static_cast<std::uint32_t>(record.inputs.size()));
  for (const Input& input : record.inputs) write_input(writer, input);
  writer.number(static_cast<std::uint32_t>(record.notes.size()));
  for (const auto& [name, text] : record.notes) {
    writer.text(name);
    writer.text(text);
  }
  return std::move(writer).finish();
}

Result<Record> decode(std::string_view bytes) {
  PREBIND_TRY(rest, body(bytes, kMagic));
  Reader reader(rest);
  Record record;
  auto count = reader.number<std::uint32_t>();
  // A wrong count must not ask for more memory than there is.
  record.inputs.reserve(std::min<std::size_t>(count, rest.size() / kSmallestInput));
  for (; count > 0 && reader.is_good(); --count) record.inputs.push_back(read_input(reader));
  for (count = reader.number<std::uint32_t>(); count > 0 && reader.is_good(); --count) {
    std::string name = reader.text();
    record.notes.emplace_back(std::move(name), reader.text());
  }
  if (!reader.is_at_end()) return damaged();
  return record;
}

Result<Record> load_record(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail("no earlier build is recorded", path.string(), "the next build records it");
  }
  PREBIND_TRY(bytes, read_file(path));
  auto record = decode(bytes);
  if (!record) record.error().where = path.string();
  return record;
}

Result<void> save_record(const Record& record, const std::filesystem::path& path) {
  return write_file_atomically(path, encode(record), {.mode = 0600});
}

std::string encode_names(std::vector<InputName> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Writer writer(kNamesMagic);
  writer.number(static_cast<std::uint32_t>(names.size()));
  for (const InputName& name : names) write_name(writer, name);
  return std::move(writer).finish();
}

Result<std::vector<InputName>> decode_names(std::string_view bytes) {
  PREBIND_TRY(rest, body(bytes, kNamesMagic));
  Reader reader(rest);
  std::vector<InputName> names;
  for (auto count = reader.number<std::uint32_t>(); count > 0 && reader.is_good(); --count) {
    names.push_back(read_name(reader));
  }
  if (!reader.is_at_end()) return damaged();
  return names;
}

}  // namespace prebind::fingerprint
