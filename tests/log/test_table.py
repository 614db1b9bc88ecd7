"""A table of the log takes what an inbox has once, whoever writes at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.s3 import HUSH

from gnomon.errors import UnavailableError
from gnomon.log.table import BATCH, DAY, ConflictError, Snapshot, snapshot

Away = Callable[[], AbstractContextManager[None]]
DAYS = (date(2013, 1, 1), date(2013, 1, 2))


def rows(batch: int, **columns: object) -> pl.DataFrame:
    """A row of each day."""
    frame = pl.DataFrame({DAY: DAYS, BATCH: [batch] * 2, "x": [1.0, 2.0]})
    return frame.with_columns(ts=pl.lit(datetime(2013, 1, 1, tzinfo=UTC), pl.Datetime("us", "UTC")), **columns)


@pytest.fixture
def place(log: str) -> str:
    return f"{log}/flights/events"


def counts(found: Snapshot) -> dict[date, int]:
    return {day: one.rows for day, one in found.days.items()}


def test_a_table_that_is_not_there_is_empty(place: str) -> None:
    found = snapshot(place)
    assert (found.version, found.mark("a"), found.days, found.columns) == (-1, 0, {}, {})


def test_rows_and_their_mark_are_written_together(place: str) -> None:
    snapshot(place).append(rows(3), "a", 3)
    found = snapshot(place)
    assert (found.mark("a"), found.mark("b"), counts(found)) == (3, 0, dict.fromkeys(DAYS, 1))
    assert found.columns == {"x": "double", "ts": "timestamp"}


def test_a_mark_moves_without_rows(place: str) -> None:
    first = snapshot(place).append(rows(1), "a", 1)
    second = first.append(rows(2).clear(), "a", 2)
    assert (second.mark("a"), counts(second)) == (2, counts(first))
    assert snapshot(place).append(rows(4).clear(), "a", 4).mark("a") == 4


def test_a_table_without_rows_has_no_days(place: str) -> None:
    assert snapshot(place).append(rows(1).clear(), "a", 1).days == {}


@pytest.mark.parametrize("columns", [{}, {"y": pl.lit("new")}])
def test_who_writes_from_an_old_version_is_refused(place: str, columns: dict[str, object]) -> None:
    before = snapshot(place).append(rows(1), "a", 1)
    before.append(rows(2, **columns), "a", 2)
    with pytest.raises(ConflictError):
        before.append(rows(2, **columns), "a", 2)
    with pytest.raises(ConflictError):
        before.append(rows(3), "a", 3)
    assert counts(snapshot(place)) == dict.fromkeys(DAYS, 2)


def test_who_makes_the_table_second_is_refused(place: str) -> None:
    empty = snapshot(place)
    empty.append(rows(1), "a", 1)
    with pytest.raises(ConflictError):
        empty.append(rows(1), "a", 1)


def test_a_snapshot_stays_what_it_was(place: str) -> None:
    before = snapshot(place).append(rows(1), "a", 1)
    before.append(rows(2), "a", 2)
    assert (before.version, before.mark("a"), counts(before)) == (0, 1, dict.fromkeys(DAYS, 1))


def test_a_place_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UnavailableError, match="Check the place and its disk"):
        snapshot(str(tmp_path / "file" / "log")).append(rows(1), "a", 1)
    broken = tmp_path / "broken"
    (broken / "_delta_log").mkdir(parents=True)
    (broken / "_delta_log" / "00000000000000000000.json").write_text("nonsense", "utf-8")
    with pytest.raises(UnavailableError, match="cannot be read or written"):
        snapshot(str(broken))


def test_a_folder_with_an_empty_log_is_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "_delta_log").mkdir()
    assert snapshot(str(tmp_path)).version == -1


def test_object_storage_that_is_away_is_said_soon(bucket: str, away: Away) -> None:
    found = snapshot(f"{bucket}/t").append(rows(1), "a", 1)
    with away():
        with pytest.raises(UnavailableError, match=r"refused.*Check the address, the network, and AWS_ACCESS") as said:
            snapshot(f"{bucket}/t")
        assert HUSH not in str(said.value)
        assert "\n" not in str(said.value)
        with pytest.raises(UnavailableError):
            found.append(rows(2), "a", 2)
    assert counts(snapshot(f"{bucket}/t")) == dict.fromkeys(DAYS, 1)


def test_of_many_who_write_to_object_storage_at_once_one_does(bucket: str) -> None:
    before = snapshot(f"{bucket}/t").append(rows(1), "a", 1)

    def write(_: int) -> bool:
        try:
            before.append(rows(2), "a", 2)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(write, range(6))) == 1
    assert counts(snapshot(f"{bucket}/t")) == dict.fromkeys(DAYS, 2)
