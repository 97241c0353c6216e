#include "remote/serve.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "remote/exchange.h"
#include "remote/read_access.h"
#include "remote/signature.h"
#include "store/transfer.h"
#include "util/descriptor.h"
#include "util/json_text.h"

namespace prebind::remote {
namespace {

using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

/// Often enough for a person, and for who waits to see that we are alive.
constexpr std::chrono::milliseconds kBetweenProgress(200);

/// Sees whether the server was of use.
class Watched : public store::Remote {
 public:
  explicit Watched(std::unique_ptr<store::Remote> remote) : remote_(std::move(remote)) {}

  Result<std::vector<std::optional<std::string>>> get_actions(
      const std::vector<Digest>& keys) override {
    return see(remote_->get_actions(keys));
  }
  Result<void> put_action(const Digest& key, std::string_view value) override {
    return see(remote_->put_action(key, value));
  }
  Result<std::vector<bool>> get_blobs(const std::vector<store::RemoteSink>& sinks) override {
    return see(remote_->get_blobs(sinks));
  }
  Result<std::vector<store::RemoteBlob>> missing(
      const std::vector<store::RemoteBlob>& blobs) override {
    return see(remote_->missing(blobs));
  }
  Result<void> put_blobs(const std::vector<store::RemoteSource>& sources) override {
    return see(remote_->put_blobs(sources));
  }
  bool has_failed() const { return has_failed_; }

 private:
  template <typename T>
  Result<T> see(Result<T> result) {
    has_failed_ = has_failed_ || !result;
    return result;
  }

  std::unique_ptr<store::Remote> remote_;
  bool has_failed_ = false;
};

void answer(const ordered_json& object) {
  const std::string line = json_text(object) + "\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

ordered_json failure_of(const Error& error) {
  return {{"error", error.message}, {"help", error.help}};
}

ordered_json answer_of(const Fetched& fetched) {
  ordered_json object = {{"key", nullptr}, {"lists", fetched.lists}, {"bytes", fetched.bytes}};
  if (fetched.key) object["key"] = fetched.key->hex();
  object["refused"] = fetched.refused;
  return object;
}

std::vector<Digest> keys_of(const ordered_json& texts) {
  std::vector<Digest> keys;
  for (const ordered_json& text : texts) {
    if (const auto key = Digest::from_hex(text.get<std::string>())) keys.push_back(*key);
  }
  return keys;
}

/// What `open` makes, and the requests after it use.
class Opened {
 public:
  static Result<std::unique_ptr<Opened>> from(const ordered_json& settings, const Connect& connect);

  Result<Fetched> fetch(const ordered_json& keys) { return exchange().fetch(keys_of(keys)); }
  Result<Fetched> find(const ordered_json& keys) { return exchange().find(keys_of(keys)); }
  Result<Fetched> fetch_lists(const ordered_json& request);
  Result<Pushed> push(std::chrono::seconds time) { return exchange().push_queue(time); }

  /// Whoever comes next need not find out.
  void leave_alone_if_failed() const {
    if (remote_ && remote_->has_failed()) store::leave_alone(*store_, access_.url);
  }

 private:
  explicit Opened(const Connect& connect) : connect_(connect) {}

  /// Connects at the first use: what gRPC starts does not survive a fork.
  Exchange& exchange();

  const Connect& connect_;
  Access access_;
  std::unique_ptr<store::Store> store_;
  std::optional<SecretKey> secret_;
  ExchangeOptions options_;
  std::unique_ptr<Watched> remote_;
  std::unique_ptr<Exchange> exchange_;
  Clock::time_point told_ = Clock::now();
};

Result<std::unique_ptr<Opened>> Opened::from(const ordered_json& settings, const Connect& connect) {
  std::unique_ptr<Opened> opened(new Opened(connect));
  PREBIND_TRY(access, read_access(settings));
  opened->access_ = std::move(access);
  opened->store_ = std::make_unique<store::Store>(
      store::Options{.root = settings.at("store").get<std::string>(),
                     .max_size = settings.value("max-size", std::uint64_t{0})});
  ExchangeOptions& options = opened->options_;
  options.trust.anyone = settings.value("trust-anyone", false);
  for (const std::string text : settings.value("trusted", ordered_json::array())) {
    const auto key = PublicKey::parse(text);
    if (!key) return fail(fmt::format("`{}` is no public key", text));
    options.trust.keys.push_back(*key);
  }
  if (const std::string file = settings.value("key-file", ""); !file.empty()) {
    PREBIND_TRY(secret, SecretKey::read(file));
    // What we signed ourselves, we believe.
    options.trust.keys.push_back(secret.public_key());
    opened->secret_.emplace(std::move(secret));
    options.secret = &*opened->secret_;
  }
  Opened& self = *opened;
  options.on_progress = [&self](std::uint64_t came, std::uint64_t all) {
    if (Clock::now() - self.told_ < kBetweenProgress) return;
    self.told_ = Clock::now();
    answer({{"progress", came}, {"of", all}});
  };
  return opened;
}

Exchange& Opened::exchange() {
  if (!exchange_) {
    remote_ = std::make_unique<Watched>(connect_(access_));
    exchange_ = std::make_unique<Exchange>(*remote_, *store_, options_);
  }
  return *exchange_;
}

Result<Fetched> Opened::fetch_lists(const ordered_json& request) {
  const auto key = Digest::from_hex(request.get<std::string>());
  if (!key) return fail("no digest");
  return exchange().fetch_lists(*key);
}

Result<ordered_json> on_key(const ordered_json& request) {
  if (request.contains("new")) {
    PREBIND_TRY(secret, SecretKey::generate());
    PREBIND_CHECK(secret.write_new(request["new"].get<std::string>()));
    return ordered_json{{"public", secret.public_key().text()}};
  }
  if (request.contains("show")) {
    PREBIND_TRY(secret, SecretKey::read(request["show"].get<std::string>()));
    return ordered_json{{"public", secret.public_key().text()}};
  }
  const std::string text = request.at("parse");
  const auto key = PublicKey::parse(text);
  if (!key) {
    return fail(fmt::format("`{}` is no public key", text), "",
                "`prebind cache key show` prints one: `ed25519:` and 44 letters and digits");
  }
  return ordered_json{{"public", key->text()}};
}

/// Whoever waits for us does not any longer: the rest is done on our own.
void go_on_alone() {
  std::fflush(stdout);
  if (::fork() > 0) ::_exit(0);
  ::setsid();
  ::signal(SIGHUP, SIG_IGN);
  const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int standard : {0, 1, 2}) ::dup2(nothing.get(), standard);
}

/// Nobody waits for a download when `prebind` was killed. Its end of a pipe may be closed while
/// requests are in it; the socket that `prebind` makes tells more. `go_on_alone` ends this: a
/// thread does not survive a fork.
void end_with_whom_we_serve() {
  struct stat data = {};
  if (::fstat(STDIN_FILENO, &data) != 0 || !S_ISSOCK(data.st_mode)) return;
  std::thread([] {
    pollfd entry = {.fd = STDIN_FILENO, .events = POLLRDHUP, .revents = 0};
    while (::poll(&entry, 1, -1) < 0 && errno == EINTR) {
    }
    ::_exit(1);
  }).detach();
}

class Conversation {
 public:
  explicit Conversation(const Connect& connect) : connect_(connect) {}

