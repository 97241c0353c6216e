#pragma once

#include <llvm/Support/SMLoc.h>
#include <llvm/Support/SourceMgr.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace prebind::assembler {

/// A text without the mark that some editors put before UTF-8.
std::string_view without_mark(std::string_view text);

/// The text that is being assembled, the expansions of its macros, and the way back: which line of
/// the text a place belongs to.
class Sources {
 public:
  explicit Sources(std::string_view text);

  llvm::SourceMgr& manager() { return manager_; }

  llvm::StringRef text() const;

  struct Place {
    std::uint32_t line;
    std::uint32_t column;
    std::string_view source;  ///< the line
  };
  /// Where in the text, or nothing for a place in an expansion.
  std::optional<Place> in_text(llvm::SMLoc location) const;

  /// The line in which a place is, wherever that is.
  std::string_view line_around(llvm::SMLoc location) const;

  /// The whole text, expansion or copy that a place is in; empty for none.
  llvm::StringRef buffer_of(llvm::SMLoc location) const;
  llvm::StringRef newest_buffer() const;

  /// Adds a text that repeats parts of others, and remembers of which: `origins` gives, for the
  /// offset in the copy at which a part begins, where the part was taken from.
  llvm::StringRef add_copy(const std::string& text, std::map<std::size_t, llvm::SMLoc> origins);

  /// From now on the whole copy was taken from there.
  void set_origin(llvm::StringRef copy, llvm::SMLoc origin) {
    copies_.at(copy.begin()).origins = {{0, origin}};
  }

 private:
  struct Copy {
    const char* end;
    std::map<std::size_t, llvm::SMLoc> origins;
  };
  llvm::SMLoc origin_of(llvm::SMLoc location) const;

  llvm::SourceMgr manager_;
  mutable std::map<const char*, llvm::StringRef> buffers_;  ///< by where they begin
  mutable unsigned indexed_ = 0;                            ///< how many of them are there
  std::map<const char*, Copy> copies_;                      ///< by where they begin
};

}  // namespace prebind::assembler
