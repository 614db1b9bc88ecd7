"""How gnomon itself is, to Prometheus."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.jobs.exposing import health
from gnomon.jobs.exposing.family import Value
from gnomon.store import entities, outbox, silences
from gnomon.store import inbox as inboxes
from gnomon.store.inbox import Arrived
from gnomon.store.open import Store, open_inbox, open_store
from gnomon.store.outbox import OutboxRow

Said = dict[str, dict[tuple[str, ...], Value]]


def read(world: World, inbox: Store) -> Said:
    with world.store.reading() as tx, inbox.reading() as waiting:
        found = health.families(tx, waiting, [world.entity], day(12.5), "0.1.0")
        return {one.name: {tuple(labels.values()): value for labels, value in one.samples} for one in found}


def test_it_says_when_it_ran_how_far_it_is_and_what_waits(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/gnomon.db"
    with open_store(address) as store, open_inbox(address) as inbox:
        world = filled(World.new(store, tmp_path), 12, 9)
        before = read(world, inbox)
        assert before["gnomon_last_run_timestamp_seconds"] == {}
        assert before["gnomon_outbox_oldest_seconds"] == {(): 0.0}
        with store.transaction() as tx:
            entities.status_put(tx, "flights", "error", "There are no rows.", day(1))
        empty = read(world, inbox)
        assert empty["gnomon_last_run_timestamp_seconds"] == {("flights",): day(1).timestamp()}
        assert empty["gnomon_evaluation_lag_seconds"] == empty["gnomon_watermark_lag_seconds"] == {}
        once(world, 12.5)
        with store.transaction() as tx, inbox.transaction() as itx:
            for number, channel in enumerate(("page", "page", "chat")):
                outbox.put(tx, OutboxRow(str(number), channel, "a", "g", "alert", {}, day(12.4)))
            silence = Silence((parse("entity=flights"),), day(12), day(13), "me", "works", until_resolved=False)
            silences.add(tx, silence)
            inboxes.put(itx, [Arrived("flights", "events", "b", day(12.5), 1, b"1234", ())])
        said = read(world, inbox)
    assert list(said["gnomon_build_info"].values()) == [1]
    assert said["gnomon_window_seconds"] == {("flights",): 86_400.0}
    (ran,) = said["gnomon_last_run_timestamp_seconds"].values()
    assert isinstance(ran, float)
    assert abs(ran - day(12.5).timestamp()) < timedelta(days=400).total_seconds()
    assert said["gnomon_evaluation_lag_seconds"] == {("flights",): 43_200.0}
    assert said["gnomon_watermark_lag_seconds"] == {("flights",): 43_632.0}
    assert said["gnomon_rows"] == {("flights",): 2_400}
    assert said["gnomon_outbox_rows"] == {("chat", "queued"): 1, ("page", "queued"): 2}
    assert said["gnomon_outbox_oldest_seconds"] == {(): 8_640.0}
    assert said["gnomon_silences"] == {("pending",): 0, ("active",): 1}
    assert set(said["gnomon_incidents_open"]) == {("info",), ("warning",), ("high",), ("critical",)}
    assert (said["gnomon_inbox_batches"], said["gnomon_inbox_bytes"]) == ({(): 1}, {(): 4})
