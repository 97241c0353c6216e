#pragma once

#include <sys/types.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace prebind {

/// A program to start, as the system sees it.
struct Spawn {
  std::filesystem::path program = {};         ///< a path
  std::vector<std::string> arguments = {};    ///< begin with the program's name
  std::vector<std::string> environment = {};  ///< `NAME=value`
  std::filesystem::path directory = {};       ///< to run in; empty: ours
  /// What becomes its descriptors 0, 1 and 2; a negative one stays ours.
  std::array<int, 3> streams = {-1, -1, -1};
  bool own_group = false;  ///< in a process group of its own
};

/// Starts it, with no signal blocked and none of the usual ones ignored. Returns 0 and sets
/// `process`, or returns the error number of the system.
int spawn(Spawn what, pid_t& process);

/// The same where the C library cannot start a program in another folder: glibc before 2.29.
/// `spawn` calls it there.
int spawn_by_fork(Spawn what, pid_t& process);

}  // namespace prebind
