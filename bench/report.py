#!/usr/bin/env python3
"""Makes docs/benchmarks.md and its plots.

It reads what groups have measured (the JSON files of run.py), and benchmarks.md, the part that is
written by hand. Groups that are not there are said to be not measured.

usage: report.py RESULTS [DOCUMENT]
"""

import json
import math
import pathlib
import re
import statistics
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
TIMES = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}


# ------------------------------------------------------------------------------------------ numbers


def digits(value):
    """Three of them that count: 2.43, 24.3, 243, 24,300."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.2e}")
    return f"{rounded:,.{max(0, 2 - math.floor(math.log10(abs(rounded))))}f}"


def quantity(value, unit):
    if unit not in TIMES:
        return f"{digits(value)} {unit}"
    seconds = value * TIMES[unit]
    for name, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        # What rounds to the next unit is written in it.
        if abs(seconds) >= 0.9995 * size:
            return f"{digits(seconds / size)} {name}"
    return f"{digits(seconds * 1e9)} ns"


def spread(samples):
    """Half of what lies between the quartiles, in parts of the median."""
    middle = statistics.median(samples)
    if len(samples) < 2 or middle == 0:
        return 0.0
    low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
    return (high - low) / 2 / middle


def cell(samples, unit):
    text = quantity(statistics.median(samples), unit)
    if len(samples) == 1:
        return f"{text} (once)"
    return f"{text} ± {spread(samples) * 100:.0f} %" if any(samples) else text


def ratio(row):
    """Subject to its peer, turn by turn; nothing if the row has no peer."""
    if row.get("against") is None:
        return None
    pairs = zip(row["series"][row["subject"]], row["series"][row["against"]], strict=True)
    return statistics.median(
        own / other if other else math.inf if own else 1.0 for own, other in pairs
    )


def judge(row):
    """The aim in words, and whether it is met; nothing if there is none."""
    aim = row.get("aim")
    if not aim:
        return None
    if "ratio_at_most" in aim:
        return f"≤ {aim['ratio_at_most']:g}", ratio(row) <= aim["ratio_at_most"]
    if "times_faster" in aim:
        return f"≤ 1/{aim['times_faster']:g}", ratio(row) * aim["times_faster"] <= 1
    unit = aim.get("unit", row["unit"])
    scale = TIMES[unit] / TIMES[row["unit"]] if unit in TIMES else 1
    return (
        f"≤ {quantity(aim['at_most'], unit)}",
        statistics.median(row["series"][row["subject"]]) <= aim["at_most"] * scale,
    )


def ratio_text(row):
    value = ratio(row)
    if value is None:
        return ""
    return f"1/{digits(1 / value)}" if 0 < value < 0.5 else digits(value)


# ------------------------------------------------------------------------------------------- tables


def check(row, group):
    """What is wrong with a row is said here, not by a traceback later: many people write groups."""
    name = f"{group}: row {row.get('row')!r}"
    series = row.get("series")
    if not isinstance(series, dict) or not series or not all(series.values()):
        sys.exit(f"error: {name} has no samples\nhelp: `series` holds a list of numbers by name")
    for role in ("subject", "against"):
        if row.get(role) not in series and not (role == "against" and row.get(role) is None):
            sys.exit(
                f"error: {name}: `{role}` is {row.get(role)!r}\n"
                f"help: it is one of the series: {', '.join(series)}"
            )
    against = row.get("against")
    if against and len(series[against]) != len(series[row["subject"]]):
        sys.exit(
            f"error: {name}: the series to compare are not of one length\n"
            "help: take a sample of each in every turn"
        )


def tables(rows):
    """Markdown of a group's rows; rows in sequence with the same series share a table."""
    shared = []
    for row in rows:
        key = (list(row["series"]), row.get("against"), row["subject"])
        if not shared or shared[-1][0] != key:
            shared.append((key, []))
        shared[-1][1].append(row)
    return "\n".join(table(*each) for each in shared)


def table(key, rows):
    names, against, subject = key
    has_aims = any(row.get("aim") for row in rows)
    head = ["", *names]
    if against:
        head.append("ratio" if len(names) == 2 else f"{subject} / {against}")
    if has_aims:
        head.append("aim")
    lines = [head, ["---"] + ["--:"] * (len(head) - 1)]
    for row in rows:
        cells = [row["row"], *(cell(samples, row["unit"]) for samples in row["series"].values())]
        if against:
            cells.append(ratio_text(row))
        if has_aims:
            judged = judge(row)
            cells.append(f"{judged[0]} {'✓' if judged[1] else '**missed**'}" if judged else "")
        lines.append(cells)
    notes = list(dict.fromkeys(row["note"] for row in rows if row.get("note")))
    text = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return text + "".join(f"\n{note}\n" for note in notes)


