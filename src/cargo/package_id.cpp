#include "cargo/package_id.h"

#include <algorithm>

namespace prebind::cargo {
namespace {

constexpr std::string_view kLocal = "path+file://";
constexpr std::string_view kCratesIo = "registry+https://github.com/rust-lang/crates.io-index";

/// Before cargo 1.77.
PackageId parse_old_id(std::string_view id) {
  const std::size_t first = std::min(id.find(' '), id.size());
  const std::size_t second = std::min(id.find(' ', first + 1), id.size());
  PackageId result = {.name = std::string(id.substr(0, first)),
                      .version = std::string(id.substr(std::min(first + 1, second),
                                                       second - std::min(first + 1, second))),
                      .source = {}};
  const std::size_t begin = id.find('(', second);
  if (begin != std::string_view::npos) {
    result.source = id.substr(begin + 1, id.rfind(')') - begin - 1);
  }
  return result;
}

/// The folder that a URL ends with.
std::string_view last_folder(std::string_view url) {
  url = url.substr(0, url.find('?'));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url.substr(url.rfind('/') + 1);
}

}  // namespace

bool PackageId::is_local() const {
  return source.starts_with(kLocal);
}

bool PackageId::is_from_crates_io() const {
  return source == kCratesIo;
}

std::string_view PackageId::origin() const {
  std::string_view text = source;
  if (is_local()) text.remove_prefix(kLocal.size());
  return text;
}

PackageId parse_package_id(std::string_view id) {
  if (id.ends_with(')')) return parse_old_id(id);
  const std::size_t hash = id.rfind('#');
  if (hash == std::string_view::npos) return parse_old_id(id);
  const std::string_view source = id.substr(0, hash), rest = id.substr(hash + 1);
  const std::size_t at = rest.find('@');
  const bool has_name = at != std::string_view::npos;
  return {.name = std::string(has_name ? rest.substr(0, at) : last_folder(source)),
          .version = std::string(has_name ? rest.substr(at + 1) : rest),
          .source = std::string(source)};
}

}  // namespace prebind::cargo
