"""Proves what the report makes of rows: quantities, ratios, aims, tables.

And what it says where rows or groups are wrong.
"""

import json
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import report

MACHINE = {
    "date": "2026-01-31",
    "prebind": "0.1.0",
    "processor_model": "A processor",
    "cores": 2,
    "memory": "4 GiB",
    "system": "A system",
    "kernel": "6.1",
    "load": 0.1,
    "processor": False,
    "versions": {"rustc": "1.95.0"},
}


def row(**changes):
    return {
        "group": "calls",
        "row": "add",
        "unit": "ns",
        "subject": "ours",
        "against": "theirs",
        "aim": None,
        "series": {"ours": [10.0, 30.0, 12.0], "theirs": [5.0, 10.0, 10.0]},
    } | changes


class Report(unittest.TestCase):
    def render(self, rows, template="<!-- rows: calls -->\n", **machine):
        return report.render(template, {"calls": {"machine": MACHINE | machine, "rows": rows}})

    def test_quantities_have_three_digits_and_a_fitting_unit(self):
        for text, value, unit in (
            ("2.43 ns", 2.4321, "ns"),
            ("1.00 µs", 999.9, "ns"),
            ("24.3 ms", 0.02432, "s"),
            ("24.3 s", 24321, "ms"),
            ("12,300 bytes", 12345, "bytes"),
            ("0 bytes", 0, "bytes"),
        ):
            self.assertEqual(text, report.quantity(value, unit))

    def test_the_ratio_is_the_median_of_the_turns(self):
        self.assertEqual(2.0, report.ratio(row()))
        self.assertEqual("1/4.00", report.ratio_text(row(series={"ours": [1.0], "theirs": [4.0]})))

    def test_aims(self):
        for is_met, aim in (
            (True, {"ratio_at_most": 2}),
            (False, {"ratio_at_most": 1.9}),
            (False, {"times_faster": 2}),
            (True, {"at_most": 12}),
            (False, {"at_most": 11}),
            (True, {"at_most": 0.02, "unit": "us"}),
        ):
            self.assertEqual(is_met, report.judge(row(aim=aim))[1], aim)
        self.assertTrue(
            report.judge(row(aim={"times_faster": 8}, series={"ours": [1.0], "theirs": [8.0]}))[1]
        )
        self.assertTrue(
            report.judge(
                row(unit="bytes", against=None, aim={"at_most": 0}, series={"ours": [0, 0]})
            )[1]
        )

    def test_rows_with_the_same_series_share_a_table(self):
        text, _ = self.render(
            [
                row(),
                row(row="sum", note="A note."),
                row(row="of one", against=None, series={"ours": [1.0]}),
            ]
        )
        self.assertEqual(2, text.count("| --- |"))
        self.assertIn("| add | 12.0 ns ± 42 % | 10.0 ns ± 12 % | 2.00 |\n", text)
        self.assertIn("\nA note.\n", text)
        self.assertIn("| of one | 1.00 ns (once) |\n", text)

    def test_what_is_missed_is_listed(self):
        rows = [
            row(aim={"ratio_at_most": 1.5}),
            row(aim={"ratio_at_most": 2.5}),
            row(row="time", aim={"at_most": 5}),
        ]
        text, _ = self.render(rows, "<!-- summary -->\n<!-- rows: calls -->\n")
        self.assertIn("1 of 3 aims are met.", text)
        self.assertIn("- [calls](#calls): add: 2.00, where ≤ 1.5 was the aim\n", text)
        self.assertIn("- [calls](#calls): time: 12.0 ns, where ≤ 5.00 ns was the aim\n", text)

    def test_rows_of_a_plot(self):
        curve = {"plot": "size", "title": "By size", "x": 8, "x_label": "elements"}
        text, images = self.render([row(curve=curve), row(curve=curve | {"x": 80}, table=False)])
        self.assertEqual(
            [8, 80], [each["curve"]["x"] for each in images["benchmarks-calls-size.svg"]]
        )
        self.assertIn("![By size](benchmarks-calls-size.svg)", text)
        self.assertEqual(1, text.count("| add |"))

    def test_where_nothing_can_be_drawn_the_page_stays_as_it_was(self):
        curve = {"plot": "size", "title": "By size", "x": 8, "x_label": "elements"}
        with tempfile.TemporaryDirectory() as place:
            results, document = pathlib.Path(place) / "results", pathlib.Path(place) / "page.md"
            results.mkdir()
            (results / "calls.json").write_text(
                json.dumps({"machine": MACHINE, "rows": [row(curve=curve)]}), encoding="utf-8"
            )
            plot = document.with_name("page-calls-size.svg")
            for file in (document, plot):
                file.write_text("old", encoding="utf-8")
            with mock.patch.dict(sys.modules, {"plots": None}), self.assertRaises(ImportError):
                report.write(results, document)
            self.assertEqual(
                ["old", "old"], [file.read_text(encoding="utf-8") for file in (document, plot)]
            )

    def test_the_machine_and_its_load(self):
        text, _ = self.render([row()], "<!-- machine -->\n<!-- rows: calls -->\n", load=3.0)
        self.assertIn(
            "2026-01-31, Prebind 0.1.0: A processor, 2 cores, 4 GiB, A system, Linux 6.1; rustc 1.95.0.\n",
            text,
        )
        self.assertIn("did other things too during calls", text)

    def test_what_is_written_by_hand_stays_and_what_is_not_measured_is_said(self):
        text, _ = report.render("# Title\n\nFound by hand.\n\n<!-- rows: loading -->\n", {})
        self.assertIn("# Title\n\nFound by hand.\n\nNot measured.\n", text)

    def test_the_page_has_a_place_for_every_group(self):
        template = (report.FOLDER / "benchmarks.md").read_text(encoding="utf-8")
        import run
        for group in run.GROUPS:
            self.assertTrue((report.FOLDER / f"{group}.py").is_file(), group)
            self.assertIn(f"<!-- rows: {group} -->\n", template)
            self.assertIn(f'<a id="{group}"></a>\n', template)

    def test_what_is_wrong_is_said(self):
        for message, wrong in (
            ("has no samples", row(series={})),
            ("`subject` is 'mine'", row(subject="mine")),
            ("`against` is 'his'", row(against="his")),
            ("not of one length", row(series={"ours": [1.0], "theirs": [1.0, 2.0]})),
        ):
            with self.assertRaisesRegex(SystemExit, message):
                report.check(wrong, "calls")
        with self.assertRaisesRegex(SystemExit, "no place for calls"):
            self.render([row()], "nothing\n")


if __name__ == "__main__":
    unittest.main()
