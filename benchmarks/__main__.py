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

from benchmarks import peers, profiling
from benchmarks.figure import Figure

ROWS = 2_000_000
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run the benchmarks."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--quick", action="store_true", help="a tenth of the rows, no large file, print only")
    quick = words.parse_args().quick
    rows = ROWS // 10 if quick else ROWS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        figures = [*profiling.speed(rows, folder), *profiling.merging(rows, folder), *profiling.importing()]
        figures += profiling.comparing(rows, folder)
        if not quick:
            figures += [*peers.peers(folder), *profiling.memory(ROWS, folder, gigabytes=10)]
    table = Table("figure", "measured", "bound", "how", box=None)
    for figure in figures:
        table.add_row(figure.what, figure.value, figure.bound, figure.how)
    Console().print(table)
    if not quick:
        PAGE.write_text(page(figures))


def page(figures: Sequence[Figure]) -> str:
    """The figures as a page of the docs."""
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
        "| figure | measured | bound | how |",
        "|---|---|---|---|",
        *(f"| {f.what} | {f.value} | {f.bound} | {f.how} |" for f in figures),
        "",
    ]
    return "\n".join(lines)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main()
