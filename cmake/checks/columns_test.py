"""Proves that columns.py finds lines that are too long, and accepts those that cannot be broken."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import columns

LONG = "word " * 20 + "x"  # 101 columns


class Columns(unittest.TestCase):
    def findings(self, files):
        """What is found in a tree of these files, and what is printed."""
        with (tempfile.TemporaryDirectory() as folder,
              contextlib.redirect_stdout(io.StringIO()) as output):
            for name, text in files.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            status = columns.main([folder])
        return status, output.getvalue()

    def names(self, files):
        return [line.split(":")[0] for line in self.findings(files)[1].splitlines()]

    def test_accepts_lines_of_100_columns(self):
        self.assertEqual((0, ""), self.findings({"a.md": LONG[:100] + "\n", "b.cpp": "ü" * 100}))

    def test_names_the_place_of_a_longer_line(self):
        self.assertEqual(
            (1, "docs/a.md:2: error: 101 columns; a line has at most 100\n"),
            self.findings({"docs/a.md": "\n" + LONG + "\n"}))

    def test_looks_into_every_kind_of_source(self):
        files = {name: LONG for name in (
            "CMakeLists.txt", "Makefile", "a.cmake", "b.cpp", "c.h", "d.jl", "e.py", "f.rs", "g.sh",
            "h.inc", "i.toml", ".ci/run", "scripts/julia", "tests/e2e.sh")}
        self.assertEqual(sorted(files), sorted(self.names(files)))

    def test_leaves_out_what_is_built(self):
        self.assertEqual((0, ""), self.findings({
            "build/a.h": LONG, "rust/prebind/target/a.rs": LONG, ".git/a.md": LONG,
            "examples/kit/src/generated/a.jl": LONG, "picture.svg": LONG}))

    def test_a_folder_of_sources_may_be_called_build(self):
        self.assertEqual(["src/engine/build/a.cpp"], self.names({"src/engine/build/a.cpp": LONG}))

    def test_accepts_one_long_word(self):
        self.assertEqual((0, ""), self.findings({"a.md": "[a decision]: https://" + "a" * 100}))

    def test_accepts_a_whole_text_in_tests_only(self):
        text = f"  says 'error: {LONG}'\n"
        self.assertEqual((0, ""), self.findings({"tests/a.sh": text, "src/a_test.cpp": text}))
        self.assertEqual(["scripts/a.sh"], self.names({"scripts/a.sh": text}))
        self.assertEqual(["tests/a.sh"], self.names({"tests/a.sh": f"says 'a' && say '{LONG}'"}))

    def test_each_exception_is_a_file_with_a_reason(self):
        root = pathlib.Path(__file__).resolve().parents[2]
        for pattern, reason in columns.EXCEPTIONS.items():
            self.assertTrue(any(root.glob(pattern)), pattern)
            self.assertTrue(reason)

    def test_exceptions_are_not_checked(self):
        self.assertEqual(["docs/other.md"], self.names({
            "docs/diagnostics.md": LONG, "tests/golden/a/b.jl": LONG, "docs/other.md": LONG}))


if __name__ == "__main__":
    unittest.main()
