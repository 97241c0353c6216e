"""A plot of rows whose number of something grows: a line for each series, both axes logarithmic.

The SVG follows the reader's theme: its ink is a CSS variable.
"""

import statistics

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {
    "svg.fonttype": "none",
    "svg.hashsalt": "prebind",
    "font.family": "sans-serif",
    "font.size": 11,
}

from matplotlib import pyplot  # noqa: E402 (after the choice of a backend)

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
# Stands for the colour of text until the SVG is written; no series has it.
INK = "#010203"
# Of middle brightness, so that they show on white and on black; told apart by the colour-blind too.
COLOURS = ("#0f86c9", "#e0701a", "#2a9d5c", "#b25dc4", "#8a8f98", "#c9a227")
MARKERS = "osD^vX"

STYLE = """<style>
:root { --ink: #1f2328 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3 } }
text { font-family: system-ui, sans-serif }
</style>
"""


def draw(rows, path):
    lines = {}
    for row in rows:
        scale = SECONDS.get(row["unit"], 1)
        for name, samples in row["series"].items():
            lines.setdefault(name, []).append(
                (row["curve"]["x"], statistics.median(samples) * scale)
            )
    figure, axes = pyplot.subplots(figsize=(7.2, 4.2))
    for number, (name, points) in enumerate(lines.items()):
        axes.plot(
            *zip(*sorted(points)),
            label=name,
            color=COLOURS[number % len(COLOURS)],
            marker=MARKERS[number % len(MARKERS)],
            linewidth=2 if name == rows[0]["subject"] else 1.5,
        )
    axes.set(
        xscale="log",
        yscale="log",
        xlabel=rows[0]["curve"]["x_label"],
        ylabel="seconds" if rows[0]["unit"] in SECONDS else rows[0]["unit"],
        title=rows[0]["curve"]["title"],
    )
    ticks = sorted({x for points in lines.values() for x, _ in points})
    axes.set_xticks(ticks, [f"{x:,}" for x in ticks])
    axes.set_xticks([], minor=True)
    axes.grid(True, which="major", color=INK, alpha=0.15)
    axes.tick_params(which="both", colors=INK)
    for part in (axes.xaxis.label, axes.yaxis.label, axes.title):
        part.set_color(INK)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(INK)
    axes.legend(frameon=False, labelcolor=INK)
    figure.tight_layout()
    figure.savefig(path, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    text = path.read_text(encoding="utf-8").replace(INK, "var(--ink)")
    start = text.index(">", text.index("<svg")) + 1
    path.write_text(text[:start] + "\n" + STYLE + text[start:].lstrip("\n"), encoding="utf-8")
