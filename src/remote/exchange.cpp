#include "remote/exchange.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "remote/growing_file_hash.h"
#include "store/transfer.h"
#include "util/sha256.h"
#include "util/temporary.h"

namespace prebind::remote {
namespace {

using store::Action;
using store::Output;
using store::RemoteBlob;

/// Paths of an entry that are not those of outputs.
constexpr const char* kActionPath = "action.json";
constexpr const char* kListPath = "list";
/// Before the name of a list, in the entry of a request.
constexpr std::string_view kListFolder = "lists/";
constexpr std::size_t kMostLists = 32;
/// What is kept in memory.
constexpr std::uint64_t kMostTextBytes = std::uint64_t{16} << 20;
/// From here on, a thread that hashes beside the download is worth its start.
constexpr std::uint64_t kLargeBytes = std::uint64_t{4} << 20;

RemoteBlob blob_of(std::string_view content) {
  return {.digest = Digest::of(content), .size = content.size()};
}

std::uint64_t size_of(const std::vector<EntryFile>& files) {
  std::uint64_t sum = 0;
  for (const EntryFile& file : files) sum += file.blob.size;
  return sum;
}

bool is_text(const EntryFile& file) {
  return file.path == kActionPath || file.path == kListPath || file.path.starts_with(kListFolder);
}

}  // namespace

/// A file that is on its way, hashed as it comes.
struct Exchange::Incoming {
  EntryFile file;
  std::optional<TemporaryFile> target = {};  ///< none: kept in `text`
  std::string text = {};
  Sha256 hash = {};
  std::unique_ptr<GrowingFileHash> hash_beside = {};  ///< instead of `hash`, of a large file
  std::uint64_t size = 0;
  std::optional<Error> failure = {};  ///< of the disk

  /// False as soon as it cannot be what was asked for.
  bool take(std::string_view piece) {
    size += piece.size();
    if (size > file.blob.size) return false;
    if (!hash_beside) hash.update(piece);
    if (!target) {
      text += piece;
      return true;
    }
    if (auto written = target->write(piece); !written) failure = std::move(written).error();
    if (hash_beside && !failure) hash_beside->grow(size);
    return !failure;
  }
  bool is_whole() {
    if (size != file.blob.size) return false;
    return (hash_beside ? hash_beside->finish() : hash.finish()) == file.blob.digest.bytes;
  }
};

/// The server has the entry, and not this file of it.
bool Exchange::is_gone(const Incoming& file, bool whole) {
  return !whole && file.size == 0 && file.file.blob.size > 0;
}

std::optional<RemoteEntry> Exchange::accept(EntryKind kind, const Digest& key,
                                            const std::optional<std::string>& bytes,
                                            Fetched& fetched) {
  if (!bytes) return std::nullopt;
  fetched.bytes += bytes->size();
  const auto refuse = [&](const char* reason) {
    ++fetched.refused[reason];
    return std::nullopt;
  };
  auto entry = decode(*bytes);
  if (!entry) return refuse("no entry of Prebind");
  if (options_.trust.anyone) return entry;
  if (!entry->signer) return refuse("not signed");
  const auto trusted = std::ranges::find(options_.trust.keys, *entry->signer);
  if (trusted == options_.trust.keys.end()) return refuse("signed by a key that is not trusted");
  if (!trusted->verifies(signed_text(kind, key, entry->files), entry->signature)) {
    return refuse("its signature is not of this entry");
  }
  return entry;
}

Result<Fetched> Exchange::fetch(const std::vector<Digest>& keys) {
  Fetched fetched;
  PREBIND_TRY(values, remote_.get_actions(keys));
  for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i) {
    const auto entry = accept(EntryKind::action, keys[i], values[i], fetched);
    if (!entry) continue;
    PREBIND_TRY(is_taken, download(keys[i], *entry, fetched));
    if (!is_taken) continue;
    fetched.key = keys[i];
    break;
  }
  return fetched;
}

Result<Fetched> Exchange::find(const std::vector<Digest>& keys) {
  Fetched found;
  PREBIND_TRY(values, remote_.get_actions(keys));
  for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i) {
    const auto entry = accept(EntryKind::action, keys[i], values[i], found);
    if (!entry) continue;
    std::vector<RemoteBlob> blobs;
    for (const EntryFile& file : entry->files) blobs.push_back(file.blob);
    PREBIND_TRY(missing, remote_.missing(blobs));
    if (!missing.empty()) {
      ++found.refused["a file of it is gone"];
      continue;
    }
    found.key = keys[i];
    break;
  }
  return found;
}

