#include "assembler/sources.h"

#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <iterator>

namespace prebind::assembler {
namespace {

bool contains(llvm::StringRef text, llvm::SMLoc location) {
  // The end counts: that is where a missing line is missed.
  return text.begin() <= location.getPointer() && location.getPointer() <= text.end();
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view mark = "\uFEFF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

Sources::Sources(std::string_view text) {
  manager_.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBufferCopy(without_mark(text), "<assembly>"), {});
}

llvm::StringRef Sources::text() const {
  return manager_.getMemoryBuffer(manager_.getMainFileID())->getBuffer();
}

llvm::StringRef Sources::newest_buffer() const {
  return manager_.getMemoryBuffer(manager_.getNumBuffers())->getBuffer();
}

llvm::StringRef Sources::buffer_of(llvm::SMLoc location) const {
  if (!location.isValid()) return {};
  if (contains(text(), location)) return text();
  // LLVM's own search runs through all expansions from the first to the last.
  for (; indexed_ < manager_.getNumBuffers(); ++indexed_) {
    const llvm::StringRef next = manager_.getMemoryBuffer(indexed_ + 1)->getBuffer();
    buffers_[next.begin()] = next;
  }
  const auto after = buffers_.upper_bound(location.getPointer());
  if (after == buffers_.begin()) return {};
  const llvm::StringRef found = std::prev(after)->second;
  return contains(found, location) ? found : llvm::StringRef();
}

llvm::StringRef Sources::add_copy(const std::string& text,
                                  std::map<std::size_t, llvm::SMLoc> origins) {
  manager_.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBufferCopy(text, "<macro>"), {});
  const llvm::StringRef copy = newest_buffer();
  copies_[copy.begin()] = {copy.end(), std::move(origins)};
  return copy;
}

llvm::SMLoc Sources::origin_of(llvm::SMLoc location) const {
  while (true) {
    const auto next = copies_.upper_bound(location.getPointer());
    if (next == copies_.begin()) return location;
    const auto& [begin, copy] = *std::prev(next);
    if (location.getPointer() > copy.end) return location;
    const std::size_t offset = location.getPointer() - begin;
    const auto after = copy.origins.upper_bound(offset);
    if (after == copy.origins.begin()) return location;
    const auto& [start, origin] = *std::prev(after);
    location = llvm::SMLoc::getFromPointer(origin.getPointer() + (offset - start));
  }
}

std::optional<Sources::Place> Sources::in_text(llvm::SMLoc location) const {
  if (!location.isValid()) return std::nullopt;
  const llvm::SMLoc origin = origin_of(location);
  if (!contains(text(), origin)) return std::nullopt;
  const auto line = manager_.getLineAndColumn(origin, manager_.getMainFileID()).first;
  const std::string_view source = line_around(origin);
  const auto column = std::min<std::size_t>(origin.getPointer() - source.data(), source.size());
  return Place{line, static_cast<std::uint32_t>(column + 1), source};
}

std::string_view Sources::line_around(llvm::SMLoc location) const {
  const llvm::StringRef buffer = buffer_of(location);
  if (buffer.empty()) return {};
  const std::string_view text(buffer.data(), buffer.size());
  std::size_t at = location.getPointer() - buffer.begin();
  if (at > 0 && text.substr(at - 1).starts_with("\r\n")) --at;
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of("\n\r", at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, std::min(text.find_first_of("\n\r", at), text.size()) - begin);
}

}  // namespace prebind::assembler
