"""The decision over all columns: what fires, and what could have been seen."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.checks import decide
from gnomon.checks import fit as fits
from gnomon.checks import tests as five
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit
from gnomon.checks.settings import NAMES, Settings

EVEN = [0.25, 0.25, 0.25, 0.25]


def counts(shares: list[list[float]], rows: float) -> Counts:
    values = rows * np.array(shares)[:, None, :]
    nothing = np.zeros(values.shape[:2])
    return Counts(values, nothing, nothing, nothing, values.sum(2))


def judged(
    shares: list[list[float]], rows: float, *, is_ordered: bool = True
) -> tuple[Fit, five.Outcomes, decide.Decision, decide.Seen]:
    count = len(shares)
    zero, yes = np.zeros(count), np.ones(count, bool)
    columns = Columns(np.full(count, 4), yes & is_ordered, yes, zero, zero > 0, zero)
    fit = fits.of_profile(counts([EVEN] * count, 10_000), columns)
    here = np.zeros((count, 1), np.int64)
    outcomes = five.run(fit, counts(shares, rows), columns, here, here[0], Settings())
    decision = decide.decide(decide.adjusted(fit, outcomes).values(), Settings().alpha)
    return fit, outcomes, decision, decide.seen(fit, outcomes, Settings())


def test_a_columns_weights_sum_to_one_over_the_tests_that_it_has() -> None:
    for is_ordered in (True, False):
        fit, *_ = judged([EVEN], 1000, is_ordered=is_ordered)
        weights = decide.weights(fit)
        assert sum(weight.item() for weight in weights.values()) == pytest.approx(1)
        assert (weights["location"].item() > 0) == is_ordered
        assert list(weights) == list(NAMES)


def test_a_chance_costs_the_more_the_less_weight_its_test_has() -> None:
    fit, outcomes, *_ = judged([[0.4, 0.3, 0.2, 0.1]], 1000)
    chances = decide.adjusted(fit, outcomes)
    assert chances["location", 1].item() == pytest.approx(outcomes["location"][1].p.item() / 0.4)
    assert chances["missing", 1].item() == 1


def test_only_what_changed_fires() -> None:
    _, _, found, _ = judged([EVEN, [0.4, 0.3, 0.2, 0.1], EVEN], 1000)
    assert found.fires.ravel().tolist() == [False, True, False]
    assert found.cut.ravel().tolist() == pytest.approx([0.005 / 3] * 3)


def test_the_more_columns_fire_the_less_sure_each_must_be() -> None:
    _, _, found, _ = judged([[0.4, 0.3, 0.2, 0.1]] * 3, 1000)
    assert found.fires.all()
    assert found.cut.ravel().tolist() == pytest.approx([0.005] * 3)


def test_more_rows_see_less_and_few_are_blind() -> None:
    seen = [judged([EVEN], rows)[3] for rows in (100, 1000, 100_000)]
    assert [one.detectable.item() for one in seen] == sorted((one.detectable.item() for one in seen), reverse=True)
    assert [bool(one.is_blind.item()) for one in seen] == [True, True, False]
    assert not any(one.is_noisy.any() for one in seen)


def test_the_least_change_that_is_seen_is_seen_nine_times_in_ten(rng: np.random.Generator) -> None:
    fit, *_, seen = judged([EVEN], 2000)
    tilt = fit.scores.location[0, 0] * seen.detectable.item()
    share = np.array(EVEN) * (1 + tilt)
    found = [judged([(rng.multinomial(2000, share) / 2000).tolist()], 2000)[2].fires.item() for _ in range(400)]
    assert 0.85 < np.mean(found) < 0.97


def test_a_window_without_data_has_nothing_to_see() -> None:
    _, _, found, seen = judged([EVEN], 0)
    assert np.isnan(seen.detectable).all()
    assert not found.fires.any()


def test_a_mix_has_no_largest_effect() -> None:
    *_, seen = judged([EVEN], 40, is_ordered=False)
    assert np.isfinite(seen.detectable).all()
