"""The rows of a stretch of time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import day, events

from gnomon.errors import DataError
from gnomon.jobs.rows.reading import TIME, between, open_between
from gnomon.jobs.rows.source import Part

FRAME = events(0, 4)


def written(folder: Path, frame: pl.DataFrame, suffix: str) -> Part:
    path = folder / f"a.{suffix}"
    if suffix == "csv":
        frame.with_columns(pl.col.ts.dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")).write_csv(path)
    else:
        frame.write_parquet(path, row_group_size=7)
    return Part(path.name, str(path), "1")


def read(part: Part, since: datetime | None, until: datetime | None) -> pl.DataFrame:
    rows = open_between(part, "ts", since, until)
    return pl.concat([frame.drop(TIME) for frame in between(rows, "ts", since, until)])


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
@pytest.mark.parametrize(("since", "until"), [(None, None), (1, None), (None, 2.5), (1.3, 2.7), (-9, 99)])
def test_the_rows_are_those_of_the_stretch(
    tmp_path: Path, suffix: str, since: float | None, until: float | None
) -> None:
    part = written(tmp_path, FRAME, suffix)
    first, end = (None if at is None else day(at) for at in (since, until))
    wanted = FRAME.filter(pl.col.ts >= (first or day(-1)), pl.col.ts < (end or day(99)))
    assert read(part, first, end)["id"].to_list() == wanted["id"].to_list()


@pytest.mark.parametrize(
    "column",
    [
        pl.col.ts.dt.replace_time_zone(None),
        pl.col.ts.dt.convert_time_zone("America/New_York"),
        pl.col.ts.cast(pl.Datetime("ns", "UTC")),
        pl.col.ts.cast(pl.Datetime("ms", "UTC")),
        pl.col.ts.dt.date(),
        pl.col.ts.dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ],
)
def test_whatever_type_the_times_have(tmp_path: Path, column: pl.Expr) -> None:
    part = written(tmp_path, FRAME.with_columns(ts=column), "parquet")
    assert read(part, day(1), day(3)).height == 48


def test_a_finer_clock_keeps_the_rows_at_the_edge(tmp_path: Path) -> None:
    times = pl.Series([day(1)]).cast(pl.Datetime("ns", "UTC")).to_physical() + pl.Series([-1, 0, 999])
    part = written(tmp_path, pl.DataFrame({"ts": times.cast(pl.Datetime("ns", "UTC"))}), "parquet")
    assert read(part, day(1), day(2)).height == 2


def test_columns_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    rows = open_between(written(tmp_path, FRAME, "parquet"), "ts", day(1), day(2), ["ts", "gone", "temp"])
    assert list(rows.schema) == ["ts", "temp"]


def test_damage_is_told_in_words(tmp_path: Path) -> None:
    part = written(tmp_path, FRAME, "parquet")
    path = Path(part.address)
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(DataError, match="cut off or damaged"):
        open_between(part, "ts", day(1), day(2))
    path.write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(DataError, match=r"a\.parquet"):
        open_between(part, "ts", day(1), day(2))
    path.unlink()
    with pytest.raises(DataError, match="no such file"):
        open_between(part, "ts", day(1), day(2))
