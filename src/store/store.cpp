#include "store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "store/maintenance.h"
#include "util/file.h"
#include "util/path.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

/// Setting a file aside can as well be done by the next who finds it.
constexpr std::chrono::seconds kGatePatience(2);

constexpr std::string_view kCacheTag =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory is a cache of prebind; what is in it can be made again.\n";

/// Of what lies in the store: no link is followed, and no pipe is waited for.
constexpr int kReading = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/// Why a file of the store, or the folder that it is in, must not be believed.
std::optional<std::string> distrust_entry(const fs::path& file) {
  if (auto why = distrust(file.parent_path())) return why;
  return distrust_file(file);
}

/// The last use of a result is the time stamp of its file; nobody minds if it cannot be set.
void mark_as_used(int file) {
  const timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                             {.tv_sec = 0, .tv_nsec = UTIME_NOW}};
  (void)::futimens(file, times);
}

/// To who we work for, as for opening a file; plain access(2) asks for who started us.
bool is_allowed(const fs::path& path, int mode) {
  return ::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0;
}

Result<TemporaryFile> temporary_file(const Layout& layout, mode_t mode) {
  return TemporaryFile::in(layout.temporary(), mode, layout.temporary());
}

std::uint64_t size_of(const fs::path& path) {
  struct stat data = {};
  return ::stat(path.c_str(), &data) == 0 ? static_cast<std::uint64_t>(data.st_size) : 0;
}

/// Who holds a lock says so in its file.
void sign(int file) {
  const std::string text = fmt::format("{}\n", ::getpid());
  if (::ftruncate(file, 0) == 0) (void)!::pwrite(file, text.data(), text.size(), 0);
}

std::string waiting_line(const fs::path& lock) {
  const auto text = read_file(lock);
  long process = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), process);
  if (process <= 0) return "waiting for another process that builds the same";
  return fmt::format("waiting for process {}, which builds the same", process);
}

}  // namespace

std::string_view name(Miss miss) {
  switch (miss) {
    case Miss::no_store:
      return "no-store";
    case Miss::not_stored:
      return "not-stored";
    case Miss::incomplete:
      return "incomplete";
    case Miss::damaged:
      break;
  }
  return "damaged";
}

Store::Store(Options options)
    : options_(std::move(options)),
      layout_(options_.root.empty() ? fs::path() : absolute_path(options_.root)) {
  inspect();
}

void Store::inspect() {
  if (layout_.root().empty()) {
    return restrict_to(Access::none, "no folder is known for it (set PREBIND_CACHE_DIR)");
  }
  for (const fs::path& directory :
       {layout_.root(), layout_.top(), layout_.blobs(), layout_.actions(), layout_.requests(),
        layout_.locks(), layout_.bad(), layout_.temporary()}) {
    if (auto why = distrust(directory)) return restrict_to(Access::none, std::move(*why));
  }
  if (!is_allowed(layout_.top(), F_OK)) return;  // created when something is written
  if (const auto format = read_file(layout_.format()); format && *format != kFormat) {
    return restrict_to(Access::none, fmt::format("`{}` has a format that this engine does not know",
                                                 layout_.top().string()));
  }
  if (!is_allowed(layout_.top(), W_OK)) {
    restrict_to(Access::read, system_error("write to", layout_.top(), errno).message);
  }
}

Result<void> Store::create() const {
  PREBIND_CHECK(make_directories(layout_.root().parent_path()));
  for (const fs::path& directory :
       {layout_.root(), layout_.top(), layout_.blobs(), layout_.actions(), layout_.requests(),
        layout_.locks(), layout_.bad(), layout_.temporary()}) {
    PREBIND_CHECK(make_private_directory(directory));
  }
  if (is_allowed(layout_.format(), F_OK)) return {};
  PREBIND_CHECK(write_file_atomically(layout_.root() / "CACHEDIR.TAG", kCacheTag, {.mode = 0644}));
  return write_file_atomically(layout_.format(), kFormat, {.mode = 0644});
}

void Store::restrict_to(Access access, std::string reason) const {
  access_ = std::min(access_, access);
  reason_ = fmt::format("the cache is {}: {}", access_ == Access::none ? "not used" : "only read",
                        reason);
}

bool Store::can(Access access) const {
  const std::scoped_lock lock(mutex_);
  // Somebody may have removed it all since.
  const bool is_there = is_created_ && is_allowed(layout_.temporary(), F_OK);
  if (access == Access::write && access_ == Access::write && !is_there) {
    const auto created = create();
    is_created_ = created.has_value();
    const bool can_read = is_allowed(layout_.actions(), R_OK);
    if (!created) restrict_to(can_read ? Access::read : Access::none, created.error().message);
  }
  return access <= access_;
}

