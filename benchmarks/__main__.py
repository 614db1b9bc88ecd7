"""Measure everything, print it, and write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import budget, judging, live, peers, power, profiling, real, serving, store, watching
from benchmarks.figure import Figure

ROWS = 2_000_000
PROMISE = "## The promise"
INTRODUCTION = """

A budget of one false alarm in 30 windows is one of 33 in 1,000, however many columns are watched. An event is all
that starts to be wrong within two windows of its latest onset; what is open already begins none. Real days are put
in random order within their weekday, so that every alarm is false; in their own order some are true.

"""
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run the benchmarks."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--quick", action="store_true", help="a tenth of the rows, no large file, print only")
    words.add_argument("--promise", action="store_true", help="false alarms and power only; their part of the page")
    asked = words.parse_args()
    figures = [] if asked.promise else speeds(quick=asked.quick)
    promised = promises(quick=asked.quick)
    table = Table("figure", "measured", "bound", "how", box=None)
    for figure in [*figures, *promised]:
        table.add_row(figure.what, figure.value, figure.bound, figure.how)
    Console().print(table)
    if not asked.quick:
        head = PAGE.read_text().split(PROMISE)[0].rstrip() if asked.promise else page(figures)
        PAGE.write_text(f"{head}\n\n{PROMISE}{INTRODUCTION}{table_of(promised)}\n")


def speeds(*, quick: bool) -> list[Figure]:
    """How fast, how small, and how others do."""
    rows = ROWS // 10 if quick else ROWS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        figures = [*profiling.speed(rows, folder), *profiling.merging(rows, folder), *profiling.importing()]
        figures += [*profiling.comparing(rows, folder), *store.storing()]
        figures += [*serving.serving(folder, away_s=6 if quick else 60)]
        if not quick:
            figures += [
                *live.taking(),
                *serving.beside_whylogs(folder),
                *peers.peers(folder),
                *profiling.memory(ROWS, folder, gigabytes=10),
            ]
    return figures


def promises(*, quick: bool) -> list[Figure]:
    """How fast windows are judged, how many false alarms there are, and how soon changes are found."""
    if quick:
        short = budget.promise(100, sizes=(1000,))
        return [*judging.judging(), *short, *real.order_of_time(), *power.power(50, 1)]
    return [
        *judging.judging(),
        *budget.promise(),
        *real.promise(),
        *real.order_of_time(),
        *watching.watching(),
        *power.power(),
    ]


def page(figures: Sequence[Figure]) -> str:
    """The first part of the page of the docs."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Seconds differ between machines and hours; ratios within one run differ less, so",
        "the bounds are ratios where they can be.",
        "",
        f"Measured {date.today():%Y-%m-%d} on {os.cpu_count()} cores ({cpu or platform.machine()}), "  # noqa: DTZ011 - the day on the machine's wall
        f"Python {platform.python_version()}, Polars {version('polars')}, numpy {version('numpy')}.",
        "",
        table_of(figures),
    ]
    return "\n".join(lines)


def table_of(figures: Sequence[Figure]) -> str:
    """Figures as a table."""
    rows = [f"| {f.what} | {f.value} | {f.bound} | {f.how} |" for f in figures]
    return "\n".join(["| figure | measured | bound | how |", "|---|---|---|---|", *rows])


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main()
