"""Two sides judged as a whole: what is told, of what, in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.checks.tables import normal, profile, series

from gnomon.checks import engine, numbers, result
from gnomon.checks.judge import judge
from gnomon.checks.verdict import ColumnResult, Judgement
from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.series import ProfileSeries

X = np.random.default_rng(1).normal(50, 10, 4000)
NAMES = np.random.default_rng(1).choice(["JFK", "LGA", "EWR", "BOS"], 4000, p=[0.4, 0.3, 0.2, 0.1]).tolist()


@pytest.fixture
def rng() -> np.random.Generator:
    """The same numbers in every test, in whichever order they run."""
    return np.random.default_rng(7)


def _column(judgement: Judgement, name: str) -> ColumnResult:
    return next(column for column in judgement.columns if column.column == name)


def _said(judgement: Judgement, name: str) -> str:
    return numbers.plain(_column(judgement, name).reason)


def test_the_same_rows_twice_are_ok() -> None:
    one = profile({"x": X, "to": NAMES, "late": X > 60})
    found = judge(one, one)
    assert found.status == "ok"
    assert found.basis == "sampling_noise_only"
    assert numbers.plain(found.reason) == "None of 3 columns changed."
    assert {column.status for column in found.columns} == {"ok"}
    assert _said(found, "x").startswith("No change of 0.1")
    assert _said(found, "x").endswith(" sd or more (90 % sure to have been seen).")
    assert _said(found, "to").startswith("No change of w = ")


def test_a_number_that_moves_is_told_with_its_size_and_rank() -> None:
    found = judge(profile({"x": X}), profile({"x": X + 5}))
    column = _column(found, "x")
    assert found.status == column.status == "violation"
    assert column.effect > 0.4
    assert column.material == 0.1
    assert _said(found, "x") == (
        f"*x* moved up by {column.effect:.2f} sd (material: 0.10) (n = 4 000): "
        "a typical value now ranks above 64 % of reference values instead of 50 %."
    )
    assert next(test.name for test in column.tests if test.admissible) == "location"
    assert column.metrics["psi"] is not None
    assert sum(cell.current for cell in column.cells) == 4000


def test_a_number_that_spreads_is_told_by_its_middle_half() -> None:
    found = judge(profile({"x": X}), profile({"x": (X - X.mean()) * 1.5 + X.mean()}))
    assert "*x* is more spread, by 0." in _said(found, "x")
    assert "its middle half lies in " in _said(found, "x")


def test_a_number_whose_shape_changes_is_told_by_the_cells_that_changed(rng: np.random.Generator) -> None:
    flat = rng.uniform(0, 1, 20_000)
    comb = np.where(rng.random(20_000) < 0.5, flat, np.floor(flat * 10) / 10 + 0.01)
    found = judge(profile({"x": flat}), profile({"x": comb}))
    assert _said(found, "x").startswith("*x* has another shape (w = ")


def test_names_are_told_with_what_gained_and_what_is_new(rng: np.random.Generator) -> None:
    now = ["ABQ" if name == "BOS" else name for name in NAMES]
    said = _said(judge(profile({"to": NAMES}), profile({"to": now})), "to")
    assert said.startswith("mix of *to* changed (w = ")
    assert said.endswith(": BOS 10 % → 0 %; 1 new value: ABQ.")
    other = rng.choice(["JFK", "LGA", "EWR", "BOS", "PVD"], 4000, p=[0.3, 0.3, 0.2, 0.1, 0.1]).tolist()
    assert "1 new value: PVD" in _said(judge(profile({"to": NAMES}), profile({"to": other})), "to")


def test_a_new_name_alone_is_told_as_novelty() -> None:
    now = ["XX"] * 60 + NAMES[60:]
    assert _said(judge(profile({"to": NAMES}), profile({"to": now})), "to") == (
        "*to* has new values in 1.5 % of rows (60 of 4 000): XX."
    )


def test_missing_rows_are_counted() -> None:
    now = profile({"x": [None] * 4000}, {})
    found = judge(profile({"x": [None] * 12 + X[12:].tolist()}), now)
    assert _said(found, "x") == "*x* is missing in 100 % of rows (4 000 of 4 000); usually 0.3 %."
    assert _column(found, "x").kind == "number"


def test_missing_rows_beside_another_change_get_a_clause() -> None:
    now = [None] * 100 + (X[100:] + 10).tolist()
    assert _said(judge(profile({"x": X}), profile({"x": now})), "x").endswith(
        "; missing in 2.5 % of rows, usually 0 %."
    )


def test_a_change_of_unit_is_named() -> None:
    found = judge(profile({"x": X}), profile({"x": X * 1000}))
    assert _said(found, "x").endswith("; looks like ×1000.")
    assert [finding.name for finding in _column(found, "x").findings] == ["unit_change"]


def test_a_stuck_column_says_so() -> None:
    found = judge(profile({"x": X}), profile({"x": np.full(4000, 50.0)}))
    assert "100 % of rows hold one value, 50.0" in _said(found, "x")


def test_another_format_of_strings_says_so(rng: np.random.Generator) -> None:
    days = [f"2013-01-{day:02d}" for day in rng.integers(1, 29, 4000)]
    now = ["/".join(reversed(day.split("-"))) for day in days]
    assert "mostly written like 9/9/9 instead of 9-9-9" in _said(judge(profile({"d": days}), profile({"d": now})), "d")


def test_values_outside_the_range_are_told_with_the_range() -> None:
    now = np.concatenate((X[:3900], np.full(100, 200.0)))
    found = judge(profile({"x": X}), profile({"x": now}))
    assert "lies outside the reference's range" in _said(found, "x")
    assert "in 2.5 % of rows (100 of 4 000)." in _said(found, "x")


def test_values_where_the_reference_had_none_are_novel() -> None:
    now = [None] * 2000 + X[:2000].tolist()
    found = judge(profile({"x": [None] * 4000}), profile({"x": now}))
    assert found.status == "violation"
    assert _column(found, "x").kind == "number"


def test_infinities_are_novel_unless_the_reference_has_them() -> None:
    infinite = X.copy()
    infinite[:100] = np.inf
    assert _column(judge(profile({"x": X}), profile({"x": infinite})), "x").status == "violation"
    assert _column(judge(profile({"x": infinite}), profile({"x": infinite})), "x").status == "ok"
    many = X.copy()
    many[:2000] = np.inf
    assert _column(judge(profile({"x": infinite}), profile({"x": many})), "x").status == "violation"


def test_no_rows_are_no_data() -> None:
    none = profile({"x": X}) - profile({"x": X})
    found = judge(profile({"x": X}), none)
    assert found.status == "no_data"
    assert _said(found, "x") == "No rows."


def test_rows_without_a_value_are_no_data_where_that_is_usual() -> None:
    nearly = [None] * 3970 + X[:30].tolist()
    found = judge(profile({"x": nearly}), profile({"x": [None] * 50}, {}))
    assert _column(found, "x").status == "no_data"
    assert _said(found, "x") == "No values in 50 rows; usually 99.2 % are missing."


def test_few_rows_are_insufficient_and_say_what_they_would_show() -> None:
    found = judge(profile({"x": X}), profile({"x": X[:212]}))
    assert found.status == "insufficient_data"
    assert _said(found, "x").startswith("212 rows: changes below 0.")
    assert _said(judge(profile({"x": X}), profile({"x": X[:7]})), "x") == (
        "7 rows with a value: too few to judge (at least 20)."
    )
    assert _said(judge(profile({"x": X[:7]}), profile({"x": X})), "x").startswith("The reference has too few values")


def test_a_constant_stays_constant() -> None:
    one = profile({"x": ["a"] * 100})
    assert _said(judge(one, one), "x") == "Always a, as in the reference."


def test_ids_and_many_values_are_not_tested_and_say_why() -> None:
    ids = [f"id{i}" for i in range(4000)]
    one, other = profile({"id": ids, "free": ids}, {"id": "id"}), profile({"id": ids[::-1], "free": ids}, {"id": "id"})
    found = judge(one, other)
    assert _said(found, "id") == "Values are not tested (an id); nothing else changed."
    assert _said(found, "free") == "Values are not tested (many distinct values); nothing else changed."
    assert _column(found, "id").role == "id"
    times = profile({"x": X}, {"x": "timestamp"})
    assert _said(judge(times, times), "x").startswith("Values are not tested (the time of the rows)")


def test_schema_changes_are_violations_but_for_late_targets() -> None:
    before = profile({"x": X, "gone": X * 3, "old": X + 7, "y": NAMES, "target": X * 9}, {"target": "target"})
    now = profile({"x": X, "new": NAMES, "renamed": X + 7, "y": X})
    found = judge(before, now)
    assert found.status == "violation"
    assert [(finding.reason, finding.fires) for finding in found.schema] == [
        ("Column *old* seems to be called *renamed* now: it has the same values.", True),
        ("Column *gone* is gone.", True),
        ("Column *target* is gone.", False),
        ("Column *y* came as number, not text.", True),
        ("Column *new* is new.", True),
    ]
    assert _column(found, "target").status == "no_data"
    assert _column(found, "y").status == "violation"
    assert _column(found, "x").status == "ok"
    assert "2 more schema changes." in found.reason


def test_sides_without_a_common_column_are_refused() -> None:
    with pytest.raises(SchemaError, match="no column in common"):
        judge(profile({"a": X}), profile({"b": X}))


def test_sides_whose_only_common_column_is_retyped_have_no_judged_column() -> None:
    found = judge(profile({"a": X}), profile({"a": NAMES}))
    assert found.status == "violation"
    assert found.reason == "None of 0 columns changed. Column *a* came as text, not number."


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError, match="material"):
        judge(profile({"x": X}), profile({"x": X}), material=-1)


def test_what_matters_is_a_setting() -> None:
    before, now = profile({"x": X}), profile({"x": X + 2})
    assert judge(before, now).status == "violation"
    assert judge(before, now, material=0.5).status == "ok"
    assert judge(before, now, strict=9).status != "violation"


def test_results_come_worst_first() -> None:
    before = profile({"a": X, "b": X, "c": X, "d": X})
    now = profile({"a": X, "b": X + 3, "c": X + 9, "d": X + 6})
    found = judge(before, now)
    assert [column.column for column in found.columns] == ["c", "d", "b", "a"]
    assert numbers.plain(found.reason) == "3 of 4 columns changed: *c*, *d*, *b*."


def test_repeated_rows_are_told() -> None:
    before = profile({"x": X})
    found = judge(before, profile({"x": np.concatenate((X[:3000], X[:1000]))}))
    assert numbers.plain(found.rows[0].reason) == "25 % of the rows repeat another; usually 0 %."


def test_one_broken_column_never_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.tabulate.tabulate

    def breaks(column: Any, shift: int) -> Any:
        if column.name == "bad":
            raise ArithmeticError("boom")
        return real(column, shift)

    monkeypatch.setattr(engine.tabulate, "tabulate", breaks)
    found = judge(profile({"x": X, "bad": X}), profile({"x": X + 5, "bad": X}))
    assert _column(found, "bad").status == "error"
    assert _said(found, "bad") == "Column *bad* could not be judged: boom."
    assert _column(found, "x").status == "violation"
    alone = judge(profile({"bad": X}), profile({"bad": X}))
    assert alone.status == "error"


def test_one_column_that_cannot_be_put_in_form_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError("boom")

    monkeypatch.setattr(result.registry, "measure", breaks)
    assert judge(profile({"x": X}), profile({"x": X})).status == "error"


def test_windows_of_a_reference_teach_its_wobble() -> None:
    def wobbling(_: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(rng.normal(0, 0.3), 1, 1000)}

    reference, current = series(28, wobbling), series(28, wobbling, seed=1)
    found = judge(reference, current)
    assert found.basis == "reference_windows"
    assert found.status == "ok"
    assert "normal wobble hides" in _said(found, "x")
    assert judge(reference.total, current).status == "violation"


def test_a_series_says_when() -> None:
    def stepped(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(2.0 if i in (5, 6, 7) else 0.0, 1, 1000)}

    found = judge(series(28, normal(1000)), series(10, stepped, seed=2, first=datetime(2013, 2, 4, tzinfo=UTC)))
    column = _column(found, "x")
    assert [one.status for one in column.windows][5:8] == ["violation"] * 3
    assert _said(found, "x").startswith("*x* moved up by ")
    assert "first on 9 Feb" in _said(found, "x")
    assert "windows, first on 9 Feb: *x*." in numbers.plain(found.reason)
    assert found.windows[5].status == "violation"
    assert found.windows[0].status == "insufficient_data"  # a single window of 1,000 rows sees too little
    assert found.windows[4].status == "ok"
    assert found.windows[5].effect > 1
    assert numbers.plain(column.windows[5].reason).startswith("*x* moved up by ")


def test_one_wrong_window_is_named_alone() -> None:
    def stepped(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": [None] * 1000 if i == 3 else rng.normal(0, 1, 1000)}

    reference = series(28, normal(1000))
    current = series(6, stepped, seed=2, first=datetime(2013, 12, 29, tzinfo=UTC))
    found = judge(reference, current)
    assert _said(found, "x").startswith("*x* is missing in 100 % of rows on 1 Jan 2014 (1 000 of 1 000); usually 0 %")
    assert _said(found, "x").endswith("in 3 of 6 windows, first on 1 Jan 2014.")
    last = ProfileSeries("1d", "UTC", *(part[:4] for part in (current.windows, current.profiles)))
    alone = judge(reference, last)
    assert _said(alone, "x").endswith("(1 000 of 1 000); usually 0 %.")
    assert "1 of 1 column changed on 1 Jan 2014: *x*." in alone.reason


def test_a_weekly_season_is_no_change() -> None:
    def weekly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(1.0 if i % 7 == 5 else 0.0, 1, 1000)}

    reference, current = series(35, weekly), series(14, weekly, seed=1, first=datetime(2013, 2, 11, tzinfo=UTC))
    assert judge(reference, current).status == "ok"
    moved = series(7, lambda i, rng: weekly(i + 5, rng), seed=1, first=datetime(2013, 2, 11, tzinfo=UTC))
    assert judge(reference, moved).status == "violation"


def test_a_weekday_that_the_reference_never_had_is_not_judged() -> None:
    def weekly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(i % 7 / 5, 1, 1000)}

    reference = series(42, weekly, skip=tuple(range(6, 42, 7)))
    current = series(7, weekly, seed=1, first=datetime(2013, 2, 18, tzinfo=UTC))
    column = _column(judge(reference, current), "x")
    assert column.windows[6].status == "insufficient_data"
    assert "no window of this weekday" in column.windows[6].reason


def test_a_short_reference_teaches_what_it_can() -> None:
    found = judge(series(3, normal(1000)), series(6, normal(1000), seed=3))
    assert found.basis == "reference_windows"
    assert found.status != "violation"


def test_a_reference_of_one_window_teaches_nothing() -> None:
    assert judge(series(1, normal(1000)), series(2, normal(1000), seed=3)).basis == "sampling_noise_only"


def test_a_single_profile_is_one_window_against_a_series(rng: np.random.Generator) -> None:
    reference = series(28, normal(1000))
    assert judge(reference, profile({"x": rng.normal(3, 1, 1000)})).status == "violation"
    assert judge(reference, series(1, normal(1000), seed=9)[0]).status != "violation"


def test_windows_are_left_out_of_a_reference_on_request() -> None:
    def stormy(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(2.0 if i == 9 else 0.0, 1, 1000), "y": rng.normal(0, 1 + 2 * (i == 9), 1000)}

    reference = series(28, stormy)
    current = series(2, lambda i, rng: stormy(i + 8, rng), seed=1, first=datetime(2013, 2, 4, tzinfo=UTC))
    found = judge(reference, current)
    assert numbers.plain(found.reference[0].reason).startswith("In the reference, on 16 Jan: *x* moved up by ")
    assert found.reference[0].reason.endswith("; and *y*.")
    assert found.status != "violation"
    without = judge(reference, current, exclude=[reference.windows[9]])
    assert [finding.reason for finding in without.reference] == ["Left out of the reference: 16 Jan."]
    assert without.status == "violation"


def test_a_column_that_a_window_lacks_has_no_rows_there() -> None:
    def late(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        both = {"x": rng.normal(0, 1, 1000), "y": rng.normal(0, 1, 1000)}
        return both if i else {"x": both["x"]}

    found = judge(series(20, late), series(3, late, seed=1))
    assert _column(found, "y").windows[0].status == "no_data"
    assert _column(found, "y").windows[0].reason == "No rows."


def test_hours_have_their_seasons() -> None:
    def hourly(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(np.sin(i % 24 / 24 * 2 * np.pi), 1, 300)}

    kind = {"every": "1h", "length": timedelta(hours=1)}
    reference = series(24 * 8, hourly, **kind)
    current = series(24, hourly, seed=1, first=datetime(2013, 1, 15, tzinfo=UTC), **kind)
    assert judge(reference, current).status == "ok"


def test_vectors_are_judged_by_their_norms_or_lengths() -> None:
    found = judge(profile({"v": [[1.0, 2.0]] * 1000}), profile({"v": [[9.0, 9.0]] * 1000}))
    assert _column(found, "v").status == "violation"
    lists = judge(profile({"v": [["a"], ["a", "b"]] * 500}), profile({"v": [["a"], ["a", "b"]] * 500}))
    assert _column(lists, "v").status != "violation"


def test_times_are_described_not_judged_but_for_missing_ones(rng: np.random.Generator) -> None:
    times = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=int(i)) for i in rng.integers(0, 10_000, 1000)]
    later = [time + timedelta(days=300) for time in times]
    moved = _column(judge(profile({"t": times}), profile({"t": later})), "t")
    assert moved.status == "ok"
    assert "times move on by themselves" in moved.reason
    assert moved.metrics["ks"] == 1.0
    gone = _column(judge(profile({"t": times}), profile({"t": [None] * 200 + later[200:]})), "t")
    assert gone.status == "violation"
    assert "missing" in gone.reason


def test_a_coarser_current_side_is_judged_at_its_own_resolution(rng: np.random.Generator) -> None:
    fine, coarse = rng.normal(0, 1, 1500), rng.normal(0, 1, 60_000)
    assert judge(profile({"x": fine}), profile({"x": coarse})).status == "ok"
    many = [f"k{i}" for i in rng.integers(0, 1500, 20_000)]
    more = [f"k{i}" for i in rng.integers(0, 6000, 20_000)]
    assert judge(profile({"k": many}), profile({"k": more})).status == "violation"


def test_windows_before_a_coarser_one_are_judged_as_if_it_had_not_come() -> None:
    def growing(i: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": rng.normal(0, 1, 30_000 if i == 3 else 500)}

    def steady(_: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        return {"x": np.round(rng.normal(0, 1, 500), 2)}

    reference, current = series(20, steady), series(5, growing, seed=1)
    whole, start = (
        _column(judge(reference, side), "x")
        for side in (current, ProfileSeries("1d", "UTC", current.windows[:3], current.profiles[:3]))
    )
    assert [one.effect for one in whole.windows[:3]] == [one.effect for one in start.windows]


def test_weeks_have_no_season_and_categories_may_grow_coarser() -> None:
    def named(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"k": [f"k{v}" for v in rng.integers(0, 9000 if i == 22 else 30, 20_000 if i == 22 else 3000)]}

    kind = {"every": "1w", "length": timedelta(days=7)}
    whole = series(24, named, **kind)
    reference, current = (
        ProfileSeries("1w", "UTC", whole.windows[part], whole.profiles[part]) for part in (slice(20), slice(20, 24))
    )
    column = _column(judge(reference, current), "k")
    assert [one.status for one in column.windows[:3]] == ["ok", "ok", "violation"]
