#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/context.h"
#include "util/descriptor.h"
#include "util/result.h"

namespace prebind::engine {

/// `prebind-remote`, or its sibling for gRPC, beside the program as installed or as built.
Result<std::filesystem::path> find_remote_program(const std::filesystem::path& program,
                                                  const std::string& url);

/// One such program that runs, and the pipe to it: a JSON object a line, there and back
/// (docs/formats/remote.md). It ends with this object.
class RemoteProgram {
 public:
  static Result<RemoteProgram> start(const Context& context, const std::filesystem::path& program);
  RemoteProgram(RemoteProgram&& other) noexcept;
  RemoteProgram& operator=(RemoteProgram&&) = delete;
  ~RemoteProgram();

  /// It gives up a silent server much sooner, and tells of what comes.
  static constexpr std::chrono::milliseconds kMostSilence = std::chrono::seconds(15);

  using Progress = std::function<void(std::uint64_t came, std::uint64_t all)>;
  /// Its answer. Error: what it says is wrong, or it has ended, does not answer, or we are
  /// interrupted; then it is ended, and of no more use.
  Result<nlohmann::ordered_json> ask(const nlohmann::ordered_json& request,
                                     const Progress& progress = {},
                                     std::chrono::milliseconds silence = kMostSilence);
  /// Whether it answers still.
  bool is_alive() const { return process_ > 0; }
  /// Whether it ended because Ctrl-C came, to us or to it.
  bool was_interrupted() const { return was_interrupted_; }

 private:
  RemoteProgram() = default;
  Result<std::string> read_line(std::chrono::milliseconds silence);
  void end();

  pid_t process_ = -1;
  Descriptor to_;
  int interrupt_ = -1;
  bool was_interrupted_ = false;
  std::string received_;
};

}  // namespace prebind::engine
