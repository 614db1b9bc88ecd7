"""The recorder profiles within the process, and sends profiles only: bounded, and each row once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.client.door import Door, Reply, free_port, until

import gnomon as gn
from gnomon.client import recording
from gnomon.client.pace import Pace
from gnomon.client.recorder import Recorder
from gnomon.profiles.recipe import Recipe

NOON = datetime(2013, 1, 1, 12, tzinfo=UTC)
SCHEMA = gn.Schema(roles={"ts": "timestamp", "event_id": "id", "p": "score"})
RECIPE = Recipe("1d", "UTC", SCHEMA, {"score": "p"}, {"cat": "p_cat"})
QUICK = Pace(every_s=0.02, first_wait_s=0.01, longest_wait_s=0.05, exit_s=5)
SLOW = Pace(every_s=600, first_wait_s=0.01, longest_wait_s=0.05)


def said(recipe: Recipe) -> Reply:
    return Reply(200, json.dumps(recipe.record()).encode())


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as opened:
        opened.answers["recipe"] = said(RECIPE)
        yield opened


def series(door: Door) -> list[gn.ProfileSeries]:
    """What the door took, each batch once."""
    return [gn.ProfileSeries.from_bytes(got.body) for got in door.taken.values()]


def total(door: Door) -> gn.Profile:
    return sum((one.total for one in series(door)), gn.Profile())


def log(recorder: Recorder, n: int, at: datetime = NOON, **given: Any) -> None:
    for each in range(n):
        recorder.log({"x": each, "origin": "JFK"}, score=0.5, event_id=each, ts=at, **given)


def test_profiles_are_sent_and_rows_are_not(door: Door) -> None:
    with Recorder(door.url, "m", labels={"region": "us"}, model_version="7", pace=SLOW) as recorder:
        log(recorder, 3)
        log(recorder, 2, NOON + timedelta(days=1), labels={"region": "eu"})
        assert recorder.flush()
        assert recorder.counts().sent == 5
    (sent,) = series(door)
    assert [profile.rows for profile in sent.profiles] == [3, 2]
    assert sent[0].columns == ("model_version", "origin", "p", "region", "x")
    assert (sent[0]["x"].mean, sent[1]["region"].top(1)) == (1.0, [("eu", 2)])
    assert door.got[0].path == "/api/v1/entities/m/profiles"


def test_what_comes_while_the_server_is_away_is_added_up(door: Door) -> None:
    door.replies[:] = [Reply(503)] * 3
    with Recorder(door.url, "m", pace=QUICK) as recorder:
        log(recorder, 3)
        until(lambda: len(door.got) >= 2)
        for _ in range(20):
            log(recorder, 10)
        assert recorder.flush()
    assert (total(door).rows, recorder.counts().waiting) == (203, 0)
    assert len(series(door)) <= 3


def test_a_batch_whose_answer_is_lost_counts_once(door: Door) -> None:
    door.replies[:] = [Reply(fault="forget")]
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        log(recorder, 3)
        assert recorder.flush()
    assert (len(door.got), total(door).rows) == (2, 3)


def test_rows_wait_until_the_server_says_how_they_are_profiled(door: Door) -> None:
    door.answers["recipe"] = Reply(404, b"no such entity")
    with Recorder(door.url, "m", pace=QUICK) as recorder:
        log(recorder, 3)
        assert not recorder.flush(0.1)
        assert recorder.counts().waiting == 3
        door.answers["recipe"] = said(RECIPE)
        assert recorder.flush()
    assert total(door).rows == 3


def test_what_waits_has_its_bounds(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_WINDOWS", 2)
    door.answers["recipe"] = Reply(404)
    recorder = Recorder(door.url, "m", memory_bytes=1000, pace=QUICK)
    for day in range(50):
        log(recorder, 1, NOON + timedelta(days=day))
    counts = recorder.counts()
    assert (counts.dropped, counts.waiting) == (50 - counts.waiting, counts.waiting)
    assert 2 < counts.waiting < 10
    door.answers["recipe"] = said(RECIPE)
    assert recorder.flush()
    assert [window.start.day for one in series(door) for window in one.windows] == [counts.waiting - 1, counts.waiting]
    assert recorder.counts().dropped == 48
    recorder.close()
    log(recorder, 1)
    assert recorder.counts().dropped == 49


def test_many_windows_go_in_several_batches(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "AT_ONCE", 2)
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        for day in range(5):
            log(recorder, 1, NOON + timedelta(days=day))
        assert recorder.flush()
    assert [len(one) for one in series(door)] == [2, 2, 1]


def test_rows_that_cannot_be_profiled_are_refused_and_their_neighbours_are_in(door: Door) -> None:
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        log(recorder, 3)
        assert recorder.flush()
        recorder.log({"x": "text"}, ts=NOON)
        recorder.log({"x": 5}, ts=NOON)
        recorder.log({"y": 5}, ts="soon")  # type: ignore[arg-type]  # no time
        recorder.log({1: 2, "x": object()}, score={"cat": 0.5, "dog": 0.25}, ts=NOON)  # type: ignore[dict-item]
        recorder.log(None)  # type: ignore[arg-type]  # no row
        assert recorder.flush()
        counts = recorder.counts()
    assert (counts.sent, counts.refused, counts.dropped) == (4, 3, 1)
    assert total(door)["x"].mean == 2.0


def test_after_a_refusal_the_server_is_asked_again(door: Door) -> None:
    hours = Recipe("1h", "UTC", SCHEMA, {"score": "p"}, {})
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        door.replies[:] = [Reply(400, b"its windows are 1d in UTC")]
        log(recorder, 3)
        assert recorder.flush()
        door.answers["recipe"] = said(hours)
        log(recorder, 2)
        assert recorder.flush()
        assert (recorder.counts().refused, recorder.counts().sent) == (3, 2)
    assert [one.every for one in series(door)] == ["1h"]


def test_what_was_cut_as_before_is_refused_once_the_entity_is_cut_otherwise(door: Door) -> None:
    door.replies[:] = [Reply(503)] * 10_000
    with Recorder(door.url, "m", pace=QUICK) as recorder:
        log(recorder, 3)
        until(lambda: len(door.got) >= 2)
        log(recorder, 2)
        until(lambda: recorder._recording._windows)
        door.answers["recipe"] = said(Recipe("1h", "UTC", SCHEMA, {"score": "p"}, {}))
        door.replies[:] = [Reply(400, b"its windows are 1d in UTC")]
        until(lambda: recorder.counts().refused >= 5)
        log(recorder, 1)
        assert recorder.flush()
    assert (recorder.counts().refused, total(door).rows, series(door)[-1].every) == (5, 1, "1h")


def test_rows_that_break_the_profiler_are_dropped_and_later_ones_are_in(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched, Recorder(door.url, "m", pace=SLOW) as recorder:
        patched.setattr(Recipe, "profiled", broken)
        log(recorder, 3)
        assert recorder.flush()
        patched.undo()
        log(recorder, 2)
        assert recorder.flush()
    assert (recorder.counts().dropped, recorder.counts().sent) == (3, 2)


def test_a_full_buffer_wakes_the_profiler(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_ROWS", 10)
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        log(recorder, 35)
        until(lambda: len(recorder._recording._rows) < 10)
        assert recorder.flush()
    assert total(door).rows == 35


def test_a_recorder_that_never_logged_ends_at_once() -> None:
    recorder = Recorder(f"http://127.0.0.1:{free_port()}", "m")
    assert recorder.flush()
    recorder.close()


def test_what_is_left_at_the_end_is_kept_on_disk(door: Door, tmp_path: Path) -> None:
    recorder = Recorder(door.url, "m", spool=tmp_path, pace=SLOW)
    door.replies[:] = [Reply(503)] * 1000
    log(recorder, 3)
    recorder.close(0.5)
    assert len(list(tmp_path.iterdir())) == 1
    door.replies.clear()
    with Recorder(door.url, "m", spool=tmp_path, pace=SLOW) as later:
        log(later, 1)
        assert later.flush()
    assert total(door).rows == 4


END = """
import datetime, os, sys
import gnomon as gn
recorder = gn.Recorder(sys.argv[1], "m")
noon = datetime.datetime(2013, 1, 1, 12, tzinfo=datetime.UTC)
child = 1
if sys.argv[2] == "fork first":
    child = os.fork()
