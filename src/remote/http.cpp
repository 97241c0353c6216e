#include "remote/http.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace prebind::remote {
namespace {

using fingerprint::Digest;
using store::RemoteBlob;
using store::RemoteSink;
using store::RemoteSource;

/// Side by side: a server has limits for each client.
constexpr long kMostConnections = 8;
/// Of an entry. As `kMostEntryBytes`, but this is no matter of its format.
constexpr std::size_t kMostValueBytes = std::size_t{1} << 20;
constexpr int kPollMilliseconds = 1000;
/// What is read at once: with libcurl's own 16 KiB, a large file takes a fifth longer.
constexpr long kPiece = 256 * 1024;

enum class Method { get, put, head };

/// One request, and what became of it.
struct Exchange {
  Method method = Method::get;
  std::string path;
  std::function<bool(std::string_view)> take = {};  ///< of a GET
  const RemoteSource* source = nullptr;             ///< of a PUT
  std::chrono::milliseconds most_time = kMostTime;
  std::uint64_t sent = 0;
  long status = 0;
  CURLcode code = CURLE_OK;
  bool is_stopped = false;  ///< `take` said no
  CURL* handle = nullptr;
};

size_t on_body(char* data, size_t size, size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::size_t bytes = size * count;
  long status = 0;
  curl_easy_getinfo(exchange.handle, CURLINFO_RESPONSE_CODE, &status);
  // What comes with an error, or as the answer to a PUT, is for people, and nobody reads it.
  if (status != 200 || !exchange.take) return bytes;
  if (exchange.take({data, bytes})) return bytes;
  exchange.is_stopped = true;
  return 0;
}

size_t on_upload(char* to, size_t size, size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const RemoteSource& source = *exchange.source;
  const std::uint64_t left = source.blob.size - exchange.sent;
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(size * count, left));
  if (source.file < 0) {
    std::copy_n(source.content.data() + exchange.sent, bytes, to);
    exchange.sent += bytes;
    return bytes;
  }
  const ssize_t read = ::pread(source.file, to, bytes, static_cast<off_t>(exchange.sent));
  if (read < 0 || (read == 0 && bytes > 0)) return CURL_READFUNC_ABORT;
  exchange.sent += static_cast<std::uint64_t>(read);
  return static_cast<std::size_t>(read);
}

/// For a request that is sent again on another connection.
int on_seek(void* user, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_FAIL;
  static_cast<Exchange*>(user)->sent = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

class HttpRemote : public store::Remote {
 public:
  explicit HttpRemote(Access access);
  ~HttpRemote() override;
  HttpRemote(const HttpRemote&) = delete;
  HttpRemote& operator=(const HttpRemote&) = delete;

  Result<std::vector<std::optional<std::string>>> get_actions(
      const std::vector<Digest>& keys) override;
  Result<void> put_action(const Digest& key, std::string_view value) override;
  Result<std::vector<bool>> get_blobs(const std::vector<RemoteSink>& sinks) override;
  Result<std::vector<RemoteBlob>> missing(const std::vector<RemoteBlob>& blobs) override;
  Result<void> put_blobs(const std::vector<RemoteSource>& sources) override;

 private:
  Result<void> run(std::vector<Exchange>& exchanges);
  Result<void> start(Exchange& exchange);
  void set_access(CURL* handle) const;
  tl::unexpected<Error> failure(const Exchange& exchange) const;
  tl::unexpected<Error> failure(std::string_view what) const {
    return fail(fmt::format("the cache server {} {}", access_.url, what));
  }

  const Access access_;
  CURLM* multi_;
  curl_slist* headers_ = nullptr;
};

HttpRemote::HttpRemote(Access access) : access_(std::move(access)) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  multi_ = curl_multi_init();
  curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, kMostConnections);
  // No answer is waited for before a body is sent, and a body is bytes.
  headers_ = curl_slist_append(headers_, "Expect:");
  headers_ = curl_slist_append(headers_, "Content-Type: application/octet-stream");
  for (const std::string& header : access_.headers) {
    headers_ = curl_slist_append(headers_, header.c_str());
  }
}

HttpRemote::~HttpRemote() {
  curl_multi_cleanup(multi_);
  curl_slist_free_all(headers_);
  curl_global_cleanup();
}

/// Null takes away what is compiled into libcurl, which is that of another system.
const char* or_none(const std::filesystem::path& path) {
  return path.empty() ? nullptr : path.c_str();
}

void HttpRemote::set_access(CURL* handle) const {
  if (!access_.certificate.empty()) {
    curl_easy_setopt(handle, CURLOPT_SSLCERT, access_.certificate.c_str());
    curl_easy_setopt(handle, CURLOPT_SSLKEY, access_.key.c_str());
  }
  const auto& [file, folder] = access_.authorities;
  curl_easy_setopt(handle, CURLOPT_PROXY_CAINFO, or_none(file));
  curl_easy_setopt(handle, CURLOPT_PROXY_CAPATH, or_none(folder));
  const bool is_ours = !access_.authority.empty();
  curl_easy_setopt(handle, CURLOPT_CAINFO, or_none(is_ours ? access_.authority : file));
  curl_easy_setopt(handle, CURLOPT_CAPATH, is_ours ? nullptr : or_none(folder));
}

