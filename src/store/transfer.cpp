#include "store/transfer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "store/maintenance.h"
#include "util/file.h"
#include "util/system_error.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

Result<std::optional<FileLock>> gate_of(const Store& store) {
  return lock_within(store.layout().gate(), LockMode::shared, store.options().patience);
}

Result<void> check_writable(const Store& store) {
  if (store.can(Store::Access::write)) return {};
  return fail(store.reason());
}

Result<void> put_text(const Store& store, const std::string& text, const fs::path& place) {
  const Layout& layout = store.layout();
  PREBIND_TRY(file, TemporaryFile::in(layout.temporary(), 0644, layout.temporary()));
  PREBIND_CHECK(file.write(text));
  return move_to(std::move(file), place);
}

Result<bool> put_list(const Store& store, const Digest& request, const std::string& list) {
  const fs::path directory = store.layout().lists(request);
  const fs::path place = directory / Digest::of(list).hex();
  if (is_there(place)) return false;
  PREBIND_CHECK(make_private_directory(directory.parent_path()));
  PREBIND_CHECK(put_text(store, list, place));
  return true;
}

/// What is received is in the place of what was damaged or incomplete, too.
Result<std::uint64_t> receive_all(const Store& store, const Digest& key, const Action& action,
                                  std::vector<TemporaryFile> files, const std::string& list) {
  const Layout& layout = store.layout();
  std::uint64_t added = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Output& output = action.outputs.at(i);
    const fs::path blob = layout.blob(output.digest);
    if (!is_there(blob)) added += output.size;
    PREBIND_CHECK(move_to(std::move(files[i]), blob));
  }
  if (action.request && action.list) {
    PREBIND_TRY(is_new, put_list(store, *action.request, list));
    if (is_new) added += list.size();
  }
  const std::string text = encode(action);
  PREBIND_CHECK(put_text(store, text, layout.action(key)));
  return added + text.size();
}

fs::path queue_directory(const Store& store) {
  return store.layout().top() / "uploads";
}

/// Of a server that is left alone: the file's time says since when.
fs::path mark_of(const Store& store, const std::string& server) {
  return store.layout().top() / "servers" / Digest::of(server).hex();
}

}  // namespace

Result<TemporaryFile> incoming_file(const Store& store) {
  PREBIND_CHECK(check_writable(store));
  return TemporaryFile::in(store.layout().temporary(), 0444, store.layout().temporary());
}

Result<void> receive(const Store& store, const Digest& key, const Action& action,
                     std::vector<TemporaryFile> files, const std::string& list) {
  PREBIND_CHECK(check_writable(store));
  std::uint64_t added = 0;
  {
    PREBIND_TRY(gate, gate_of(store));
    if (!gate) return fail("another process is cleaning the cache");
    PREBIND_TRY(size, receive_all(store, key, action, std::move(files), list));
    added = size;
  }
  const Statistics statistics = update_statistics(store.layout(), [&](Statistics& numbers) {
    numbers.bytes += static_cast<std::int64_t>(added);
  });
  clean_if_too_large(store, statistics);
  return {};
}

Result<std::size_t> receive_lists(const Store& store, const Digest& request,
                                  const std::vector<std::string>& lists) {
  PREBIND_CHECK(check_writable(store));
  PREBIND_TRY(gate, gate_of(store));
  if (!gate) return fail("another process is cleaning the cache");
  std::size_t count = 0;
  for (const std::string& list : lists) {
    PREBIND_TRY(is_new, put_list(store, request, list));
    if (is_new) ++count;
  }
  return count;
}

bool add_to_queue(const Store& store, const Digest& key) {
  if (!store.can(Store::Access::write)) return false;
  const fs::path directory = queue_directory(store);
  if (!make_private_directory(directory)) return false;
  std::vector<Digest> waiting = queue(store);
  for (std::size_t i = 0; i + kMostWaiting <= waiting.size(); ++i) {
    remove_from_queue(store, waiting[i]);
  }
  return write_file_atomically(directory / key.hex(), "", {.mode = 0644}).has_value();
}

std::vector<Digest> queue(const Store& store) {
  std::vector<File> files = files_below(queue_directory(store)).value_or(std::vector<File>());
  std::ranges::sort(files, {}, [](const File& file) { return order(file); });
  std::vector<Digest> keys;
  for (const File& file : files) {
    if (const auto key = Digest::from_hex(file.path.filename().string())) keys.push_back(*key);
  }
  return keys;
}

void remove_from_queue(const Store& store, const Digest& key) {
  ::unlink((queue_directory(store) / key.hex()).c_str());
}

bool is_left_alone(const Store& store, const std::string& server) {
  struct stat data = {};
  if (::stat(mark_of(store, server).c_str(), &data) != 0) return false;
  // A mark from the future is from another clock: it would be believed for long.
  const std::time_t age = std::time(nullptr) - data.st_mtim.tv_sec;
  return age >= -1 && age < kLeftAlone.count();
}

void leave_alone(const Store& store, const std::string& server) {
  if (!store.can(Store::Access::write)) return;
  const fs::path mark = mark_of(store, server);
  if (!make_private_directory(mark.parent_path())) return;
  (void)write_file_atomically(mark, "", {.mode = 0644});
}

void forget_left_alone(const Store& store, const std::string& server) {
  ::unlink(mark_of(store, server).c_str());
}

}  // namespace prebind::store
