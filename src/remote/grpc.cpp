#include "remote/grpc.h"

#include <build/bazel/remote/execution/v2/remote_execution.grpc.pb.h>
#include <google/bytestream/bytestream.grpc.pb.h>
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::remote {
namespace {

namespace reapi = build::bazel::remote::execution::v2;
namespace bytestream = google::bytestream;
using fingerprint::Digest;
using store::RemoteBlob;
using store::RemoteSink;
using store::RemoteSource;
using Clock = std::chrono::system_clock;

/// What one message may hold where the server does not say, with room for the rest of it.
constexpr std::uint64_t kMostInMessage = std::uint64_t{3} << 20;
constexpr int kMostReceived = 16 << 20;
constexpr std::size_t kPiece = std::size_t{512} << 10;
/// Keys are digests of no message; servers look at the hash alone, but some refuse a size of 0.
constexpr std::int64_t kActionSize = 64;

/// Sent while there is time for that many bytes at the least speed that we take.
Clock::time_point deadline_for(std::uint64_t bytes) {
  return Clock::now() + kMostIdle + std::chrono::seconds(bytes / kLeastSpeed);
}

void set(reapi::Digest& to, const RemoteBlob& blob) {
  to.set_hash(blob.digest.hex());
  to.set_size_bytes(static_cast<std::int64_t>(blob.size));
}

std::string content_of(const RemoteSource& source) {
  if (source.file < 0) return source.content;
  std::string content(source.blob.size, '\0');
  const ssize_t count = ::pread(source.file, content.data(), content.size(), 0);
  content.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return content;
}

std::string random_name() {
  std::random_device random;
  const auto part = [&] { return random() & 0xffffU; };
  return fmt::format("{:04x}{:04x}-{:04x}-4{:03x}-8{:03x}-{:04x}{:04x}{:04x}", part(), part(),
                     part(), part() & 0xfffU, part() & 0xfffU, part(), part(), part());
}

class GrpcRemote : public store::Remote {
 public:
  explicit GrpcRemote(Access access);

  Result<std::vector<std::optional<std::string>>> get_actions(
      const std::vector<Digest>& keys) override;
  Result<void> put_action(const Digest& key, std::string_view value) override;
  Result<std::vector<bool>> get_blobs(const std::vector<RemoteSink>& sinks) override;
  Result<std::vector<RemoteBlob>> missing(const std::vector<RemoteBlob>& blobs) override;
  Result<void> put_blobs(const std::vector<RemoteSource>& sources) override;

 private:
  Result<void> begin();
  Result<void> read_batch(const std::vector<RemoteSink>& sinks,
                          const std::vector<std::size_t>& which, std::vector<bool>& whole);
  Result<bool> read_stream(const RemoteSink& sink);
  Result<void> write_batch(const std::vector<const RemoteSource*>& sources);
  Result<void> write_stream(const RemoteSource& source);
  void prepare(grpc::ClientContext& context, Clock::time_point deadline) const;
  std::string prefix() const { return instance_.empty() ? "" : instance_ + "/"; }
  tl::unexpected<Error> failure(const grpc::Status& status) const;
  tl::unexpected<Error> failure(std::string_view what) const {
    return fail(fmt::format("the cache server {} {}", access_.url, what));
  }

  const Access access_;
  std::string instance_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<reapi::ActionCache::Stub> actions_;
  std::unique_ptr<reapi::ContentAddressableStorage::Stub> contents_;
  std::unique_ptr<bytestream::ByteStream::Stub> streams_;
  bool has_begun_ = false;
  std::uint64_t most_in_message_ = kMostInMessage;
};

GrpcRemote::GrpcRemote(Access access) : access_(std::move(access)) {
  const std::size_t host = access_.url.find("://") + 3;
  const std::size_t slash = access_.url.find('/', host);
  const std::string target = access_.url.substr(host, slash - host);
  if (slash != std::string::npos) instance_ = access_.url.substr(slash + 1);
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (access_.url.starts_with("grpcs:")) {
    const auto content = [](const std::filesystem::path& path) {
      return path.empty() ? std::string() : read_file(path).value_or("");
    };
    const auto& authority =
        access_.authority.empty() ? access_.authorities.file : access_.authority;
    credentials = grpc::SslCredentials({.pem_root_certs = content(authority),
                                        .pem_private_key = content(access_.key),
                                        .pem_cert_chain = content(access_.certificate)});
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMostReceived);
  arguments.SetUserAgentPrefix("prebind/" PREBIND_VERSION);
  channel_ = grpc::CreateCustomChannel(target, credentials, arguments);
  actions_ = reapi::ActionCache::NewStub(channel_);
  contents_ = reapi::ContentAddressableStorage::NewStub(channel_);
  streams_ = bytestream::ByteStream::NewStub(channel_);
}

void GrpcRemote::prepare(grpc::ClientContext& context, Clock::time_point deadline) const {
  context.set_deadline(deadline);
  for (const std::string& header : access_.headers) {
    const std::size_t colon = header.find(':');
    std::string name = header.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char sign) { return std::tolower(sign); });
    const std::size_t value = header.find_first_not_of(' ', colon + 1);
    if (value != std::string::npos) context.AddMetadata(name, header.substr(value));
  }
}

