"""The reference's results, weighted to look like now."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Estimate
from gnomon.metrics.estimation.reweighted import reweighted
from gnomon.metrics.registry import measure_outcome
from gnomon.profiles.outcomes.binary import BinaryOutcome


def drawn(n: int, seed: int, a: float = 1.0, b: float = 2.0, off: float = 0.0) -> BinaryOutcome:
    draw = np.random.default_rng(seed)
    p = draw.beta(a, b, n)
    y = (draw.random(n) < np.clip(p + off, 0, 1)).astype(np.int8)
    return BinaryOutcome.of(y, (p >= 0.5).astype(np.int8), p)


def test_another_mix_of_scores_is_foretold() -> None:
    past, now = drawn(30_000, 0), drawn(30_000, 1, a=3.0)
    opinion, truth = reweighted({"": past}, {"": now}), measure_outcome(now)
    assert opinion is not None
    assert not opinion.weak
    assert opinion.area == pytest.approx(truth["auc"].value, abs=0.01)
    for name in ("accuracy", "precision", "recall", "f1"):
        assert getattr(opinion.confusion, name)().value == pytest.approx(truth[name].value, abs=0.02), name


def test_the_same_mix_keeps_every_row() -> None:
    past = drawn(5000, 0)
    opinion = reweighted({"": past}, {"": past})
    assert opinion is not None
    assert opinion.effective_rows == pytest.approx(5000)
    assert opinion.confusion.tp == pytest.approx(past.counts[0])


def test_segments_are_weighted_by_how_common_they_are() -> None:
    past = {"a": drawn(9000, 0), "b": drawn(1000, 1, off=0.3)}
    now = {"a": drawn(1000, 2), "b": drawn(9000, 3, off=0.3)}
    truth = measure_outcome(now["a"] + now["b"])["accuracy"].value
    opinion = reweighted(past, now)
    blind = reweighted({"": past["a"] + past["b"]}, {"": now["a"] + now["b"]})
    assert opinion is not None
    assert blind is not None
    near, far = (abs(each.confusion.accuracy().value - truth) for each in (opinion, blind))
    assert near < far / 3


def test_what_the_reference_has_not_seen_makes_it_weak() -> None:
    past = drawn(5000, 0, b=9.0)
    new = reweighted({"a": past}, {"a": drawn(900, 1, b=9.0), "b": drawn(100, 2)})
    beyond = reweighted({"": past}, {"": drawn(1000, 1, a=9.0, b=1.0)})
    assert new is not None
    assert beyond is not None
    assert new.unseen == pytest.approx(0.1, abs=0.01)
    assert new.weak
    assert beyond.weak


def test_without_rows_on_a_side_there_is_none() -> None:
    past = drawn(100, 0)
    assert reweighted({"": past}, {"": BinaryOutcome()}) is None
    assert reweighted({}, {"": past}) is None
    assert reweighted({"": BinaryOutcome()}, {"": past}) is None


def test_disagreement_is_of_two_standard_errors() -> None:
    past = drawn(5000, 0)
    opinion = reweighted({"": past}, {"": past})
    assert opinion is not None
    assert opinion.disagrees("auc", Estimate(opinion.area + 0.03, 0, 1, 0.01, 9))
    assert not opinion.disagrees("auc", Estimate(opinion.area + 0.01, 0, 1, 0.01, 9))
    assert opinion.disagrees("recall", Estimate(0.0, 0, 1, 0.01, 9))
    assert not opinion.disagrees("auc", Absent("no row"))


def test_one_class_has_no_area_to_disagree_about() -> None:
    y = np.zeros(200, np.int8)
    past = BinaryOutcome.of(y, y, np.linspace(0, 0.4, 200))
    opinion = reweighted({"": past}, {"": past})
    assert opinion is not None
    assert np.isnan(opinion.area)
    assert not opinion.disagrees("auc", Estimate(0.5, 0, 1, 0.01, 9))
    assert not opinion.disagrees("recall", Estimate(0.5, 0, 1, 0.01, 9))
    assert opinion.confusion == Confusion(0, 0, 0, pytest.approx(200))
