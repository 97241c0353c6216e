#include "assembler/wire.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <type_traits>

#include "util/bytes.h"

namespace prebind::assembler {
namespace {

/// Both ends are one program, so values go as they lie in memory.
class Writer {
 public:
  template <typename T>
    requires std::is_trivially_copyable_v<T>
  Writer& add(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Writer& add_text(std::string_view text) {
    add(text.size());
    bytes_.append(text);
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
    requires std::is_trivially_copyable_v<T>
  T get() {
    T value{};
    const auto bytes = good_ ? bytes_.bytes(sizeof value) : std::nullopt;
    good_ = bytes.has_value();
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size is checked
    if (bytes) std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  }
  std::string get_text() {
    const auto size = get<std::size_t>();
    const auto text = good_ ? bytes_.bytes(size) : std::nullopt;
    good_ = text.has_value();
    return std::string(text.value_or(std::string_view()));
  }
  /// Whether all that was asked for was there, and nothing more.
  bool is_whole() const { return good_ && bytes_.is_at_end(); }
  bool is_good() const { return good_; }

 private:
  ByteReader bytes_;
  bool good_ = true;
};

void write(Writer& writer, const Diagnostics& diagnostics) {
  writer.add(diagnostics.size());
  for (const Diagnostic& d : diagnostics) {
    writer.add(d.severity).add(d.line).add(d.column).add(d.length);
    writer.add_text(d.message).add_text(d.source).add_text(d.expansion).add_text(d.help);
  }
}

Diagnostics read_diagnostics(Reader& reader) {
  Diagnostics diagnostics;
  for (auto count = reader.get<std::size_t>(); count > 0 && reader.is_good(); --count) {
    Diagnostic& d = diagnostics.emplace_back();
    d.severity = reader.get<Severity>();
    d.line = reader.get<std::uint32_t>();
    d.column = reader.get<std::uint32_t>();
    d.length = reader.get<std::uint32_t>();
    d.message = reader.get_text();
    d.source = reader.get_text();
    d.expansion = reader.get_text();
    d.help = reader.get_text();
  }
  return diagnostics;
}

bool send_all(int socket, const char* data, std::size_t size, const std::function<bool()>& wait) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) {
      if (!wait()) return false;
      continue;
    }
    if (sent <= 0) return false;
    data += sent;
    size -= sent;
  }
  return true;
}

bool receive_all(int socket, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t received = ::recv(socket, data, size, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    data += received;
    size -= received;
  }
  return true;
}

}  // namespace

std::string to_bytes(const Job& job) {
  return Writer().add_text(job.variant).add(job.limits).add_text(job.text).take();
}

bool from_bytes(std::string_view bytes, Job& job) {
  Reader reader(bytes);
  job.variant = reader.get_text();
  job.limits = reader.get<Limits>();
  job.text = reader.get_text();
  return reader.is_whole();
}

std::string to_bytes(const Outcome& outcome) {
  Writer writer;
  writer.add(outcome.has_value());
  if (outcome) writer.add_text(outcome->bytes);
  write(writer, outcome ? outcome->warnings : outcome.error());
  return writer.take();
}

bool from_bytes(std::string_view bytes, Outcome& outcome) {
  Reader reader(bytes);
  if (reader.get<bool>()) {
    Object object;
    object.bytes = reader.get_text();
    object.warnings = read_diagnostics(reader);
    outcome = std::move(object);
  } else {
    outcome = tl::make_unexpected(read_diagnostics(reader));
  }
  return reader.is_whole();
}

bool send_message(int socket, std::string_view message, const std::function<bool()>& wait) {
  const std::size_t size = message.size();
  return send_all(socket, reinterpret_cast<const char*>(&size), sizeof size, wait) &&
         // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size goes with it
         send_all(socket, message.data(), size, wait);
}

bool receive_message(int socket, std::string& message) {
  std::size_t size = 0;
  // A child that has lost its mind may name any size.
  constexpr std::size_t most = std::size_t{1} << 30;
  if (!receive_all(socket, reinterpret_cast<char*>(&size), sizeof size) || size > most) {
    return false;
  }
  message.resize(size);
  return receive_all(socket, message.data(), size);
}

}  // namespace prebind::assembler
