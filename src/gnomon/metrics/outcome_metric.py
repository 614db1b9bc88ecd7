"""A metric of one outcome, and what it says of itself: the sibling of a metric of two profiles."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal, TypeVar

from gnomon.metrics.estimate import Absent, Measured
from gnomon.metrics.explanation import explanation
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.task import OutcomeKind

Bad = Literal["up", "down", "away"]
Scale = Literal["rank", "rate", "error", "score"]
F = TypeVar("F", bound=Callable[..., Measured])

ABSENT_KIND = "it has no meaning for this kind of outcome"


@dataclass(frozen=True, slots=True)
class OutcomeMetric:
    """A named function of an outcome, and what people need to know to read it.

    Attributes:
        name: Its key.
        function: What computes it.
        kinds: Kinds of outcome that it has a meaning for.
        formula: How it is computed.
        low: Least value that it can take.
        high: Greatest value that it can take.
        bad: Which way is bad: `up`, `down`, or `away` from 0.
        read: One sentence on how to read it.
        scale: What a change of it is told in: `rank` and `score` in its own unit, `rate` in points, `error`
            relative to its value.
        source: Paper or standard; empty when it is common knowledge.
        family: The room: `performance`, or `plug-in`.

    Example:
        >>> from gnomon.metrics.registry import find_outcome
        >>> from gnomon.profiles.outcomes.ranking import RankingOutcome
        >>> find_outcome("auc")(RankingOutcome()).reason
        'it has no meaning for this kind of outcome'
    """

    name: str
    function: Callable[..., Measured]
    kinds: frozenset[OutcomeKind]
    formula: str
    low: float
    high: float
    bad: Bad
    read: str
    scale: Scale
    source: str
    family: str

    def __call__(self, outcome: Outcome, /) -> Measured:
        """The metric of an outcome, or why there is none."""
        return self.function(outcome) if outcome.kind in self.kinds else Absent(ABSENT_KIND)


def outcome_metric(
    *,
    kinds: Collection[OutcomeKind],
    formula: str,
    low: float = 0.0,
    high: float = 1.0,
    bad: Bad = "down",
    read: str,
    scale: Scale = "rate",
    source: str = "",
) -> Callable[[F], F]:
    """Make a function of an outcome a metric; its name is the function's.

    The arguments are the fields of `OutcomeMetric`, and are appended to the docstring.

    Example:
        >>> from gnomon.metrics.estimate import share
        >>> @outcome_metric(kinds=["binary"], formula="(TP + FP) / n", bad="away", read="Share predicted positive.")
        ... def predicted_share(outcome):
        ...     tp, fp, fn, tn = outcome.counts
        ...     return share(tp + fp, outcome.targeted)
        >>> predicted_share.metric.name
        'predicted_share'
    """

    def register(function: F) -> F:
        words = function.__module__.split(".")
        inside = words[:2] == __name__.split(".")[:2]
        record = OutcomeMetric(
            name=function.__name__,
            function=function,
            kinds=frozenset(kinds),
            formula=formula,
            low=low,
            high=high,
            bad=bad,
            read=read,
            scale=scale,
            source=source,
            family=words[2] if inside else "plug-in",
        )
        vars(function)["metric"] = record
        function.__doc__ = f"{function.__doc__ or ''}\n\n{described(record)}"
        return function

    return register


def described(record: OutcomeMetric) -> str:
    """Formula, range, bad direction and reading, a line each."""
    return explanation(record, 0.0)