tl::unexpected<Error> GrpcRemote::failure(const grpc::Status& status) const {
  switch (status.error_code()) {
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::CANCELLED:
      return failure("does not answer in time");
    case grpc::StatusCode::UNAVAILABLE:  // it says so, or closed the connection
      return failure("is not available");
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::PERMISSION_DENIED:
      return failure(fmt::format("refuses us (status {})", static_cast<int>(status.error_code())));
    default:
      return failure(fmt::format("answers with status {}", static_cast<int>(status.error_code())));
  }
}

/// Connects, and asks what the server can do.
Result<void> GrpcRemote::begin() {
  if (has_begun_) return {};
  if (!channel_->WaitForConnected(Clock::now() + kMostConnecting)) return failure("is not reached");
  grpc::ClientContext context;
  prepare(context, deadline_for(0));
  reapi::GetCapabilitiesRequest request;
  request.set_instance_name(instance_);
  reapi::ServerCapabilities answer;
  const auto stub = reapi::Capabilities::NewStub(channel_);
  const grpc::Status status = stub->GetCapabilities(&context, request, &answer);
  if (!status.ok()) return failure(status);
  const auto& functions = answer.cache_capabilities().digest_functions();
  if (std::ranges::find(functions, reapi::DigestFunction::SHA256) == functions.end()) {
    return failure("does not name content by SHA-256");
  }
  const auto most = answer.cache_capabilities().max_batch_total_size_bytes();
  if (most > 0) {
    most_in_message_ = std::min<std::uint64_t>(kMostInMessage, static_cast<std::uint64_t>(most));
  }
  has_begun_ = true;
  return {};
}

Result<std::vector<std::optional<std::string>>> GrpcRemote::get_actions(
    const std::vector<Digest>& keys) {
  PREBIND_CHECK(begin());
  std::vector<std::optional<std::string>> found;
  for (const Digest& key : keys) {
    grpc::ClientContext context;
    prepare(context, deadline_for(0));
    reapi::GetActionResultRequest request;
    request.set_instance_name(instance_);
    set(*request.mutable_action_digest(), {.digest = key, .size = kActionSize});
    reapi::ActionResult result;
    const grpc::Status status = actions_->GetActionResult(&context, request, &result);
    if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
      found.emplace_back();
    } else if (!status.ok()) {
      return failure(status);
    } else {
      found.emplace_back(result.SerializeAsString());
    }
  }
  return found;
}

Result<void> GrpcRemote::put_action(const Digest& key, std::string_view value) {
  PREBIND_CHECK(begin());
  grpc::ClientContext context;
  prepare(context, deadline_for(value.size()));
  reapi::UpdateActionResultRequest request;
  request.set_instance_name(instance_);
  set(*request.mutable_action_digest(), {.digest = key, .size = kActionSize});
  request.mutable_action_result()->ParseFromArray(value.data(), static_cast<int>(value.size()));
  reapi::ActionResult result;
  const grpc::Status status = actions_->UpdateActionResult(&context, request, &result);
  if (!status.ok()) return failure(status);
  return {};
}

