"""What waits in the inbox goes into the log once, whoever is killed or slow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.jobs.live.senders import NOW, arrow, settings

from gnomon.jobs.live import drain as drains
from gnomon.jobs.live.accept import accept
from gnomon.jobs.live.drain import Drained, drain
from gnomon.log import rows as log_rows
from gnomon.log.table import ConflictError, Snapshot, snapshot
from gnomon.store import inbox
from gnomon.store.inbox import Arrived
from gnomon.store.open import Store, open_inbox

ENTITY = settings("log").entities["flights"]


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    with open_inbox(address) as store:
        yield store


@pytest.fixture
def place(log: str) -> str:
    return f"{log}/events"


def sent(store: Store, name: str, *features: dict[str, Any], day: int = 1) -> Arrived:
    """A batch with a row for each set of features, in the inbox."""
    ts = f"2013-01-{day:02}T00:00:00Z"
    found = [{"event_id": f"{name}{n}", "ts": ts, "features": each} for n, each in enumerate(features)]
    arrived = accept(ENTITY, "events", "json", json.dumps({"events": found}).encode(), NOW, batch_id=name)
    with store.transaction() as tx:
        inbox.put(tx, [arrived])
    return arrived


def drained(store: Store, place: str) -> Drained:
    return drain(store, place, "flights", "events", "ts", NOW)


def logged(place: str) -> pl.DataFrame:
    """All rows of the log."""
    frames = [log_rows.scan(day.files).collect() for day in snapshot(place).days.values()]
    return pl.concat(frames, how="diagonal").sort("id")


def test_batches_of_any_columns_go_in_together(opened: Store, place: str) -> None:
    sent(opened, "a", {"x": 1}, {"y": "q"})
    sent(opened, "b", {"x": None, "never": None}, day=2)
    assert drained(opened, place) == Drained(3)
    assert drained(opened, place) == Drained()
    assert logged(place).select("id", "x", "y").rows() == [("a0", 1.0, None), ("a1", None, "q"), ("b0", None, None)]
    assert "never" not in snapshot(place).columns
    with opened.reading() as tx:
        assert inbox.waiting_bytes(tx) == 0


def test_rows_that_do_not_fit_to_the_log_are_kept_where_they_can_be_seen(opened: Store, place: str) -> None:
    sent(opened, "a", {"x": 1})
    sent(opened, "b", {"x": 2}, {"x": 3})
    sent(opened, "c", {"x": "text"})
    done = drained(opened, place)
    sent(opened, "d", {"x": 4})
    sent(opened, "e", {"x": True})
    again = drained(opened, place)
    assert (done, again) == (Drained(3, 1), Drained(1, 1))
    assert "1 rows that came over HTTP were refused" in done.notes[0]
    assert logged(place)["x"].to_list() == [1.0, 2.0, 3.0, 4.0]
    with opened.reading() as tx:
        found = [(one.batch_id, one.refused.place, one.refused.reason) for one in inbox.refusals(tx, "flights", 9)]
    assert found == [
        ("e", 0, "'x' is a flag here; it is kept as a number."),
        ("c", 0, "'x' is a category here; it is kept as a number."),
    ]


def test_much_is_written_in_several_commits(opened: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drains, "MOST_BYTES", 1)
    for name in "abc":
        sent(opened, name, {"x": 1})
    assert drained(opened, place) == Drained(3)
    assert snapshot(place).version == 2


def test_what_comes_while_it_drains_is_left_for_the_next(
    opened: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender that never rests would keep it from profiling what is there."""
    sent(opened, "a", {"x": 1})
    real, names = Snapshot.append, iter("bcdefgh")

    def busy(*given: Any) -> Snapshot:
        sent(opened, next(names), {"x": 2})
        return real(*given)

    monkeypatch.setattr(Snapshot, "append", busy)
    assert drained(opened, place) == Drained(1)
    assert drained(opened, place) == Drained(1)


def test_what_is_in_the_log_is_let_go_of_bit_by_bit(opened: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drains, "FREED_BYTES", 1)
    for name in "abc":
        sent(opened, name, {"x": 1})
    assert drained(opened, place) == Drained(3)
    with opened.reading() as tx:
        assert inbox.waiting_bytes(tx) == 0


def test_a_drain_that_is_killed_after_its_commit_is_not_repeated(
    opened: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(opened, "a", {"x": 1})
    real = Snapshot.append

    def killed(*given: Any) -> Snapshot:
        real(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(Snapshot, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        drained(opened, place)
    monkeypatch.undo()
    sent(opened, "b", {"x": 2})
    assert drained(opened, place) == Drained(1)
    assert logged(place)["x"].to_list() == [1.0, 2.0]


def test_who_is_slower_starts_over_and_finds_nothing_left(
    opened: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(opened, "a", {"x": 1})
    real, overtaken = Snapshot.append, []

    def slow(*given: Any) -> Snapshot:
        if not overtaken:
            overtaken.append(True)
            assert drained(opened, place) == Drained(1)
        return real(*given)

    monkeypatch.setattr(Snapshot, "append", slow)
    assert drained(opened, place) == Drained()
    assert logged(place).height == 1


def test_who_is_always_slower_gives_up_and_says_so(opened: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(opened, "a", {"x": 1})

    def refused(*_: Any) -> Snapshot:
        raise ConflictError("log: somebody else wrote.")

    monkeypatch.setattr(Snapshot, "append", refused)
    with pytest.raises(ConflictError):
        drained(opened, place)


def test_another_inbox_has_a_mark_of_its_own(opened: Store, place: str, tmp_path: Path) -> None:
    """An inbox that was lost and made anew begins to count again, and none of its batches may be taken for old ones."""
    for name in "ab":
        sent(opened, name, {"x": 1})
    drained(opened, place)
    with open_inbox(f"sqlite:///{tmp_path}/other.db") as other:
        sent(other, "c", {"x": 3})
        assert drained(other, place) == Drained(1)
    assert logged(place).height == 3


def test_old_names_are_forgotten(opened: Store, place: str) -> None:
    arrived = sent(opened, "a", {"x": 1})
    drained(opened, place)
    drain(opened, place, "flights", "events", "ts", NOW + drains.REMEMBERED + timedelta(seconds=1))
    with opened.transaction() as tx:
        assert inbox.put(tx, [arrived]) == [True]


def test_arrow_goes_where_json_goes(opened: Store, place: str) -> None:
    sent(opened, "a", {"x": 1, "c": "q", "f": True, "v": [1, 2]})
    frame = pl.DataFrame(
        {"event_id": ["b0"], "ts": ["2013-01-01"], "x": [2], "c": ["r"], "f": [None], "v": [[3.5]]}
    ).with_columns(pl.col("ts").str.to_datetime(time_zone="UTC"))
    with opened.transaction() as tx:
        inbox.put(tx, [accept(ENTITY, "events", "arrow", arrow(frame), NOW, batch_id="b")])
    assert drained(opened, place) == Drained(2)
    assert logged(place).select("x", "c", "f", "v").rows() == [(1.0, "q", True, [1.0, 2.0]), (2.0, "r", None, [3.5])]