Result<bool> Exchange::download(const Digest& key, const RemoteEntry& entry, Fetched& fetched) {
  const std::uint64_t all = size_of(entry.files);
  if (all > options_.most_bytes) {
    ++fetched.refused["larger than what is taken"];
    return false;
  }
  std::vector<Incoming> files(entry.files.size());
  std::vector<store::RemoteSink> sinks;
  std::uint64_t came = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].file = entry.files[i];
    if (!is_text(files[i].file)) {
      PREBIND_TRY(target, store::incoming_file(store_));
      files[i].target.emplace(std::move(target));
      if (files[i].file.blob.size >= kLargeBytes) {
        const int descriptor = files[i].target->descriptor();
        files[i].hash_beside = std::make_unique<GrowingFileHash>(descriptor);
      }
    } else if (files[i].file.blob.size > kMostTextBytes) {
      ++fetched.refused["larger than what is taken"];
      return false;
    }
    sinks.push_back({.blob = files[i].file.blob, .take = [&, i](std::string_view piece) {
                       came += piece.size();
                       if (options_.on_progress) options_.on_progress(came, all);
                       return files[i].take(piece);
                     }});
  }
  const auto whole = remote_.get_blobs(sinks);
  fetched.bytes += came;
  for (const Incoming& file : files) {
    if (file.failure) return fail(*file.failure);
  }
  if (!whole) return fail(whole.error());
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (is_gone(files[i], (*whole)[i])) {
      ++fetched.refused["a file of it is gone"];
      return false;
    }
    if (!files[i].is_whole()) {
      ++fetched.refused["a file of it has other content"];
      return false;
    }
  }
  return take(key, files, fetched);
}

/// All files are there, and what the entry says they are. What the action says must be the same.
Result<bool> Exchange::take(const Digest& key, std::vector<Incoming>& files, Fetched& fetched) {
  const auto find = [&](std::string_view path) {
    return std::ranges::find(files, path, [](const Incoming& file) { return file.file.path; });
  };
  const auto refuse = [&] {
    ++fetched.refused["no entry of Prebind"];
    return false;
  };
  const auto described = find(kActionPath);
  if (described == files.end()) return refuse();
  auto action = store::decode_action(described->text);
  if (!action) return refuse();
  const auto list = find(kListPath);
  const bool has_list = list != files.end();
  if (action->list.has_value() != has_list || action->request.has_value() != has_list ||
      (has_list && list->file.blob.digest != *action->list) ||
      files.size() != action->outputs.size() + (has_list ? 2 : 1)) {
    return refuse();
  }
  std::vector<TemporaryFile> outputs;
  for (const Output& output : action->outputs) {
    const auto file = find(output.name);
    if (file == files.end() || !file->target || file->file.blob.digest != output.digest ||
        file->file.blob.size != output.size || file->file.is_executable != output.is_executable) {
      return refuse();
    }
    outputs.push_back(std::move(*file->target));
    file->target.reset();
  }
  action->notes[store::kOriginNote] = store::kRemoteOrigin;
  PREBIND_CHECK(store::receive(store_, key, *action, std::move(outputs),
                               has_list ? list->text : std::string()));
  return true;
}

Result<Fetched> Exchange::fetch_lists(const Digest& request) {
  Fetched fetched;
  PREBIND_TRY(values, remote_.get_actions({request}));
  const auto entry = accept(EntryKind::request, request, values.front(), fetched);
  if (!entry) return fetched;
  if (size_of(entry->files) > kMostTextBytes) {
    ++fetched.refused["larger than what is taken"];
    return fetched;
  }
  std::vector<Incoming> files(entry->files.size());
  std::vector<store::RemoteSink> sinks;
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].file = entry->files[i];
    sinks.push_back({.blob = files[i].file.blob,
                     .take = [&files, i](std::string_view piece) { return files[i].take(piece); }});
  }
  PREBIND_TRY(whole, remote_.get_blobs(sinks));
  std::vector<std::string> lists;
  for (std::size_t i = 0; i < files.size(); ++i) {
    Incoming& file = files[i];
    fetched.bytes += file.size;
    if (is_gone(file, whole[i])) {
      ++fetched.refused["a file of it is gone"];
    } else if (!file.is_whole()) {
      ++fetched.refused["a file of it has other content"];
    } else {
      lists.push_back(std::move(file.text));
    }
  }
  PREBIND_TRY(count, store::receive_lists(store_, request, lists));
  fetched.lists = count;
  return fetched;
}

