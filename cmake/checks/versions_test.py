"""Proves that versions.py finds and mends what differs."""

import pathlib
import tempfile
import unittest

import versions

MANIFEST = ('[package]\nname = "x"\nversion = "1.2.0"\nrepository = "https://example.org/p"\n'
            '[x]\nversion = "9"\n')


class Versions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("CMakeLists.txt", 'project(prebind VERSION 1.2.0 LANGUAGES C\n'
                   '  HOMEPAGE_URL "https://example.org/p")')
        for name in versions.CRATES:
            self.write(f"{name}/Cargo.toml", MANIFEST)
            self.write(f"{name}/Cargo.lock",
                       f'[[package]]\nname = "{name[5:]}"\nversion = "1.2.0"\n')
        self.write("julia/Prebind/Project.toml", 'version = "1.2.0"\n')
        self.write("julia/Prebind/src/library.jl", 'const ENGINE_VERSION = "1.2.0"\n')
        self.write("docs/diagnostics.md", "by Prebind 7.0.0; this is Prebind 1.2.0, which\n")
        for folder in [".", *versions.LICENSED]:
            self.write(f"{folder}/LICENSE-MIT", "as is\n")
            self.write(f"{folder}/LICENSE-APACHE", "with patents\n")

    def write(self, name, text):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def read(self, name):
        return (self.root / name).read_text()

    def finds(self, *findings):
        self.assertEqual(list(findings), versions.check(self.root))

    def mends(self):
        self.assertEqual([], versions.check(self.root, may_write=True))
        self.finds()

    def test_accepts_what_is_the_same(self):
        self.finds()

    def test_finds_another_version_and_mends_it(self):
        self.write("rust/prebind/Cargo.toml", MANIFEST.replace("1.2.0", "1.1.0"))
        self.finds("rust/prebind/Cargo.toml:3: error: version 1.1.0, and CMakeLists.txt has 1.2.0: "
                   "run `cmake/checks/versions.py --write`")
        self.mends()
        self.assertEqual(MANIFEST, self.read("rust/prebind/Cargo.toml"))

    def test_finds_another_version_in_a_lock_file(self):
        self.write("rust/prebind-build/Cargo.lock",
                   'version = 3\n\n[[package]]\nname = "prebind-build"\nversion = "1.1.0"\n')
        self.write("examples/kit/deps/kit/Cargo.lock", 'name = "prebind"\nversion = "1.1.9"\n')
        end = "of a crate of Prebind, and not 1.2.0: run `cmake/checks/versions.py --write`"
        self.finds(f"examples/kit/deps/kit/Cargo.lock:2: error: version 1.1.9 {end}",
                   f"rust/prebind-build/Cargo.lock:5: error: version 1.1.0 {end}")
        self.mends()
        self.assertTrue(self.read("rust/prebind-build/Cargo.lock").startswith("version = 3\n"))

    def test_finds_another_address(self):
        self.write("rust/prebind-build/Cargo.toml", MANIFEST.replace("org/p", "org/q"))
        self.finds("rust/prebind-build/Cargo.toml:4: error: address https://example.org/q, and "
                   "CMakeLists.txt has https://example.org/p: "
                   "run `cmake/checks/versions.py --write`")
        self.mends()

    def test_finds_another_version_in_a_page(self):
        self.write("docs/a.md",
                   'prebind = "1.2"\nprebind-build = "1.1"\nprebind = { path = "1" }\n')
        self.write("rust/prebind/README.md", 'x = { package = "prebind", version = "0.1" }\n')
        end = "of a crate of Prebind, and not 1.2: run `cmake/checks/versions.py --write`"
        self.finds(f"docs/a.md:2: error: version 1.1 {end}",
                   f"rust/prebind/README.md:1: error: version 0.1 {end}")
        self.mends()
        self.assertEqual('prebind = "1.2"\nprebind-build = "1.2"\nprebind = { path = "1" }\n',
                         self.read("docs/a.md"))

    def test_finds_what_has_none(self):
        self.write("julia/Prebind/src/library.jl", "")
        self.finds("julia/Prebind/src/library.jl: error: it has no version")
        self.write("CMakeLists.txt", "project(prebind VERSION 1.2.0)")
        self.finds('CMakeLists.txt: error: it has no address: `HOMEPAGE_URL "…"`')

    def test_finds_licences_that_are_missing_or_differ(self):
        (self.root / "julia/Prebind/LICENSE-MIT").unlink()
        self.write("rust/prebind/LICENSE-APACHE", "without\n")
        end = "it is not the {} at the top: run `cmake/checks/versions.py --write`"
        self.finds("rust/prebind/LICENSE-APACHE: error: " + end.format("LICENSE-APACHE"),
                   "julia/Prebind/LICENSE-MIT: error: " + end.format("LICENSE-MIT"))
        self.mends()


if __name__ == "__main__":
    unittest.main()
