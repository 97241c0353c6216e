#include "fingerprint/memory_file_system.h"

#include <sys/stat.h>

#include <utility>

#include <fmt/format.h>

namespace prebind::fingerprint {
namespace {

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool is_below(const std::string& path, const std::string& directory) {
  return directory == "/" || path == directory || path.starts_with(directory + "/");
}

}  // namespace

struct MemoryFileSystem::Node {
  std::string content;  ///< of a link: its target
  std::uint64_t inode = 0;
  FileTime modified = 0, changed = 0;
  std::uint32_t mode = 0;
  bool is_forbidden = false;
};

MemoryFileSystem::MemoryFileSystem(FileTime granularity) : granularity_(granularity) {
  mounts_["/"] = {};
  make_directory("/");
}
MemoryFileSystem::~MemoryFileSystem() = default;

void MemoryFileSystem::mount(const std::string& directory, FileTime offset,
                             bool has_readable_clock) {
  mounts_[directory] = {offset, has_readable_clock, mounts_.size() + 1};
  make_directory(directory);
}

const MemoryFileSystem::Mount& MemoryFileSystem::mount_of(const std::string& path) const {
  const Mount* innermost = nullptr;
  // In the order of the map a directory comes before those inside it.
  for (const auto& [directory, mount] : mounts_) {
    if (is_below(path, directory)) innermost = &mount;
  }
  return *innermost;
}

FileTime MemoryFileSystem::stamp(const std::string& path) const {
  const FileTime time = time_ + mount_of(path).offset;
  return time - time % granularity_;
}

std::string MemoryFileSystem::resolve(const std::string& path) const {
  std::string resolved;
  std::size_t start = 1;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    resolved += "/" + path.substr(start, end - start);
    start = end + 1;
    const auto node = nodes_.find(resolved);
    if (node != nodes_.end() && S_ISLNK(node->second->mode)) {
      resolved = resolve(node->second->content);
    }
  }
  return resolved.empty() || path == "/" ? "/" : resolved;
}

MemoryFileSystem::Node* MemoryFileSystem::find(const std::string& path) const {
  const auto node = nodes_.find(resolve(path));
  return node == nodes_.end() ? nullptr : node->second.get();
}

MemoryFileSystem::Node& MemoryFileSystem::create(const std::string& path) {
  const std::string parent = parent_of(path);
  if (path != "/" && find(parent) == nullptr) make_directory(parent);
  auto node = std::make_unique<Node>();
  node->inode = next_inode_++;
  node->modified = node->changed = stamp(path);
  Node& created = *node;
  nodes_[path] = std::move(node);
  stamp_parent(path);
  return created;
}

void MemoryFileSystem::stamp_parent(const std::string& path) {
  if (path == "/") return;
  Node& parent = *find(parent_of(path));
  parent.modified = parent.changed = stamp(parent_of(path));
}

void MemoryFileSystem::write(const std::string& path, std::string content) {
  const std::string resolved = resolve(path);
  Node* node = find(resolved);
  if (node == nullptr) {
    node = &create(resolved);
    node->mode = S_IFREG | 0644;
  }
  node->content = std::move(content);
  node->modified = node->changed = stamp(resolved);
}

void MemoryFileSystem::write_mapped(const std::string& path, std::string content) {
  find(path)->content = std::move(content);
}

void MemoryFileSystem::set_modified(const std::string& path, FileTime time) {
  Node& node = *find(path);
  node.modified = time - time % granularity_;
  node.changed = stamp(path);
}

void MemoryFileSystem::touch(const std::string& path) {
  set_modified(path, stamp(path));
}

void MemoryFileSystem::set_mode(const std::string& path, std::uint32_t mode) {
  Node& node = *find(path);
  node.mode = (node.mode & ~07777u) | mode;
  node.changed = stamp(path);
}

void MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  auto node = nodes_.extract(from);
  nodes_.erase(to);
  node.key() = to;
  node.mapped()->changed = stamp(to);
  nodes_.insert(std::move(node));
  stamp_parent(from);
  stamp_parent(to);
}

void MemoryFileSystem::remove(const std::string& path) {
  nodes_.erase(path);
  stamp_parent(path);
}

void MemoryFileSystem::link(const std::string& target, const std::string& path) {
  nodes_.erase(path);
  Node& node = create(path);
  node.mode = S_IFLNK | 0777;
  node.content = target;
}

void MemoryFileSystem::make_directory(const std::string& path) {
  if (find(path) == nullptr) create(path).mode = S_IFDIR | 0755;
}

void MemoryFileSystem::forbid(const std::string& path) {
  set_mode(path, 0);
  find(path)->is_forbidden = true;
}

FileStat MemoryFileSystem::describe(const std::string& path, const Node& node) const {
  return {.modified = node.modified,
          .changed = node.changed,
          .size = node.content.size(),
          .inode = node.inode,
          .device = mount_of(resolve(path)).device,
          .mode = node.mode};
}

FileStat MemoryFileSystem::stat_of(const std::string& path) const {
  return describe(path, *find(path));
}

Result<std::optional<FileStat>> MemoryFileSystem::stat(const std::string& path) const {
  const Node* node = find(path);
  if (node == nullptr) return std::nullopt;
  return describe(path, *node);
}

Result<std::optional<FileStat>> MemoryFileSystem::read(const std::string& path,
                                                       const Sink& sink) const {
  if (before_read_) std::exchange(before_read_, nullptr)();
  const Node* node = find(path);
  if (node == nullptr) return std::nullopt;
  if (node->is_forbidden) {
    return fail(fmt::format("cannot read `{}`: Permission denied", path), "", "chmod u+r");
  }
  if (!S_ISREG(node->mode)) return fail(fmt::format("`{}` is not a file", path), "", "remove it");
  const FileStat before = describe(path, *node);
  const std::size_t half = node->content.size() / 2;
  sink(std::string_view(node->content).substr(0, half));
  if (during_read_) std::exchange(during_read_, nullptr)();
  sink(std::string_view(node->content).substr(half));
  if (describe(path, *node) != before) {
    return fail(fmt::format("`{}` changed while it was read", path), "", "run it again");
  }
  return before;
}

Result<std::optional<FileStat>> MemoryFileSystem::list(const std::string& path,
                                                       std::vector<Entry>& entries) const {
  const std::string directory = resolve(path);
  const Node* node = find(directory);
  if (node == nullptr) return std::nullopt;
  for (const auto& [name, entry] : nodes_) {
    if (name == "/" || parent_of(name) != directory) continue;
    const auto type = S_ISDIR(entry->mode)   ? EntryType::directory
                      : S_ISLNK(entry->mode) ? EntryType::link
                                             : EntryType::file;
    entries.push_back({name.substr(name.rfind('/') + 1), type});
  }
  return describe(directory, *node);
}

std::optional<FileTime> MemoryFileSystem::now(const std::string& path) const {
  const std::string resolved = resolve(path);
  if (!mount_of(resolved).has_readable_clock) return std::nullopt;
  return stamp(resolved);
}

}  // namespace prebind::fingerprint
