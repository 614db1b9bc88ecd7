"""The registry: what a metric says of itself, how all are found, and how they run on a pair.

A metric is a function of a `Pair` with the decorator `metric` on it, in a file
of `drift/` or `quality/`, or in another package that names it under the entry
point group `gnomon.metrics`; a metric of an outcome is found in the same ways
(`performance/`, `outcome_metric`). The record that the decorator makes is the only
place where a metric is explained: help texts, the docs and tooltips are made from it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import entry_points
from typing import Literal, TypeVar

import numpy as np

from gnomon.errors import UsageError
from gnomon.metrics import rooms
from gnomon.metrics.estimate import Absent, Measured
from gnomon.metrics.explanation import explanation
from gnomon.metrics.outcome_metric import OutcomeMetric
from gnomon.metrics.pair import Pair
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.schema import KINDS, Kind

Bad = Literal["up", "down", "away", "neither"]
Needs = Literal["values", "rows", "current rows"]
Function = Callable[[Pair], float | None]
F = TypeVar("F", bound=Function)
R = TypeVar("R", "Metric", OutcomeMetric)
T = TypeVar("T")

GROUP = "gnomon.metrics"
HERE = __name__.rpartition(".")[0]

NUMBERS: tuple[Kind, ...] = ("number", "time", "vector")
"""Kinds that are compared as numbers."""
CATEGORIES: tuple[Kind, ...] = ("category", "flag")
"""Kinds that are compared as categories."""
VALUES: tuple[Kind, ...] = NUMBERS + CATEGORIES
"""Kinds that have values."""
ALL: tuple[Kind, ...] = KINDS
"""Every kind, a column of nulls among them."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A named function of a pair, and what people need to know to read it.

    Attributes:
        name: Its key in `metrics`.
        function: What computes it; None where it has no value.
        kinds: Kinds that it has a meaning for.
        formula: How it is computed; p is the reference's share of a cell, q the current one.
        low: Least value that it can take.
        high: Greatest value that it can take.
        bad: Which way is bad: `up`, `down`, `away` from `at_rest`, or `neither`.
        read: One sentence on how to read it.
        needs: Values on both sides, rows on both sides, or current rows: without them it is None.
        at_rest: Its value when both sides are the same; None when that depends on them.
        symmetric: Whether it is the same with the sides exchanged.
        source: Paper or standard; empty when it is our own.
        family: The room: `drift`, `quality`, or `plug-in`.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> find("psi")(Pair(FlagSummary(falses=5), FlagSummary())) is None
        True
    """

    name: str
    function: Function
    kinds: frozenset[Kind]
    formula: str
    low: float
    high: float
    bad: Bad
    read: str
    needs: Needs
    at_rest: float | None
    symmetric: bool
    source: str
    family: str

    def __call__(self, pair: Pair, /) -> float | None:
        """The metric of a pair; None when it cannot be computed, never NaN or infinite."""
        if not self.is_answered_by(pair):
            return None
        with np.errstate(over="ignore", invalid="ignore"):
            value = self.function(pair)
        return None if value is None or not math.isfinite(value) else float(value)

    def is_answered_by(self, pair: Pair) -> bool:
        """Whether a pair has what the metric needs."""
        if pair.kind not in self.kinds:
            return False
        if self.needs == "values":
            return pair.has_values
        return pair.has_rows if self.needs == "rows" else pair.current.rows > 0


def metric(  # noqa: PLR0913 - one argument for each thing that people must know of a metric
    *,
    kinds: Collection[Kind],
    formula: str,
    low: float = 0.0,
    high: float = math.inf,
    bad: Bad = "up",
    read: str,
    needs: Needs = "values",
    at_rest: float | None = 0.0,
    symmetric: bool = False,
    source: str = "",
) -> Callable[[F], F]:
    """Make a function of a pair a metric; its name is the function's.

    The arguments are the fields of `Metric`, and are appended to the docstring.

    Example:
        >>> @metric(kinds=["number"], formula="q - p", low=-1, bad="away", read="Above 0: more zeros.")
        ... def zeros_change(pair: Pair) -> float:
        ...     p, q = (dict(side.top(2048)).get(0.0, 0) / side.count for side in pair.numbers)
        ...     return q - p
        >>> record_of(zeros_change).name
        'zeros_change'
    """

    def register(function: F) -> F:
        inside = function.__module__.startswith(f"{HERE}.")
        family = function.__module__.split(".")[2] if inside else "plug-in"
        record = Metric(
            name=function.__name__,
            function=function,
            kinds=frozenset(kinds),
            formula=formula,
            low=low,
            high=high,
            bad=bad,
            read=read,
            needs=needs,
            at_rest=at_rest,
            symmetric=symmetric,
            source=source,
            family=family,
        )
        vars(function)["metric"] = record
        function.__doc__ = f"{function.__doc__ or ''}\n\n{described(record)}"
        return function

    return register


def record_of(function: Callable[..., object]) -> Metric:
    """What the decorator recorded of a function.

    Raises:
        UsageError: It is no metric.
    """
    record = getattr(function, "metric", None)
    if not isinstance(record, Metric):
        raise UsageError(f"{function!r} is no metric. Put @gnomon.metrics.registry.metric(…) on it.")
    return record


def described(record: Metric) -> str:
    """Formula, range, bad direction and reading, a line each."""
    return explanation(record, record.at_rest)


@cache
def metrics() -> tuple[Metric, ...]:
    """Every metric of two profiles, ours by room and name, then those of other packages.

    Raises:
        UsageError: Two have the same name.

    Example:
        >>> [m.name for m in metrics()][:3]
        ['anderson_darling', 'chi2', 'chi2_p']
    """
    return tuple(record for record in _records() if isinstance(record, Metric))


@cache
def outcome_metrics() -> tuple[OutcomeMetric, ...]:
    """Every metric of an outcome, ours by name, then those of other packages.

    Raises:
        UsageError: Two have the same name.

    Example:
        >>> [m.name for m in outcome_metrics()][:3]
        ['accuracy', 'auc', 'auc_ovr']
    """
    return tuple(record for record in _records() if isinstance(record, OutcomeMetric))


def _records() -> list[Metric | OutcomeMetric]:
    """Every metric of either sort: a name means one thing."""
    ours = [record for room in rooms.folders(HERE) for record in _written_in(room)]
    found = [entry.load() for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name)]
    of_pairs = [function for function in found if not hasattr(function, "profile_metric")]  # `@gn.metric`: by `code`
    theirs = [_record(function) or record_of(function) for function in of_pairs]
    seen: set[str] = set()
    for record in ours + theirs:
        if record.name in seen:
            raise UsageError(f"two metrics are named {record.name!r}. Rename one of them.")
        seen.add(record.name)
    return [*ours, *theirs]


def _written_in(room: str) -> list[Metric | OutcomeMetric]:
    found = [record for record in map(_record, rooms.written_in(room)) if record is not None]
    return sorted(found, key=lambda record: record.name)


def _record(value: object) -> Metric | OutcomeMetric | None:
    record = getattr(value, "metric", None)
    return record if isinstance(record, Metric | OutcomeMetric) else None


def find(name: str) -> Metric:
    """The metric of two profiles of a name.

    Raises:
        UsageError: There is none.
    """
    return _found(name, metrics())


def find_outcome(name: str) -> OutcomeMetric:
    """The metric of an outcome of a name.

    Raises:
        UsageError: There is none.
    """
    return _found(name, outcome_metrics())


def _found(name: str, records: tuple[R, ...]) -> R:
    for record in records:
        if record.name == name:
            return record
    names = ", ".join(record.name for record in records)
    raise UsageError(f"there is no metric {name!r}. There are {names}.")


def measure(pair: Pair) -> dict[str, float | None]:
    """Every metric that has a meaning for the pair's kind.

    Args:
        pair: A reference and a current summary.

    Returns:
        Value by name; None for one that cannot be computed (an empty side, a
        constant reference). One of another package that fails is None, with a warning.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> values = measure(Pair(FlagSummary(falses=5, trues=5), FlagSummary(falses=4, trues=6)))
        >>> round(values["tv"], 12), "ks" in values
        (0.1, False)
    """
    return {record.name: _value(record, pair) for record in metrics() if pair.kind in record.kinds}


def measure_outcome(outcome: Outcome) -> dict[str, Measured]:
    """Every metric that has a meaning for the outcome's kind.

    Returns:
        Estimate by name; `Absent`, with its reason, for one that cannot be computed. One of another
        package that fails is absent too, with a warning.

    Example:
        >>> from gnomon.profiles.outcomes.binary import BinaryOutcome
        >>> measured = measure_outcome(BinaryOutcome.of(*np.array([[1, 0], [1, 1]], np.int8), np.array([0.9, 0.6])))
        >>> measured["accuracy"].value, measured["auc"].reason
        (0.5, 'fewer than two scored rows of a class')
    """
    found = {r.name: _guarded(r, partial(r, outcome)) for r in outcome_metrics() if outcome.kind in r.kinds}
    return {name: Absent("the metric failed") if value is None else value for name, value in found.items()}


def _value(record: Metric, pair: Pair) -> float | None:
    return _guarded(record, partial(record, pair))


def _guarded(record: Metric | OutcomeMetric, compute: Callable[[], T]) -> T | None:
    """What a metric computes; another package's must not stop the rest."""
    try:
        return compute()
    except Exception as error:
        if record.family != "plug-in":
            raise  # a bug of ours
        warnings.warn(f"metric {record.name!r} was not computed: {error!r}", RuntimeWarning, stacklevel=4)
        return None
