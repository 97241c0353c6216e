#include "expand/attributes.h"

#include <gtest/gtest.h>

#include "expand/operations.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

Attributes read(const Tokens& tokens) {
  std::vector<Diagnostic> diagnostics;
  Cursor cursor(tokens, 0, static_cast<TokenIndex>(tokens.tokens.size()));
  Attributes attributes = read_attributes(cursor, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_TRUE(cursor.at_identifier("fn"));
  return attributes;
}

TEST(Attributes, DocsAreUnindentedAsRustdocDoes) {
  EXPECT_EQ(read(test_tokens("/// One.\n///\n///     code\n/// Two.\nfn f")).docs,
            "One.\n\n    code\nTwo.");
  EXPECT_EQ(read(test_tokens("#[doc = \"\\n  a\\n    b\\n\"] fn f")).docs, "a\n  b");
}

TEST(Attributes, DocsHavePartsThatRustcEvaluates) {
  const Tokens tokens = test_tokens(
      "/// One.\n/// Two.\n#[doc(hidden)] #[doc = concat!(\"a\", 1)]\n///  Three.\n"
      "#[doc = $(\"Four.\"$)] #[doc = $(text!()$)] fn f");
  const Attributes attributes = read(tokens);
  EXPECT_EQ(attributes.docs, "") << "nobody knows it";
  ASSERT_EQ(attributes.doc_parts.size(), 4u);
  EXPECT_EQ(attributes.doc_parts[0], (model::DocPart{" One.\n Two."}));
  EXPECT_EQ(to_source(attributes.doc_parts[1].text, tokens), "concat!(\"a\", 1)");
  EXPECT_TRUE(attributes.doc_parts[1].is_expression);
  EXPECT_EQ(attributes.doc_parts[2], (model::DocPart{"  Three.\nFour."}));
  EXPECT_EQ(to_source(attributes.doc_parts[3].text, tokens), "text!()");
}

TEST(Attributes, MarksByAnyPath) {
  for (const char* mark :
       {"#[julia]", "#[export]", "#[prebind::julia]", "#[::juliacall_macros::julia]",
        "#[any::name::julia]", "#[::prebind::export]", "#[juliacall_macros::export]"}) {
    EXPECT_TRUE(read(test_tokens(std::string(mark) + " fn f")).is_marked) << mark;
  }
  for (const char* other : {"#[inline]", "#[julia::other]", "#[export_name = \"x\"]",
                            "#[julia = 1]", "#[stabby::export]", "#[other::prebind::export(C)]"}) {
    EXPECT_FALSE(read(test_tokens(std::string(other) + " fn f")).is_marked) << other;
  }
}

TEST(Attributes, Options) {
  const Attributes attributes =
      read(test_tokens("#[prebind::export(name = \"push!\", unsafe)] fn f"));
  EXPECT_EQ(attributes.options.name, "push!");
  EXPECT_TRUE(attributes.options.is_unsafe);
  EXPECT_FALSE(attributes.options.skip);
  EXPECT_TRUE(read(test_tokens("#[julia(skip)] fn f")).options.skip);
  EXPECT_FALSE(attributes.options.gc_safe);
  EXPECT_TRUE(read(test_tokens("#[julia(T = f32, gc_safe)] fn f")).options.gc_safe);
}

TEST(Attributes, NamesAreThoseOfOneHostOrOfAll) {
  const Options julia = read(test_tokens("#[julia(name = \"push!\")] fn f")).options;
  EXPECT_FALSE(julia.name);
  EXPECT_EQ(julia.names, (std::map<std::string, std::string>{{"julia", "push!"}}));
  const Options both = read(test_tokens("#[julia(name = \"a!\")] #[prebind::export(name = \"b\", "
                                        "name(cpp = \"c\"))] fn f"))
                           .options;
  EXPECT_EQ(both.name, "b");
  EXPECT_EQ(both.names, (std::map<std::string, std::string>{{"cpp", "c"}, {"julia", "a!"}}));
}

TEST(Attributes, HostsAreListed) {
  const auto hosts = [](const std::string& attribute) {
    return read(test_tokens(attribute + " fn f")).options.hosts;
  };
  using Hosts = std::vector<std::string>;
  EXPECT_EQ(hosts("#[export]"), Hosts());
  EXPECT_EQ(hosts("#[prebind::export(hosts = cpp)]"), Hosts({"cpp"}));
  EXPECT_EQ(hosts("#[julia(gc_safe)] #[export(unsafe, hosts = julia, cpp, julia, name = \"g\")]"),
            Hosts({"julia", "cpp"}));
}

TEST(Attributes, Deprecations) {
  const auto deprecation = [](const std::string& attribute) {
    return read(test_tokens(attribute + " fn f")).deprecation;
  };
  EXPECT_FALSE(deprecation("#[inline]"));
  EXPECT_EQ(deprecation("#[deprecated]"), model::Deprecation{});
  EXPECT_EQ(deprecation("#[deprecated = \"no\"]"), (model::Deprecation{.note = "no"}));
  EXPECT_EQ(deprecation("#[deprecated(note = r#\"use \"g\"\"#, since = \"1.2\",)]"),
            (model::Deprecation{"1.2", "use \"g\""}));
}

TEST(Attributes, CfgIsKeptForTheGlue) {
  const Tokens tokens = test_tokens("#[cfg(unix)] #[inline] #[cfg(feature = \"x\")] fn f");
  const Attributes attributes = read(tokens);
  ASSERT_EQ(attributes.cfg.size(), 2U);
  EXPECT_EQ(spell(tokens, attributes.cfg[0]), "#[cfg(unix)]");
  EXPECT_EQ(spell(tokens, attributes.cfg[1]), "#[cfg(feature = \"x\")]");
}

}  // namespace
}  // namespace prebind::expand
