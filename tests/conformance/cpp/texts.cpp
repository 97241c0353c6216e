#include <cstring>
#include <list>

#include "check.hpp"

namespace texts_tests {

using Texts = std::vector<std::string>;

const std::string kOdd("gr\303\266\303\237er \0 \360\237\230\200", 16);

void plain() {
  for (const std::string& text : {std::string(), std::string("a"), kOdd, std::string(1000, 'x')}) {
    const std::optional<std::string> some = text, none;
    CHECK(conformance::echo_str(text) == text);
    CHECK(conformance::echo_string(text) == text);
    CHECK(conformance::option_str(text) == some && conformance::option_str({}) == none);
    CHECK(conformance::option_string(text) == some && conformance::option_string({}) == none);
    CHECK(conformance::result_str(text, true) == text);
    CHECK_THROWS(conformance::RustError, std::string(text.c_str()),
                 conformance::result_str(text, false));
    CHECK(conformance::both_str(text, true) == some && conformance::both_str({}, true) == none);
    CHECK_THROWS(conformance::RustError, "bad", conformance::both_str(text, false));
    CHECK(conformance::byte_length(text) == text.size());
    CHECK(conformance::spacious(text) == text);
  }
  CHECK(conformance::echo_str(std::string_view()) == "");
  CHECK(conformance::option_str(std::string_view()) == "");
  CHECK(conformance::borrowed("  a b ") == "a b");
  CHECK(conformance::constant() == "constant");
  CHECK(conformance::join("a", U'\u00df', "b", 2) == "a\303\237ba\303\237b");
  CHECK(conformance::join("a", U',', "b", std::nullopt) == "a,b");
  const std::string text = "somewhere";
  CHECK(conformance::address_of(text) == reinterpret_cast<std::size_t>(text.data()));
  const auto refused = conformance::try_echo_str("\377");
  CHECK(refused.error().kind() == conformance::FailureKind::refused);
  CHECK_THROWS(std::invalid_argument, refused.error().message(), conformance::echo_str("\377"));
}

void of_c() {
  CHECK(conformance::echo_c_str("abc") == "abc");
  CHECK(conformance::echo_c_str(std::string("abc")) == "abc");
  CHECK(conformance::echo_c_string("abc") == "abc");
  CHECK(conformance::option_c_str("abc") == "abc" && !conformance::option_c_str(std::nullopt));
  CHECK(conformance::both_c_string("abc", true) == "abc");
  CHECK(!conformance::both_c_string(std::nullopt, true));
  CHECK(!conformance::try_both_c_string("abc", false));
  CHECK(conformance::borrowed_c_str("\377") == "\377");
  const char* const text = "somewhere";
  CHECK(conformance::c_str_address(text) == reinterpret_cast<std::size_t>(text));
  CHECK(conformance::c_string_of({0xff, 0xfe}) == "\377\376");
  const Texts texts = {"a", "", "\377"}, reversed = {"\377", "", "a"};
  CHECK(conformance::c_texts(texts) == reversed);
  CHECK(conformance::c_texts(Texts()).empty());
  CHECK(conformance::optional_c_texts(texts) == texts);
  CHECK(conformance::optional_c_texts(Texts()) == std::nullopt);
  CHECK_THROWS(conformance::RustError, "one", conformance::optional_c_texts(Texts{"a"}));
  const auto [copies, originals, seven] = conformance::c_texts_and_more({"a", "bc"});
  CHECK(copies == Texts({"a", "bc"}) && originals == Texts({"a", "bc"}) && seven == 7);
  CHECK(conformance::try_echo_c_str(std::string("a\0b", 3)).error().kind() ==
        conformance::FailureKind::refused);
}

void many() {
  const Texts texts = {"a", "", kOdd};
  CHECK(conformance::texts_slice(texts) == texts);
  CHECK(conformance::texts_slice({"a", "b"}) == Texts({"a", "b"}));
  CHECK(conformance::texts_slice(std::list<const char*>{"a"}) == Texts({"a"}));
  CHECK(conformance::texts_slice(Texts()) == Texts());
  CHECK(conformance::texts_owned_slice(texts) == texts);
  CHECK(conformance::texts_vector(texts) == texts);
  CHECK(conformance::texts_borrowed_vector(texts) == texts);
  CHECK(conformance::texts_boxed(texts) == texts);
  CHECK(conformance::texts_option(texts, std::nullopt) == texts);
  CHECK(conformance::texts_option(std::nullopt, texts) == texts);
  CHECK(conformance::texts_option(std::nullopt, std::nullopt) == std::nullopt);
  CHECK(conformance::texts_both(texts, true) == texts);
  CHECK(conformance::texts_both(Texts(), true) == std::nullopt);
  CHECK_THROWS(conformance::RustError, "ab", conformance::texts_both({"a", "b"}, false));
  const auto both = conformance::texts_tuple({texts, std::nullopt});
  CHECK(std::get<0>(both) == texts && !std::get<1>(both));
  CHECK(conformance::words("a b") == Texts({"a", "b"}));
  CHECK(!conformance::try_texts_slice({"a", "\377"}));
}

void shared_and_paths() {
  CHECK(conformance::echo_cow(kOdd) == std::make_tuple(true, kOdd));
  CHECK(conformance::option_cow("a") == "a" && !conformance::option_cow(std::nullopt));
  CHECK(conformance::without_spaces("a b") == "ab");
  CHECK(conformance::path_join("/tmp", "\377") == "/tmp/\377");
  CHECK(conformance::path_join("/tmp", std::nullopt) == "/tmp");
  CHECK(conformance::path_parent("/\377/b") == "/\377" && !conformance::path_parent("/"));
  CHECK(conformance::path_name("/a/\376") == "\376");
  CHECK_THROWS(conformance::RustError, "no name", conformance::path_name("/"));
  CHECK(conformance::path_parts(std::make_tuple("/a", std::uint8_t(1))) == Texts({"/", "a"}));
  CHECK(conformance::shared_texts(Texts({"a", "", "b"})) == Texts({"b", "", "a"}));
  CHECK(conformance::paths_joined(Texts({"/a", "\377"})) == "/a/\377");
}

void fields() {
#if defined(__SIZEOF_INT128__)
  conformance::Assorted assorted(5);
  CHECK(assorted.number() == 5);
  assorted.set_number(~static_cast<conformance::uint128>(0));
  CHECK(assorted.number() == ~static_cast<conformance::uint128>(0));
  assorted.set_maybe(-1);
  CHECK(assorted.maybe() == conformance::int128(-1));
  assorted.set_name("name");
  CHECK(assorted.name() == "name");
  CHECK(assorted.constant() == Texts({"a", "", "\303\237"}));
  CHECK(assorted.constant_texts() == assorted.constant());
  assorted.set_lines({"x", "y"});
  // A method has the name of the field.
  CHECK(assorted.lines() == Texts({"x", "y"}) && assorted.get_lines() == assorted.lines());
#endif
}

}  // namespace texts_tests

void texts() {
  using namespace texts_tests;  // NOLINT(google-build-using-namespace)
  plain();
  of_c();
  many();
  shared_and_paths();
  fields();
}
