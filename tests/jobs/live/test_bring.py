"""An entity's run brings in what came over HTTP: events, targets, or both."""

from __future__ import annotations

import polars as pl
import pytest
from tests.jobs.live import senders
from tests.jobs.live.senders import NOW
from tests.jobs.worlds import events, labels_of

from gnomon.jobs.live.accept import accept
from gnomon.jobs.live.bring import bring_in
from gnomon.jobs.rows.source import contents
from gnomon.store import inbox
from gnomon.store.open import open_inbox, open_store

FRAME = events(0, 2)


@pytest.mark.parametrize(
    ("given", "doors"),
    [
        ({}, ("events", "targets", "feedback")),
        ({"targets": None}, ("events", "feedback")),
        ({"source": {"path": "a.csv", "timestamp": "ts", "id": "id"}}, ("targets",)),
    ],
)
def test_each_door_has_its_table(
    address: str, tmp_path: object, given: dict[str, object], doors: tuple[str, ...]
) -> None:
    entity = senders.settings(f"{tmp_path}/log", **given).entities["flights"]
    said = [{"event_id": row["id"], "name": "up", "value": True, "ts": row["ts"]} for row in FRAME.to_dicts()]
    bodies = {
        "events": senders.events(FRAME),
        "targets": senders.targets(labels_of(FRAME)),
        "feedback": senders.feedback(said),
    }
    with open_store(address) as store, open_inbox(address) as opened:
        with opened.transaction() as tx:
            inbox.put(tx, [accept(entity, door, "json", bodies[door], NOW) for door in doors])  # type: ignore[arg-type]  # doors
        assert bring_in(store, entity, NOW).rows == len(doors) * FRAME.height
    places = {"events": entity.source.place, "feedback": entity.source.feedback}
    places["targets"] = entity.targets.place if entity.targets else ""
    for door in doors:
        parts = contents(places[door]).parts
        assert [(part.name, part.version) for part in parts][:2] == [
            ("2013-01-01", "23 rows" if door == "targets" else "24 rows"),
            ("2013-01-02", "24 rows"),
        ]
        assert all(isinstance(pl.read_parquet_schema(path), dict) for part in parts for path in part.files)
