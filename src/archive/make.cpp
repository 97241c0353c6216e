#include "archive/make.h"

#include <array>

#include <fmt/format.h>

#include "assembler/archive.h"

namespace prebind::archive {

tl::expected<Made, Refusal> make(const Assemble& assemble, std::string_view name,
                                 std::string_view text, const assembler::Variant& variant) {
  auto object = assemble(text, variant);
  if (!object) return tl::make_unexpected(std::move(object).error());
  const std::array members = {
      assembler::Member{.name = fmt::format("{}.o", name), .object = object->bytes}};
  auto bytes = assembler::make_archive(members, variant.format());
  if (!bytes) return tl::make_unexpected(std::move(bytes).error());
  return Made{.bytes = std::move(*bytes), .warnings = std::move(object->warnings)};
}

}  // namespace prebind::archive
