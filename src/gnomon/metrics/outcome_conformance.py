"""The checks that every metric of an outcome must pass, ours and those of other packages.

A package tests its metric in one line, with any test runner::

    for check in outcome_conformance.checks(my_metric.metric):
        check()
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.outcome_metric import OutcomeMetric, described
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.outcome import Outcome, together
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OutcomeKind

NEARLY = 1e-9
Check = Callable[[], None]


def checks(metric: OutcomeMetric) -> Iterator[Check]:
    """Every check of a metric; each raises an AssertionError that says what is wrong.

    Args:
        metric: What the decorator left on the function, as its attribute `metric`.

    Example:
        >>> from gnomon.metrics.registry import find_outcome
        >>> [check() for check in checks(find_outcome("auc"))]
        [None, None, None, None, None]
    """
    yield partial(check_explains_itself, metric)
    yield partial(check_stays_in_its_range, metric)
    yield partial(check_gives_the_same_twice, metric)
    yield partial(check_is_absent_without_rows, metric)
    yield partial(check_does_not_grow_with_rows, metric)


def check_explains_itself(metric: OutcomeMetric) -> None:
    """It says in words what it is."""
    _expect(metric.name.isidentifier(), f"{metric.name!r} is no plain name")
    _expect(metric.kinds, f"{metric.name} has a meaning for no kind of outcome")
    _expect(metric.formula and metric.read.endswith("."), f"{metric.name} needs a formula and a sentence on it")
    _expect(metric.low <= metric.high, f"{metric.name}: its range is empty")
    _expect(described(metric) in (metric.function.__doc__ or ""), f"{metric.name}: its docstring lost its description")


def check_stays_in_its_range(metric: OutcomeMetric) -> None:
    """Its value is in its range, within its interval, of at least one row."""
    for outcome in outcomes(metric):
        found = metric(outcome)
        if isinstance(found, Estimate):
            inside = metric.low - NEARLY <= found.value <= metric.high + NEARLY
            _expect(inside, f"{metric.name} = {found.value}, outside [{metric.low}, {metric.high}]")
            _expect(found.low <= found.value <= found.high, f"{metric.name}: {found} lies outside its interval")
            _expect(found.n > 0 and not found.se < 0, f"{metric.name}: {found} has no rows, or a negative error")


def check_gives_the_same_twice(metric: OutcomeMetric) -> None:
    """It depends on the outcome alone, and its bytes are all of it."""
    for outcome in outcomes(metric):
        once, twice = metric(outcome), metric(type(outcome).from_bytes(outcome.to_bytes()))
        _expect(repr(once) == repr(twice), f"{metric.name} is {once} and then {twice} of the same outcome")


def check_is_absent_without_rows(metric: OutcomeMetric) -> None:
    """Without rows, or without a target, there is no value but a reason."""
    for kind in sorted(metric.kinds):
        for outcome in NOTHING[kind]:
            found = metric(outcome)
            _expect(isinstance(found, Absent) and found.reason, f"{metric.name} = {found} of no row with a target")


def check_does_not_grow_with_rows(metric: OutcomeMetric) -> None:
    """Of the same rows twice over it has about the same value: it is no sum."""
    for outcome in outcomes(metric):
        found = metric(outcome)
        twice = metric(together(outcome, outcome))
        if isinstance(found, Estimate) and isinstance(twice, Estimate) and metric.scale != "score":
            near = math.isclose(found.value, twice.value, rel_tol=0.2, abs_tol=0.1)
            _expect(near, f"{metric.name} is {found.value}, and {twice.value} of the same rows twice")


def outcomes(metric: OutcomeMetric) -> Iterator[Outcome]:
    """Every outcome that metrics are tried on, of the kinds that the metric has a meaning for."""
    for kind in sorted(metric.kinds):
        yield from OUTCOMES[kind]


def _expect(holds: object, words: str) -> None:
    if not holds:
        raise AssertionError(words)


def _binary() -> tuple[BinaryOutcome, ...]:
    """A usual model, a perfect one, few rows, one class, one score, scores that are margins, targets still out."""
    draw = np.random.default_rng(7)
    p = draw.beta(1, 3, 4000)
    y = (draw.random(4000) < p).astype(np.int8)
    above = (p >= 0.5).astype(np.int8)  # noqa: PLR2004 - the usual threshold
    some = np.where(draw.random(4000) < 0.3, -1, y).astype(np.int8)  # noqa: PLR2004 - a share of the rows
    return (
        BinaryOutcome.of(y, above, p),
        BinaryOutcome.of(y, y, y.astype(np.float64)),
        BinaryOutcome.of(y[:9], above[:9], p[:9]),
        BinaryOutcome.of(np.zeros(50, np.int8), above[:50], p[:50]),
        BinaryOutcome.of(np.ones(50, np.int8), np.ones(50, np.int8), np.ones(50)),
        BinaryOutcome.of(y, above, np.full(4000, 0.5)),
        BinaryOutcome.of(y, above, draw.normal(y, 2.0)),
        BinaryOutcome.of(some, above, np.where(p > 0.9, np.nan, p)),  # noqa: PLR2004 - a share of the rows
        BinaryOutcome.of(y, above, np.full(4000, np.nan)),
    )


def _multiclass() -> tuple[MulticlassOutcome, ...]:
    """Three classes with scores, a perfect model, many classes without scores, one class alone."""
    draw = np.random.default_rng(7)
    p = draw.dirichlet((1.0, 2.0, 0.5), 2000)
    names = np.array(["ant", "bee", "cat"])
    y = names[(p.cumsum(1) > draw.random((2000, 1))).argmax(1)].tolist()
    scores = {name: p[:, i] for i, name in enumerate(names.tolist())}
    many = [f"class {i}" for i in draw.integers(0, 80, 3000).tolist()]
    return (
        MulticlassOutcome.of(y, names[p.argmax(1)].tolist(), scores),
        MulticlassOutcome.of(y, y),
        MulticlassOutcome.of(many, many[1:] + many[:1]),
        MulticlassOutcome.of(["ant"] * 20, ["ant"] * 20, {name: score[:20] for name, score in scores.items()}),
    )


def _regression() -> tuple[RegressionOutcome, ...]:
    """A usual model, a perfect one, one row, equal targets, targets of 0, heavy tails."""
    draw = np.random.default_rng(7)
    y = draw.normal(50, 10, 3000)
    return (
        RegressionOutcome.of(y, y + draw.normal(1, 3, 3000)),
        RegressionOutcome.of(y, y),
        RegressionOutcome.of(y[:1], y[1:2]),
        RegressionOutcome.of(np.full(30, 5.0), y[:30]),
        RegressionOutcome.of(np.zeros(30), y[:30]),
        RegressionOutcome.of(draw.lognormal(0, 3, 3000), np.ones(3000)),
    )


def _ranking() -> tuple[RankingOutcome, ...]:
    """Queries of ten rows, one query alone, queries with nothing relevant among them."""
    draw = np.random.default_rng(7)
    query, score = np.repeat(np.arange(200), 10), draw.random(2000)
    relevance = draw.integers(0, 4, 2000).astype(np.float64)
    return (
        RankingOutcome.of(query, score, relevance, 5),
        RankingOutcome.of(query[:10], score[:10], relevance[:10], 10),
        RankingOutcome.of(query, score, np.where(relevance > 2, 1.0, 0.0), 3),  # noqa: PLR2004 - few are relevant
    )


OUTCOMES: Mapping[OutcomeKind, tuple[Outcome, ...]] = {
    "binary": _binary(),
    "multiclass": _multiclass(),
    "regression": _regression(),
    "ranking": _ranking(),
}
"""Outcomes of each kind that metrics are tried on."""
NOTHING: Mapping[OutcomeKind, tuple[Outcome, ...]] = {
    "binary": (BinaryOutcome(), BinaryOutcome.of(np.full(5, -1, np.int8), np.ones(5, np.int8), np.full(5, 0.9))),
    "multiclass": (MulticlassOutcome(), MulticlassOutcome.of([None, None], ["ant", "bee"])),
    "regression": (RegressionOutcome(), RegressionOutcome.of(np.full(4, np.nan), np.ones(4))),
    "ranking": (RankingOutcome(), RankingOutcome.of(np.zeros(3, np.int64), np.ones(3), np.full(3, np.nan), 5)),
}
