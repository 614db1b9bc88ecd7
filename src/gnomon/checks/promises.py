"""The promises of a data contract: how each is read, and whether a column's summary keeps it."""

from __future__ import annotations

import itertools
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from gnomon.checks import contract_words, numbers
from gnomon.checks.verdict import Status
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.schema import KINDS
from gnomon.profiles.summary import Summary
from gnomon.profiles.vector import VectorSummary
from gnomon.profiles.volume import RowsSummary

REGULAR = re.compile(r"[\\^$*?\[\]{}|]")


class UnreadableError(Exception):
    """A promise is written wrongly, or cannot be told from a profile."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a promise is kept.

    Attributes:
        status: `ok`, `violation`, or `error` where the column's kind cannot keep such a promise.
        reason: The sentence.
        value: The share of rows, or values, that keep it; None of a kind.
        limit: The least share that should.
    """

    status: Status
    reason: str
    value: float | None = None
    limit: float | None = 1.0


Promise = Callable[[str, Summary], Kept]


def shape(text: str) -> str:
    """The shape of a text: letters as `A` or `a`, digits as `9`, runs as one.

    Example:
        >>> shape("AB123-x")
        'A9-a'
    """
    classes = ("A" if c.isupper() else "a" if c.islower() else "9" if c.isdigit() else c for c in text)
    return "".join(c for c, _ in itertools.groupby(classes))


def type_of(what: Any) -> Promise:  # noqa: ANN401 - what a person wrote
    """Of a kind."""
    if what not in KINDS or what == "null":
        raise UnreadableError(f"{what!r} is no kind.")

    def promise(column: str, summary: Summary) -> Kept:
        if summary.kind in (what, "null"):
            return Kept("ok", contract_words.kept(column, f"is a {summary.kind}, as promised"), limit=None)
        return Kept("violation", contract_words.kind(column, summary.kind, what), limit=None)

    return promise


def range_of(ends: tuple[float | None, float | None]) -> Promise:
    """Numbers between two ends, both allowed; None leaves one open."""
    low, high = (
        default if end is None else float(end) for end, default in zip(ends, (-math.inf, math.inf), strict=True)
    )

    def promise(column: str, summary: Summary) -> Kept:
        if not isinstance(summary, NumberSummary | VectorSummary):
            return Kept("error", contract_words.kind(column, summary.kind, "number"))
        return _in_range(column, summary.values, low, high)

    return promise


def set_of(what: Any) -> Promise:  # noqa: ANN401 - what a person wrote
    """Values of a list."""
    if not isinstance(what, list | tuple | set | frozenset) or not what:
        raise UnreadableError(f"{what!r} is no list of values.")
    allowed = list(what)

    def promise(column: str, summary: Summary) -> Kept:
        return _in_set(column, summary, allowed)

    return promise


def pattern_of(what: Any) -> Promise:  # noqa: ANN401 - what a person wrote
    """Texts of a shape."""
    if not isinstance(what, str) or not what:
        raise UnreadableError(f"{what!r} is no shape.")
    if REGULAR.search(what):
        raise UnreadableError(f"{what!r} is a regular expression, and a profile keeps shapes, not texts.")
    wanted = shape(what)

    def promise(column: str, summary: Summary) -> Kept:
        if not isinstance(summary, CategorySummary):
            return Kept("error", contract_words.kind(column, summary.kind, "category"))
        found = summary.shapes.top(len(summary.shapes.cells))
        others = [(name, count) for name, count in found if name != wanted]
        hits = sum(count for _, count in others)
        if not hits:
            said = contract_words.kept(column, f"has values of the shape {wanted} only", "runs of letters and digits")
            return Kept("ok", said, 1.0)
        names = [name for name, _ in others]
        return Kept(
            "violation", contract_words.shapes(column, hits, summary.count, names, wanted), 1 - hits / summary.count
        )

    return promise


def unique_of(what: Any) -> Promise:  # noqa: ANN401 - what a person wrote
    """No value twice."""
    if what is not True:
        raise UnreadableError(f"{what!r} promises nothing.")
    return _is_unique


@dataclass(frozen=True, slots=True)
class Present:
    """A value in so many rows.

    Attributes:
        least: The least share of them.
    """

    least: float

    def __call__(self, column: str, summary: Summary) -> Kept:
        """Of a column."""
        return self.of(column, summary.rows - summary.missing, summary.rows)

    def of(self, column: str, hits: int, rows: int) -> Kept:
        """Of so many rows with a value."""
        said = contract_words.present(column, hits, rows, self.least)
        return Kept("violation" if hits / rows < self.least else "ok", said, hits / rows, self.least)


def present_of(what: Any) -> Present:  # noqa: ANN401 - what a person wrote
    """A value in so many rows."""
    if what is not True and not (is_number(what) and 0 <= float(what) <= 1):
        raise UnreadableError(f"{what!r} is no share.")
    return Present(1.0 if what is True else float(what))


