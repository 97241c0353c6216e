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
  fields();
}
