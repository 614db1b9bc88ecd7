"""Figures of a profile that a limit may name: functions of one column, and of the rows as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import KINDS, Kind
from gnomon.profiles.summary import Summary
from gnomon.profiles.vector import VectorSummary

Written = Literal["value", "count", "share"]
Numbers = NumberSummary | VectorSummary

NUMBERS: tuple[Kind, ...] = ("number", "vector")
VALUES: tuple[Kind, ...] = ("number", "vector", "flag", "category", "time")
PERCENTILE = re.compile(r"p(\d{1,2}|99\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A function of a column.

    Attributes:
        kinds: Kinds of column that it has a meaning for.
        of: What computes it; None when it is not known.
        written: How people read it.
    """

    kinds: tuple[Kind, ...]
    of: Callable[[Summary], float | None]
    written: Written = "value"


def _numbers(compute: Callable[[NumberSummary], float | None]) -> Figure:
    def of(summary: Summary) -> float | None:
        return compute(summary.values) if isinstance(summary, Numbers) and summary.values.count else None

    return Figure(NUMBERS, of)


def _share(hits: Callable[[Summary], int]) -> Figure:
    return Figure(KINDS, lambda summary: hits(summary) / summary.rows if summary.rows else None, "share")


def _nans(summary: Summary) -> int:
    return summary.nans if isinstance(summary, NumberSummary) else 0


def _distinct(summary: Summary) -> float | None:
    return getattr(summary, "distinct", None)


def _empty_share(summary: Summary) -> float | None:
    if not isinstance(summary, CategorySummary) or not summary.rows:
        return None
    return summary.empties / summary.rows


COLUMN: Mapping[str, Figure] = {
    "mean": _numbers(lambda values: values.mean),
    "median": _numbers(lambda values: values.quantile(0.5)),
    "std": _numbers(lambda values: values.std),
    "sum": _numbers(lambda values: values.total.mean(1)),
    "min": _numbers(lambda values: values.min),
    "max": _numbers(lambda values: values.max),
    "count": Figure(KINDS, lambda summary: summary.rows - summary.missing, "count"),
    "nulls": Figure(KINDS, lambda summary: summary.nulls, "count"),
    "null_share": _share(lambda summary: summary.nulls),
    "missing": Figure(KINDS, lambda summary: summary.missing, "count"),
    "missing_share": _share(lambda summary: summary.missing),
    "nans": Figure(NUMBERS, _nans, "count"),
    "distinct": Figure(VALUES, _distinct, "count"),
    "empty_share": Figure(("category",), _empty_share, "share"),
}
"""The functions of one column, beside `pNN`, `quantile` and `share`."""

ROWS: Mapping[str, tuple[Callable[[Profile], float | None], Written]] = {
    "rows": (lambda profile: profile.rows, "count"),
    "repeated_rows": (lambda profile: profile.volume.repeated_rows if profile.rows else None, "share"),
    "repeated_ids": (lambda profile: profile.volume.repeated_ids if profile.volume.ids else None, "share"),
}
"""The names that stand for all rows."""


def percentile(name: str) -> float | None:
    """The share that a name such as `p95` means; None for another name.

    Example:
        >>> percentile("p95"), percentile("p5"), percentile("p999"), percentile("price")
        (0.95, 0.05, 0.999, None)
    """
    match = PERCENTILE.fullmatch(name)
    if match is None:
        return None
    return int(match[1]) / (100 if len(match[1]) < 3 else 1000)  # noqa: PLR2004 - p999 is 99.9 %


def quantile(share: float) -> Figure:
    """The function that gives a quantile."""
    return _numbers(lambda values: values.quantile(share))


@dataclass(frozen=True, slots=True)
class ShareOf:
    """The share of a column's rows, those without a value among them, whose value compares as said.

    Attributes:
        sign: `=`, `!=`, and for numbers `<`, `<=`, `>`, `>=`.
        value: What is compared with.

    Example:
        >>> import numpy as np
        >>> summary = NumberSummary.of(np.array([1.0, 2.0, 2.0]), nulls=1)
        >>> ShareOf("=", 2.0).of(summary), ShareOf(">", 1.5).of(summary)
        (0.5, 0.5)
    """

    sign: str
    value: str | float

    def fits(self, kind: Kind) -> bool:
        """Whether a column of a kind can be compared so."""
        if isinstance(self.value, float):
            return kind == "number"
        return kind in ("category", "flag") and self.sign in ("=", "!=")

    def of(self, summary: Summary) -> float | None:
        """The share; None when it is not known. Of numbers past 2,048 distinct values it is off by part of a bucket."""
        if not summary.rows:
            return None
        if isinstance(summary, NumberSummary) and isinstance(self.value, float):
            return self._of_numbers(summary, self.value) / summary.rows
        if isinstance(summary, CategorySummary | FlagSummary) and isinstance(self.value, str):
            same = self._same(summary, self.value)
            return None if same is None else (same if self.sign == "=" else summary.count - same) / summary.rows
        return None

    def _of_numbers(self, summary: NumberSummary, value: float) -> float:
        points, counts = summary.points(), summary.histogram.counts
        chosen = {
            "=": points == value,
            "!=": points != value,
            "<": points < value,
            "<=": points <= value,
            ">": points > value,
            ">=": points >= value,
        }[self.sign]
        ends = summary.pos_infs * (self.sign in (">", ">=", "!=")) + summary.neg_infs * (self.sign in ("<", "<=", "!="))
        return float(counts[chosen].sum()) + ends

    def _same(self, summary: CategorySummary | FlagSummary, value: str) -> int | None:
        """Rows with a value; None where past 2,048 values single ones are not known."""
        if isinstance(summary, FlagSummary):
            return {"true": summary.trues, "false": summary.falses}.get(value.lower(), 0)
        found = dict(summary.top(len(summary.categories.cells))).get(value)
        return found if found is not None else 0 if summary.categories.is_exact else None

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.sign} {self.value:g}" if isinstance(self.value, float) else f'{self.sign} "{self.value}"'


def known(x: float | None) -> float | None:
    """A number, or None for what is none."""
    return None if x is None or not math.isfinite(x) else float(x)
