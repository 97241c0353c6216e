#include "util/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/system_error.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 256 * 1024;

/// More than anything has that is read as a whole.
constexpr std::size_t kLargestFile = std::size_t{4} << 30;

std::string_view name_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Error not_a_file(const fs::path& path, mode_t mode) {
  return {fmt::format("`{}` is {}, not a file", path.string(), name_of(mode)), "", "name a file"};
}

Error too_large(const fs::path& path) {
  return {
      fmt::format("`{}` is too large: it has more than {} GiB", path.string(), kLargestFile >> 30),
      "", "name another file"};
}

Result<Descriptor> open_to_read(const fs::path& path) {
  PREBIND_CHECK(check_source(path));
  // Nonblocking, for a pipe that has come into its place: opening it would wait for a writer.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat data = {};
  if (!file.is_open() || ::fstat(file.get(), &data) != 0) {
    return fail(system_error("read", path, errno));
  }
  if (!S_ISREG(data.st_mode)) return fail(not_a_file(path, data.st_mode));
  return file;
}

/// The number of bytes read, 0 at the end.
Result<std::size_t> read_piece(const Descriptor& file, char* to, std::size_t size,
                               const fs::path& path) {
  const ssize_t count = read_some(file.get(), to, size);
  if (count < 0) return fail(system_error("read", path, errno));
  return static_cast<std::size_t>(count);
}

/// In the target's directory.
Result<TemporaryFile> temporary_for(const fs::path& target, mode_t mode) {
  PREBIND_CHECK(check_target(target));
  return TemporaryFile::in(target.parent_path(), mode, target);
}

Result<TemporaryFile> stage_content(const fs::path& target, std::string_view content,
                                    WriteOptions options) {
  PREBIND_TRY(file, temporary_for(target, options.mode));
  PREBIND_CHECK(file.write(content));
  PREBIND_CHECK(file.finish(options.sync));
  return file;
}

Result<TemporaryFile> stage_copy(const fs::path& from, const fs::path& target,
                                 WriteOptions options) {
  PREBIND_TRY(source, open_to_read(from));
  struct stat status = {};
  if (::fstat(source.get(), &status) != 0) return fail(system_error("read", from, errno));
  PREBIND_TRY(file, temporary_for(target, status.st_mode & 0777));
  std::string piece(kPiece, '\0');
  while (true) {
    PREBIND_TRY(count, read_piece(source, piece.data(), piece.size(), from));
    if (count == 0) break;
    PREBIND_CHECK(file.write(std::string_view(piece).substr(0, count)));
  }
  PREBIND_CHECK(file.finish(options.sync));
  return file;
}

Result<void> put_in_place(TemporaryFile& file, const fs::path& target) {
  const int number = file.move_to(target);
  if (number == 0) return {};
  return fail(system_error("write", target, number));
}

/// False also if one of them cannot be read: then the replacing that follows says why.
bool same_content(int file, const fs::path& path) {
  struct stat one = {}, two = {};
  if (::fstat(file, &one) != 0 || ::lstat(path.c_str(), &two) != 0) return false;
  if (!S_ISREG(two.st_mode) || one.st_size != two.st_size) return false;
  const auto other = read_file(path);
  if (!other || ::lseek(file, 0, SEEK_SET) != 0) return false;
  std::string piece(kPiece, '\0');
  std::string_view rest = *other;
  while (true) {
    const ssize_t count = read_some(file, piece.data(), piece.size());
    if (count < 0) return false;
    const auto part = std::string_view(piece).substr(0, static_cast<std::size_t>(count));
    if (part.empty() || !rest.starts_with(part)) return part.empty() && rest.empty();
    rest.remove_prefix(part.size());
  }
}

/// All of a file, whose size may not be known.
Result<std::string> read_to_end(const Descriptor& file, const fs::path& path) {
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) return fail(system_error("read", path, errno));
  const auto expected = static_cast<std::size_t>(status.st_size);
  if (expected > kLargestFile) return fail(too_large(path));
  // One byte more than the size, so that a file which is as long as it says needs no second read
  // into new memory to find its end.
  std::string content;
  content.resize(expected > 0 ? expected + 1 : kPiece);
  std::size_t size = 0;
  while (true) {
    PREBIND_TRY(count, read_piece(file, content.data() + size, content.size() - size, path));
    if (count == 0) break;
    size += count;
    if (size > kLargestFile) return fail(too_large(path));
    if (size == content.size()) content.resize(2 * size);
  }
  content.resize(size);
  return content;
}

}  // namespace

