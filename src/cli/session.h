#pragma once

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/context.h"
#include "engine/diagnostic.h"
#include "util/environment.h"

namespace prebind::cli {

enum class ExitStatus { done = 0, failed = 1, usage = 2, stale = 3 };

/// The process that a command runs in: its streams, its environment, whether there is a terminal.
/// Commands write and ask through this object only.
class Session {
 public:
  Session(Environment environment, std::FILE* output, std::FILE* errors);

  /// To standard output; terminals find no commands of others in it.
  void print(std::string_view text);
  /// The same for what was done, which nobody asked for: not if the person wants it quiet.
  void report(std::string_view text);
  /// The same, but byte for byte where no terminal shows it: names of files for other programs.
  void print_for_scripts(std::string_view text);
  void flush();                ///< what was printed, to whoever reads it
  bool has_no_reader() const;  ///< standard output is a pipe that nobody reads any more
  /// To standard error, while work goes on; if the person wants it quiet, warnings only.
  void say(std::string_view line);

  /// Shows errors on standard error. The answer is `failed`.
  ExitStatus fail(const engine::Failure& failure);
  ExitStatus fail(const Error& error);

  /// The same, and with `json` one object with the errors on standard output.
  ExitStatus fail(const engine::Failure& failure, bool json);

  /// Ends the output; `failed` if it could not be written.
  ExitStatus finish(ExitStatus status);

  /// "auto", "always" or "never", whatever the environment says; false if it is none of these.
  bool set_color(std::string_view choice);
  void set_verbosity(engine::Verbosity verbosity) { verbosity_ = verbosity; }
  bool is_quiet() const { return verbosity_ == engine::Verbosity::quiet; }

  /// How many columns a line of help may have: the terminal's, or 80.
  std::size_t width() const;

  bool color_output() const { return color_output_; }
  const Environment& environment() const { return environment_; }

  /// For the engine; it lives no longer than the session.
  engine::Context context();

 private:
  Environment environment_;
  std::FILE* output_;
  std::FILE* errors_;
  engine::Verbosity verbosity_ = engine::Verbosity::normal;
  bool color_output_;
  bool color_errors_;
};

/// A JSON object in one line, as `--json` prints it.
std::string to_line(const nlohmann::ordered_json& object);

/// A path as short as can be: relative to the current directory if it lies in there.
std::string shown_path(const std::filesystem::path& path);

}  // namespace prebind::cli
