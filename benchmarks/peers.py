"""The same work done by others, each in an environment of its own, in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

import gnomon as gn
from benchmarks import generate
from benchmarks.figure import Figure
from benchmarks.timing import best_of

ROWS = 200_000

WHYLOGS = ("whylogs==1.6.4", "numpy<2", "pandas<3", "pyarrow<20")  # what it needs to import at all
EVIDENTLY = ("evidently==0.7.23", "pandas<3", "pyarrow")

LOG = """
import sys, time
import pandas as pd, whylogs as why
frame = pd.read_parquet(sys.argv[1])
why.log(frame.head(1000))
start = time.process_time()
why.log(frame).profile().view()
print(time.process_time() - start)
"""

DRIFT = """
import sys, time
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
frame = pd.read_parquet(sys.argv[1])
half = len(frame) // 2
start = time.perf_counter()
Report([DataDriftPreset()]).run(frame[half:].reset_index(drop=True), frame[:half].reset_index(drop=True)).dict()
print(time.perf_counter() - start)
"""


def peers(folder: Path) -> Iterator[Figure]:
    """Logging by whylogs and Evidently's DataDriftPreset beside ours, on the generated table."""
    one = generate.write(folder / f"mixed-{ROWS}.parquet", ROWS)
    two = generate.write(folder / f"mixed-{2 * ROWS}.parquet", 2 * ROWS)
    frame = pl.read_parquet(one)
    gn.profile(frame)
    start = time.process_time()
    gn.profile(frame)
    ours = time.process_time() - start
    theirs = run(folder / "whylogs", WHYLOGS, LOG, one)
    cells = ROWS * frame.width
    yield Figure(
        "cells profiled a second and core ÷ whylogs'",
        f"{theirs / ours:.0f} ×",
        "≥ 30 ×",
        f"{ROWS:,} × {frame.width}: {cells / ours / 1e6:.0f} M against {cells / theirs / 1e6:.2f} M, CPU seconds",
    )
    frame = pl.read_parquet(two)
    reference, current = frame[:ROWS], frame[ROWS:]
    ours = best_of({"compare": lambda: gn.compare(reference, current)}, turns=3)["compare"]
    theirs = run(folder / "evidently", EVIDENTLY, DRIFT, two)
    yield Figure(
        "compare: Evidently's DataDriftPreset ÷ gnomon",
        f"{theirs / ours:.0f} ×",
        "≥ 50 ×",
        f"{ROWS:,} × {frame.width} against as many: {theirs:.1f} s against {ours:.2f} s",
    )


def run(environment: Path, packages: tuple[str, ...], code: str, path: Path) -> float:
    """What some code prints last, in an environment of its own.

    Args:
        environment: Where that is made.
        packages: What is installed there.
        code: The code.
        path: Its argument.
    """
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    done = subprocess.run([python, "-W", "ignore", "-c", code, path], check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
