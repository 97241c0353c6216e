// Changes texts at random and assembles what comes out, for every machine. Nothing is expected of a
// text but that assembling it ends, and that it ends alike twice. On some texts LLVM itself
// crashes, in the child process that it works in; those are counted.
//
// usage: assembler_fuzz DICTIONARY CORPUS ROUNDS [SEED [here]]
//
// The same seed makes the same texts everywhere. With `here` LLVM works in this process, to be
// looked at with a debugger or a sanitizer: the text that is being assembled is kept in the file
// `assembler_fuzz.s` in the working directory, its first line naming the variant. `assembler_fuzz
// FILE` assembles such a file again.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "assembler/assembler.h"
#include "assembler/worker.h"
#include "util/file.h"

namespace {

using prebind::assembler::assemble;
using prebind::assembler::Limits;
using prebind::assembler::Variant;
using prebind::assembler::Worker;
using Lines = std::vector<std::string>;

constexpr std::size_t most_lines = 80;
constexpr std::size_t shown_bytes = std::size_t{1} << 20;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string read(const std::filesystem::path& path) {
  auto text = prebind::read_file(path);
  if (text) return *std::move(text);
  std::fprintf(stderr, "error: %s: %s\n", text.error().where.c_str(), text.error().message.c_str());
  std::exit(2);
}

/// Random choices that are the same on every machine, which those of <random> are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename T>
  const T& among(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

class Fuzzer {
 public:
  Fuzzer(Lines dictionary, std::uint64_t seed) : dictionary_(std::move(dictionary)), dice_(seed) {}

  void add(const Variant& variant, Lines lines) { seeds_[variant.name()].push_back(lines); }

  std::pair<Variant, std::string> next() {
    const auto seeds = std::next(seeds_.begin(), dice_.below(seeds_.size()));
    Lines lines = excerpt(dice_.among(seeds->second));
    for (std::size_t changes = 1 + dice_.below(8); changes > 0; --changes) {
      change(lines, dice_.among(seeds->second));
    }
    return {Variant::parse(seeds->first).value(), text_of(lines)};
  }

 private:
  Lines excerpt(const Lines& lines) {
    if (lines.size() <= most_lines) return lines;
    const std::size_t begin = dice_.below(lines.size() - most_lines);
    return Lines(lines.begin() + begin, lines.begin() + begin + 1 + dice_.below(most_lines));
  }

  void change(Lines& lines, const Lines& other) {
    if (lines.empty()) lines.emplace_back();
    const std::size_t at = dice_.below(lines.size());
    const auto place = lines.begin() + at;
    switch (dice_.below(9)) {
      case 0:
        lines.erase(place);
        return;
      case 1:
        lines.insert(place, std::string(lines[at]));
        return;
      case 2:
        std::swap(lines[at], lines[dice_.below(lines.size())]);
        return;
      case 3: {
        const Lines part = excerpt(other);
        lines.insert(place, part.begin(), part.begin() + dice_.below(part.size() + 1));
        return;
      }
      case 4:
      case 5:
        lines.insert(place, new_line());
        return;
      case 6:
      case 7:
        change_word(lines[at]);
        return;
      case 8:
        change_bytes(lines[at]);
        return;
    }
  }

  std::string new_line() {
    std::string line = dice_.among(dictionary_);
    for (std::size_t words = dice_.below(5); words > 0; --words) {
      line += (dice_.one_in(2) ? " " : ", ") + dice_.among(dictionary_);
    }
    return line;
  }

  void change_word(std::string& line) {
    constexpr std::string_view blanks = " \t,()[]";
    const std::size_t somewhere = line.empty() ? 0 : dice_.below(line.size());
    const auto begin = line.find_first_not_of(blanks, somewhere);
    if (begin == std::string::npos) {
      line += " " + dice_.among(dictionary_);
      return;
    }
    const auto end = std::min(line.find_first_of(blanks, begin), line.size());
    line.replace(begin, dice_.one_in(4) ? 0 : end - begin, dice_.among(dictionary_));
  }

  void change_bytes(std::string& line) {
    for (std::size_t bytes = 1 + dice_.below(3); bytes > 0; --bytes) {
      const std::size_t at = dice_.below(line.size() + 1);
      const char byte =
          static_cast<char>(dice_.one_in(4) ? dice_.below(256) : 32 + dice_.below(95));
      if (at == line.size() || dice_.one_in(2)) {
        line.insert(at, 1, byte);
      } else {
        line[at] = byte;
      }
    }
  }

  Lines dictionary_;
  Dice dice_;
  std::map<std::string, std::vector<Lines>> seeds_;
};

/// A file that holds what was last put into it even if the program crashes.
class Witness {
 public:
  Witness() {
    const int file = ::open("assembler_fuzz.s", O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || ::ftruncate(file, shown_bytes) != 0) std::abort();
    memory_ = ::mmap(nullptr, shown_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory_ == MAP_FAILED) std::abort();
    ::close(file);
  }
  void show(std::string_view text) {
    std::memset(memory_, 0, last_);
    last_ = std::min(text.size(), shown_bytes);
    std::memcpy(memory_, text.data(), last_);
  }

 private:
  void* memory_;
  std::size_t last_ = 0;
};

// Smaller than what is allowed: a fuzzer is to find crashes, not to wait.
constexpr Limits limits = {
    .object_bytes = 1 << 20, .expanded_bytes = 1 << 18, .call_bytes = 1 << 20, .errors = 20};

using Outcome = tl::expected<prebind::assembler::Object, prebind::assembler::Diagnostics>;

class Assembler {
 public:
  explicit Assembler(bool here) : here_(here) {}

  bool ends_alike(const std::string& text, const Variant& variant) {
    const Outcome first = run(text, variant);
    const Outcome second = run(text, variant);
    if (crashed(first) || crashed(second)) {
      ++crashes_;
      return true;
    }
    if (first && second) {
      return first->bytes == second->bytes && first->warnings == second->warnings;
    }
    return !first && !second && first.error() == second.error();
  }
  int crashes() const { return crashes_; }

 private:
  Outcome run(const std::string& text, const Variant& variant) {
    return here_ ? assemble(text, variant, limits) : worker_.assemble(text, variant, limits);
  }
  static bool crashed(const Outcome& outcome) {
    return !outcome && outcome.error().back().message.starts_with("LLVM's assembler ");
  }

  bool here_;
  Worker worker_;
  int crashes_ = 0;
};

int again(const char* file) {
  std::string text = read(file);
  const auto end = text.find('\n');
  const Variant variant = Variant::parse(text.substr(2, end - 2)).value();
  text = text.substr(end + 1);
  text.erase(std::min(text.find_last_not_of('\0'), text.size() - 1) + 1);
  const auto object = assemble(text, variant, limits);
  for (const auto& diagnostic : object ? object->warnings : object.error()) {
    std::fputs(render(diagnostic, file).c_str(), stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) return again(argv[1]);
  if (argc < 4) {
    std::fputs("usage: assembler_fuzz DICTIONARY CORPUS ROUNDS [SEED [here]]\n", stderr);
    return 2;
  }
  Lines dictionary = lines_of(read(argv[1]));
  std::erase_if(dictionary, [](const std::string& line) { return line.starts_with("# "); });
  Fuzzer fuzzer(dictionary, argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1);
  // The system lists files in any order; the texts are to be the same everywhere.
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[2])) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    fuzzer.add(Variant::parse(file.parent_path().filename().string()).value(),
               lines_of(read(file)));
  }

  Witness witness;
  Assembler assembler(argc > 5);
  using Clock = std::chrono::steady_clock;
  for (unsigned long long round = 0; round < std::strtoull(argv[3], nullptr, 10); ++round) {
    const auto [variant, text] = fuzzer.next();
    witness.show("# " + variant.name() + "\n" + text);
    const auto start = Clock::now();
    if (!assembler.ends_alike(text, variant)) {
      std::fprintf(stderr, "error: round %llu ends otherwise the second time\n", round);
      return 1;
    }
    if (Clock::now() - start > std::chrono::seconds(20)) {
      std::fprintf(stderr, "error: round %llu takes more than 20 seconds\n", round);
      return 1;
    }
  }
  std::filesystem::remove("assembler_fuzz.s");
  std::printf("%s texts, LLVM crashed on %d\n", argv[3], assembler.crashes());
}
