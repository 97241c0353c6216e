#include "remote/read_access.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "util/descriptor.h"
#include "util/file.h"
#include "util/path.h"
#include "util/spawn.h"
#include "util/system_error.h"

namespace prebind::remote {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// No token is longer, nor what a helper says.
constexpr std::size_t kMostOutput = std::size_t{64} << 10;

/// Without line ends at its end. What is left would be more than one header.
std::optional<std::string> one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty() || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    return std::nullopt;
  }
  return text;
}

Result<std::string> read_secret(const std::string& path) {
  PREBIND_TRY(text, read_file(path));
  auto line = one_line(std::move(text));
  if (!line) return fail(fmt::format("`{}` has to hold one line", path));
  return std::move(*line);
}

std::vector<std::string> own_environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) entries.emplace_back(*entry);
  return entries;
}

/// What a program prints that gets this input. Whoever started us ends us if it does not end.
Result<std::string> output_of(const std::vector<std::string>& command, const std::string& input) {
  const char* search = std::getenv("PATH");
  const auto program = find_program(command.front(), search == nullptr ? "" : search);
  if (!program) return fail(fmt::format("`{}` is not found", command.front()));
  std::array<int, 2> in = {}, out = {};
  if (::pipe2(in.data(), O_CLOEXEC) != 0) return fail(system_error("start", *program, errno));
  Descriptor their_input(in[0]), to(in[1]);
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return fail(system_error("start", *program, errno));
  Descriptor from(out[0]), their_output(out[1]);
  pid_t process = -1;
  const int number = spawn({.program = *program,
                            .arguments = command,
                            .environment = own_environment(),
                            .streams = {their_input.get(), their_output.get(), -1}},
                           process);
  if (number != 0) return fail(system_error("start", *program, number));
  their_input.close();
  their_output.close();
  (void)write_all(to.get(), input);
  to.close();
  std::string text;
  std::array<char, 4096> piece;
  while (text.size() <= kMostOutput) {
    const ssize_t count = read_some(from.get(), piece.data(), piece.size());
    if (count <= 0) break;
    text.append(piece.data(), static_cast<std::size_t>(count));
  }
  from.close();
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0 && text.size() <= kMostOutput) return text;
  return fail(fmt::format("`{}` failed, so there is nothing to log in with", command.front()));
}

std::string base64(const std::string& text) {
  std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return encoded;
}

/// As Bazel asks for them: `{"uri": …}` in, `{"headers": {"Name": ["value"]}}` out.
Result<std::vector<std::string>> ask_helper(const std::string& helper, const std::string& url) {
  PREBIND_TRY(text, output_of({helper, "get"}, ordered_json{{"uri", url}}.dump()));
  const auto wrong = [&] {
    return fail(fmt::format("`{}` does not answer as a credential helper does", helper));
  };
  const auto answer = ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object() || !answer.contains("headers")) return wrong();
  std::vector<std::string> headers;
  for (const auto& [name, values] : answer["headers"].items()) {
    for (const ordered_json& value : values) {
      const auto line = value.is_string() ? one_line(value.get<std::string>()) : std::nullopt;
      if (!line || !one_line(name)) return wrong();
      headers.push_back(fmt::format("{}: {}", name, *line));
    }
  }
  return headers;
}

}  // namespace

Result<Access> read_access(const ordered_json& settings) {
  Access access = {.url = settings.at("url")};
  const auto text = [&](const char* name) { return settings.value(name, std::string()); };
  if (const std::string file = text("token-file"); !file.empty()) {
    PREBIND_TRY(token, read_secret(file));
    access.headers.push_back("Authorization: Bearer " + token);
  }
  const auto command = settings.value("token-command", std::vector<std::string>());
  if (!command.empty()) {
    PREBIND_TRY(output, output_of(command, ""));
    const auto token = one_line(std::move(output));
    if (!token) return fail(fmt::format("`{}` has to print one line", command.front()));
    access.headers.push_back("Authorization: Bearer " + *token);
  }
  if (const std::string helper = text("credential-helper"); !helper.empty()) {
    PREBIND_TRY(headers, ask_helper(helper, access.url));
    access.headers.insert(access.headers.end(), headers.begin(), headers.end());
  }
  if (const std::string user = text("user"); !user.empty()) {
    std::string password;
    if (const std::string file = text("password-file"); !file.empty()) {
      PREBIND_TRY(secret, read_secret(file));
      password = secret;
    }
    access.headers.push_back("Authorization: Basic " + base64(user + ":" + password));
  }
  access.certificate = text("certificate");
  access.key = text("certificate-key");
  access.authority = text("authority");
  for (const fs::path& file : {access.certificate, access.key, access.authority}) {
    if (!file.empty()) PREBIND_CHECK(check_source(file));
  }
  const bool is_checked = access.url.starts_with("https:") || access.url.starts_with("grpcs:");
  auto found = find_authorities(Environment::of_process());
  if (found) {
    access.authorities = std::move(*found);
  } else if (is_checked && access.authority.empty()) {
    return fail(std::move(found.error()));
  }
  return access;
}

}  // namespace prebind::remote
