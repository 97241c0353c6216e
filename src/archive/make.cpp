#include "archive/make.h"

#include <array>

#include <fmt/format.h>

#include "archive/mark.h"
#include "assembler/archive.h"

namespace prebind::archive {

namespace {

/// The text is in order, but what stands behind it does not get into the object.
tl::unexpected<Refusal> cannot_be_marked() {
  return tl::make_unexpected(Refusal(assembler::Diagnostics{
      {.message = "the symbol that marks the archive cannot be added at the end of the text",
       .help = "remove `.end`, and sections called `.rodata.prebind`: Prebind assembles more lines "
               "after the text"}}));
}

/// The object of the text, with its mark. Errors are those of the text alone.
tl::expected<assembler::Object, Refusal> assemble_marked(const Assemble& assemble,
                                                         std::string_view text,
                                                         const assembler::Variant& variant) {
  const std::string mark = mark_of(text, variant);
  auto marked = assemble(fmt::format("{}{}", text, assembly_of(mark, variant.format())), variant);
  if (!marked) {
    auto plain = assemble(text, variant);
    if (plain) return cannot_be_marked();
    return tl::make_unexpected(Refusal(std::move(plain).error()));
  }
  if (marked->bytes.find(mark) == std::string::npos) return cannot_be_marked();
  return std::move(*marked);
}

}  // namespace

tl::expected<Made, Refusal> make(const Assemble& assemble, std::string_view name,
                                 std::string_view text, const assembler::Variant& variant) {
  auto object = assemble_marked(assemble, text, variant);
  if (!object) return tl::make_unexpected(std::move(object).error());
  const std::array members = {
      assembler::Member{.name = fmt::format("{}.o", name), .object = object->bytes}};
  auto bytes = assembler::make_archive(members, variant.format());
  if (!bytes) return tl::make_unexpected(std::move(bytes).error());
  return Made{.bytes = std::move(*bytes), .warnings = std::move(object->warnings)};
}

}  // namespace prebind::archive
