#pragma once

#include <string>
#include <vector>

/// Small libraries of every format, made in memory for the tests of the reader.
namespace prebind::model {

/// A symbol and its bytes.
struct Content {
  std::string symbol;
  std::string bytes;
};

/// Of 32 or 64 bits and either byte order (`LSB`, `MSB`), with a hash table of the old kind.
std::string elf(int bits, const char* order, const std::vector<Content>& contents);

inline constexpr unsigned kArm = 0x0100000c;
inline constexpr unsigned kIntel = 0x01000007;

struct MachoOptions {
  unsigned cpu = kArm;
  bool has_symbols = true;  ///< else the contents are in the export trie only
};

/// Of 64 bits, with a debugger's entry and an undefined symbol besides the contents.
std::string macho(const std::vector<Content>& contents, MachoOptions options = {});

std::string universal(const std::string& arm, const std::string& intel);

/// A DLL whose export table, the last thing in it, begins 40 bytes before the table of addresses;
/// the tables of names and of ordinals follow, then the name `example.dll`.
std::string coff(const std::vector<Content>& contents);

}  // namespace prebind::model