  Result<ordered_json> on(const ordered_json& request);

 private:
  const Connect& connect_;
  std::unique_ptr<Opened> opened_;
};

Result<ordered_json> Conversation::on(const ordered_json& request) {
  if (request.contains("key")) return on_key(request["key"]);
  if (request.contains("open")) {
    PREBIND_TRY(opened, Opened::from(request["open"], connect_));
    opened_ = std::move(opened);
    return ordered_json{{"opened", true}};
  }
  if (!opened_) return fail("nothing is opened");
  const auto shown = [this](const Result<Fetched>& fetched) -> Result<ordered_json> {
    opened_->leave_alone_if_failed();
    if (!fetched) return fail(fetched.error());
    return answer_of(*fetched);
  };
  if (request.contains("fetch")) return shown(opened_->fetch(request["fetch"]));
  if (request.contains("find")) return shown(opened_->find(request["find"]));
  if (request.contains("lists")) return shown(opened_->fetch_lists(request["lists"]));
  const ordered_json& push = request.at("push");
  if (push.value("background", false)) go_on_alone();
  const auto pushed = opened_->push(std::chrono::seconds(push.at("seconds").get<int>()));
  opened_->leave_alone_if_failed();
  if (!pushed) return fail(pushed.error());
  return ordered_json{
      {"results", pushed->results}, {"bytes", pushed->bytes}, {"gone", pushed->gone}};
}

}  // namespace

int serve(const Connect& connect) {
  ::signal(SIGPIPE, SIG_IGN);
  end_with_whom_we_serve();
  Conversation conversation(connect);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      const auto made = conversation.on(ordered_json::parse(line));
      answer(made ? *made : failure_of(made.error()));
    } catch (const nlohmann::json::exception&) {
      answer({{"error", "a request is not as docs/formats/remote.md says"}, {"help", ""}});
    }
    if (std::ferror(stdout) != 0) return 1;
  }
  return 0;
}

}  // namespace prebind::remote
