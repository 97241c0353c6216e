#include "expand/wire.h"

#include <fmt/format.h>

#include <optional>

#include "util/bytes.h"
#include "util/utf8.h"

namespace prebind::expand {

namespace {

constexpr std::string_view kHelp =
    "`prebind expand` is started by the macros of the crate `prebind`; use the two of one version";

constexpr std::uint8_t kJuliaRequest = 1;
constexpr std::uint8_t kExportRequest = 3;

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(fmt::format("the macro sent {} that is damaged", what), "", std::string(kHelp));
}

std::optional<Token> read_token(ByteReader& reader) {
  const auto kind = reader.number<std::uint8_t>();
  if (!kind || *kind < 1 || *kind > 5) return std::nullopt;
  Token token{.kind = static_cast<Token::Kind>(*kind)};
  switch (token.kind) {
    case Token::Kind::identifier:
    case Token::Kind::literal: {
      const auto text = reader.text();
      if (!text || text->empty()) return std::nullopt;
      token.text = *text;
      return token;
    }
    case Token::Kind::punctuation: {
      const auto character = reader.number<std::uint8_t>();
      const auto joint = reader.number<std::uint8_t>();
      if (!character || !joint || *character <= 0x20 || *character >= 0x7f) return std::nullopt;
      token.text = std::string(1, static_cast<char>(*character));
      token.joint = *joint != 0;
      return token;
    }
    case Token::Kind::open: {
      const auto delimiter = reader.number<std::uint8_t>();
      if (!delimiter) return std::nullopt;
      if (*delimiter != 0) token.text = std::string(1, static_cast<char>(*delimiter));
      const bool known =
          *delimiter == 0 || *delimiter == '(' || *delimiter == '[' || *delimiter == '{';
      if (!known) return std::nullopt;
      return token;
    }
    case Token::Kind::close:
      return token;
  }
  return std::nullopt;
}

bool read_tokens(ByteReader& reader, std::vector<Token>& tokens) {
  const auto size = reader.number<std::uint32_t>();
  const auto bytes = size ? reader.bytes(*size) : std::nullopt;
  if (!bytes) return false;
  ByteReader inside(*bytes);
  std::vector<TokenIndex> opened;
  while (!inside.is_at_end()) {
    auto token = read_token(inside);
    if (!token) return false;
    const auto index = static_cast<TokenIndex>(tokens.size());
    if (token->kind == Token::Kind::open) opened.push_back(index);
    if (token->kind == Token::Kind::close) {
      if (opened.empty()) return false;
      token->match = opened.back();
      token->text = tokens[opened.back()].text;
      tokens[opened.back()].match = index;
      opened.pop_back();
    }
    tokens.push_back(std::move(*token));
  }
  return opened.empty();
}

void put_tokens(std::string& out, std::span<const Token> tokens) {
  std::string bytes;
  for (const Token& token : tokens) {
    bytes += static_cast<char>(token.kind);
    switch (token.kind) {
      case Token::Kind::identifier:
      case Token::Kind::literal:
        append_text(bytes, token.text);
        break;
      case Token::Kind::punctuation:
        bytes += token.text[0];
        bytes += token.joint ? '\1' : '\0';
        break;
      case Token::Kind::open:
        bytes += token.text.empty() ? '\0' : token.text[0];
        break;
      case Token::Kind::close:
        break;
    }
  }
  append_text(out, bytes);
}

void put_operation(std::string& out, const Operation& operation) {
  out += static_cast<char>(operation.kind);
  switch (operation.kind) {
    case Operation::Kind::text:
      append_text(out, operation.text);
      return;
    case Operation::Kind::original:
      append_number<std::uint32_t>(out, operation.range.first);
      append_number<std::uint32_t>(out, operation.range.last);
      return;
    case Operation::Kind::spanned_text:
      append_number<std::uint32_t>(out, operation.range.first);
      append_text(out, operation.text);
      return;
    case Operation::Kind::open:
      out += operation.text[0];
      return;
    case Operation::Kind::close:
      return;
  }
}

}  // namespace

Result<Hello> decode_hello(std::string_view frame) {
  ByteReader reader(frame);
  const auto magic = reader.bytes(kProtocolMagic.size());
  const auto version = reader.number<std::uint32_t>();
  if (!magic || *magic != kProtocolMagic || !version) return damaged("a greeting");
  Hello hello{.version = *version};
  if (*version != kProtocolVersion) return hello;  // what follows may look different there
  const auto crate = reader.text();
  const auto package = reader.text();
  const auto package_version = reader.text();
  if (!crate || !package || !package_version) return damaged("a greeting");
  hello.crate = *crate;
  hello.package = *package;
  hello.package_version = *package_version;
  return hello;
}

