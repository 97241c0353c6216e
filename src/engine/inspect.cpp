#include "engine/inspect.h"

#include <fmt/format.h>

#include "model/describe.h"
#include "model/library.h"
#include "model/library_reader.h"

namespace prebind::engine {

tl::expected<Inspection, Failure> inspect(const std::filesystem::path& library) {
  auto records = model::read_records(library.string());
  if (!records) return failed(std::move(records).error());
  if (records->empty()) {
    return failed({.message = fmt::format("`{}` exports nothing to Prebind", library.string()),
                   .help =
                       "name a library that `prebind build` has made; in those of `cargo build` "
                       "the macros export nothing"});
  }
  const auto resolved = model::resolve(std::move(*records));
  if (!resolved) {
    return tl::make_unexpected(
        Failure{.errors = resolved.error(), .summary = "the library cannot be described"});
  }
  return Inspection{.text = model::describe(*resolved), .json = model::describe_json(*resolved)};
}

}  // namespace prebind::engine
