"""References of data of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.worlds import day, events, settings

from gnomon.errors import DataError
from gnomon.jobs.references.data_reference import from_data
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema


def test_blocks_are_in_the_order_of_rows_and_about_equal(tmp_path: Path) -> None:
    frame = events(0, 1, 100).drop("ts", "id")
    frame.write_parquet(tmp_path / "train.parquet")
    entity = settings(tmp_path, reference={"path": str(tmp_path / "train.parquet")})
    found = from_data(entity, day(9), 30)
    assert [profile.rows for profile in found.series.profiles] == [34, 33, 33]
    expected = profile_frame(frame.head(34), Schema(roles={"score": "score", "prediction": "prediction"}))
    assert found.series[0] == expected
    assert found.series.every == "1w"  # no season can lie in weeks that straddle every weekday


def test_columns_of_the_time_are_no_series_whether_it_is_used_or_not(tmp_path: Path) -> None:
    events(0, 4).write_parquet(tmp_path / "train.parquet")
    for timestamp in ("ts", None):
        given = {"path": str(tmp_path / "train.parquet"), "timestamp": timestamp}
        entity = settings(tmp_path, reference={key: value for key, value in given.items() if value})
        assert set(from_data(entity, day(9), 24).total.columns) == {"temp", "origin", "score", "prediction"}


def test_a_reference_without_targets_has_no_performance(tmp_path: Path) -> None:
    events(0, 2).write_parquet(tmp_path / "train.parquet")
    entity = settings(tmp_path, reference={"path": str(tmp_path / "train.parquet"), "timestamp": "ts"})
    assert from_data(entity, day(9), 24).outcomes == {}


def test_excluded_days_are_left_out_and_all_of_them_is_an_error(tmp_path: Path) -> None:
    events(0, 2).write_parquet(tmp_path / "train.parquet")
    given = {"path": str(tmp_path / "train.parquet"), "timestamp": "ts"}
    one = from_data(settings(tmp_path, reference={**given, "exclude": ["2013-01-01"]}), day(9), 24)
    assert ([window.start for window in one.series.windows], one.excluded) == ([day(1)], (day(0),))
    with pytest.raises(DataError, match="has no rows in any window"):
        from_data(settings(tmp_path, reference={**given, "exclude": ["2013-01-01", "2013-01-02"]}), day(9), 24)


def test_several_files_are_one_reference(tmp_path: Path) -> None:
    folder = tmp_path / "train"
    folder.mkdir()
    for n in range(3):
        events(n, 1).write_parquet(folder / f"{n}.parquet")
    entity = settings(tmp_path, reference={"path": str(folder), "timestamp": "ts"})
    found = from_data(entity, day(9), 24)
    assert (found.name, len(found.series)) == ("3 files in train/", 3)
