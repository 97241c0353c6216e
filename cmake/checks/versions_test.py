"""Proves that versions.py finds and mends a version that differs."""

import pathlib
import tempfile
import unittest

import versions


class Versions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("CMakeLists.txt", "project(prebind VERSION 1.2.0 LANGUAGES C)")
        for name in ("rust/prebind/Cargo.toml", "rust/prebind-build/Cargo.toml",
                     "julia/Prebind/Project.toml"):
            self.write(name, '[package]\nversion = "1.2.0"\n[x]\nversion = "9"\n')
        self.write("julia/Prebind/src/library.jl", 'const ENGINE_VERSION = "1.2.0"\n')

    def write(self, name, text):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def test_accepts_what_is_the_same(self):
        self.assertEqual([], versions.check(self.root))

    def test_finds_what_differs_and_mends_it(self):
        self.write("rust/prebind/Cargo.toml", '[package]\nversion = "1.1.0"\n[x]\nversion = "9"\n')
        self.assertEqual(
            ["rust/prebind/Cargo.toml:2: error: version 1.1.0, and CMakeLists.txt has 1.2.0: run "
             "`cmake/checks/versions.py --write`"], versions.check(self.root))
        self.assertEqual([], versions.check(self.root, may_write=True))
        self.assertEqual([], versions.check(self.root))
        self.assertIn('[x]\nversion = "9"', (self.root / "rust/prebind/Cargo.toml").read_text())

    def test_finds_what_has_none(self):
        self.write("julia/Prebind/src/library.jl", "")
        self.assertEqual(["julia/Prebind/src/library.jl: error: it has no version"],
                         versions.check(self.root))


if __name__ == "__main__":
    unittest.main()
