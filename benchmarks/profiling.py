"""Profiling against Polars reading the same file; merging; sizes; importing; memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

import gnomon as gn
from benchmarks import generate
from benchmarks.figure import Figure
from benchmarks.timing import best_of
from gnomon.sketches.codec import Writer

MEGABYTE = 1 << 20


def speed(rows: int, folder: Path) -> Iterator[Figure]:
    """Profiling from memory and from the file."""
    path = generate.write(folder / f"mixed-{rows}.parquet", rows)
    frame = pl.read_parquet(path)
    seconds = best_of(
        {
            "read": lambda: pl.read_parquet(path),
            "memory": lambda: gn.profile(frame),
            "file": lambda: gn.profile(path),
        }
    )
    cells = rows * frame.width
    how = f"{rows:,} rows × {frame.width} mixed columns, {path.stat().st_size / MEGABYTE:.0f} MB, best of 7"
    read = seconds["read"]
    yield Figure("profile from memory ÷ Polars reading the file", f"{seconds['memory'] / read:.2f} ×", "≤ 1.5 ×", how)
    yield Figure("profile from file ÷ Polars reading the file", f"{seconds['file'] / read:.2f} ×", "≤ 2.5 ×", how)
    yield Figure(
        "cells profiled a second, from memory",
        f"{cells / seconds['memory'] / 1e6:.0f} M",
        "",
        f"Polars reads in {read:.3f} s",
    )


def merging(rows: int, folder: Path) -> Iterator[Figure]:
    """Adding two profiles, and what a column takes in store."""
    frame = pl.read_parquet(generate.write(folder / f"mixed-{rows}.parquet", rows))
    first, second = gn.profile(frame[: rows // 2]), gn.profile(frame[rows // 2 :])
    seconds = best_of({"merge": lambda: first + second}, turns=50)["merge"]
    whole = first + second
    yield Figure("merge, a column", f"{seconds / len(whole) * 1e6:.0f} µs", "≤ 50 µs", "two profiles of 20 columns")
    sizes = {}
    for name in whole:
        writer = Writer()
        whole[name].write(writer)
        sizes[name] = len(writer.to_bytes())
    numbers = [size for name, size in sizes.items() if whole[name].kind == "number"]
    yield Figure(
        "stored, a column on average", f"{len(whole.to_bytes()) / len(whole) / 1000:.1f} KB", "≤ 5 KB", "whole profile"
    )
    yield Figure(
        "stored, the largest number column", f"{max(numbers) / 1000:.1f} KB", "≤ 5 KB", f"{len(numbers)} of them"
    )


def comparing(rows: int, folder: Path) -> Iterator[Figure]:
    """Comparing two tables against profiling both."""
    frame = pl.read_parquet(generate.write(folder / f"mixed-{rows}.parquet", rows))
    other = generate.mixed(rows, seed=1)
    seconds = best_of(
        {"profile": lambda: (gn.profile(frame), gn.profile(other)), "compare": lambda: gn.compare(frame, other)},
        turns=3,
    )
    ratio = f"{seconds['compare'] / seconds['profile']:.2f} ×"
    yield Figure("compare ÷ profiling both", ratio, "≤ 3 ×", f"{rows:,} rows against as many")


def importing() -> Iterator[Figure]:
    """Importing gnomon in a fresh interpreter."""
    code = "import time; a = time.perf_counter(); import gnomon; print(time.perf_counter() - a)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(7)
    ]
    yield Figure("import gnomon", f"{min(runs):.3f} s", "< 0.3 s", "best of 7 fresh interpreters")


PEAK = """
import resource, sys
import gnomon as gn
profile = gn.profile(sys.argv[1])
print(profile.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory(rows: int, folder: Path, gigabytes: float) -> Iterator[Figure]:
    """Peak memory of profiling files of growing length."""
    part = generate.write(folder / f"mixed-{rows}.parquet", rows)
    free = shutil.disk_usage(folder).free / 1e9
    for wanted in (gigabytes / 10, gigabytes):
        copies = max(1, round(min(wanted, free * 0.8) * 1e9 / part.stat().st_size))
        with tempfile.TemporaryDirectory(dir=folder) as made:
            large = Path(made) / "large.parquet"
            pl.scan_parquet([part] * copies).sink_parquet(large)
            done = subprocess.run([sys.executable, "-c", PEAK, str(large)], capture_output=True, check=True)
            read, peak = map(int, done.stdout.split())
            yield Figure(
                f"peak memory, a file of {large.stat().st_size / 1e9:.1f} GB",
                f"{peak / 1e6:.2f} GB",
                "≤ 1.5 GB",
                f"{read:,} rows, the whole process",
            )
