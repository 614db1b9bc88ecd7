"""Rows joined with their targets become outcomes."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from tests.jobs.worlds import day, events, labels_of

from gnomon.jobs.rows import observed
from gnomon.jobs.rows.known import ID, VALUE
from gnomon.jobs.rows.observed import Columns, runs, with_targets
from gnomon.jobs.rows.plain_text import plain_hash
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

COLUMNS = Columns("ts", "id", OutcomeColumns("label", score="score"))


def row(n: int, rows: int = 1) -> WindowRow:
    return WindowRow(Window(day(n), day(n + 1)), 1, rows)


def test_windows_are_read_together_when_they_are_near_and_few(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(runs([row(n) for n in (0, 1, 4, 9)], timedelta(days=1)))
    assert [[each.window.start for each in run] for run in found] == [[day(0), day(1), day(4)], [day(9)]]
    monkeypatch.setattr(observed, "RUN_ROWS", 10)
    assert [len(run) for run in runs([row(n, 4) for n in range(5)], timedelta(days=1))] == [2, 2, 1]
    assert list(runs([], timedelta(days=1))) == []


def test_rows_keep_their_order_and_get_the_targets_column() -> None:
    frame = events(0, 1).with_columns(label=pl.lit("old"))
    targets = labels_of(frame)[3:9].sample(fraction=1, shuffle=True, seed=2)
    newest = pl.DataFrame({ID: plain_hash(targets["id"]), VALUE: targets["label"]})
    found = with_targets(frame, COLUMNS, newest)
    assert found["id"].equals(frame["id"])
    assert found["label"].to_list() == frame.join(targets, on="id", how="left")["label_right"].to_list()


def test_repeated_rows_of_one_id_all_have_its_target() -> None:
    frame = pl.concat([events(0, 1, 2)] * 2)
    newest = pl.DataFrame({ID: plain_hash(frame["id"]), VALUE: [1, 0, 1, 0]}).unique(ID)
    assert with_targets(frame, COLUMNS, newest)["label"].to_list() == [1, 0, 1, 0]


def test_targets_that_stand_in_the_rows_stay() -> None:
    frame = events(0, 1).with_columns(label=1)
    assert with_targets(frame, COLUMNS, None) is frame