Result<std::vector<bool>> GrpcRemote::get_blobs(const std::vector<RemoteSink>& sinks) {
  PREBIND_CHECK(begin());
  std::vector<bool> whole(sinks.size(), false);
  std::vector<std::size_t> batch;
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    if (sinks[i].blob.size > most_in_message_) continue;
    if (size + sinks[i].blob.size > most_in_message_) {
      PREBIND_CHECK(read_batch(sinks, batch, whole));
      batch.clear();
      size = 0;
    }
    batch.push_back(i);
    size += sinks[i].blob.size;
  }
  if (!batch.empty()) PREBIND_CHECK(read_batch(sinks, batch, whole));
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    if (sinks[i].blob.size <= most_in_message_) continue;
    PREBIND_TRY(is_whole, read_stream(sinks[i]));
    whole[i] = is_whole;
  }
  return whole;
}

Result<void> GrpcRemote::read_batch(const std::vector<RemoteSink>& sinks,
                                    const std::vector<std::size_t>& which,
                                    std::vector<bool>& whole) {
  reapi::BatchReadBlobsRequest request;
  request.set_instance_name(instance_);
  std::uint64_t size = 0;
  for (const std::size_t i : which) {
    set(*request.add_digests(), sinks[i].blob);
    size += sinks[i].blob.size;
  }
  grpc::ClientContext context;
  prepare(context, deadline_for(size));
  reapi::BatchReadBlobsResponse response;
  const grpc::Status status = contents_->BatchReadBlobs(&context, request, &response);
  if (!status.ok()) return failure(status);
  for (const auto& each : response.responses()) {
    const auto found = std::ranges::find_if(which, [&](std::size_t i) {
      return sinks[i].blob.digest.hex() == each.digest().hash() && !whole[i];
    });
    if (found == which.end() || each.status().code() != 0) continue;
    whole[*found] = sinks[*found].take(each.data());
  }
  return {};
}

/// A large blob, in pieces; each of them has to come in time.
Result<bool> GrpcRemote::read_stream(const RemoteSink& sink) {
  bytestream::ReadRequest request;
  request.set_resource_name(
      fmt::format("{}blobs/{}/{}", prefix(), sink.blob.digest.hex(), sink.blob.size));
  grpc::ClientContext context;
  prepare(context, Clock::now() + kMostTime);
  grpc::CompletionQueue queue;
  int started = 0, read = 0, finished = 0;
  bytestream::ReadResponse response;
  grpc::Status status;
  const auto reader = streams_->AsyncRead(&context, request, &queue, &started);
  bool is_wanted = true, is_in_time = true;
  // Until the tag comes: true if the server went on.
  const auto wait_for = [&](void* expected) {
    void* tag = nullptr;
    bool is_ok = false;
    while (true) {
      const auto next = queue.AsyncNext(&tag, &is_ok, Clock::now() + kMostIdle);
      if (next == grpc::CompletionQueue::GOT_EVENT && tag == expected) return is_ok;
      if (next == grpc::CompletionQueue::SHUTDOWN) return false;
      if (next == grpc::CompletionQueue::TIMEOUT) {
        is_in_time = false;
        context.TryCancel();
      }
    }
  };
  if (wait_for(&started)) {
    while (is_wanted) {
      reader->Read(&response, &read);
      if (!wait_for(&read)) break;
      is_wanted = sink.take(response.data());
    }
    if (!is_wanted) context.TryCancel();
  }
  reader->Finish(&status, &finished);
  wait_for(&finished);
  queue.Shutdown();
  if (!is_in_time) return failure("does not answer in time");
  if (!is_wanted || status.error_code() == grpc::StatusCode::NOT_FOUND) return false;
  if (!status.ok()) return failure(status);
  return true;
}

