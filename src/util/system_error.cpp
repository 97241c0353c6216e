#include "util/system_error.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>

namespace prebind {

std::string errno_text(int number) {
  return std::generic_category().message(number);
}

static std::string way_out(const std::filesystem::path& path, int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full: free some space and try again";
    case EROFS:
      return "the file system is read-only: choose another place";
    case EACCES:
    case EPERM:
      return fmt::format("check the permissions of `{}` and of its directory", path.string());
    case ENOENT:
    case ENOTDIR:
      return "check the path: some part of it does not exist or is not a directory";
    case EISDIR:
      return "name a file, not a directory";
    case ENAMETOOLONG:
      return "choose a shorter name";
    case ELOOP:
      return "check the symbolic links in the path: they form a loop";
    case EMFILE:
    case ENFILE:
      return "too many files are open: raise the limit (`ulimit -n`)";
    case EAGAIN:
    case ENOMEM:
      return "the machine is short of memory or processes: end some processes and try again";
    default:
      return "check the disk and the path, and try again";
  }
}

Error system_error(std::string_view what, const std::filesystem::path& path, int number) {
  return Error{
      .message = fmt::format("cannot {} `{}`: {}", what, path.string(), errno_text(number)),
      .help = way_out(path, number)};
}

}  // namespace prebind
