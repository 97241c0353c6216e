#include "remote/action_result.h"

#include <algorithm>

#include <build/bazel/remote/execution/v2/remote_execution.pb.h>
#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <prebind/cache/v1/signature.pb.h>

namespace prebind::remote {
namespace {

namespace reapi = build::bazel::remote::execution::v2;

constexpr const char* kSignatureType = "type.googleapis.com/prebind.cache.v1.Signature";
/// Some servers take an empty value for none, so the API advises to set this.
constexpr const char* kWorker = "prebind";
constexpr std::size_t kLongestPath = 200;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 40;

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.size() > kLongestPath || path.front() == '/' || path.back() == '/') {
    return false;
  }
  if (std::ranges::any_of(path, [](char sign) { return sign <= ' ' || sign > '~'; })) return false;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    path.remove_prefix(std::min(path.size(), part.size() + 1));
  }
  return true;
}

std::vector<EntryFile> sorted(std::vector<EntryFile> files) {
  std::ranges::sort(files, {}, &EntryFile::path);
  return files;
}

bool read_signature(const reapi::ActionResult& result, RemoteEntry& entry) {
  for (const auto& metadata : result.execution_metadata().auxiliary_metadata()) {
    if (metadata.type_url() != kSignatureType) continue;
    cache::v1::Signature signature;
    if (!signature.ParseFromString(metadata.value())) return false;
    entry.signer = PublicKey{.bytes = signature.public_key()};
    entry.signature = signature.signature();
    return true;
  }
  return true;
}

}  // namespace

std::string signed_text(EntryKind kind, const Digest& key, const std::vector<EntryFile>& files) {
  std::string text = fmt::format("prebind-remote 1\n{} {}\n",
                                 kind == EntryKind::action ? "action" : "request", key.hex());
  for (const EntryFile& file : sorted(files)) {
    text += fmt::format("{} {} {} {}\n", file.blob.digest.hex(), file.blob.size,
                        file.is_executable ? "x" : "-", file.path);
  }
  return text;
}

Result<void> sign(RemoteEntry& entry, EntryKind kind, const Digest& key, const SecretKey& secret) {
  PREBIND_TRY(signature, secret.sign(signed_text(kind, key, entry.files)));
  entry.signer = secret.public_key();
  entry.signature = signature;
  return {};
}

std::string encode(const RemoteEntry& entry) {
  reapi::ActionResult result;
  for (const EntryFile& file : sorted(entry.files)) {
    reapi::OutputFile& output = *result.add_output_files();
    output.set_path(file.path);
    output.set_is_executable(file.is_executable);
    output.mutable_digest()->set_hash(file.blob.digest.hex());
    output.mutable_digest()->set_size_bytes(static_cast<std::int64_t>(file.blob.size));
  }
  result.mutable_execution_metadata()->set_worker(kWorker);
  if (entry.signer) {
    cache::v1::Signature signature;
    signature.set_public_key(entry.signer->bytes);
    signature.set_signature(entry.signature);
    auto& metadata = *result.mutable_execution_metadata()->add_auxiliary_metadata();
    metadata.set_type_url(kSignatureType);
    metadata.set_value(signature.SerializeAsString());
  }
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  {
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    result.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::optional<RemoteEntry> decode(std::string_view bytes) {
  reapi::ActionResult result;
  if (bytes.size() > kMostEntryBytes ||
      !result.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      result.exit_code() != 0 ||
      static_cast<std::size_t>(result.output_files_size()) > kMostFiles) {
    return std::nullopt;
  }
  RemoteEntry entry;
  for (const reapi::OutputFile& output : result.output_files()) {
    const auto digest = Digest::from_hex(output.digest().hash());
    const std::int64_t size = output.digest().size_bytes();
    if (!digest || size < 0 || static_cast<std::uint64_t>(size) > kMostBytes ||
        !is_plain_path(output.path())) {
      return std::nullopt;
    }
    entry.files.push_back({.path = output.path(),
                           .blob = {.digest = *digest, .size = static_cast<std::uint64_t>(size)},
                           .is_executable = output.is_executable()});
  }
  entry.files = sorted(std::move(entry.files));
  if (std::ranges::adjacent_find(entry.files, {}, &EntryFile::path) != entry.files.end()) {
    return std::nullopt;
  }
  if (entry.files.empty() || !read_signature(result, entry)) return std::nullopt;
  return entry;
}

}  // namespace prebind::remote
