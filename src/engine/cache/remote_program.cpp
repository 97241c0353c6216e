#include "engine/cache/remote_program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "util/json_text.h"
#include "util/path.h"
#include "util/spawn.h"
#include "util/system_error.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::vector<std::string> environment_of(const Environment& environment) {
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment.variables()) entries.push_back(name + "=" + value);
  return entries;
}

}  // namespace

Result<fs::path> find_remote_program(const fs::path& program, const std::string& url) {
  const char* name = url.starts_with("grpc") ? PREBIND_GRPC_PROGRAM : "prebind-remote";
  const fs::path folder = program.parent_path();
  for (const fs::path& path :
       {folder.parent_path() / "libexec" / "prebind" / name, folder / name}) {
    if (is_executable_file(path)) return path;
  }
  return fail(fmt::format("`{}` is not installed", name), program.string(),
              "install Prebind whole, or set PREBIND_REMOTE=off");
}

Result<RemoteProgram> RemoteProgram::start(const Context& context, const fs::path& program) {
  std::array<int, 2> ends;
  // A socket rather than pipes: writing to it when it has ended can be done without a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(system_error("start", program, errno));
  }
  RemoteProgram started;
  started.to_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  const Descriptor nothing(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  Spawn what = {.program = program,
                .arguments = {program.filename().string()},
                .environment = environment_of(context.environment),
                .streams = {theirs.get(), theirs.get(), nothing.get()},
                // Where we are a library, Ctrl-C in a terminal is for it as for us: nobody else
                // would tell us.
                .own_group = context.interrupt >= 0};
  if (const int number = spawn(std::move(what), started.process_); number != 0) {
    started.process_ = -1;
    return fail(system_error("start", program, number));
  }
  started.interrupt_ = context.interrupt;
  return started;
}

RemoteProgram::RemoteProgram(RemoteProgram&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      to_(std::move(other.to_)),
      interrupt_(other.interrupt_),
      was_interrupted_(other.was_interrupted_),
      received_(std::move(other.received_)) {}

RemoteProgram::~RemoteProgram() {
  end();
}

void RemoteProgram::end() {
  to_.close();
  if (process_ <= 0) return;
  // It has nothing that would be lost: what it writes appears in one step.
  ::kill(process_, SIGKILL);
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  was_interrupted_ = was_interrupted_ || (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
  process_ = -1;
}

Result<std::string> RemoteProgram::read_line(std::chrono::milliseconds silence) {
  const auto give_up = [this](const char* what) {
    end();
    return fail(fmt::format("`prebind-remote` {}", what));
  };
  while (true) {
    if (const std::size_t line_end = received_.find('\n'); line_end != std::string::npos) {
      std::string line = received_.substr(0, line_end);
      received_.erase(0, line_end + 1);
      return line;
    }
    std::array<pollfd, 2> entries = {pollfd{.fd = to_.get(), .events = POLLIN, .revents = 0},
                                     pollfd{.fd = interrupt_, .events = POLLIN, .revents = 0}};
    const int count = ::poll(entries.data(), entries.size(), static_cast<int>(silence.count()));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) return give_up("does not answer");
    if (entries[1].revents != 0) {
      was_interrupted_ = true;
      end();
      return fail("interrupted");
    }
    std::array<char, 4096> piece;
    const ssize_t size = read_some(to_.get(), piece.data(), piece.size());
    if (size <= 0) return give_up("has ended");
    received_.append(piece.data(), static_cast<std::size_t>(size));
  }
}

Result<ordered_json> RemoteProgram::ask(const ordered_json& request, const Progress& progress,
                                        std::chrono::milliseconds silence) {
  if (process_ <= 0) return fail("`prebind-remote` has ended");
  const std::string line = json_text(request) + "\n";
  for (std::string_view left = line; !left.empty();) {
    const ssize_t sent = ::send(to_.get(), left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      end();
      return fail("`prebind-remote` has ended");
    }
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  while (true) {
    PREBIND_TRY(text, read_line(silence));
    const ordered_json answer = ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!answer.is_object()) {
      end();
      return fail("Prebind does not understand the answer of `prebind-remote`");
    }
    if (answer.contains("progress")) {
      if (progress) progress(answer.value("progress", 0ULL), answer.value("of", 0ULL));
      continue;
    }
    if (answer.contains("error")) {
      return fail(answer.value("error", ""), "", answer.value("help", ""));
    }
    return answer;
  }
}

}  // namespace prebind::engine