def of_id(column: str, promise: Promise, rows: RowsSummary) -> Kept:
    """A promise about the id of the rows, which is counted with them and has no summary of its own.

    Args:
        column: Its name.
        promise: The promise.
        rows: What is kept of whole rows.
    """
    if isinstance(promise, Present):
        return promise.of(column, rows.ids, rows.count)
    if promise is not _is_unique:
        return Kept("error", contract_words.of_id(column), limit=None)
    share = rows.repeated_ids
    if share <= 0:
        return Kept("ok", contract_words.kept(column, "is unique"), 1.0)
    return Kept("violation", contract_words.repeated(column, share, is_exact=rows.id_sample.is_exact), 1 - share)


def _in_range(column: str, values: NumberSummary, low: float, high: float) -> Kept:
    total = values.count + values.infs
    ends = [values.low] * bool(values.count) + [values.high] * bool(values.count)
    ends += [-math.inf] * bool(values.neg_infs) + [math.inf] * bool(values.pos_infs)
    farthest = max(ends, key=lambda x: max(low - x, x - high), default=math.nan)
    if low <= farthest <= high or not total:
        # After a subtraction the ends are bounds: inside, they say the same.
        return Kept("ok", contract_words.kept(column, contract_words.inside(low, high)), 1.0)
    lows, highs = values.ends()
    counts = values.histogram.counts
    surely = int(counts[(highs < low) | (lows > high)].sum())
    surely += values.neg_infs * (low > -math.inf) + values.pos_infs * (high < math.inf)
    maybe = int(counts[(lows < low) & (highs >= low) | (highs > high) & (lows <= high)].sum())
    if not surely and not values.bounds_exact:
        certain = "as far as is known after rows were taken back"
        return Kept("ok", contract_words.kept(column, contract_words.inside(low, high), certain), 1.0)
    hits = max(surely, 1)
    said = contract_words.outside(column, hits, total, (low, high), farthest, at_least=maybe > 0)
    return Kept("violation", said, 1 - hits / total)


def _in_set(column: str, summary: Summary, allowed: list[Any]) -> Kept:
    if isinstance(summary, NumberSummary):
        if not all(is_number(one) for one in allowed):
            return Kept("error", contract_words.kept(column, "is a number, and the set holds other values"))
        if not summary.histogram.is_exact:
            return Kept(
                "violation", contract_words.kept(column, f"has more than 2,048 values; promised: {len(allowed)}")
            )
        found = {numbers.figure(value): count for value, count in summary.top(summary.distinct or 0)
                 if value not in {float(one) for one in allowed}}  # fmt: skip
        return _listed(column, found, summary.count + summary.infs, summary.infs, is_exact=True)
    if isinstance(summary, CategorySummary | FlagSummary):
        names = {str(one).lower() if isinstance(one, bool) else str(one) for one in allowed}
        cells = summary.categories
        found = {name: count for name, count in cells.top(len(cells.cells)) if name not in names}
        return _listed(column, found, summary.count, 0, is_exact=cells.is_exact)
    return Kept("error", contract_words.kind(column, summary.kind, "number, flag or category"))


def _listed(column: str, found: dict[str, int], values: int, infinite: int, *, is_exact: bool) -> Kept:
    hits = sum(found.values()) + infinite
    if not hits:
        return Kept("ok", contract_words.kept(column, "has allowed values only"), 1.0)
    names = list(found) or ["∞"]
    said = contract_words.unlisted(column, hits, values, names, at_least=not is_exact)
    return Kept("violation", said, 1 - hits / values)


def _is_unique(column: str, summary: Summary) -> Kept:
    """Whether no value occurs twice: exact to 2,048 distinct ones, past that from a sample of them."""
    values = summary.rows - summary.missing
    if isinstance(summary, CategorySummary) and not summary.categories.is_exact:
        share = summary.sample.repeated_share(values)
        if share <= 0:
            said = contract_words.kept(column, "has no repeated value in the sample of its values that is kept")
            return Kept("ok", said, 1.0)
        return Kept("violation", contract_words.repeated(column, share, is_exact=False), 1 - share)
    distinct = summary.distinct
    if distinct is None:
        why = "has too many numbers to tell whether one repeats: give it the role id, or read it as category"
        return Kept("error", contract_words.kept(column, why))
    if distinct >= values:
        return Kept("ok", contract_words.kept(column, "is unique"), 1.0)
    return Kept("violation", contract_words.repeated(column, 1 - distinct / values, is_exact=True), distinct / values)


def is_number(x: object) -> TypeGuard[int | float]:
    """Whether somebody wrote a finite number, which a float can hold."""
    return isinstance(x, int | float) and not isinstance(x, bool) and abs(x) <= sys.float_info.max
