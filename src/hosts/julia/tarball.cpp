// The plain functions of OpenSSL, as in util/sha256.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "hosts/julia/tarball.h"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <zlib.h>

#include <array>
#include <cstring>
#include <span>
#include <stdexcept>

namespace prebind::hosts::julia {
namespace {

constexpr std::size_t kBlock = 512;

using Sha1 = std::array<unsigned char, SHA_DIGEST_LENGTH>;

/// One header, field by field as POSIX has them; numbers are octal.
std::string header(const std::string& path, std::size_t size) {
  std::string block(kBlock, '\0');
  const auto put = [&](std::size_t offset, std::string_view text) {
    block.replace(offset, text.size(), text);
  };
  put(0, path);
  put(100, "0000644");
  put(108, "0000000");  // user
  put(116, "0000000");  // group
  put(124, fmt::format("{:011o}", size));
  put(136, "00000000000");  // modified
  put(148, "        ");     // the checksum counts as blanks
  put(156, "0");            // a regular file
  put(257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  put(148, fmt::format("{:06o}", sum));
  block[154] = '\0';
  return block;
}

std::string gzip(const std::string& data) {
  z_stream stream = {};
  // 16 more for the window asks for gzip's header, which has neither name nor time.
  constexpr int kWindow = 15 + 16, kMemory = 9;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kWindow, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::bad_alloc();
  }
  std::string result(deflateBound(&stream, data.size()), '\0');
  std::string input = data;  // zlib does not promise not to write to it
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);  // there is room for all of it
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

Sha1 hash_object(std::string_view kind, std::string_view content) {
  const std::string text =
      fmt::format("{} {}{}", kind, content.size(), '\0') + std::string(content);
  Sha1 digest;
  // Not SHA1(), which needs all of OpenSSL's ciphers to be linked in.
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, text.data(), text.size());
  SHA1_Final(digest.data(), &context);
  return digest;
}

/// The tree of those files whose paths begin with `prefix`.
Sha1 hash_tree(const TarFiles& files, const std::string& prefix) {
  // By name, where a folder counts as if its name ended with `/`.
  std::map<std::string, std::string> entries;
  for (auto file = files.lower_bound(prefix);
       file != files.end() && file->first.starts_with(prefix); ++file) {
    const std::string rest = file->first.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    const std::string name = rest.substr(0, slash);
    const bool is_folder = slash != std::string::npos;
    std::string& entry = entries[is_folder ? name + '/' : name];
    if (!entry.empty()) continue;
    const Sha1 digest =
        is_folder ? hash_tree(files, prefix + name + '/') : hash_object("blob", file->second);
    entry = fmt::format("{} {}{}", is_folder ? "40000" : "100644", name, '\0');
    entry.append(digest.begin(), digest.end());
  }
  std::string tree;
  for (const auto& [name, entry] : entries) tree += entry;
  return hash_object("tree", tree);
}

}  // namespace

std::string gzipped_tar(const TarFiles& files) {
  std::string tar;
  for (const auto& [path, content] : files) {
    tar += header(path, content.size());
    tar += content;
    tar.resize((tar.size() + kBlock - 1) / kBlock * kBlock, '\0');
  }
  tar.append(2 * kBlock, '\0');
  return gzip(tar);
}

std::string git_tree_hash(const TarFiles& files) {
  std::string hex;
  for (const unsigned char byte : hash_tree(files, "")) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace prebind::hosts::julia