for n in range(3):
    recorder.log({"x": n}, ts=noon)
if sys.argv[2] == "fork late":
    recorder.flush()
    child = os.fork()
    if child == 0:
        recorder.log({"x": 3}, ts=noon)
        print(recorder.counts().dropped)
if child:
    try:
        os.wait()
    except ChildProcessError:
        pass
"""


@pytest.mark.parametrize(("how", "rows", "out"), [("end", 3, ""), ("fork first", 6, ""), ("fork late", 3, "1\n")])
def test_the_end_of_a_process_sends_what_is_left_and_a_fork_nothing_twice(
    door: Door, how: str, rows: int, out: str
) -> None:
    """After a fork Polars has no threads, where it had some before: such a child loses its rows, and says so."""
    command = [sys.executable, "-c", END, door.url, how]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, out)
    assert ("Fork before the first row is logged" in done.stderr) is bool(out)
    assert total(door).rows == rows
    assert total(door)["x"].mean == 1.0


def test_a_recorder_in_a_fork_of_a_process_that_profiled_takes_no_row(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_profiled_in", {os.getpid() + 1})
    with Recorder(door.url, "m", pace=SLOW) as recorder:
        log(recorder, 2)
        assert recorder.counts().dropped == 2
        recorder.begin_anew()
        assert recorder.counts().logged == 0