Result<void> HttpRemote::start(Exchange& exchange) {
  CURL* handle = curl_easy_init();
  if (handle == nullptr) return fail("libcurl could not start");
  exchange.handle = handle;
  const std::string url = access_.url + exchange.path;
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PRIVATE, &exchange);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "prebind/" PREBIND_VERSION);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kMostConnecting.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(exchange.most_time.count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kLeastSpeed);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(kMostIdle.count()));
  curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, kPiece);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
  set_access(handle);
  if (exchange.method == Method::head) curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  if (exchange.method == Method::put) {
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, on_upload);
    curl_easy_setopt(handle, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(handle, CURLOPT_SEEKDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE,
                     static_cast<curl_off_t>(exchange.source->blob.size));
  }
  curl_multi_add_handle(multi_, handle);
  return {};
}

/// Of a request that nothing came of: 404 and bodies that `take` refuses are not among them.
tl::unexpected<Error> HttpRemote::failure(const Exchange& exchange) const {
  switch (exchange.code) {
    case CURLE_OK:
      break;
    case CURLE_OPERATION_TIMEDOUT:
      return failure("does not answer in time");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return failure("is not reached");
    default:
      return failure(fmt::format("failed: {}", curl_easy_strerror(exchange.code)));
  }
  if (exchange.status == 401 || exchange.status == 403) {
    return failure(fmt::format("refuses us (status {})", exchange.status));
  }
  if (exchange.status >= 300 && exchange.status < 400) {
    return failure(
        fmt::format("redirects to elsewhere (status {}), which is not followed", exchange.status));
  }
  return failure(fmt::format("answers with status {}", exchange.status));
}

Result<void> HttpRemote::run(std::vector<Exchange>& exchanges) {
  Result<void> outcome;
  for (Exchange& exchange : exchanges) {
    outcome = start(exchange);
    if (!outcome) break;
  }
  int running = outcome ? 1 : 0;
  bool is_broken = false;
  while (running > 0 && !is_broken) {
    curl_multi_perform(multi_, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Exchange* exchange = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
      exchange->code = message->data.result;
      curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &exchange->status);
      // The others would wait as long for the same server.
      is_broken = is_broken || (exchange->code != CURLE_OK && !exchange->is_stopped);
    }
    if (running > 0 && !is_broken) {
      curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr);
    }
  }
  for (Exchange& exchange : exchanges) {
    if (exchange.handle == nullptr) continue;
    curl_multi_remove_handle(multi_, exchange.handle);
    curl_easy_cleanup(exchange.handle);
    exchange.handle = nullptr;
  }
  if (!outcome) return outcome;
  for (const Exchange& exchange : exchanges) {
    if (exchange.code != CURLE_OK && !exchange.is_stopped) return failure(exchange);
  }
  return {};
}

Result<std::vector<std::optional<std::string>>> HttpRemote::get_actions(
    const std::vector<Digest>& keys) {
  std::vector<std::string> values(keys.size());
  std::vector<Exchange> exchanges(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    exchanges[i].path = "/ac/" + keys[i].hex();
    exchanges[i].most_time = kMostEntryTime;
    exchanges[i].take = [&value = values[i]](std::string_view piece) {
      value += piece;
      return value.size() <= kMostValueBytes;
    };
  }
  PREBIND_CHECK(run(exchanges));
  std::vector<std::optional<std::string>> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    // Also one that is too long, and cut off: it is none of ours, which is to be told.
    if (exchanges[i].status == 200) found[i] = std::move(values[i]);
    if (exchanges[i].status != 200 && exchanges[i].status != 404) return failure(exchanges[i]);
  }
  return found;
}

Result<void> HttpRemote::put_action(const Digest& key, std::string_view value) {
  const RemoteSource source = {.blob = {.digest = {}, .size = value.size()},
                               .content = std::string(value)};
  std::vector<Exchange> exchanges(1);
  exchanges[0].method = Method::put;
  exchanges[0].path = "/ac/" + key.hex();
  exchanges[0].source = &source;
  PREBIND_CHECK(run(exchanges));
  if (exchanges[0].status / 100 != 2) return failure(exchanges[0]);
  return {};
}

Result<std::vector<bool>> HttpRemote::get_blobs(const std::vector<RemoteSink>& sinks) {
  std::vector<Exchange> exchanges(sinks.size());
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    exchanges[i].path = "/cas/" + sinks[i].blob.digest.hex();
    exchanges[i].take = sinks[i].take;
  }
  PREBIND_CHECK(run(exchanges));
  std::vector<bool> whole;
  for (const Exchange& exchange : exchanges) {
    if (exchange.status != 200 && exchange.status != 404) return failure(exchange);
    whole.push_back(exchange.status == 200 && !exchange.is_stopped);
  }
  return whole;
}

Result<std::vector<RemoteBlob>> HttpRemote::missing(const std::vector<RemoteBlob>& blobs) {
  std::vector<Exchange> exchanges(blobs.size());
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    exchanges[i].method = Method::head;
    exchanges[i].path = "/cas/" + blobs[i].digest.hex();
  }
  PREBIND_CHECK(run(exchanges));
  std::vector<RemoteBlob> absent;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    if (exchanges[i].status != 200 && exchanges[i].status != 404) return failure(exchanges[i]);
    if (exchanges[i].status == 404) absent.push_back(blobs[i]);
  }
  return absent;
}

Result<void> HttpRemote::put_blobs(const std::vector<RemoteSource>& sources) {
  std::vector<Exchange> exchanges(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    exchanges[i].method = Method::put;
    exchanges[i].path = "/cas/" + sources[i].blob.digest.hex();
    exchanges[i].source = &sources[i];
  }
  PREBIND_CHECK(run(exchanges));
  for (const Exchange& exchange : exchanges) {
    if (exchange.status / 100 != 2) return failure(exchange);
  }
  return {};
}

}  // namespace

std::unique_ptr<store::Remote> http_remote(Access access) {
  return std::make_unique<HttpRemote>(std::move(access));
}

}  // namespace prebind::remote
