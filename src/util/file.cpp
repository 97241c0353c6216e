#include "util/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/system_error.h"
#include "util/temporary.h"

namespace prebind {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 256 * 1024;

Result<Descriptor> open_to_read(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return fail(system_error("read", path, errno));
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
  return TemporaryFile::in(target.parent_path(), mode, target);
}

Result<fs::path> stage_content(const fs::path& target, std::string_view content,
                               WriteOptions options) {
  PREBIND_TRY(file, temporary_for(target, options.mode));
  PREBIND_CHECK(file.write(content));
  return file.release(options.sync);
}

Result<fs::path> stage_copy(const fs::path& from, const fs::path& target, WriteOptions options) {
  PREBIND_TRY(source, open_to_read(from));
  struct stat status = {};
  if (::fstat(source.get(), &status) != 0) return fail(system_error("read", from, errno));
  PREBIND_TRY(file, temporary_for(target, status.st_mode & 0777));
  std::string piece(kPiece, '\0');
  while (true) {
    PREBIND_TRY(count, read_piece(source, piece.data(), piece.size(), from));
    if (count == 0) return file.release(options.sync);
    PREBIND_CHECK(file.write(std::string_view(piece).substr(0, count)));
  }
}

Result<void> put_in_place(const fs::path& temporary, const fs::path& target) {
  if (::rename(temporary.c_str(), target.c_str()) == 0) return {};
  const int number = errno;
  ::unlink(temporary.c_str());
  return fail(system_error("write", target, number));
}

/// False also if one of them cannot be read: then the replacing that follows says why.
bool same_content(const fs::path& a, const fs::path& b) {
  struct stat one = {}, two = {};
  if (::stat(a.c_str(), &one) != 0 || ::lstat(b.c_str(), &two) != 0) return false;
  if (!S_ISREG(two.st_mode) || one.st_size != two.st_size) return false;
  const auto first = read_file(a), second = read_file(b);
  return first && second && *first == *second;
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  PREBIND_TRY(file, open_to_read(path));
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) return fail(system_error("read", path, errno));

  // One byte more than the size, so that a file which is as long as it says needs no second read
  // into new memory to find its end.
  std::string content;
  content.resize(S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) + 1 : kPiece);
  std::size_t size = 0;
  while (true) {
    PREBIND_TRY(count, read_piece(file, content.data() + size, content.size() - size, path));
    if (count == 0) break;
    size += count;
    if (size == content.size()) content.resize(2 * size);
  }
  content.resize(size);
  return content;
}

Result<void> write_file_atomically(const fs::path& path, std::string_view content,
                                   WriteOptions options) {
  PREBIND_TRY(temporary, stage_content(path, content, options));
  return put_in_place(temporary, path);
}

Result<void> copy_file_atomically(const fs::path& from, const fs::path& to, WriteOptions options) {
  PREBIND_TRY(temporary, stage_copy(from, to, options));
  return put_in_place(temporary, to);
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
  PREBIND_TRY(temporary, stage_content(path, content, options));
  return StagedFile(std::move(temporary), path);
}

Result<StagedFile> StagedFile::copy_of(const fs::path& from, const fs::path& to,
                                       WriteOptions options) {
  PREBIND_TRY(temporary, stage_copy(from, to, options));
  return StagedFile(std::move(temporary), to);
}

StagedFile::StagedFile(fs::path temporary, fs::path target)
    : temporary_(std::move(temporary)), target_(std::move(target)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : temporary_(std::exchange(other.temporary_, {})), target_(std::move(other.target_)) {}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<bool> StagedFile::commit() {
  if (same_content(temporary_, target_)) return false;
  PREBIND_CHECK(put_in_place(std::exchange(temporary_, {}), target_));
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

std::optional<std::string> distrust(const fs::path& directory) {
  struct stat data = {};
  if (::stat(directory.c_str(), &data) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return system_error("look at", directory, errno).message;
  }
  const std::string name = fmt::format("`{}`", directory.string());
  if (!S_ISDIR(data.st_mode)) return name + " is not a directory";
  if (data.st_uid != ::geteuid() && data.st_uid != 0) {
    return fmt::format("{} belongs to another user ({})", name, data.st_uid);
  }
  if ((data.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return fmt::format("others may write to {} (`chmod go-w` ends that)", name);
  }
  return std::nullopt;
}

}  // namespace prebind
