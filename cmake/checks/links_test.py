"""Proves that links.py finds links that lead nowhere, and accepts the others."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import links


class Links(unittest.TestCase):
    def findings(self, files):
        """What is printed for a tree of these files."""
        with (tempfile.TemporaryDirectory() as folder,
              contextlib.redirect_stdout(io.StringIO()) as output):
            for name, text in files.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            status = links.main([folder])
        self.assertEqual(status, 1 if output.getvalue() else 0)
        return output.getvalue()

    def test_accepts_files_and_headings(self):
        self.assertEqual("", self.findings({
            "README.md": "[a](docs/a.md) [b](<docs/a.md#two-words>) ![c](c.svg \"title\")\n"
                         "[here](#x)\n# `X`\n",
            "docs/a.md": "# Two words\n[up](../README.md#x)\n\n[other]: a.md\n", "c.svg": ""}))

    def test_names_file_line_and_target(self):
        self.assertEqual("docs/a.md:3: error: `b.md` does not exist\n",
                         self.findings({"docs/a.md": "# A\n\nSee [b](b.md#c).\n"}))

    def test_looks_at_every_kind_of_link(self):
        kinds = ["[x](b.md)", "![x](b.svg)", "[x]: b.md", "<a href=\"b.md\">",
                 "<img src=\"b.svg\">", "[![x](b.svg)](a.md)", "[`code`](b.md)",
                 "| [x](b.md) |", "[x](b.md \"title\")"]
        for kind in kinds:
            self.assertIn("does not exist", self.findings({"a.md": kind}), kind)

    def test_looks_into_hidden_documents_of_the_host(self):
        self.assertEqual(".github/a.md:1: error: `b.md` does not exist\n",
                         self.findings({".github/a.md": "[b](b.md)"}))

    def test_finds_places_that_are_not_there(self):
        self.assertEqual("a.md:1: error: `b.md` has no heading `#c`\n",
                         self.findings({"a.md": "[c](b.md#c)", "b.md": "```\n# C\n```\n"}))
        self.assertEqual("a.md:1: error: `a.md` has no heading `#c`\n",
                         self.findings({"a.md": "[c](#c)"}))

    def test_names_of_headings(self):
        text = "# `@rust_crate`\n## A: b, c & d\n## [Link](x.md) *here*\n## Twice\n## Twice\n" \
               "## rust\"\"\"…\"\"\"\n## Über_uns\n<a id=\"own\"></a>\n"
        self.assertEqual({"rust_crate", "a-b-c--d", "link-here", "twice", "twice-1", "rust",
                          "über_uns", "own"}, links.places(text))

    def test_leaves_code_and_other_sites_alone(self):
        self.assertEqual("", self.findings({
            "a.md": "`[a](b)` ``[`a](b)`` [x](https://example.org/#a) [m](mailto:a@example.org)\n"
                    "```rust\n#[julia](x)\n```\n<!-- [a](b) -->\n"}))

    def test_refuses_what_the_site_cannot_show(self):
        self.assertIn("`docs` is no document", self.findings({"a.md": "[d](docs)",
                                                              "docs/b.md": ""}))
        self.assertIn("`a.sh` is no document", self.findings({"a.md": "[d](a.sh)", "a.sh": ""}))
        self.assertIn("begins with `/`", self.findings({"a.md": "[d](/a.md)"}))
        self.assertIn("outside of the repository", self.findings({"a.md": "[d](../../etc/hosts)"}))
        self.assertIn("a build makes it", self.findings({"a.md": "[d](build/b.md)",
                                                         "build/b.md": ""}))


if __name__ == "__main__":
    unittest.main()
