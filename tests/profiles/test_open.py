"""The two calls that turn data into profiles."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.profiles.rows import DATA, profiled

import gnomon as gn
from gnomon.errors import DataError

FRAME = pl.DataFrame({"ts": ["2013-01-01", "2013-01-02"], "x": [1, 2], "x_2": [0, 0]})


def test_a_frame_a_query_and_a_file_have_one_profile(tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "rows.parquet")
    made = gn.profile(FRAME)
    assert made == profiled(FRAME)
    for data in (FRAME.lazy(), tmp_path / "rows.parquet", str(tmp_path / "rows.parquet")):
        assert gn.profile(data) == made


def test_a_profile_of_a_profile_is_itself_and_of_a_series_its_total(tmp_path: Path) -> None:
    made = gn.profile(FRAME)
    days = gn.profile_series(FRAME, every="1d", timestamp="ts")
    assert gn.profile(made) is made
    assert gn.profile(days) == days.total
    for value in (made, days):
        gn.save(value, tmp_path / "saved")
        assert gn.profile(tmp_path / "saved") == gn.profile(value)
        assert gn.profile(str(tmp_path / "saved")) == gn.profile(value)


def test_kinds_and_roles_are_heeded() -> None:
    made = gn.profile(FRAME, schema=gn.Schema(kinds={"x": "category"}, roles={"ts": "timestamp"}))
    assert made.columns == ("x", "x_2")
    assert made["x"].kind == "category"
    assert str(made.volume.times.min) == "2013-01-01 00:00:00+00:00"


def test_progress_is_told_the_rows(tmp_path: Path) -> None:
    told: list[int] = []
    gn.profile(FRAME, progress=told.append)
    gn.profile_series(FRAME, every="1d", timestamp="ts", progress=told.append)
    assert told == [2, 2]


def test_what_was_mended_on_the_way_in_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("ts,x,x\n2013-01-01,1,2\n")
    for call in (lambda: gn.profile(path), lambda: gn.profile_series(path, every="1d", timestamp="ts")):
        with pytest.warns(gn.DataWarning, match="occurs 2 times") as caught:
            call()
        assert caught[0].filename == __file__  # it points at the caller's line


def test_a_file_that_cannot_be_read_is_a_data_error() -> None:
    for name in ("truncated", "no_magic", "no_columns", "corrupt_page"):
        with pytest.raises(DataError, match=name):
            gn.profile(DATA / "dirty" / f"{name}.parquet")


def test_integers_past_float64_are_said() -> None:
    frame = pl.DataFrame({"id": [2**60, 2**60 + 1], "n": [1, 2]})
    with pytest.warns(gn.DataWarning, match="column \\*id\\* holds integers past 2\\^53"):
        gn.profile(frame)
    gn.profile(frame, schema=gn.Schema(roles={"id": "id"}))
