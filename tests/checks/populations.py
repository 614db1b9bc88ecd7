"""Real columns as populations, and samples of them as summaries, drawn without touching a row twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.hashing import hash_names
from gnomon.sketches.histogram import Histogram

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, eq=False)
class Population:
    """A column of a file: its distinct values with their shares, a null among them.

    A sample is `n` rows drawn with replacement: for what a verdict reads, the same as rows of the file.
    """

    name: str
    kind: str
    values: np.ndarray
    shares: np.ndarray
    hashes: np.ndarray

    @cached_property
    def reach(self) -> np.ndarray:
        """Up to which part of the rows each value reaches, the null last."""
        return np.cumsum(self.shares)

    def sample(self, n: int, rng: np.random.Generator) -> Summary:
        """Draw rows and summarise them."""
        held, counts = self._drawn(n, rng)
        is_null = held == len(self.values)
        nulls, held, counts = int(counts[is_null].sum()), held[~is_null], counts[~is_null]
        values = self.values[held]
        match self.kind:
            case "flag":
                both = dict(zip(values.tolist(), counts.tolist(), strict=True))
                return FlagSummary(nulls, both.get(False, 0), both.get(True, 0))
            case "category":
                hashes = self.hashes[held]
                categories = Categories.of_hashes(hashes, counts, values.tolist())
                return CategorySummary(nulls, categories, Distinct.of(hashes, counts))
            case _:
                numbers = _numbers(values, counts, nulls)
                return TimeSummary(numbers) if self.kind == "time" else numbers

    def _drawn(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """The places of the values that were drawn, in order, and how often each was; whichever way is shorter."""
        if n < len(self.shares):
            places = np.searchsorted(self.reach, rng.random(n) * self.reach[-1], side="right")
            return np.unique(places, return_counts=True)
        counts = rng.multinomial(n, self.shares)
        held = np.flatnonzero(counts)
        return held, counts[held]


def _numbers(values: np.ndarray, counts: np.ndarray, nulls: int) -> NumberSummary:
    if not len(values):
        return NumberSummary(nulls=nulls)
    low, high = float(values[0]), float(values[-1])
    return NumberSummary(nulls, histogram=Histogram.of_counts(values, counts), total=ExactSum(), low=low, high=high)


def populations(file: str) -> Iterator[Population]:
    """The columns of a file of the data."""
    for column in pl.read_parquet(DATA / f"{file}.parquet"):
        counted = column.drop_nulls().value_counts(sort=False).sort(column.name)
        values, counts = counted[column.name], counted["count"].to_numpy()
        shares = np.append(counts, column.null_count()) / len(column)
        none = np.empty(0, np.uint64)
        if column.dtype == pl.Boolean:
            yield Population(column.name, "flag", values.to_numpy(), shares, none)
        elif column.dtype == pl.String:
            names = values.to_list()
            yield Population(column.name, "category", np.array(names, object), shares, hash_names(names))
        else:
            kind = "time" if column.dtype.is_temporal() else "number"
            yield Population(column.name, kind, values.to_physical().to_numpy().astype(np.float64), shares, none)
