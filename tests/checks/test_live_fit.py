"""The wobble that is learned from live windows: about their own mean, while the reference says what is usual."""

from __future__ import annotations

import numpy as np
import pytest
from tests.checks.live import ALPHA, after, before, judged
from tests.checks.tables import profile, series

from gnomon.checks import family
from gnomon.checks.family import decide
from gnomon.checks.learned import Learned, learn, with_live
from gnomon.errors import UsageError
from gnomon.profiles.series import ProfileSeries


def restless(sd: float, mean: float = 0.0) -> ProfileSeries:
    """Days whose mean wobbles, and whose share of nulls does."""

    def made(i: int, rng: np.random.Generator) -> dict[str, object]:
        gaps = rng.random(2000) < 0.03 + 0.3 * sd * rng.random()
        return {"x": rng.normal(rng.normal(mean, sd), 1, 2000), "gap": np.where(gaps, None, 1.5).tolist()}

    return series(60, made, seed=4)


def with_days(days: ProfileSeries, count: int = 28) -> tuple[Learned, Learned]:
    """A reference without windows, as it is and with what so many days teach."""
    rng = np.random.default_rng(0)
    lone = learn(profile({"x": rng.normal(0, 1, 20_000), "gap": [None] * 600 + [1.5] * 19_400}))
    tallies = [lone.tally(one) for one in days.profiles[:count]]
    return lone, with_live(lone, days.windows[:count], tallies)


def firing(one: Learned, days: ProfileSeries) -> int:
    chances = judged(one, ProfileSeries("1d", "UTC", days.windows[28:], days.profiles[28:]))
    return sum(verdict.fires for t in range(len(chances)) for verdict in decide(chances, t, alpha=ALPHA))


def test_wobble_that_was_seen_no_longer_alerts() -> None:
    days = restless(0.2)
    lone, live = with_days(days)
    assert firing(lone, days) > 20
    assert firing(live, days) <= 2
    assert (lone.basis, live.basis) == ("sampling_noise_only", "live_wobble")
    assert live.length == days.windows[0].end - days.windows[0].start


def test_what_is_usual_stays_what_the_reference_says() -> None:
    days = restless(0.02, mean=0.5)
    _, live = with_days(days)
    assert firing(live, days) >= 30  # each of 32 days lies half a standard deviation off
    verdicts = decide(judged(live, days), 40, alpha=ALPHA)
    moved = next(one for one in verdicts if one.column == "x" and one.what == "values")
    assert moved.effect == pytest.approx(0.5, abs=0.1)
    assert "earlier windows never moved more than 0." in moved.reason


def test_days_that_do_not_wobble_teach_none() -> None:
    _, live = with_days(restless(0.0))
    fit = live.here.fit
    assert fit.has_windows
    assert float(fit.location.tau2[live.columns.index("x")]) < 0.001
    assert fit.levels == (1, 2)
    assert family.is_large(live)
    assert live.unusual() == ()


def test_too_few_days_or_a_reference_that_has_its_own_are_refused() -> None:
    with pytest.raises(UsageError, match="13 windows are too few"):
        with_days(restless(0.1), 13)
    days = after(14, lambda _, rng: {"x": rng.normal(0, 1, 50)})
    known = learn(before())
    with pytest.raises(UsageError, match="has windows"):
        with_live(known, days.windows, [known.tally(one) for one in days.profiles])


def test_other_days_are_another_digest() -> None:
    lone, live = with_days(restless(0.1))
    _, fewer = with_days(restless(0.1), 20)
    assert len({lone.digest, live.digest, fewer.digest}) == 3
