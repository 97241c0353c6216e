// Says of a text what the library makes of it, and replaces a pattern in it.
//   words TEXT PATTERN REPLACEMENT
#include <iostream>
#include <textkit.hpp>

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: words TEXT PATTERN REPLACEMENT\n";
    return 2;
  }
  const std::string text = arguments[1];
  std::cout << textkit::count_words(text) << " words, " << textkit::count_graphemes(text)
            << " graphemes\n";
  if (const auto longest = textkit::longest_word(text))
    std::cout << "longest: " << *longest << '\n';
  for (const std::string& word : textkit::words(text)) std::cout << "- " << word << '\n';
  try {
    textkit::Pattern pattern(arguments[2]);
    std::cout << pattern.replace_all(text, arguments[3]) << '\n'
              << pattern.replacements() << " replaced\n";
    std::cout << textkit::nth_word(text, 100) << '\n';
  } catch (const textkit::RustPanic& panic) {
    std::cerr << panic.place() << ": " << panic.message() << '\n';
  } catch (const textkit::RustError& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
