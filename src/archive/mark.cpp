#include "archive/mark.h"

#include <fmt/format.h>

#include "util/sha256.h"

namespace prebind::archive {

std::string mark_of(std::string_view text, const assembler::Variant& variant) {
  Sha256 digest;
  digest.update(variant.name());
  digest.update("\n");
  for (auto end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
    digest.update(text.substr(0, end));
    digest.update("\n");
    text.remove_prefix(end + 2);
  }
  digest.update(text);
  return "prebind_archive_" + to_hex(digest.finish());
}

std::string assembly_of(std::string_view mark, assembler::ObjectFormat format) {
  switch (format) {
    case assembler::ObjectFormat::wasm:
      return fmt::format(
          "\n.section .rodata.prebind,\"\",@\n.hidden {0}\n.globl {0}\n{0}:\n.int8 0\n"
          ".size {0}, 1\n",
          mark);
    case assembler::ObjectFormat::elf:
      return fmt::format(
          "\n.section .rodata.prebind,\"a\",@progbits\n.hidden {0}\n.globl {0}\n{0}:\n.byte 0\n",
          mark);
    case assembler::ObjectFormat::mach_o:
      return fmt::format(
          "\n.section __TEXT,__const\n.private_extern _{0}\n.globl _{0}\n_{0}:\n.byte 0\n", mark);
    case assembler::ObjectFormat::coff:
      return fmt::format("\n.section .rdata$prebind,\"dr\"\n.globl {0}\n{0}:\n.byte 0\n", mark);
  }
  return {};
}

}  // namespace prebind::archive
