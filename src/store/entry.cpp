#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "fingerprint/hasher.h"
#include "store/store.h"
#include "util/file.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

/// Whether the file is what copying the output there would make it.
bool is_copied(const fs::path& path, const Output& output) {
  struct stat data = {};
  if (::lstat(path.c_str(), &data) != 0 || !S_ISREG(data.st_mode)) return false;
  const bool is_executable = (data.st_mode & S_IXUSR) != 0;
  if (static_cast<std::uint64_t>(data.st_size) != output.size) return false;
  if (is_executable != output.is_executable) return false;
  const auto hashed = hash_file(fingerprint::RealFileSystem(), path.string());
  return hashed && *hashed && (*hashed)->digest == output.digest;
}

}  // namespace

int Entry::file_of(const Output& output) const {
  for (std::size_t i = 0; i < action_.outputs.size(); ++i) {
    if (action_.outputs[i] != output) continue;
    return ::lseek(files_[i].get(), 0, SEEK_SET) == 0 ? files_[i].get() : -1;
  }
  return -1;
}

Result<bool> Entry::copy(const Output& output, const fs::path& destination) const {
  if (is_copied(destination, output)) return true;
  PREBIND_CHECK(check_target(destination));
  PREBIND_TRY(copy, TemporaryFile::in(destination.parent_path(), output.is_executable ? 0777 : 0666,
                                      destination));
  const int file = file_of(output);
  const auto copied = copy_and_hash(file, copy.descriptor());
  if (!copied && !copied.error().was_reading) {
    return fail(system_error("write", destination, copied.error().number));
  }
  if (!copied || copied->digest != output.digest) {
    store_->set_aside(store_->layout().blob(output.digest), file);
    return false;
  }
  PREBIND_CHECK(move_to(std::move(copy), destination));
  return true;
}

std::optional<std::string> Entry::read(const Output& output) const {
  const int file = file_of(output);
  auto content = read_all(file);
  if (content && Digest::of(*content) == output.digest) return content;
  store_->set_aside(store_->layout().blob(output.digest), file);
  return std::nullopt;
}

std::optional<int> Entry::verified(const Output& output) const {
  const int file = file_of(output);
  Sha256 hash;
  std::array<char, 64 * 1024> piece;
  while (true) {
    const ssize_t count = read_some(file, piece.data(), piece.size());
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    hash.update(std::string_view(piece.data(), static_cast<std::size_t>(count)));
  }
  if (hash.finish() == output.digest.bytes && ::lseek(file, 0, SEEK_SET) == 0) return file;
  store_->set_aside(store_->layout().blob(output.digest), file);
  return std::nullopt;
}

}  // namespace prebind::store
