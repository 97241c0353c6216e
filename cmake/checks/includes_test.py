"""Proves that includes.py finds each kind of violation with its place and its rule, and no more."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import includes


LAYERS = {
    "util": [],
    "model": ["util"],
    "assembler": ["util"],
    "hosts": ["model", "util"],
    "engine": ["assembler", "hosts", "model", "util"],
    "capi": ["engine", "util"],
    "cli": ["engine", "util"],
}


class Includes(unittest.TestCase):
    def findings(self, files):
        """What is found in a tree of these files, as `file:line: kind: text`."""
        with tempfile.TemporaryDirectory() as folder:
            src = pathlib.Path(folder)
            for name, text in files.items():
                (src / name).parent.mkdir(parents=True, exist_ok=True)
                (src / name).write_text(text, encoding="utf-8")
            return [
                f"{path.relative_to(src).as_posix()}:{line}: {kind}: {text}"
                for path, line, kind, text in includes.check(src, LAYERS)
            ]

    def test_accepts_what_the_table_allows(self):
        self.assertEqual([], self.findings({
            "util/result.h": "#include <string>\n#include <tl/expected.hpp>\n",
            "model/model.h": '#pragma once\n#include "util/result.h"\n',
            "model/library_reader.cpp":
                '#include "model/model.h"\n#include <llvm/Object/Binary.h>\n',
            "assembler/assembler.cpp": '#include <llvm/MC/MCContext.h>\n#include "util/result.h"\n',
            "hosts/host.h": '#include "model/model.h"\n',
            "hosts/julia/names.h": "",
            "hosts/julia/host.cpp": '#include "hosts/host.h"\n#include "hosts/julia/names.h"\n',
            "hosts/registry.cpp": '#include "hosts/julia/names.h"\n',
            "engine/build.cpp": '#include "hosts/host.h"\n  #  include "model/model.h"\n',
        }))

    def test_finds_an_include_against_the_layers(self):
        self.assertEqual(
            ["model/model.h:2: error: model may not include engine (engine/build.h); "
             "it may include util"],
            self.findings({"engine/build.h": "", "model/model.h": '\n#include "engine/build.h"\n'}))
        self.assertEqual(
            ["util/paths.cpp:1: error: util may not include model (model/model.h); "
             "it may include nothing of ours"],
            self.findings({"model/model.h": "", "util/paths.cpp": '#include "model/model.h"'}))

    def test_the_two_faces_do_not_know_each_other(self):
        found = self.findings({
            "capi/prebind.h": '#include "cli/run.h"', "cli/run.h": '#include "capi/prebind.h"'})
        self.assertEqual(2, len(found))
        self.assertIn("capi may not include cli", found[0])
        self.assertIn("cli may not include capi", found[1])

    def test_finds_llvm_outside_its_places(self):
        for file in ("engine/build.cpp", "model/library_reader.h", "model/model.cpp",
                     "cli/assembler/run.cpp"):
            self.assertEqual(
                [f"{file}:1: error: LLVM's headers may be included in assembler/, "
                 "model/library_needs.cpp, model/library_reader.cpp, model/test_libraries.cpp only, not llvm/Object/Binary.h"],
                self.findings({file: "#include <llvm/Object/Binary.h>"}))
        self.assertIn("llvm-c/Core.h", self.findings({"util/a.h": '#include "llvm-c/Core.h"'})[0])

    def test_finds_hosts_that_include_each_other(self):
        self.assertEqual(
            ["hosts/julia/host.cpp:1: error: hosts do not include each other: "
             "hosts/julia may not include hosts/cpp (hosts/cpp/names.h)"],
            self.findings({
                "hosts/cpp/names.h": "", "hosts/julia/host.cpp": '#include "hosts/cpp/names.h"'}))

    def test_finds_an_include_not_written_from_src(self):
        for name in ("result.h", "../util/result.h", "./result.h", "gtest/gtest.h"):
            found = self.findings({"util/result.h": "", "util/a.cpp": f'#include "{name}"'})
            self.assertIn(f'"{name}" is not written from src/', found[0])
        found = self.findings({"util/result.h": "", "util/a.cpp": "#include <util/result.h>"})
        self.assertIn("<util/result.h> is a header of ours", found[0])
        found = self.findings({"util/a.cpp": '#include "util/gone.h"'})
        self.assertIn("there is no src/util/gone.h", found[0])

    def test_finds_a_folder_that_is_no_part(self):
        self.assertIn("src/helpers is no part", self.findings({"helpers/a.h": ""})[0])
        self.assertIn("src/main.cpp is no part", self.findings({"main.cpp": ""})[0])

    def test_warns_of_a_long_source(self):
        self.assertEqual([], self.findings({"util/a.cpp": "\n" * 600}))
        self.assertEqual(
            ["util/a.cpp:601: warning: 601 lines, and a source has at most 600: "
             "split it by what it does"],
            self.findings({"util/a.cpp": "\n" * 601}))

    def test_an_empty_tree_is_an_error(self):
        self.assertIn("there are no sources here", self.findings({})[0])

    def test_the_layers_are_those_of_cmake(self):
        with tempfile.TemporaryDirectory() as folder:
            src = pathlib.Path(folder)
            for part, text in {
                    "util": "prebind_library(util SOURCES a.cpp LIBRARIES fmt::fmt)",
                    "model": "prebind_library(model\n  SOURCES a.cpp\n  DEPENDS util)\n"
                             "prebind_test(model SOURCES b.cpp DEPENDS engine)\n"}.items():
                (src / part).mkdir()
                (src / part / "CMakeLists.txt").write_text(text)
            self.assertEqual({"util": [], "model": ["util"]}, includes.layers(src))

    def test_the_picture_leaves_out_what_other_arrows_say(self):
        self.assertEqual(
            "```mermaid\ngraph TD\n  engine --> model\n  model --> util\n```\n",
            includes.picture({"util": set(), "model": {"util"}, "engine": {"model", "util"}}))

    def test_the_status_tells_errors_from_warnings_and_old_pictures(self):
        with (tempfile.TemporaryDirectory() as folder,
              contextlib.redirect_stdout(io.StringIO()) as output):
            root = pathlib.Path(folder)
            file = root / "src" / "util" / "a.cpp"
            file.parent.mkdir(parents=True)
            file.write_text("\n" * 601)
            (file.parent / "CMakeLists.txt").write_text("prebind_library(util SOURCES a.cpp)")
            document = root / "ARCHITECTURE.md"
            document.write_text(
                "<!-- The picture is drawn by cmake/checks/includes.py --draw. -->\n"
                "old\n<!-- End of the picture. -->\n")
            self.assertEqual(1, includes.main([folder]))
            self.assertIn("ARCHITECTURE.md:1: error: the picture", output.getvalue())
            self.assertEqual(0, includes.main(["--draw", folder]))
            self.assertNotIn("old", document.read_text())
            self.assertEqual(0, includes.main([folder]))
            file.write_text('#include "a.h"')
            self.assertEqual(1, includes.main([folder]))
        self.assertIn("src/util/a.cpp:1: error:", output.getvalue())


if __name__ == "__main__":
    unittest.main()
