#include "engine/cache/cache_place.h"

#include <charconv>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

/// A number and the letter after it, which may be missing.
std::optional<std::pair<std::uint64_t, char>> number_and_unit(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = std::to_address(text.end());
  const auto [rest, error] = std::from_chars(std::to_address(text.begin()), end, number);
  if (error != std::errc() || end - rest > 1) return std::nullopt;
  return std::pair(number, rest == end ? '\0' : *rest);
}

}  // namespace

fs::path cache_directory(const Environment& environment) {
  if (const auto named = environment.get_nonempty("PREBIND_CACHE_DIR")) {
    return absolute_path(*named);
  }
  if (const auto caches = environment.get_nonempty("XDG_CACHE_HOME")) {
    // The XDG specification: a path that is not absolute is to be ignored.
    if (fs::path(*caches).is_absolute()) return absolute_path(fs::path(*caches) / "prebind");
  }
  if (const auto home = environment.get_nonempty("HOME")) {
    return absolute_path(fs::path(*home) / ".cache" / "prebind");
  }
  return {};
}

Result<void> make_cache_folder(const fs::path& cache, const fs::path& below) {
  PREBIND_CHECK(make_directories(cache.parent_path()));
  PREBIND_CHECK(make_private_directory(cache));
  fs::path folder = cache;
  for (const fs::path& part : below) {
    folder /= part;
    PREBIND_CHECK(make_private_directory(folder, 0700));
  }
  if (auto why = distrust_cache_folder(cache, below)) return fail(std::move(*why));
  return {};
}

std::optional<std::string> distrust_cache_folder(const fs::path& cache, const fs::path& below) {
  fs::path folder = cache;
  auto why = distrust(folder);
  for (auto part = below.begin(); !why && part != below.end(); ++part) {
    folder /= *part;
    why = distrust(folder);
  }
  return why;
}

store::Options store_options(const Context& context) {
  store::Options options = {.root = cache_directory(context.environment)};
  options.on_notice = [say = context.on_message](const std::string& line) {
    if (say) say(line);
  };
  if (const auto limit = context.environment.get_nonempty("PREBIND_CACHE_MAX_SIZE")) {
    if (const auto size = parse_size(*limit)) {
      options.max_size = *size;
    } else if (context.on_message) {
      context.on_message(fmt::format("PREBIND_CACHE_MAX_SIZE is not used: {} ({})",
                                     size.error().message, size.error().help));
    }
  }
  return options;
}

Result<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  const auto wrong = [&] {
    return fail(fmt::format("`{}` is not a size", text), "",
                "write a number of bytes, or one with K, M, G or T, as `5G`");
  };
  auto parts = number_and_unit(text);
  if (!parts) return wrong();
  auto [number, unit] = *parts;
  if (unit == '\0') return number;
  if (unit >= 'a' && unit <= 'z') unit = static_cast<char>(unit - 'a' + 'A');
  const std::size_t power = kUnits.find(unit);
  if (power == std::string_view::npos) return wrong();
  const unsigned shift = 10 * (static_cast<unsigned>(power) + 1);
  if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return wrong();
  return number << shift;
}

Result<std::chrono::seconds> parse_age(std::string_view text) {
  const auto wrong = [&] {
    return fail(fmt::format("`{}` is not an age", text), "",
                "write a number with s, m, h, d or w, as `30d`");
  };
  const auto parts = number_and_unit(text);
  constexpr std::uint64_t most = 1'000'000'000;  // in any unit: far longer than anything lasts
  if (!parts || parts->first > most) return wrong();
  std::int64_t seconds = 0;
  switch (parts->second) {
    case 's':
      seconds = 1;
      break;
    case 'm':
      seconds = 60;
      break;
    case 'h':
      seconds = 3600;
      break;
    case '\0':
    case 'd':
      seconds = 86'400;
      break;
    case 'w':
      seconds = 604'800;
      break;
    default:
      return wrong();
  }
  return std::chrono::seconds(static_cast<std::int64_t>(parts->first) * seconds);
}

}  // namespace prebind::engine