Result<std::vector<RemoteBlob>> GrpcRemote::missing(const std::vector<RemoteBlob>& blobs) {
  PREBIND_CHECK(begin());
  reapi::FindMissingBlobsRequest request;
  request.set_instance_name(instance_);
  for (const RemoteBlob& blob : blobs) set(*request.add_blob_digests(), blob);
  grpc::ClientContext context;
  prepare(context, deadline_for(0));
  reapi::FindMissingBlobsResponse response;
  const grpc::Status status = contents_->FindMissingBlobs(&context, request, &response);
  if (!status.ok()) return failure(status);
  std::vector<RemoteBlob> absent;
  for (const RemoteBlob& blob : blobs) {
    const std::string hash = blob.digest.hex();
    const auto& all = response.missing_blob_digests();
    if (std::ranges::find(all, hash, &reapi::Digest::hash) != all.end()) absent.push_back(blob);
  }
  return absent;
}

Result<void> GrpcRemote::put_blobs(const std::vector<RemoteSource>& sources) {
  PREBIND_CHECK(begin());
  std::vector<const RemoteSource*> batch;
  std::uint64_t size = 0;
  for (const RemoteSource& source : sources) {
    if (source.blob.size > most_in_message_) {
      PREBIND_CHECK(write_stream(source));
      continue;
    }
    if (size + source.blob.size > most_in_message_) {
      PREBIND_CHECK(write_batch(batch));
      batch.clear();
      size = 0;
    }
    batch.push_back(&source);
    size += source.blob.size;
  }
  if (batch.empty()) return {};
  return write_batch(batch);
}

Result<void> GrpcRemote::write_batch(const std::vector<const RemoteSource*>& sources) {
  reapi::BatchUpdateBlobsRequest request;
  request.set_instance_name(instance_);
  std::uint64_t size = 0;
  for (const RemoteSource* source : sources) {
    auto& each = *request.add_requests();
    set(*each.mutable_digest(), source->blob);
    each.set_data(content_of(*source));
    size += source->blob.size;
  }
  grpc::ClientContext context;
  prepare(context, deadline_for(size));
  reapi::BatchUpdateBlobsResponse response;
  const grpc::Status status = contents_->BatchUpdateBlobs(&context, request, &response);
  if (!status.ok()) return failure(status);
  for (const auto& each : response.responses()) {
    if (each.status().code() == 0) continue;
    return failure(fmt::format("does not take content (status {})", each.status().code()));
  }
  return {};
}

Result<void> GrpcRemote::write_stream(const RemoteSource& source) {
  grpc::ClientContext context;
  prepare(context, deadline_for(source.blob.size));
  bytestream::WriteResponse response;
  const auto writer = streams_->Write(&context, &response);
  bytestream::WriteRequest request;
  request.set_resource_name(fmt::format("{}uploads/{}/blobs/{}/{}", prefix(), random_name(),
                                        source.blob.digest.hex(), source.blob.size));
  std::string piece;
  for (std::uint64_t sent = 0; sent < source.blob.size;) {
    piece.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.blob.size - sent)));
    if (source.file < 0) {
      piece = source.content.substr(sent, piece.size());
    } else if (::pread(source.file, piece.data(), piece.size(), static_cast<off_t>(sent)) !=
               static_cast<ssize_t>(piece.size())) {
      context.TryCancel();
      break;
    }
    request.set_write_offset(static_cast<std::int64_t>(sent));
    request.set_data(piece);
    sent += piece.size();
    request.set_finish_write(sent == source.blob.size);
    // A server that has the content already ends the stream at once.
    if (!writer->Write(request)) break;
    request.clear_resource_name();
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok() && status.error_code() != grpc::StatusCode::ALREADY_EXISTS) {
    return failure(status);
  }
  return {};
}

}  // namespace

std::unique_ptr<store::Remote> grpc_remote(Access access) {
  return std::make_unique<GrpcRemote>(std::move(access));
}

}  // namespace prebind::remote
