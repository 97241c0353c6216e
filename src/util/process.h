#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.h"

namespace prebind {

/// What becomes of an output stream of a program.
enum class Output {
  inherit,  ///< goes where ours goes
  discard,
  capture,  ///< is returned as a whole
  lines,    ///< is given to a function line by line, while the program runs
};

/// A program to run. It is started directly, never through a shell.
struct Command {
  std::filesystem::path program;  ///< a path; see `find_program`
  std::vector<std::string> arguments = {};
  /// Changes to the environment it inherits from us; a variable without value is taken out.
  std::map<std::string, std::optional<std::string>> environment = {};
  std::filesystem::path directory = {};  ///< to run in; empty: ours

  bool inherit_input = false;  ///< else the standard input is empty
  /// The program may ask for a password, and Ctrl-C and Ctrl-Z are to reach it from the terminal:
  /// if we are in the foreground of one, it stays in our process group. Else, and by default, it
  /// gets a group of its own, so that `interrupt` ends its children as well.
  bool use_terminal = false;
  Output output = Output::inherit;
  Output errors = Output::inherit;
  /// For `Output::lines`: the line without its line end. Called from the thread that called `run`.
  std::function<void(std::string_view line)> on_output = {};
  std::function<void(std::string_view line)> on_errors = {};

  /// If not negative: once this descriptor is readable, the program and all that it started are
  /// asked to end (SIGTERM), and killed if they do not within `grace`.
  int interrupt = -1;
  std::chrono::milliseconds grace = std::chrono::seconds(5);
};

struct Finished {
  int status = 0;            ///< exit status, if it ended by itself
  int signal = 0;            ///< the signal that ended it, else 0
  bool interrupted = false;  ///< ended because `interrupt` became readable
  std::string output = {};   ///< what was captured
  std::string errors = {};

  bool succeeded() const { return status == 0 && signal == 0 && !interrupted; }
};

/// Runs a program to its end. No signal handler is installed here, and signals that the caller
/// blocks or ignores have their default effect in the program.
///
/// Errors: it could not be started (not found, not executable, no such directory). A program that
/// fails is not an Error: see `Finished`.
Result<Finished> run(const Command& command);

/// The command as one would type it in a shell, for messages.
std::string to_shell(const Command& command);

/// "exit status 101", "signal 9 (Killed)", "interrupted".
std::string to_string(const Finished& finished);

}  // namespace prebind
