"""Real columns as raw rows beside the pair of their summaries, for oracles that know no sketch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import xxhash

from gnomon.metrics.pair import Pair
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.sketches.categories import Categories

DATA = Path(__file__).parents[2] / "data"
MONTHS = (3, 5, 7, 9, 12)


@dataclass(frozen=True)
class RawPair:
    """A column of two sets of rows: its values without the missing ones, and the pair of summaries."""

    name: str
    reference: np.ndarray
    current: np.ndarray
    pair: Pair

    @property
    def is_number(self) -> bool:
        return self.reference.dtype == np.float64

    def cells(self) -> tuple[np.ndarray, np.ndarray]:
        """Counts of raw rows in the cells that `pair.cells` shows."""
        return self._cells(self.reference), self._cells(self.current)

    def _cells(self, rows: np.ndarray) -> np.ndarray:
        cells = self.pair.cells
        if self.is_number:
            edges = np.array([cell.low for cell in cells[1:]], np.float64)
            return np.bincount(np.searchsorted(edges, rows, side="right"), minlength=len(cells))
        if self.pair.is_exact:
            counts = Counter(rows.tolist())
            return np.array([counts.pop(cell.label, 0) for cell in cells])
        shift = self.pair.category_cells.shift
        hashed = Counter(xxhash.xxh3_64_intdigest(name.encode()) >> shift for name in rows.tolist())
        known = self.pair.category_cells.known[np.argsort(self.pair.category_cells.places)]
        return np.array([hashed[cell] for cell in known.tolist()])


def summary_of(column: pl.Series) -> Summary:
    """A summary made by the sketches' own constructors, past the frames."""
    values, nulls = column.drop_nulls(), column.null_count()
    if column.dtype == pl.Boolean:
        return FlagSummary(nulls=nulls, falses=int((~values).sum()), trues=int(values.sum()))
    if column.dtype == pl.String:
        counts = values.value_counts()
        return CategorySummary(nulls, Categories.of(counts[column.name].to_list(), counts["count"].to_list()))
    if column.dtype.is_temporal():
        return TimeSummary(NumberSummary.of(values.to_physical().cast(pl.Float64).to_numpy(), nulls))
    return NumberSummary.of(values.cast(pl.Float64).to_numpy(), nulls)


def rows_of(column: pl.Series) -> np.ndarray:
    values = column.drop_nulls()
    if column.dtype == pl.Boolean:
        return values.cast(pl.String).to_numpy()
    if column.dtype == pl.String:
        return values.to_numpy()
    return values.to_physical().cast(pl.Float64).to_numpy()


def _sides() -> Iterator[tuple[str, pl.DataFrame, pl.DataFrame]]:
    train, flights = (pl.read_parquet(DATA / f"{name}.parquet") for name in ("flights_train", "flights"))
    for month in MONTHS:
        yield f"flights-{month}", train, flights.filter(pl.col.ts.dt.month() == month)
    adult = pl.read_parquet(DATA / "adult.parquet")
    yield "adult", adult.filter(pl.col.split == "train"), adult.filter(pl.col.split != "train")
    bikes = pl.read_parquet(DATA / "bikes.parquet")
    for quarter in (1, 3):
        current = bikes.filter((pl.col.ts.dt.year() == 2012) & (pl.col.ts.dt.quarter() == quarter))
        yield f"bikes-{quarter}", bikes.filter(pl.col.is_reference), current


@cache
def raw_pairs() -> tuple[RawPair, ...]:
    """Every column of the real data, months against training; ids apart, whose values are not compared."""
    found = []
    for name, reference, current in _sides():
        for column in current.columns:
            if column in reference.columns and column != "event_id":
                a, b = reference[column], current[column]
                pair = Pair(summary_of(a), summary_of(b))
                found.append(RawPair(f"{name}-{column}", rows_of(a), rows_of(b), pair))
    return tuple(found)


def values() -> list[RawPair]:
    """Those with values on both sides."""
    return [raw for raw in raw_pairs() if raw.pair.has_values]


def numbers() -> list[RawPair]:
    """Those that are compared as numbers."""
    return [raw for raw in values() if raw.is_number]
