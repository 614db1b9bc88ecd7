"""A look at data: which column is what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gnomon.errors import GnomonError, SchemaError
from gnomon.profiles.look import look

DATA = Path(__file__).parents[2] / "data"


def test_of_flights_everything_is_found() -> None:
    found = look(DATA / "flights.parquet")
    assert (found.timestamp, found.id, found.score, found.prediction) == ("ts", "event_id", "score", "prediction")
    assert found.segments == ("origin", "carrier")
    assert found.targets is not None
    assert (Path(found.targets.path).name, found.targets.target) == ("flights_labels.parquet", "label")
    assert found.targets.timestamp == "label_ts"
    assert found.train is not None
    assert "score_oof" in found.train_columns


def test_of_bikes_the_targets_are_among_the_rows() -> None:
    found = look(DATA / "bikes.parquet")
    assert found.targets is not None
    assert (Path(found.targets.path).name, found.targets.target, found.score) == ("bikes.parquet", "actual", None)


def test_times_may_be_text(tmp_path: Path) -> None:
    pl.DataFrame({"date": ["2013-01-01", "2013-01-02"], "x": [1, 2]}).write_csv(tmp_path / "a.csv")
    found = look(tmp_path / "a.csv")
    assert (found.timestamp, found.span.days, found.targets) == ("date", 1, None)


@pytest.mark.parametrize("how", ["%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S"])
def test_german_dates_and_times_are_times(how: str, tmp_path: Path) -> None:
    day(0).with_columns(pl.col("ts").dt.strftime(how).alias("datum")).drop("ts").write_csv(tmp_path / "a.csv")
    found = look(tmp_path / "a.csv")
    assert (found.timestamp, found.start) == ("datum", BEGIN)


@pytest.mark.parametrize("name", ["ts", "created", "createdAt", "timestamp_ms", "event_time", "unix", "eventTime"])
@pytest.mark.parametrize("unit", ["s", "ms"])
def test_numbers_since_1970_are_times_where_their_name_says_so(name: str, unit: Any, tmp_path: Path) -> None:
    day(0).select(pl.col("ts").dt.epoch(unit).alias(name), "key").write_csv(tmp_path / "a.csv")
    found = look(tmp_path / "a.csv")
    assert (found.timestamp, found.start, found.id) == (name, BEGIN, "key")


@pytest.mark.parametrize(
    ("name", "first"), [("phone", 1357000000), ("uptime", 86_400), ("at", 900_000_000), ("time", 13_570_000_000)]
)
def test_other_numbers_are_no_times(name: str, first: int, tmp_path: Path) -> None:
    pl.DataFrame({name: [first, first + 1, None]}).write_csv(tmp_path / "a.csv")
    with pytest.raises(SchemaError, match="no column holds times"):
        look(tmp_path / "a.csv")


def test_a_column_of_times_goes_before_numbers_unless_they_are_named_as_the_time(tmp_path: Path) -> None:
    unix = pl.col("ts").dt.epoch("s")
    day(0).select(unix.alias("created"), pl.col("ts").alias("seen")).write_parquet(tmp_path / "a.parquet")
    day(0).select(unix, pl.col("ts").dt.date().alias("birthday")).write_parquet(tmp_path / "b.parquet")
    assert [look(tmp_path / f"{name}.parquet").timestamp for name in "ab"] == ["seen", "ts"]


def test_rows_without_times_cannot_be_watched() -> None:
    with pytest.raises(SchemaError, match="no column holds times"):
        look(DATA / "adult.parquet")


def test_a_file_without_rows_has_nothing_to_look_at(tmp_path: Path) -> None:
    pl.DataFrame({"ts": [], "x": []}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(GnomonError, match="no rows"):
        look(tmp_path / "a.parquet")


BEGIN = datetime(2013, 1, 1, tzinfo=UTC)


def day(i: int, rows: int = 24) -> pl.DataFrame:
    times = [BEGIN + timedelta(days=i, hours=hour) for hour in range(rows)]
    names = [f"{i}-{hour}" for hour in range(rows)]
    return pl.DataFrame({"ts": times, "key": names, "sort": ["a" if i < 2 else "b"] * rows})


@pytest.mark.parametrize("name", ["days", "days/*.parquet"])
def test_a_folder_is_looked_at_over_all_its_files(name: str, tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    for i in range(5):
        day(i).write_parquet(tmp_path / "days" / f"{i}.parquet")
    found = look(tmp_path / name)
    assert (found.start, found.end, found.rows) == (BEGIN, BEGIN + timedelta(days=4, hours=23), 120)
    assert (found.id, found.segments) == ("key", ("sort",))


def test_the_last_event_is_found_behind_what_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnomon.profiles.frames.rows.BATCH_ROWS", 30)
    pl.concat([day(i) for i in range(5)]).write_parquet(tmp_path / "a.parquet")
    found = look(tmp_path / "a.parquet")
    assert (found.start, found.end, found.rows) == (BEGIN, BEGIN + timedelta(days=4, hours=23), 120)


def test_targets_and_the_training_set_may_be_folders_beside_a_folder(tmp_path: Path) -> None:
    for name, frame in {
        "days": day(0).drop("sort"),
        "days_labels": day(0).rename({"ts": "known_at", "sort": "label"}),
        "days_train": day(0),
    }.items():
        (tmp_path / name).mkdir()
        frame.write_parquet(tmp_path / name / "0.parquet")
    found = look(tmp_path / "days")
    assert found.targets is not None
    assert (Path(found.targets.path).name, found.targets.timestamp, found.targets.target) == (
        *("days_labels", "known_at", "label"),
    )
    assert (found.train, found.train_columns) == (tmp_path / "days_train", ("ts", "key", "sort"))
