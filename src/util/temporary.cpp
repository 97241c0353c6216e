#include "util/temporary.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "util/system_error.h"

namespace prebind {

namespace fs = std::filesystem;

std::string temporary_name() {
  std::random_device random;
  return fmt::format("{}{:08x}{:08x}", kTemporaryPrefix, random(), random());
}

Result<TemporaryFile> TemporaryFile::in(const fs::path& directory, mode_t mode, fs::path shown) {
  while (true) {
    fs::path path = directory / temporary_name();
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.is_open()) return TemporaryFile(std::move(file), std::move(path), std::move(shown));
    if (errno != EEXIST && errno != EINTR) return fail(system_error("write", shown, errno));
  }
}

TemporaryFile::TemporaryFile(Descriptor file, fs::path path, fs::path shown)
    : file_(std::move(file)), path_(std::move(path)), shown_(std::move(shown)) {}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::move(other.file_)),
      path_(std::exchange(other.path_, {})),
      shown_(std::move(other.shown_)) {}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

tl::unexpected<Error> TemporaryFile::failure() const {
  return fail(system_error("write", shown_, errno));
}

Result<void> TemporaryFile::write(std::string_view bytes) {
  if (!write_all(file_.get(), bytes)) return failure();
  return {};
}

Result<fs::path> TemporaryFile::release(bool sync) {
  if (sync && ::fsync(file_.get()) != 0) return failure();
  if (!file_.close()) return failure();  // network file systems report a full disk here
  return std::exchange(path_, {});
}

Result<TemporaryFolder> TemporaryFolder::in(const fs::path& parent) {
  while (true) {
    fs::path path = parent / temporary_name();
    if (::mkdir(path.c_str(), 0700) == 0) return TemporaryFolder(std::move(path));
    if (errno != EEXIST) return fail(system_error("create a directory in", parent, errno));
  }
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

}  // namespace prebind