Result<void> check_source(const fs::path& path) {
  struct stat data = {};
  if (::stat(path.c_str(), &data) != 0) return fail(system_error("read", path, errno));
  if (!S_ISREG(data.st_mode)) return fail(not_a_file(path, data.st_mode));
  return {};
}

Result<void> check_target(const fs::path& path) {
  struct stat data = {};
  if (::stat(path.c_str(), &data) != 0) return {};  // what is wrong with it, writing will say
  if (!S_ISREG(data.st_mode)) return fail(not_a_file(path, data.st_mode));
  // `/dev/stdout` is a link to a file that is open, which it would take the place of.
  std::error_code error;
  const fs::path link = fs::read_symlink(path, error);
  if (error || !link.string().starts_with("/proc/")) return {};
  return fail(fmt::format("`{}` is an open file, not a path to write to", path.string()), "",
              "name a file");
}

Result<std::string> read_file(const fs::path& path) {
  PREBIND_TRY(file, open_to_read(path));
  try {
    return read_to_end(file, path);
  } catch (const std::bad_alloc&) {
    return fail(system_error("read", path, ENOMEM));
  }
}

Result<void> write_file_atomically(const fs::path& path, std::string_view content,
                                   WriteOptions options) {
  PREBIND_TRY(file, stage_content(path, content, options));
  return put_in_place(file, path);
}

Result<void> copy_file_atomically(const fs::path& from, const fs::path& to, WriteOptions options) {
  PREBIND_TRY(file, stage_copy(from, to, options));
  return put_in_place(file, to);
}

Result<void> write_new_file(const fs::path& path, std::string_view content) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.is_open() || !write_all(file.get(), content) || !file.close()) {
    return fail(system_error("write", path, errno));
  }
  return {};
}

Result<StagedFile> StagedFile::with_content(const fs::path& path, std::string_view content,
                                            WriteOptions options) {
  PREBIND_TRY(file, stage_content(path, content, options));
  return StagedFile(std::move(file), path);
}

Result<StagedFile> StagedFile::copy_of(const fs::path& from, const fs::path& to,
                                       WriteOptions options) {
  PREBIND_TRY(file, stage_copy(from, to, options));
  return StagedFile(std::move(file), to);
}

Result<bool> StagedFile::commit() {
  if (same_content(file_.descriptor(), target_)) return false;
  PREBIND_CHECK(put_in_place(file_, target_));
  return true;
}

Result<void> make_directories(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail(system_error("create the directory", path, error.value()));
  return {};
}

Result<void> make_private_directory(const fs::path& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) == 0 || errno == EEXIST) return {};
  return fail(system_error("create the directory", path, errno));
}

namespace {

/// Of what lies at a path that does not lead through a link at its end.
std::optional<std::string> distrust_owner(const fs::path& path, const struct stat& data) {
  const std::string name = fmt::format("`{}`", path.string());
  if (data.st_uid != ::geteuid() && data.st_uid != 0) {
    return fmt::format("{} belongs to another user ({})", name, data.st_uid);
  }
  if ((data.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return fmt::format("others may write to {} (`chmod go-w` prevents that)", name);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> distrust(const fs::path& directory) {
  struct stat data = {};
  if (::stat(directory.c_str(), &data) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return system_error("look at", directory, errno).message;
  }
  if (!S_ISDIR(data.st_mode)) return fmt::format("`{}` is not a directory", directory.string());
  return distrust_owner(directory, data);
}

std::optional<std::string> distrust_file(const fs::path& file) {
  struct stat data = {};
  if (::lstat(file.c_str(), &data) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return system_error("look at", file, errno).message;
  }
  if (!S_ISREG(data.st_mode)) {
    return fmt::format("`{}` is {}, not a file", file.string(),
                       S_ISLNK(data.st_mode) ? "a link" : name_of(data.st_mode));
  }
  return distrust_owner(file, data);
}

}  // namespace prebind
