"""Outcomes for the laws: how each kind is made of rows, and what of it is exact in a difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from tests import laws

from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.class_counts import ClassCounts
from gnomon.profiles.outcomes.class_scores import ClassScores
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.sketches.categories import Categories

NAN = float("nan")
SCORES = st.sampled_from([0.0, -0.0, 1.0, 0.5, 1e-300, 1 - 2**-53, 1.5, -0.2, NAN, float("inf")]) | st.floats(0, 1)
NUMBERS = st.sampled_from([0.0, -0.0, 1.0, 5e-324, 1e76, -1e75, 1e308, NAN, float("-inf"), 0.1]) | st.floats(-1e6, 1e6)
NAMES = st.sampled_from([None, "", "cat", "dog", "é", "a" * 40])
CLASSES = ("cat", "dog", "eel")


def coarse(a: NumberSummary, whole: NumberSummary) -> NumberSummary:
    return replace(a, histogram=a.histogram.at(max(a.histogram.shift, whole.histogram.shift)))


def bounded(a: NumberSummary) -> NumberSummary:
    """All of it but the bounds, which a difference does not know."""
    return replace(a, low=0.0, high=0.0, bounds_exact=True)


def table(rows: list[tuple[Any, ...]], width: int) -> np.ndarray:
    return np.array(rows, np.float64).reshape(len(rows), width)


def many(seed: int, odd: np.ndarray) -> np.ndarray:
    """Thousands of rows of a model, with some odd ones among them."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(1500, 3500))
    score = draw.beta(0.5, 1, n)
    rows = np.stack((draw.integers(-2, 2, n), draw.integers(-1, 2, n), score), 1)
    return draw.permutation(np.concatenate((rows, odd)))


def binary() -> laws.Kind:
    codes = st.sampled_from([1.0, 0.0, -1.0, -2.0])
    few = st.lists(st.tuples(codes, codes, SCORES), max_size=12).map(lambda rows: table(rows, 3))

    def of(rows: np.ndarray) -> BinaryOutcome:
        return BinaryOutcome.of(rows[:, 0].astype(np.int8), rows[:, 1].astype(np.int8), rows[:, 2])

    def coarsened(a: BinaryOutcome, whole: BinaryOutcome) -> BinaryOutcome:
        groups = [coarse(x, y) for x, y in zip(a.groups, whole.groups, strict=True)]
        return BinaryOutcome.of_groups(groups, a.losses, a.unusable)

    def exact(a: BinaryOutcome) -> Any:
        return [bounded(group) for group in a.groups], a.losses, a.unusable

    items = few | st.builds(many, st.integers(0, 2**32), few)
    return laws.Kind(BinaryOutcome(), of, items, coarsened, exact)


def regression() -> laws.Kind:
    few = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12).map(lambda rows: table(rows, 2))

    def spread(seed: int, odd: np.ndarray) -> np.ndarray:
        draw = np.random.default_rng(seed)
        rows = np.stack((draw.lognormal(0, 3, 2500), draw.normal(0, 100, 2500)), 1)
        return draw.permutation(np.concatenate((rows, odd)))

    def of(rows: np.ndarray) -> RegressionOutcome:
        return RegressionOutcome.of(rows[:, 0], rows[:, 1])

    def coarsened(a: RegressionOutcome, whole: RegressionOutcome) -> RegressionOutcome:
        losses = a.by_prediction.at(max(a.by_prediction.shift, whole.by_prediction.shift))
        names = ("residuals", "sizes", "untargeted")
        return replace(
            a, by_prediction=losses, **{name: coarse(getattr(a, name), getattr(whole, name)) for name in names}
        )

    def exact(a: RegressionOutcome) -> Any:
        names = ("residuals", "sizes", "untargeted")
        return replace(a, **{name: bounded(getattr(a, name)) for name in names}).to_bytes()

    return laws.Kind(RegressionOutcome(), of, few | st.builds(spread, st.integers(0, 2**32), few), coarsened, exact)


def objects(rows: list[Any]) -> np.ndarray:
    array = np.empty(len(rows), object)
    for place, row in enumerate(rows):
        array[place] = row
    return array


def multiclass() -> laws.Kind:
    row = st.tuples(NAMES, NAMES, st.tuples(SCORES, SCORES, SCORES))
    few = st.lists(row, max_size=12).map(objects)

    def crowd(seed: int, odd: np.ndarray) -> np.ndarray:
        draw = np.random.default_rng(seed)
        pairs = draw.integers(0, 70, (2600, 2)).tolist()
        rows = [(f"class {t}", f"class {p}", (0.2, 0.3, 0.5)) for t, p in pairs]
        return draw.permutation(np.concatenate((objects(rows), odd)))

    def of(rows: np.ndarray) -> MulticlassOutcome:
        scores = {name: np.array([row[2][i] for row in rows], np.float64) for i, name in enumerate(CLASSES)}
        return MulticlassOutcome.of([row[0] for row in rows], [row[1] for row in rows], scores)

    def coarse_names(a: Categories, whole: Categories) -> Categories:
        return a.at(max(a.shift, whole.shift))

    def coarsened(a: MulticlassOutcome, whole: MulticlassOutcome) -> MulticlassOutcome:
        x, y = a.counts, whole.counts
        counts = ClassCounts(
            coarse_names(x.targets, y.targets),
            coarse_names(x.predictions, y.predictions),
            coarse_names(x.hits, y.hits),
            x.pairs.at(max(x.pairs.shift, y.pairs.shift)),
        )
        scores = {name: coarse_scores(each, whole.scores[name]) for name, each in a.scores.items()}
        return replace(a, counts=counts, untargeted=coarse_names(a.untargeted, whole.untargeted), scores=scores)

    def coarse_scores(a: ClassScores, whole: ClassScores) -> ClassScores:
        return ClassScores(
            coarse(a.positives, whole.positives),
            coarse(a.negatives, whole.negatives),
            coarse(a.untargeted, whole.untargeted),
        )

    def exact(a: MulticlassOutcome) -> Any:
        scores = {
            name: [bounded(part) for part in (each.positives, each.negatives, each.untargeted)]
            for name, each in a.scores.items()
        }
        return a.counts, a.untargeted, scores, a.scored, a.log_loss, a.unusable

    return laws.Kind(MulticlassOutcome(), of, few | st.builds(crowd, st.integers(0, 2**32), few), coarsened, exact)


def ranking() -> laws.Kind:
    relevances = st.sampled_from([0.0, 1.0, 2.0, 0.5, NAN, -1.0, float("inf")])
    query = st.lists(st.tuples(SCORES, relevances), max_size=6)
    items = st.lists(query, max_size=8).map(objects)

    def of(queries: np.ndarray) -> RankingOutcome:
        rows = table([row for query in queries for row in query], 2)
        numbers = np.repeat(np.arange(len(queries)), [len(query) for query in queries])
        return RankingOutcome.of(numbers, rows[:, 0], rows[:, 1], 3)

    def exact(a: RankingOutcome) -> Any:
        names = ("ndcg", "reciprocal_rank", "average_precision")
        return replace(a, **{name: bounded(getattr(a, name)) for name in names}).to_bytes()

    return laws.Kind(RankingOutcome(), of, items, lambda a, whole: a, exact)


KINDS = {"binary": binary(), "multiclass": multiclass(), "regression": regression(), "ranking": ranking()}
"""The laws' view of each kind of outcome."""