Result<void> Exchange::put_entry(EntryKind kind, const Digest& key, RemoteEntry entry) {
  if (options_.secret != nullptr) PREBIND_CHECK(sign(entry, kind, key, *options_.secret));
  return remote_.put_action(key, encode(entry));
}

Result<std::uint64_t> Exchange::put_missing(const std::vector<store::RemoteSource>& sources) {
  std::vector<RemoteBlob> blobs;
  for (const store::RemoteSource& source : sources) blobs.push_back(source.blob);
  PREBIND_TRY(missing, remote_.missing(blobs));
  std::vector<store::RemoteSource> wanted;
  std::uint64_t bytes = 0;
  for (const store::RemoteSource& source : sources) {
    if (std::ranges::find(missing, source.blob) == missing.end()) continue;
    wanted.push_back(source);
    bytes += source.blob.size;
  }
  if (!wanted.empty()) PREBIND_CHECK(remote_.put_blobs(wanted));
  return bytes;
}

Result<bool> Exchange::push(const Digest& key, Pushed& pushed) {
  const auto found = store_.find(key);
  if (!found) return false;
  Action action = found->action();
  std::string list;
  if (action.request && action.list) {
    for (std::string& each : store_.input_lists(*action.request)) {
      if (Digest::of(each) == *action.list) list = std::move(each);
    }
    if (list.empty()) return false;
  }
  action.notes.erase(store::kOriginNote);
  RemoteEntry entry;
  std::vector<store::RemoteSource> sources;
  const auto add_text = [&](const char* path, std::string text) {
    entry.files.push_back({.path = path, .blob = blob_of(text)});
    sources.push_back({.blob = entry.files.back().blob, .content = std::move(text)});
  };
  for (const Output& output : action.outputs) {
    // What leaves this machine is what was stored, not what a disk made of it.
    const auto verified = found->verified(output);
    if (!verified) return false;
    entry.files.push_back({.path = output.name,
                           .blob = {.digest = output.digest, .size = output.size},
                           .is_executable = output.is_executable});
    sources.push_back({.blob = entry.files.back().blob, .file = *verified});
  }
  add_text(kActionPath, store::encode(action));
  if (action.list) add_text(kListPath, list);
  PREBIND_TRY(bytes, put_missing(sources));
  pushed.bytes += bytes;
  // Who finds the entry finds its files, and who finds the list finds the entry.
  PREBIND_CHECK(put_entry(EntryKind::action, key, entry));
  if (action.list) PREBIND_CHECK(push_list(*action.request, list, pushed));
  return true;
}

/// Adds a list to those of a request. If two do that at a time, one list is lost: then there is a
/// miss, and who builds adds it again.
Result<void> Exchange::push_list(const Digest& request, const std::string& list, Pushed& pushed) {
  Fetched ignored;
  PREBIND_TRY(values, remote_.get_actions({request}));
  RemoteEntry entry =
      accept(EntryKind::request, request, values.front(), ignored).value_or(RemoteEntry());
  const EntryFile file = {.path = std::string(kListFolder) + Digest::of(list).hex(),
                          .blob = blob_of(list)};
  std::erase_if(entry.files,
                [](const EntryFile& each) { return !each.path.starts_with(kListFolder); });
  if (std::ranges::find(entry.files, file) != entry.files.end()) return {};
  PREBIND_TRY(bytes, put_missing({{.blob = file.blob, .content = list}}));
  pushed.bytes += bytes;
  if (entry.files.size() >= kMostLists) entry.files.erase(entry.files.begin());
  entry.files.push_back(file);
  return put_entry(EntryKind::request, request, std::move(entry));
}

Result<Pushed> Exchange::push_queue(std::chrono::seconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  Pushed pushed;
  Result<bool> is_sent = true;
  for (const Digest& key : store::queue(store_)) {
    if (std::chrono::steady_clock::now() >= end) break;
    is_sent = push(key, pushed);
    if (!is_sent) break;
    store::remove_from_queue(store_, key);
    ++(*is_sent ? pushed.results : pushed.gone);
  }
  store::update_statistics(store_.layout(), [&](store::Statistics& statistics) {
    if (pushed.results > 0) statistics.remote["results sent"] += pushed.results;
    if (pushed.bytes > 0) statistics.remote["bytes sent"] += pushed.bytes;
    if (!is_sent) ++statistics.remote["failures"];
  });
  if (!is_sent) return fail(is_sent.error());
  return pushed;
}

}  // namespace prebind::remote