std::string encode_hello(const Hello& hello) {
  std::string frame(kProtocolMagic);
  append_number<std::uint32_t>(frame, hello.version);
  append_text(frame, hello.crate);
  append_text(frame, hello.package);
  append_text(frame, hello.package_version);
  return frame;
}

Error other_version(std::uint32_t version) {
  return {fmt::format("the crate `prebind` uses version {} of the expansion protocol, the engine "
                      "(Prebind {}) version {}",
                      version, PREBIND_VERSION, kProtocolVersion),
          "", "use the crate and the program of one Prebind release"};
}

std::string encode_hello_answer(std::string_view error) {
  std::string frame(kProtocolMagic);
  append_number<std::uint32_t>(frame, kProtocolVersion);
  append_text(frame, PREBIND_VERSION);
  append_text(frame, error);
  return frame;
}

Result<Tokens> decode_request(std::string_view frame) {
  ByteReader reader(frame);
  Tokens tokens;
  const auto kind = reader.number<std::uint8_t>();
  const bool is_known = kind == kJuliaRequest || kind == kExportRequest;
  if (!is_known || !read_tokens(reader, tokens.tokens)) return damaged("a request");
  tokens.is_export = kind == kExportRequest;
  tokens.item = static_cast<TokenIndex>(tokens.tokens.size());
  if (!read_tokens(reader, tokens.tokens) || !reader.is_at_end()) return damaged("a request");
  return tokens;
}

std::string encode_request(const Tokens& tokens) {
  std::string frame(1, static_cast<char>(tokens.is_export ? kExportRequest : kJuliaRequest));
  const std::span<const Token> all(tokens.tokens);
  put_tokens(frame, all.first(tokens.item));
  put_tokens(frame, all.subspan(tokens.item));
  return frame;
}

bool is_archive_request(std::string_view frame) {
  return frame.starts_with('\2');
}

Result<ArchiveRequest> decode_archive_request(std::string_view frame) {
  ByteReader reader(frame);
  const auto kind = reader.number<std::uint8_t>();
  const auto name = reader.text();
  const auto text = reader.text();
  const auto directory = reader.text();
  const auto keep = reader.number<std::uint8_t>();
  const auto own_directory = reader.text();
  const auto count = reader.number<std::uint32_t>();
  if (!kind || *kind != 2 || !name || !text || !directory || !keep || !own_directory || !count) {
    return damaged("a request");
  }
  ArchiveRequest request = {.name = std::string(*name),
                            .text = std::string(*text),
                            .directory = std::string(*directory),
                            .keep = *keep != 0,
                            .own_directory = std::string(*own_directory),
                            .literals = {}};
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto offset = reader.number<std::uint32_t>();
    const bool ordered = request.literals.empty() || (offset && *offset >= request.literals.back());
    if (!offset || !ordered || *offset > request.text.size()) return damaged("a request");
    request.literals.push_back(*offset);
  }
  if (!reader.is_at_end()) return damaged("a request");
  return request;
}

std::string encode_archive_request(const ArchiveRequest& request) {
  std::string frame = "\x02";
  append_text(frame, request.name);
  append_text(frame, request.text);
  append_text(frame, request.directory);
  frame += request.keep ? '\1' : '\0';
  append_text(frame, request.own_directory);
  append_number<std::uint32_t>(frame, request.literals.size());
  for (const std::uint32_t offset : request.literals) append_number<std::uint32_t>(frame, offset);
  return frame;
}

std::string encode_answer(const Expansion& expansion) {
  std::string frame;
  if (!expansion.diagnostics.empty()) {
    frame += '\2';
    append_number<std::uint32_t>(frame, expansion.diagnostics.size());
    for (const Diagnostic& diagnostic : expansion.diagnostics) {
      append_number<std::uint32_t>(frame, diagnostic.range.first);
      append_number<std::uint32_t>(frame, diagnostic.range.last);
      // Messages quote paths, which need not be UTF-8; the macro takes nothing else.
      append_text(frame, valid_utf8(diagnostic.message));
      append_text(frame, valid_utf8(diagnostic.help));
    }
    return frame;
  }
  const std::vector<Operation> operations = to_operations(expansion.glue);
  frame += '\1';
  append_number<std::uint32_t>(frame, operations.size());
  for (const Operation& operation : operations) put_operation(frame, operation);
  return frame;
}

}  // namespace prebind::expand
