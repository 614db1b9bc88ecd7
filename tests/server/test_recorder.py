"""Rows that a recorder profiles where they are end in the bytes of a run over their file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from tests.jobs.live.test_live_equals_batch import FLIGHTS, flights, of_files, ran, state
from tests.server.conftest import Calling, state_with

import gnomon as gn
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.store.open import open_inbox, open_store

GIVEN: dict[str, Any] = {"segments": [], "targets": None, "monitors": {"performance": "off"}, "every": "6h"}
UNTIL = datetime(2013, 1, 5, tzinfo=UTC)


def whole(found: dict[str, Any]) -> dict[Any, bytes]:
    """The profile of each window."""
    return {key: kept[0] for key, kept in found["kept"].items() if isinstance(key, tuple)}


def record(recorder: gn.Recorder, rows: pl.DataFrame) -> None:
    for row in rows.iter_rows(named=True):
        said = {name: row.pop(name) for name in ("event_id", "ts", "score", "prediction")}
        recorder.log(row, **said)


def test_flights_through_recorders_are_the_flights_of_a_file(calling: Calling, tmp_path: Path, address: str) -> None:
    rows, labels = flights(datetime(2013, 1, 3, tzinfo=UTC))
    expected = of_files(tmp_path, rows, labels, UNTIL, **GIVEN)
    configured = Settings(
        log=f"{tmp_path}/log", entities={"flights": Entity(source={"live": True}, **{**FLIGHTS, **GIVEN})}
    )
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)
    with open_store(address) as store, open_inbox(address) as inbox:
        url = str(calling(state_with(inbox, configured, store=store)).base_url)
        for part in (shuffled.head(900), shuffled.tail(-900)):
            with gn.Recorder(url, entity="flights") as recorder:
                record(recorder, part)
                assert recorder.flush(60)
                counts = recorder.counts()
            assert (counts.sent, counts.refused, counts.dropped, counts.waiting) == (part.height, 0, 0, 0)
        ran(configured, store, UNTIL)
        found = state(store, "flights")
    assert whole(found) == whole(expected)
    assert found["verdicts"] == expected["verdicts"]
