#include "hosts/julia/markdown.h"

#include <gtest/gtest.h>

namespace prebind::hosts::julia {
namespace {

TEST(Markdown, KeepsText) {
  EXPECT_EQ(markdown("Costs $5, reads $HOME; the price is in \"$\"."),
            "Costs \\$5, reads \\$HOME; the price is in \"\\$\".");
  EXPECT_EQ(markdown("a snake_case_name and 2 * 3 * 4"), "a snake\\_case\\_name and 2 \\* 3 \\* 4");
  EXPECT_EQ(markdown("C:\\new \\* \\< \\| \\\\"), "C:\\\\new \\* < | \\\\");
  EXPECT_EQ(markdown("&lt;T&gt; &amp; &#36;1 &#x24; &nothing;"), "<T> & \\$1 \\$ &nothing;");
  EXPECT_EQ(markdown("One.\r\nTwo.\r\n\r\n\r\nThree."), "One.\nTwo.\n\nThree.");
  EXPECT_EQ(markdown("In\n1986. Not a list.\n!!! warning"),
            "In\n1986\\. Not a list.\n\\!!! warning");
  EXPECT_EQ(markdown("$$x^2$$"), "\\$\\$x^2\\$\\$");
  EXPECT_EQ(markdown(""), "");
}

TEST(Markdown, WritesCode) {
  EXPECT_EQ(markdown("`a_b $x`, ``c``, `` d`e ``, ``` f``g ```"),
            "`a_b $x`, `c`, ``` d`e ```, ``` f``g ```");
  EXPECT_EQ(markdown("an ` alone"), "an \\` alone");
  EXPECT_EQ(markdown("```\nlet x = 1;\n# hidden();\n## shown\n#\n```"),
            "```rust\nlet x = 1;\n# shown\n```");
  EXPECT_EQ(markdown("~~~text\n# $x\n~~~"), "```text\n# $x\n```");
  EXPECT_EQ(markdown("````no_run,edition2021\n```\n````"), "````rust\n```\n````");
  EXPECT_EQ(markdown("```math\nx\n```"), "```text\nx\n```");
  EXPECT_EQ(markdown("```toml\na = 1"), "```toml\na = 1\n```");
  EXPECT_EQ(markdown("So:\n\n    f(x);\n\n    g(x);\n\nEnd."),
            "So:\n\n```rust\nf(x);\n\ng(x);\n```\n\nEnd.");
}

TEST(Markdown, WritesEmphasis) {
  EXPECT_EQ(markdown("*a* _b_ **c** __d__"), "*a* *b* **c** **d**");
  EXPECT_EQ(markdown("***both***"), "_**both**_");
  EXPECT_EQ(markdown("**a *b* c**"), "__a *b* c__");
  EXPECT_EQ(markdown("*a \\* b*"), "_a \\* b_");
  EXPECT_EQ(markdown("*a \\* b\\_c*"), "a \\* b\\_c");
  EXPECT_EQ(markdown("* a*\n\n**not closed"), "- a\\*\n\n\\*\\*not closed");
}

TEST(Markdown, WritesLinks) {
  EXPECT_EQ(markdown("[`Foo`], [Foo::bar], [`f()`], [struct@Foo], [`enum@Bar`]"),
            "`Foo`, Foo::bar, `f()`, Foo, `Bar`");
  EXPECT_EQ(markdown("[the text](Foo::bar) and [`code`](crate::Foo), [a](struct.Foo.html#x)"),
            "the text and `code`, a");
  EXPECT_EQ(markdown("[site](https://x.org/a_(b) \"Title\") <https://y.org/$z>"),
            "[site](https://x.org/a_%28b%29) <https://y.org/$z>");
  EXPECT_EQ(markdown("[one][1], [two][], [two], [three]\n\n[1]: https://one.org\n[two]: Foo::two"),
            "[one](https://one.org), two, two, \\[three\\]");
  EXPECT_EQ(markdown("v[0], [optional], [a b], [x] (y)"),
            "v\\[0\\], \\[optional\\], \\[a b\\], \\[x\\] (y)");
  EXPECT_EQ(markdown("![alt](https://x.org/i.png) ![plot_1](plot.png)"),
            "![alt](https://x.org/i.png) plot\\_1");
  EXPECT_EQ(markdown("Said[^1].\n\n[^1]: There."), "Said[^1].\n\n[^1]: There.");
}

TEST(Markdown, LinksToItemsAsDocumenterDoes) {
  const LinkedItems items = [](std::string_view path) -> std::optional<LinkedItem> {
    if (path == "Counter::add" || path == "Self::add" || path == "add") {
      return LinkedItem{"add!", "add!"};
    }
    if (path == "Colour::Red") return LinkedItem{"Red", "Colour"};
    if (path == "Colour::grey") return LinkedItem{"gray", "gray"};
    if (path == "plain") return LinkedItem{"plain_", ""};
    return std::nullopt;
  };
  const auto links = [&](std::string_view docs) { return markdown(docs, items); };
  EXPECT_EQ(links("[`Counter::add`], [Self::add] and [add]."),
            "[`add!`](@ref), [`add!`](@ref) and [`add!`](@ref).");
  EXPECT_EQ(links("[`add`](Counter::add), [`add`][Self::add], [add][]"),
            "[`add!`](@ref), [`add!`](@ref), [`add!`](@ref)");
  EXPECT_EQ(links("[the _sum_](Counter::add), [more][`Self::add`], [`x`][y]\n\n[y]: add"),
            "[the *sum*](@ref add!), [more](@ref add!), [`x`](@ref add!)");
  EXPECT_EQ(links("[`Colour::Red`], [red](Colour::Red)"),
            "[`Red`](@ref Colour), [red](@ref Colour)");
  EXPECT_EQ(links("[`grey`](Colour::grey), [grey](Colour::grey)"),
            "[`gray`](@ref), [grey](@ref gray)");
  EXPECT_EQ(links("[`plain`], [a text](plain)"), "`plain_`, a text");
  EXPECT_EQ(links("[`Other`], [a[0]](add), [other](Other), \\[add], `[add]`"),
            "`Other`, a\\[0\\], other, \\[add\\], `[add]`");
  EXPECT_EQ(links("| [`add`] |\n|-|\n\n- [`add`]"),
            "| [`add!`](@ref) |\n| :--- |\n\n- [`add!`](@ref)");
  EXPECT_EQ(links("# Like [`add`]"), "# Like [`add!`](@ref)");
}

TEST(Markdown, WritesHtmlAsText) {
  EXPECT_EQ(markdown("<b>bold</b> <em>x</em> a<br>b <span class=\"x\">c</span>"),
            "**bold** *x* a\\\nb c");
  EXPECT_EQ(markdown("<code>a &lt; b</code> x<sup>2</sup> Vec<T> <!-- no -->."),
            "`a < b` x^2 Vec<T> .");
  EXPECT_EQ(markdown("<a href=\"https://x.org\">x</a>"), "[x](https://x.org)");
}

TEST(Markdown, WritesBlocks) {
  EXPECT_EQ(markdown("Title\n=====\nText\n---\n### Deep ###\n#5 is none"),
            "# Title\n\n## Text\n\n### Deep\n\n#5 is none");
  EXPECT_EQ(markdown("a\n\n***\nb\n\n___"), "a\n\n---\n\nb\n\n---");
  EXPECT_EQ(markdown("> quoted\nlazy\n>\n> - item\n\nend"), "> quoted\n> lazy\n>\n> - item\n\nend");
  EXPECT_EQ(markdown("two spaces  \nbreak\\\nthe line"), "two spaces\\\nbreak\\\nthe line");
}

TEST(Markdown, WritesLists) {
  EXPECT_EQ(markdown("* a\n* b\n  more\nlazy\n   * deep\n\nend"),
            "- a\n- b\n  more\n  lazy\n  \n  - deep\n\nend");
  EXPECT_EQ(markdown("1. one\n2. two\n\n   more\n\n3. three"),
            "1. one\n2. two\n   \n   more\n\n3. three");
  EXPECT_EQ(markdown("- ```\n  a\n\n\n  b\n  ```"), "- ```rust\n  a\n  \n  \n  b\n  ```");
}

TEST(Markdown, WritesTables) {
  EXPECT_EQ(markdown("Head:\n| a | b |\n|-|:-:|\n| `x\\|y` | $ |\n1 | 2 | 3\n\nend"),
            "Head:\n\n| a | b |\n| :--- | :---: |\n| `x\\|y` | \\$ |\n| 1 | 2 |\n\nend");
}

}  // namespace
}  // namespace prebind::hosts::julia
