"""Proves that follow_page.py does what a page says, and fails where the page is wrong."""

import contextlib
import io
import os
import pathlib
import tempfile
import unittest

import follow_page

FENCE = "```"


def page(*blocks):
    return "\n".join(f"{FENCE}{language}\n{content}\n{FENCE}\n" for language, content in blocks)


class FollowPage(unittest.TestCase):
    def setUp(self):
        self.before = pathlib.Path.cwd()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, self.before)
        os.chdir(folder.name)

    def follow(self, *blocks, replacements=(), skipped=(), together=None):
        pathlib.Path("page.md").write_text(page(*blocks), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as output:
            follow_page.follow("page.md", replacements, skipped, together)
        return output.getvalue()

    def refuses(self, message, *blocks, **options):
        with self.assertRaises(follow_page.Failure) as caught:
            self.follow(*blocks, **options)
        self.assertIn(message, str(caught.exception))

    def test_a_folder_holds_for_the_blocks_that_follow(self):
        self.assertEqual("page.md: 3 blocks\n", self.follow(
            ("sh", "mkdir inner\ncd inner"), ("sh", "basename \"$PWD\""), ("text", "inner")))

    def test_lines_are_printed_in_order_among_others(self):
        print_three = ("sh", "echo one; echo two; echo three >&2")
        self.follow(print_three, ("text", "one\nth…"))
        self.refuses("page.md:5: this is not printed, or not there: one", print_three,
                     ("text", "three\none"))

    def test_a_command_that_fails_names_its_place(self):
        self.refuses("page.md:1: status 3 of:\necho a; (exit 3); echo b",
                     ("sh", "echo a; (exit 3); echo b"))

    def test_a_command_before_another_fails_too(self):
        self.refuses("status 1 of:\nfalse && echo a", ("sh", "false && echo a"))
        self.refuses("`&&` in a line that is not the last", ("sh", "false && echo a\necho b"))

    def test_writes_files_and_what_they_get_at_their_ends(self):
        self.follow(("rust", "// src/lib.rs\nfn a() {}"),
                    ("rust", "// src/lib.rs, at the end\nfn b() {}"),
                    ("toml", "# Cargo.toml\n[package]"))
        self.assertEqual("// src/lib.rs\nfn a() {}\n\nfn b() {}\n",
                         pathlib.Path("src/lib.rs").read_text(encoding="utf-8"))
        self.assertTrue(pathlib.Path("Cargo.toml").exists())

    def test_refuses_what_nothing_runs(self):
        for block in (("rust", "fn a() {}"), ("julia", "f(1)"), ("toml", "a = 1"), ("text", "a"),
                      ("", "a"), ("console", "$ a")):
            self.refuses("nothing runs this block", block)
        self.refuses("has no blocks")

    def test_parts_of_one_whole(self):
        os.environ["JULIA"] = "false"  # a session that fails, after all else
        self.refuses("Julia ended", ("rust", "fn a() {}"), ("julia", "julia> a()"),
                     ("rust", "fn b() {}"), ("julia", "julia> b()"),
                     together=["src/lib.rs", "cp src/lib.rs built"])
        self.assertEqual("// src/lib.rs\nfn a() {}\n\nfn b() {}\n",
                         pathlib.Path("built").read_text(encoding="utf-8"))

    def test_replaces_and_skips_what_is_there_only(self):
        self.follow(("sh", "false\necho there"), ("text", "here"),
                    replacements=[("echo there", "echo here")], skipped=["false"])
        self.refuses("does not have: nowhere", ("sh", "true"), replacements=[("nowhere", "")])
        self.refuses("does not have the command: false", ("sh", "true"), skipped=["false"])


if __name__ == "__main__":
    unittest.main()
