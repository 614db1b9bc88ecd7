"""What is learned: frozen, hashed, and made anew where a window is coarser."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from tests.checks.live import before, learned, usual
from tests.checks.tables import PORTS, TEMPS, profile, series

from gnomon.checks.learned import learn
from gnomon.profiles.profile import Profile


def test_the_same_reference_has_the_same_digest_and_any_change_another() -> None:
    one = learned()
    assert one.digest == learn(before()).digest
    others = [
        learn(before(usual(1999))),
        learn(before(), material=0.2),
        learn(before(), roles={"to": "id"}),
        learn(before(), columns=["x"]),
        learn(before(), exclude=before().windows[:1]),
    ]
    assert len({one.digest, *(other.digest for other in others)}) == 6


def test_a_series_teaches_its_wobble_and_a_profile_only_noise() -> None:
    one, other = learned(), learn(before().total)
    assert (one.basis, len(one.windows), one.length) == ("reference_windows", 28, timedelta(days=1))
    assert (other.basis, other.windows, other.length) == ("sampling_noise_only", (), timedelta(days=1))
    assert one.here.fit.has_windows and not other.here.fit.has_windows
    assert one.total == other.total


def test_excluded_windows_and_columns_are_not_learned() -> None:
    days = before()
    one = learn(days, exclude=days.windows[:2], columns=["x", "gap"])
    assert one.columns == ("gap", "x")
    assert one.windows == days.windows[2:]
    assert one.total.rows == days.total.rows - days.profiles[0].rows - days.profiles[1].rows


def test_a_role_that_is_said_counts() -> None:
    one = learn(before(), roles={"to": "id"})
    assert {side.name: side.role for side in one.sides}["to"] == "id"
    assert one.cut(one.columns.index("to")).size == 1


def test_columns_that_a_window_lacks_or_has_of_another_kind_have_no_rows() -> None:
    one = learned()
    tally = one.tally(profile({"x": ["a", "b"], "more": TEMPS[:2]}))
    assert not tally.numbers.any()


def test_a_window_of_nulls_is_missing_whatever_kind_it_is() -> None:
    one = learned()
    tally = one.tally(profile({"x": [None, None], "to": [None, None]}))
    assert [tally.column(one.columns.index(name))[-4:].tolist() for name in ("x", "to")] == [[2, 0, 0, 2]] * 2


def test_a_coarser_window_is_counted_in_coarser_cells() -> None:
    rng = np.random.default_rng(0)
    reference = series(20, lambda _, rng: {"x": np.round(rng.normal(0, 1, 500), 2)})
    one = learn(reference)
    fine = profile({"x": rng.normal(0, 1, 20_000)})
    tally = one.tally(fine)
    assert tally.shifts[0] > one.base[0]
    assert tally.column(0)[:-4].sum() == 20_000
    again = one.tally(reference.profiles[0], tally.shifts.tolist())
    assert again.shifts[0] == tally.shifts[0]
    assert again.column(0)[:-4].sum() == 500
    assert one.at(tuple(tally.shifts.tolist())) is one.at(tuple(tally.shifts.tolist()))


def test_odd_windows_of_the_reference_are_told() -> None:
    def odd(i: int, rng: np.random.Generator) -> dict[str, object]:
        return {"x": np.where(rng.random(2000) < (0.4 if i == 9 else 0.01), None, 1.5).tolist()}

    (found,) = learn(series(28, odd)).unusual()
    assert "*x* is missing" in found.reason
    assert learn(profile({"to": PORTS})).unusual() == ()


def test_nothing_can_be_learned() -> None:
    assert learn(Profile()).columns == ()
