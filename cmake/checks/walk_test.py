"""Proves that walk.py finds what the page leaves out, and what it invents."""

import pathlib
import tempfile
import unittest

import walk


class Walk(unittest.TestCase):
    def findings(self, page, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (files | {"docs/adding-a-type.md": page}).items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return [each.replace(folder + "/", "") for each in walk.check(root)]

    PAGE = "Its kind\nis `boxed_str`.\n\n1. `src/a/x.cpp`: this\n2. `src/b/y.cpp`: that\n"
    FILES = {"src/a/x.cpp": "boxed_str", "src/b/y.cpp": "boxed_str", "src/b/y_test.cpp":
             "boxed_str", "src/c/z.cpp": "boxed_strings"}

    def test_accepts_what_is_there(self):
        self.assertEqual([], self.findings(self.PAGE, self.FILES))

    def test_finds_what_is_left_out_and_what_is_not_there(self):
        self.assertEqual(
            ["src/c/z.cpp: error: `boxed_str` stands here, and docs/adding-a-type.md does not say so",
             "docs/adding-a-type.md: error: `boxed_str` does not stand in src/b/y.cpp"],
            self.findings(self.PAGE, self.FILES | {"src/b/y.cpp": "", "src/c/z.cpp": "boxed_str;"}))

    def test_finds_a_kind_that_stands_in_too_many(self):
        many = {f"src/a/{i}.cpp": "boxed_str" for i in range(9)}
        page = "Its kind is `boxed_str`.\n" + "".join(f"1. `{name}`\n" for name in many)
        self.assertEqual(
            ["docs/adding-a-type.md: error: a kind stands in 9 files: 8 are enough"],
            self.findings(page, many))

    def test_a_page_without_a_kind_is_an_error(self):
        self.assertIn("it names no kind", self.findings("", {})[0])


if __name__ == "__main__":
    unittest.main()
