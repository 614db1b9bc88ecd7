"""The case of a column: its status, the test that decides, and the rows behind that."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from tests.checks.tables import PORTS, TEMPS, column_of, normal, profile, series, told

from gnomon.checks import column, engine, season, stretches
from gnomon.checks.case import Case
from gnomon.checks.judge import judge
from gnomon.checks.settings import Settings
from gnomon.checks.side import Side
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries


def case_of(before: Profile | ProfileSeries, now: Profile | ProfileSeries, name: str = "x") -> Case:
    total, sides, past = (
        (before, (before,), ()) if isinstance(before, Profile) else (before.total, before.profiles, before.windows)
    )
    current, of = ((now,), ()) if isinstance(now, Profile) else (now.profiles, now.windows)
    one = column.of(name, Side(total, tuple(sides), ()), current)
    calendar = season.calendar(past, of) if past and of else season.Calendar.without(len(sides), len(current))
    places = stretches.places(past), stretches.places(of)
    return Case(one, 0, engine.run([one], calendar, places, Settings()), Settings(), tuple(of))


def gaps(share: float, mean: float = 50.0) -> Profile:
    rng = np.random.default_rng(2)
    return profile({"x": np.where(rng.random(4000) < share, np.nan, rng.normal(mean, 10, 4000))})


def test_a_change_and_its_absence_have_their_statuses() -> None:
    assert case_of(gaps(0), gaps(0)).overall == "ok"
    assert case_of(gaps(0), gaps(0, 60)).overall == "violation"
    assert case_of(gaps(0), profile({"x": TEMPS[:100]})).overall == "insufficient_data"
    assert case_of(gaps(0), gaps(0) - gaps(0)).overall == "no_data"


def test_of_a_move_and_missing_rows_the_larger_comes_first() -> None:
    assert case_of(gaps(0), gaps(0.01, 60)).significant(0)[0] == "location"
    assert case_of(gaps(0), gaps(0.5, 52)).significant(0)[0] == "missing"
    assert case_of(gaps(0), gaps(0)).significant(0) == []


def test_values_where_there_were_none_come_before_the_rows_that_do_not_lack_them() -> None:
    found = case_of(profile({"x": np.full(4000, np.nan)}), gaps(0.5))
    assert found.significant(0)[0] == "novelty"
    assert found.shown(0) == "novelty"


def test_a_column_without_a_change_shows_the_test_of_its_values() -> None:
    assert case_of(gaps(0), gaps(0)).shown(0) == "location"
    names = profile({"x": PORTS})
    assert (case_of(names, names).shown(0), case_of(names, names).is_mix) == ("shape", True)
    same = profile({"x": ["a"] * 100})
    assert case_of(same, same).shown(0) == "missing"


def test_a_test_stands_on_the_windows_that_it_merges() -> None:
    reference = series(28, normal(300))
    found = case_of(reference, series(8, normal(300, 0.3), seed=1, skip=(5,)))
    t = 6
    level = int(found.test("location").level[0, t])
    assert level > 1
    rows, stretch = found.merged("location", t)
    assert rows.rows == 300 * level
    assert stretch is not None
    assert stretch.end == found.windows[t].end
    assert case_of(gaps(0), gaps(0)).merged("location", 0)[1] is None


def test_the_worst_window_stands_for_the_column() -> None:
    means = (0, 0, 0, 0, 1, 3, 1, 0)
    current = series(8, lambda i, rng: {"x": rng.normal(means[i], 1, 2000)}, seed=1)
    found = case_of(series(28, normal(2000)), current)
    assert (found.overall, found.worst) == ("violation", 5)


def test_a_date_needs_its_year_only_where_there_are_several() -> None:
    around = series(6, normal(100), first=datetime(2013, 12, 29, tzinfo=UTC))
    assert case_of(gaps(0), around).spans_years
    assert not case_of(gaps(0), series(6, normal(100))).spans_years


def test_a_limit_is_at_least_the_cut_and_finite() -> None:
    found = case_of(series(28, normal(1000)), series(3, normal(1000)))
    for name in ("location", "missing"):
        assert found.settings.cut_of(name) <= found.limit(name, 0) < float("inf")


def test_a_window_has_the_tests_that_the_column_has() -> None:
    assert [test.name for test in case_of(gaps(0), gaps(0)).tests(0)] == [
        "location", "spread", "shape", "missing", "novelty",
    ]  # fmt: skip
    names = profile({"x": PORTS})
    assert [test.name for test in case_of(names, names).tests(0)] == ["shape", "missing", "novelty"]


def test_no_rows_are_no_data() -> None:
    none = profile({"x": TEMPS}) - profile({"x": TEMPS})
    found = judge(profile({"x": TEMPS}), none)
    assert found.status == "no_data"
    assert told(found, "x") == "No rows."


def test_rows_without_a_value_are_no_data_where_that_is_usual() -> None:
    nearly = [None] * 3970 + TEMPS[:30].tolist()
    found = judge(profile({"x": nearly}), profile({"x": [None] * 50}, {}))
    assert column_of(found, "x").status == "no_data"
    assert told(found, "x") == "No values in 50 rows; usually 99.2 % are missing."


def test_few_rows_are_insufficient_and_say_what_they_would_show() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": TEMPS[:212]}))
    assert found.status == "insufficient_data"
    assert told(found, "x").startswith("212 rows: changes below 0.")
    assert told(judge(profile({"x": TEMPS}), profile({"x": TEMPS[:7]})), "x") == (
        "7 rows with a value: too few to judge (at least 20)."
    )
    assert told(judge(profile({"x": TEMPS[:7]}), profile({"x": TEMPS})), "x").startswith(
        "The reference has too few values"
    )