def summary(results):
    judged = [
        (group, row, judge(row))
        for group, result in results.items()
        for row in result["rows"]
        if row.get("aim")
    ]
    missed = [(group, row) for group, row, (_, is_met) in judged if not is_met]
    text = f"{len(judged) - len(missed)} of {len(judged)} aims are met."
    if not missed:
        return text + "\n"
    lines = []
    for group, row in missed:
        measured = ratio_text(row) if ratio(row) is not None and "at_most" not in row["aim"] else (
            quantity(statistics.median(row["series"][row["subject"]]), row["unit"]))
        lines.append(
            f"- [{group}](#{group}): {row['row']}: {measured}, where {judge(row)[0]} was the aim\n"
        )
    return f"{text} Missed, with the causes in their sections:\n\n{''.join(lines)}"


def machine_text(result):
    about = result["machine"]
    versions = ", ".join(f"{name} {found}" for name, found in about["versions"].items())
    return (
        f"{about['date']}, Prebind {about['prebind']}: {about['processor_model']}, "
        f"{about['cores']} cores, {about['memory']}, "
        f"{about['system']}, Linux {about['kernel']}; {versions}."
    )


def machines(results):
    """A paragraph for each machine and day of the groups, and which groups are not to be trusted.

    As a rule there is one.
    """
    groups = {}
    for group, result in results.items():
        groups.setdefault(machine_text(result), []).append(group)
    shared = len(groups) == 1
    text = "".join(
        f"- {', '.join(names)}: {each}\n" if not shared else f"{each}\n"
        for each, names in groups.items()
    )
    about = {group: result["machine"] for group, result in results.items()}
    if cpu := [group for group in about if about[group]["processor"]]:
        text += (
            f"\nTimes of whole programs in {', '.join(cpu)} are the processor's, not the clock's.\n"
        )
    if loaded := [group for group in about if about[group]["load"] > about[group]["cores"]]:
        text += (
            f"\nThe machine did other things too during {', '.join(loaded)}: "
            "there the ratios count, not the times.\n"
        )
    return text


# -------------------------------------------------------------------------------------------
# document


def load(folder):
    results = {}
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        results[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        for row in results[path.stem]["rows"]:
            check(row, path.stem)
    return results


def plots_of(rows):
    """By name, the rows of each plot."""
    plots = {}
    for row in rows:
        if row.get("curve"):
            plots.setdefault(row["curve"]["plot"], []).append(row)
    return plots


def render(template, results, stem="benchmarks"):
    """The document, and for each file name of a plot its rows."""
    images = {}
    order = re.findall(r"^<!-- rows: (\w+) -->$", template, re.MULTILINE)
    if left := sorted(set(results) - set(order)):
        sys.exit(
            f"error: there is no place for {', '.join(left)}\n"
            f"help: write a line `<!-- rows: {left[0]} -->` "
            f"where its tables belong in {FOLDER / 'benchmarks.md'}"
        )
    results = {group: results[group] for group in order if group in results}

    def fill(match):
        kind, group = match.group(1), match.group(2)
        if kind == "summary":
            return summary(results)
        if kind == "machine":
            return machines(results)
        if group not in results:
            return "Not measured.\n"
        rows = results[group]["rows"]
        text = tables([row for row in rows if row.get("table", True)])
        for name, plotted in plots_of(rows).items():
            file = f"{stem}-{group}-{name}.svg"
            images[file] = plotted
            text += f"\n![{plotted[0]['curve']['title']}]({file})\n"
        return text

    text = re.sub(
        r"^<!-- (summary|machine|rows)(?:: (\w+))? -->\n", fill, template, flags=re.MULTILINE
    )
    return (
        "<!-- Made by `make bench` of bench/benchmarks.md and what was measured. -->\n" + text,
        images,
    )


def write(folder, document):
    document = pathlib.Path(document)
    template = (FOLDER / "benchmarks.md").read_text(encoding="utf-8")
    text, images = render(template, load(folder), document.stem)
    document.parent.mkdir(parents=True, exist_ok=True)
    if images:
        # Here, as the tests do without matplotlib.
        import plots
        for file, rows in images.items():
            plots.draw(rows, document.parent / file)
    document.write_text(text, encoding="utf-8")
    # Last, so that what fails before leaves the page as it was.
    for old in document.parent.glob(f"{document.stem}-*.svg"):
        if old.name not in images:
            old.unlink()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    write(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else FOLDER.parent / "docs/benchmarks.md")
