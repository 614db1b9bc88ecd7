"""Rows of the log are found by time, value and column, and shown only where people may see them."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.live.senders import NOW, settings

from gnomon.config.entity import Entity
from gnomon.errors import UnavailableError, UsageError
from gnomon.jobs.live import query
from gnomon.jobs.live.accept import accept
from gnomon.jobs.live.bring import bring_in
from gnomon.jobs.live.query import Wanted
from gnomon.log.table import snapshot
from gnomon.store import inbox
from gnomon.store.open import open_inbox, open_store


def entity(log: str, **given: Any) -> Entity:
    return settings(log, **{"raw_rows": True, **given}).entities["flights"]


def event(name: str, day: int, **features: object) -> dict[str, object]:
    return {"event_id": name, "ts": f"2013-01-{day:02}T06:00:00Z", "features": features, "score": 0.5, "prediction": 1}


EVENTS = [
    event("c", 3, origin="JFK", delay=3, late=True, v=[1, 2]),
    event("a", 1, origin="JFK", delay=1, late=False),
    event("b", 2, origin="LGA", delay=2),
    event("d", 3, origin=None, delay=None),
]
TARGETS = [
    {"event_id": "a", "target": 1, "ts": "2013-02-02T00:00:00Z"},
    {"event_id": "a", "target": 0, "ts": "2013-02-01T00:00:00Z"},
]


def filled(folder: Path, one: Entity) -> None:
    """The log of an entity with four events and the targets of one."""
    address = f"sqlite:///{folder}/gnomon.db"
    with open_store(address) as store, open_inbox(address) as held:
        with held.transaction() as tx:
            for door, body in (("events", {"events": EVENTS}), ("targets", {"targets": TARGETS})):
                inbox.put(tx, [accept(one, door, "json", json.dumps(body).encode(), NOW)])  # type: ignore[arg-type]
        bring_in(store, one, NOW)


@pytest.fixture
def flights(log: str, tmp_path: Path) -> Entity:
    one = entity(log)
    filled(tmp_path, one)
    return one


def ids(one: Entity, **wanted: Any) -> list[str]:
    found = query.rows(one, Wanted(**wanted))
    return found["id"].to_list() if found.height else []


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2013, 1, day, hour, tzinfo=UTC)


def test_all_rows_come_in_the_order_of_their_time_with_their_newest_target(flights: Entity) -> None:
    found = query.rows(flights, Wanted())
    assert found["id"].to_list() == ["a", "b", "c", "d"]
    assert found["label"].to_list() == [1.0, None, None, None]
    assert not {"_day", "_batch"} & set(found.columns)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"since": at(2)}, ["b", "c", "d"]),
        ({"since": at(2, 6), "until": at(3, 6)}, ["b"]),
        ({"until": at(3)}, ["a", "b"]),
        ({"since": at(9)}, []),
        ({"where": {"origin": "JFK"}}, ["a", "c"]),
        ({"where": {"origin": "JFK", "delay": "3"}}, ["c"]),
        ({"where": {"origin": ""}}, ["d"]),
        ({"where": {"late": "TRUE"}}, ["c"]),
        ({"where": {"ts": "2013-01-02T06:00"}}, ["b"]),
        ({"where": {"label": "1"}}, ["a"]),
        ({"limit": 2}, ["a", "b"]),
    ],
)
def test_rows_are_found_by_time_and_value(flights: Entity, wanted: dict[str, Any], expected: list[str]) -> None:
    assert ids(flights, **wanted) == expected


def test_columns_come_as_they_are_asked_for(flights: Entity) -> None:
    assert query.rows(flights, Wanted(columns=("delay", "id"))).columns == ["delay", "id"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"columns": ("origni",)}, "no column 'origni' in these rows. Did you mean 'origin'"),
        ({"where": {"delay": "much"}}, "delay=much: the column 'delay' is Float64"),
        ({"where": {"late": "maybe"}}, "late=maybe"),
        ({"where": {"v": "1"}}, "v=1"),
        ({"where": {"ts": "soon"}}, "ts=soon"),
    ],
)
def test_what_cannot_be_is_said(flights: Entity, wanted: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        query.rows(flights, Wanted(**wanted))


def test_rows_are_shown_only_where_people_may_see_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Write raw_rows: true where people may see them"):
        query.rows(entity(str(tmp_path), raw_rows=False), Wanted())
    of_files = entity(str(tmp_path), source={"path": "rows.parquet", "timestamp": "ts"}, targets=None)
    with pytest.raises(UsageError, match=r"flights is not live: its rows are in rows\.parquet"):
        query.rows(of_files, Wanted())


def test_an_empty_log_has_no_rows(tmp_path: Path) -> None:
    assert query.rows(entity(str(tmp_path)), Wanted()).height == 0


def test_events_without_targets_are_as_they_were_sent(tmp_path: Path) -> None:
    filled(tmp_path, entity(str(tmp_path / "log")))
    assert "label" not in query.rows(entity(str(tmp_path / "log"), targets=None), Wanted()).columns


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    one = entity(str(tmp_path / "log"), targets=None)
    filled(tmp_path, entity(str(tmp_path / "log")))
    for day in snapshot(str(tmp_path / "log/flights/events")).days.values():
        for file in day.files:
            Path(file).unlink()
    with pytest.raises(UnavailableError, match="cannot be read"):
        query.rows(one, Wanted())


def test_rows_are_written_in_each_form(flights: Entity) -> None:
    found = query.rows(flights, Wanted(since=at(3)))
    lines = [json.loads(line) for line in query.written(found, "jsonl").decode().splitlines()]
    assert lines == query.records(found)
    assert (lines[0]["ts"], lines[0]["v"], lines[1]["origin"]) == ("2013-01-03T06:00:00Z", [1.0, 2.0], None)
    assert '"[1.0, 2.0]"' in query.written(found, "csv").decode()
    assert query.written(found, "parquet")[:4] == b"PAR1"


def test_no_infinity_is_json(flights: Entity) -> None:
    found = query.rows(flights, Wanted(columns=("delay",), limit=1)).with_columns(delay=math.inf)
    assert query.records(found) == [{"delay": None}]


def test_a_stretch_that_ends_at_midnight_needs_no_day_after_it(flights: Entity) -> None:
    assert ids(flights, since=at(1), until=at(1) + timedelta(days=1)) == ["a"]
