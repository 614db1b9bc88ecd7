"""`gn.compare`: what the two sides may be, what they are called, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import gnomon as gn
from gnomon.checks.settings import MOST_ALPHA
from gnomon.errors import DataError, SchemaError, UsageError
from gnomon.profiles import saved
from gnomon.profiles.time import TimeSummary
from gnomon.reports.compare import compare


def frame(shift: float = 0.0, days: int = 10, seed: int = 0) -> pl.DataFrame:
    """Rows of some days, 100 a day."""
    n = 100 * days
    start = datetime(2013, 1, 1)  # noqa: DTZ001 - times without a zone count as UTC
    return pl.DataFrame(
        {
            "x": np.random.default_rng(seed).normal(shift, 1, n),
            "ts": [start + timedelta(minutes=14.4 * i) for i in range(n)],
        }
    )


def test_every_form_of_a_side_gives_the_same_answer(tmp_path: Path) -> None:
    before, now = frame(), frame(2, seed=1)
    before.write_parquet(tmp_path / "before.parquet")
    saved.save(gn.profile(before), tmp_path / "before.gnomon")
    forms = (before, gn.profile(before), tmp_path / "before.parquet", str(tmp_path / "before.gnomon"))
    answers = [compare(form, now, names=("a", "b")).to_dict() for form in forms]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["status"] == "violation"


def test_a_series_teaches_the_noise_and_each_of_its_windows_is_judged() -> None:
    series = gn.profile_series(frame(), every="1d", timestamp="ts")
    made = compare(frame(), frame(2, seed=1), every="1d", timestamp="ts")
    assert made.judgement.basis == "reference_windows"
    assert len(made.judgement.windows) == 10
    assert compare(series, frame()).judgement.windows == ()
    assert compare(frame(), frame()).judgement.basis == "sampling_noise_only"


@pytest.mark.parametrize(
    ("every", "alpha"), [(None, 0.005), ("1d", 1 / 30), ("1h", 1 / 720), ("1mo", MOST_ALPHA), ("1w", MOST_ALPHA)]
)
def test_the_chance_of_a_false_alarm_is_one_a_month_over_windows(every: str | None, alpha: float) -> None:
    cut = {} if every is None else {"every": every, "timestamp": "ts"}
    made = compare(frame(days=3), frame(days=3), **cut)  # type: ignore[arg-type]
    assert made.judgement.alpha == pytest.approx(min(alpha, MOST_ALPHA), rel=0.05)


def test_sides_are_called_as_told_else_as_their_files_else_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "today.parquet"
    frame().write_parquet(path)
    made = compare(frame(), path)
    assert (made.reference.name, made.current.name) == ("reference", "today.parquet")
    assert compare(frame(), path, names=("a", "b")).current.name == "b"


def test_a_side_with_event_times_knows_its_days() -> None:
    schema = gn.Schema(roles={"ts": "timestamp"})
    made = compare(frame(), frame(days=3), schema=schema)
    assert (made.reference.span, made.current.span) == ("1 Jan 2013 – 10 Jan 2013", "1 Jan 2013 – 3 Jan 2013")
    assert compare(frame(), frame()).reference.span == ""
    assert TimeSummary().min is None


def test_what_is_material_and_what_is_left_out_can_be_told() -> None:
    made = compare(frame(), frame(0.3, seed=1), material=0.5)
    assert made["x"].material == 0.5
    series = gn.profile_series(frame(), every="1d", timestamp="ts")
    without = compare(series, frame(), exclude=series.windows[:2])
    assert without.reference.rows == 1000
    assert without.judgement.basis == "reference_windows"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"every": "1d"}, "every and timestamp go together"),
        ({"timestamp": "ts"}, "every and timestamp go together"),
        ({"every": "1x", "timestamp": "ts"}, "'1x' is not a duration"),
        ({"material": 0.0}, "material is the least change that matters"),
        ({"material_share": -1.0}, "material_share is the least change that matters"),
        ({"material": float("nan")}, "nan is not above zero"),
    ],
)
def test_a_wrong_call_is_refused(more: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        compare(frame(), frame(), **more)  # type: ignore[arg-type]


def test_sides_without_a_common_column_are_refused() -> None:
    with pytest.raises(SchemaError, match="no column in common"):
        compare(pl.DataFrame({"a": [1]}), pl.DataFrame({"b": [1]}))
    with pytest.raises(DataError, match="no such file"):
        compare(frame(), "nowhere.parquet")
