#include "engine/inspect.h"

#include <fmt/format.h>

#include "abi/header.h"
#include "model/describe.h"
#include "model/library.h"
#include "model/library_reader.h"

namespace prebind::engine {

namespace {

tl::expected<model::Library, Failure> read_library(const std::filesystem::path& library) {
  auto records = model::read_records(library.string());
  if (!records) return failed(std::move(records).error());
  if (records->empty()) {
    return failed({.message = fmt::format("`{}` exports nothing to Prebind", library.string()),
                   .help = "name a library that `prebind build` has made; the macros export "
                           "nothing in libraries of `cargo build`"});
  }
  auto resolved = model::resolve(std::move(*records));
  if (!resolved) {
    return tl::make_unexpected(
        Failure{.errors = resolved.error(), .summary = "the library cannot be described"});
  }
  return std::move(*resolved);
}

}  // namespace

tl::expected<Inspection, Failure> inspect(const std::filesystem::path& library) {
  return read_library(library).map([](const model::Library& read) {
    return Inspection{.text = model::describe(read), .json = model::describe_json(read)};
  });
}

tl::expected<std::string, Failure> c_header(const std::filesystem::path& library) {
  return read_library(library).map(abi::c_header);
}

}  // namespace prebind::engine