bool Store::allows(Access access) const {
  if (can(access)) return true;
  tell(reason());
  return false;
}

std::string Store::reason() const {
  const std::scoped_lock lock(mutex_);
  return reason_;
}

void Store::tell(const std::string& line) const {
  if (!is_told_.exchange(true) && options_.on_notice) options_.on_notice(line);
}

void Store::set_aside(const fs::path& path, int file) const {
  if (!can(Access::write)) return;
  // Nobody publishes meanwhile: a good file may have taken the place of the damaged one.
  const auto gate = lock_within(layout_.gate(), LockMode::exclusive, kGatePatience);
  if (!gate || !*gate || !still_names(path, file)) return;
  if (::rename(path.c_str(), (layout_.bad() / path.filename()).c_str()) != 0) return;
  update_statistics(layout_, [](Statistics& statistics) { ++statistics.set_aside; });
}

tl::expected<Entry, Miss> Store::find(const Digest& key) const {
  if (!allows(Access::read)) return tl::make_unexpected(Miss::no_store);
  const fs::path path = layout_.action(key);
  // What it says is believed; the rest of the store is believed if it has the digest that this one
  // says.
  if (const auto why = distrust_entry(path)) {
    tell(fmt::format("a result in the cache is not used: {}", *why));
    return tl::make_unexpected(Miss::not_stored);
  }
  Descriptor pin(::open(path.c_str(), kReading));
  if (!pin.is_open()) return tl::make_unexpected(Miss::not_stored);
  // Cleaning locks what it removes. A file system without locks has no cleaning either. Whether the
  // file has been removed or replaced since does not matter: what it says is still true.
  if (::flock(pin.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return tl::make_unexpected(Miss::not_stored);
  }

  const auto text = read_all(pin.get());
  auto action = decode_action(text.value_or(""));
  if (!action) {
    set_aside(path, pin.get());
    return tl::make_unexpected(Miss::damaged);
  }
  std::vector<Descriptor> files;
  struct stat data = {};
  for (const Output& output : action->outputs) {
    const fs::path blob = layout_.blob(output.digest);
    Descriptor file(::open(blob.c_str(), kReading));
    if (!file.is_open()) return tl::make_unexpected(Miss::incomplete);
    if (::fstat(file.get(), &data) != 0 ||
        static_cast<std::uint64_t>(data.st_size) != output.size) {
      set_aside(blob, file.get());
      return tl::make_unexpected(Miss::damaged);
    }
    files.push_back(std::move(file));
  }
  mark_as_used(pin.get());
  if (action->request && action->list) {
    const fs::path list = layout_.lists(*action->request) / action->list->hex();
    if (const Descriptor file(::open(list.c_str(), kReading)); file.is_open()) {
      mark_as_used(file.get());
    }
  }
  return Entry(*this, std::move(*action), std::move(pin), std::move(files));
}

std::vector<std::string> Store::input_lists(const Digest& request) const {
  if (!allows(Access::read)) return {};
  std::vector<File> files = files_below(layout_.lists(request)).value_or(std::vector<File>());
  std::ranges::sort(files, std::greater(), order);
  std::vector<std::string> lists;
  for (const File& listed : files) {
    const Descriptor file(::open(listed.path.c_str(), kReading));
    auto names = file.is_open() ? read_all(file.get()) : std::nullopt;
    if (!names) continue;
    if (Digest::of(*names).hex() == listed.path.filename()) {
      lists.push_back(std::move(*names));
    } else {
      set_aside(listed.path, file.get());
    }
  }
  return lists;
}

Result<BuildLock> Store::lock(const Digest& key,
                              const std::function<void(const std::string&)>& waiting,
                              int interrupt) const {
  BuildLock held;
  if (!can(Access::write)) return held;
  const fs::path path = layout_.lock(key);
  bool has_waited = false;
  while (true) {
    auto lock = FileLock::try_lock(path);
    if (!lock) {
      tell(fmt::format("the cache is used without locks: {}", lock.error().message));
      return held;
    }
    if (!*lock) {
      if (!std::exchange(has_waited, true) && waiting) waiting(waiting_line(path));
      auto awaited = FileLock::wait(path, LockMode::exclusive, interrupt);
      if (!awaited && interrupt >= 0) return fail(std::move(awaited).error());
      if (!awaited) return held;
      *lock = std::move(*awaited);
    }
    // Cleaning removes the files of locks that nobody holds; one that is gone locks nothing.
    if (!still_names(path, (*lock)->descriptor())) continue;
    sign((*lock)->descriptor());
    held.lock_ = std::move(*lock);
    return held;
  }
}

bool Store::publish(const Digest& key, Action action, const std::vector<NewOutput>& outputs,
                    const InputList* list) const {
  if (!allows(Access::write)) return false;
  Result<std::uint64_t> added = 0;
  {
    const auto gate = lock_within(layout_.gate(), LockMode::shared, options_.patience);
    if (!gate || !*gate) {
      tell(fmt::format("the result is not cached: {}",
                       gate ? "another process is cleaning the cache" : gate.error().message));
      return false;
    }
    added = store_all(key, std::move(action), outputs, list);
  }
  if (!added) {
    tell(fmt::format("the result is not cached: {}", added.error().message));
    return false;
  }
  const Statistics statistics = update_statistics(layout_, [&](Statistics& numbers) {
    ++numbers.published;
    numbers.bytes += static_cast<std::int64_t>(*added);
  });
  clean_if_too_large(*this, statistics);
  return true;
}

Result<std::uint64_t> Store::store_all(const Digest& key, Action action,
                                       const std::vector<NewOutput>& outputs,
                                       const InputList* list) const {
  // The action comes last: who finds it finds all of it.
  std::uint64_t added = 0;
  action.outputs.clear();
  for (const NewOutput& output : outputs) {
    PREBIND_TRY(size, store_output(output, action));
    added += size;
  }
  if (list != nullptr) {
    PREBIND_TRY(size, store_list(*list, action));
    added += size;
  }
  const std::string text = encode(action);
  PREBIND_TRY(file, temporary_file(layout_, 0644));
  PREBIND_CHECK(file.write(text));
  const std::uint64_t before = size_of(layout_.action(key));
  PREBIND_CHECK(move_to(std::move(file), layout_.action(key)));
  return added + text.size() - std::min<std::uint64_t>(before, text.size());
}

Result<std::uint64_t> Store::store_output(const NewOutput& output, Action& action) const {
  PREBIND_TRY(file, temporary_file(layout_, 0444));
  Copied copied;
  if (output.path.empty()) {
    PREBIND_CHECK(file.write(output.content));
    copied = {Digest::of(output.content), output.content.size()};
  } else {
    PREBIND_CHECK(check_source(output.path));
    const Descriptor source(::open(output.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!source.is_open()) return fail(system_error("read", output.path, errno));
    const auto result = copy_and_hash(source.get(), file.descriptor());
    if (!result) {
      return fail(result.error().was_reading
                      ? system_error("read", output.path, result.error().number)
                      : system_error("write", layout_.temporary(), result.error().number));
    }
    copied = *result;
  }
  const fs::path blob = layout_.blob(copied.digest);
  const bool is_new = !is_allowed(blob, F_OK);
  // Also over one that is there: that one may be damaged, and it costs nothing more.
  PREBIND_CHECK(move_to(std::move(file), blob));
  action.outputs.push_back({.name = output.name,
                            .file = output.file,
                            .digest = copied.digest,
                            .size = copied.size,
                            .is_executable = output.is_executable});
  return is_new ? copied.size : 0;
}

Result<std::uint64_t> Store::store_list(const InputList& list, Action& action) const {
  action.request = list.request;
  action.list = Digest::of(list.names);
  const fs::path directory = layout_.lists(list.request);
  const fs::path path = directory / action.list->hex();
  const bool is_new = !is_allowed(path, F_OK);
  PREBIND_CHECK(make_private_directory(directory.parent_path()));
  PREBIND_TRY(file, temporary_file(layout_, 0644));
  PREBIND_CHECK(file.write(list.names));
  PREBIND_CHECK(move_to(std::move(file), path));
  return is_new ? list.names.size() : 0;
}

void Store::count_hit(const Action& action) const {
  if (!can(Access::write)) return;
  update_statistics(layout_, [&](Statistics& statistics) {
    ++statistics.hits;
    statistics.seconds_saved += action.seconds;
  });
}

void Store::count_miss(std::string_view reason) const {
  if (!can(Access::write)) return;
  std::string word(reason);
  std::ranges::replace(word, '\n', ' ');
  update_statistics(layout_, [&](Statistics& statistics) { ++statistics.misses[word]; });
}

}  // namespace prebind::store
