#include "expand/serve.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

#include "expand/expander.h"
#include "expand/wire.h"
#include "util/bytes.h"
#include "util/descriptor.h"

namespace prebind::expand {

namespace {

/// Fills the buffer; false if the input ends before its first byte.
Result<bool> read_all(int input, char* buffer, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t count = read_some(input, buffer + done, size - done);
    if (count < 0) return fail(fmt::format("cannot read requests: {}", std::strerror(errno)));
    if (count == 0 && done == 0) return false;
    if (count == 0) return fail("a request is incomplete", "", "was the compiler stopped?");
    done += static_cast<std::size_t>(count);
  }
  return true;
}

Result<std::optional<std::string>> read_frame(int input) {
  char head[4];
  PREBIND_TRY(there, read_all(input, head, sizeof head));
  if (!there) return std::optional<std::string>();
  const auto size = *ByteReader({head, sizeof head}).number<std::uint32_t>();
  if (size > kLongestFrame) {
    return fail(fmt::format("a request of {} bytes is too long", size), "",
                "`prebind expand` is started by the macros of the crate `prebind`, not by hand");
  }
  std::string frame(size, '\0');
  if (size > 0) {
    PREBIND_TRY(whole, read_all(input, frame.data(), size));
    if (!whole) return fail("a request is incomplete", "", "was the compiler stopped?");
  }
  return std::optional<std::string>(std::move(frame));
}

Result<void> write_frame(int output, const std::string& frame) {
  std::string bytes;
  bytes.reserve(frame.size() + 4);
  for (unsigned i = 0; i < 4; ++i) bytes += static_cast<char>((frame.size() >> (8 * i)) & 0xff);
  bytes += frame;
  if (!write_all(output, bytes)) {
    return fail(fmt::format("cannot write an answer: {}", std::strerror(errno)));
  }
  return {};
}

Result<std::string> answer(std::string_view frame, const CrateName& crate, Expander& expander,
                           const ArchiveMaker& make_archive) {
  if (is_archive_request(frame)) {
    PREBIND_TRY(request, decode_archive_request(frame));
    return encode_answer({.diagnostics = make_archive(crate, request)});
  }
  PREBIND_TRY(tokens, decode_request(frame));
  return encode_answer(expander.expand(tokens));
}

}  // namespace

Result<void> serve(int input, int output, const ArchiveMaker& make_archive,
                   const std::optional<Meanings>& meanings) {
  PREBIND_TRY(first, read_frame(input));
  if (!first) return {};
  PREBIND_TRY(hello, decode_hello(*first));
  if (hello.version != kProtocolVersion) {
    const Error error = other_version(hello.version);
    return write_frame(
        output, encode_hello_answer(fmt::format("{}\n\nhelp: {}", error.message, error.help)));
  }
  PREBIND_CHECK(write_frame(output, encode_hello_answer("")));
  const CrateName crate = {hello.package, hello.package_version};
  Expander expander(crate, meanings);
  while (true) {
    PREBIND_TRY(frame, read_frame(input));
    if (!frame) return {};
    PREBIND_TRY(answered, answer(*frame, crate, expander, make_archive));
    PREBIND_CHECK(write_frame(output, answered));
  }
}

}  // namespace prebind::expand
