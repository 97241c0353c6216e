#include "engine/archives/gathered_archives.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "expand/wire.h"
#include "util/bytes.h"
#include "util/system_error.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kRequestsEnding = ".requests";

/// Names that are equal in this form are one file on systems where case does not count.
std::string folded(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

/// The next frame of what was read, which it is taken from; nothing if it is not all there yet.
Result<std::optional<std::string_view>> take_frame(std::string_view& bytes) {
  ByteReader reader(bytes);
  const auto size = reader.number<std::uint32_t>();
  if (size && *size > expand::kLongestFrame) {
    return fail(fmt::format("a request of {} bytes is too long", *size));
  }
  const auto frame = size ? reader.bytes(*size) : std::nullopt;
  if (frame) bytes = reader.rest();
  return frame;
}

Error in_file(Error error, const fs::path& path) {
  if (error.where.empty()) error.where = path.string();
  if (error.help.empty()) error.help = "run the command again; is the disk full?";
  return error;
}

}  // namespace

bool GatheredArchives::ByName::operator()(const GatheredArchivePointer& one,
                                          const GatheredArchivePointer& other) const {
  const std::string one_folded = folded(one->name.name), other_folded = folded(other->name.name);
  return std::tie(one_folded, one->name.name, one->text) <
         std::tie(other_folded, other->name.name, other->text);
}

GatheredArchives::GatheredArchives(fs::path directory, expand::CrateName crate)
    : directory_(std::move(directory)), crate_(std::move(crate)) {}

Result<void> GatheredArchives::find_sources() {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, error)) {
    if (entry.path().extension() != kRequestsEnding || sources_.contains(entry.path())) continue;
    Descriptor file(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return fail(system_error("read", entry.path(), errno));
    sources_[entry.path()].file = std::move(file);
  }
  if (!error) return {};
  return fail(fmt::format("cannot read the requests for archives: {}", error.message()),
              directory_.string(), "run the command again");
}

Result<void> GatheredArchives::take(std::string_view frame, Source& source) {
  if (!source.has_greeting) {
    PREBIND_TRY(hello, expand::decode_hello(frame));
    if (hello.version != expand::kProtocolVersion) {
      return fail(expand::other_version(hello.version));
    }
    source.has_greeting = true;
    source.is_ours = hello.package == crate_.package && hello.package_version == crate_.version;
    return {};
  }
  if (!source.is_ours) return {};
  PREBIND_TRY(request, expand::decode_archive_request(frame));
  const auto [archive, is_new] =
      archives_.insert(std::make_shared<const GatheredArchive>(GatheredArchive{
          .name = {.package = crate_.package, .version = crate_.version, .name = request.name},
          .text = std::move(request.text)}));
  if (is_new) new_.push_back(*archive);
  return {};
}

Result<void> GatheredArchives::read(const fs::path& path, Source& source) {
  std::array<char, 65536> piece;
  while (true) {
    const ssize_t count = read_some(source.file.get(), piece.data(), piece.size());
    if (count < 0) return fail(system_error("read", path, errno));
    if (count == 0) break;
    source.unread.append(piece.data(), static_cast<std::size_t>(count));
  }
  std::string_view rest = source.unread;
  while (true) {
    PREBIND_TRY(frame, take_frame(rest));
    if (!frame) break;
    PREBIND_CHECK(take(*frame, source));
  }
  source.unread.erase(0, source.unread.size() - rest.size());
  return {};
}

Result<std::vector<GatheredArchivePointer>> GatheredArchives::read_more() {
  PREBIND_CHECK(find_sources());
  for (auto& [path, source] : sources_) {
    PREBIND_CHECK(
        read(path, source).map_error([&](Error error) { return in_file(std::move(error), path); }));
  }
  return std::exchange(new_, {});
}

Result<std::vector<GatheredArchivePointer>> GatheredArchives::all() const {
  for (const auto& [path, source] : sources_) {
    if (!source.unread.empty()) return fail(in_file({"a request for an archive is cut off"}, path));
  }
  const auto same = std::ranges::adjacent_find(archives_, [](const auto& one, const auto& other) {
    return folded(one->name.name) == folded(other->name.name);
  });
  if (same != archives_.end()) {
    return fail(fmt::format("two archives of the package are called `{}`", (*same)->name.name), "",
                "its library, programs and tests have their archives in one folder, with any "
                "features: give each macro call a name of its own");
  }
  return std::vector(archives_.begin(), archives_.end());
}

}  // namespace prebind::engine
