#include "engine/installation.h"

#include <elf.h>
#include <link.h>

#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "util/file.h"
#include "util/path.h"
#include "util/sha256.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

/// Some bytes of an open file; false if it ends before.
bool read_at(std::ifstream& file, std::uint64_t offset, void* to, std::size_t size) {
  file.seekg(static_cast<std::streamoff>(offset));
  return file.read(static_cast<char*>(to), static_cast<std::streamsize>(size)).good();
}

/// The id in the notes of one segment of an ELF file; empty if it is not there.
std::string id_in_notes(std::string_view notes) {
  const auto aligned = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
  ElfW(Nhdr) header;
  while (notes.size() >= sizeof header) {
    std::memcpy(&header, notes.data(), sizeof header);
    notes.remove_prefix(sizeof header);
    const std::size_t name_size = aligned(header.n_namesz), size = aligned(header.n_descsz);
    if (name_size > notes.size() || size > notes.size() - name_size) return {};
    if (header.n_type == NT_GNU_BUILD_ID && notes.starts_with("GNU\0"sv)) {
      std::string id;
      for (const unsigned char byte : notes.substr(name_size, header.n_descsz)) {
        id += fmt::format("{:02x}", byte);
      }
      return id;
    }
    notes.remove_prefix(name_size + size);
  }
  return {};
}

/// The id that the linker makes from all of a program's content; reading it costs microseconds,
/// where hashing a program that has LLVM in it costs as much as ten builds with nothing to do.
std::string build_id(const fs::path& program) {
  std::ifstream file(program, std::ios::binary);
  ElfW(Ehdr) header;
  if (!read_at(file, 0, &header, sizeof header)) return {};
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return {};
  for (unsigned index = 0; index < header.e_phnum; ++index) {
    ElfW(Phdr) segment;
    if (!read_at(file, header.e_phoff + index * header.e_phentsize, &segment, sizeof segment)) {
      return {};
    }
    constexpr std::size_t most = 4096;
    if (segment.p_type != PT_NOTE || segment.p_filesz > most) continue;
    std::string notes(segment.p_filesz, '\0');
    if (!read_at(file, segment.p_offset, notes.data(), notes.size())) return {};
    if (std::string id = id_in_notes(notes); !id.empty()) return id;
  }
  return {};
}

std::optional<fs::path> first_that_exists(std::initializer_list<fs::path> paths) {
  std::error_code error;
  for (const fs::path& path : paths) {
    if (fs::exists(path, error)) return absolute_path(path);
  }
  return std::nullopt;
}

}  // namespace

std::string_view version() {
  return PREBIND_VERSION;
}

std::string_view llvm_version() {
  return PREBIND_LLVM_VERSION;
}

std::string engine_id(const fs::path& program) {
  std::string id = build_id(program);
  if (id.empty()) {
    if (const auto content = read_file(program)) id = sha256_hex(*content);
  }
  return fmt::format("{}-{}", version(), id);
}

std::optional<fs::path> find_macro_crate(const fs::path& program) {
  const fs::path bin = program.parent_path();
  const auto manifest = first_that_exists(
      {bin / "../share/prebind/rust/prebind/Cargo.toml", bin / "../../rust/prebind/Cargo.toml"});
  if (!manifest) return std::nullopt;
  return manifest->parent_path();
}

std::optional<fs::path> find_checkout_julia(const fs::path& program) {
  return first_that_exists({program.parent_path() / "../../scripts/julia"});
}

}  // namespace prebind::engine
