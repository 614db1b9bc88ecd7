"""A generated table of mixed columns, the same for every run of one size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

START = 1_356_998_400_000_000  # 2013-01-01T00:00Z in microseconds


def mixed(rows: int, seed: int = 0) -> pl.DataFrame:
    """Twenty columns of all kinds: 9 floats, 4 integers, 4 categories, a flag, a time, an id.

    Args:
        rows: How many rows.
        seed: Of the generator.
    """
    rng = np.random.default_rng(seed)
    airports = np.array([f"{a}{b}{c}" for a in "ABCDE" for b in "FGHIJ" for c in "KLMN"])
    floats = {
        "normal": rng.normal(50, 12, rows),
        "lognormal": rng.lognormal(3, 1.5, rows),
        "score": rng.beta(1, 4, rows),
        "uniform": rng.uniform(-1, 1, rows),
        "student": rng.standard_t(3, rows),
        "rounded": np.round(rng.normal(57, 18, rows), 1),
        "mostly_zero": np.where(rng.random(rows) < 0.7, 0.0, rng.exponential(2, rows)),
        "price": np.round(rng.lognormal(4, 1, rows), 2),
    }
    some_null = rng.random(rows) < 0.05
    frame = pl.DataFrame(floats).with_columns(
        pl.Series("with_nulls", rng.normal(1013, 7, rows)).set(pl.Series(some_null), None),
        pl.Series("count", rng.poisson(4, rows).astype(np.int64)),
        pl.Series("distance", rng.integers(80, 5000, rows).astype(np.int64)),
        pl.Series("delay", np.round(rng.normal(5, 40, rows)).astype(np.int64)),
        pl.Series("user", rng.integers(0, 10_000_000, rows).astype(np.int64)),
        pl.Series("carrier", np.array(["UA", "AA", "DL", "B6", "WN"])[rng.integers(0, 5, rows)]),
        pl.Series("airport", airports[np.minimum(rng.zipf(1.4, rows) - 1, len(airports) - 1)]),
        pl.Series("device", np.array(["phone", "tablet", "desktop", ""])[rng.integers(0, 4, rows)]),
        pl.Series("tail", rng.integers(0, 5000, rows)).cast(pl.String) + "NK",
        pl.Series("is_member", rng.random(rows) < 0.3),
        pl.Series("ts", START + np.sort(rng.integers(0, 365 * 86_400_000_000, rows))).cast(pl.Datetime("us", "UTC")),
    )
    return frame.with_columns(("ev-" + pl.int_range(rows).cast(pl.String).str.zfill(9)).alias("event_id"))


def write(path: Path, rows: int, seed: int = 0) -> Path:
    """Write the table as Parquet with Polars' defaults, unless it is there."""
    if not path.exists():
        mixed(rows, seed).write_parquet(path)
    return path
