"""The protocol of the outbox, bound to the real store: what `jobs` does, in a few lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.notify import facts
from tests.notify.outbox import Clock
from tests.notify.receiver import Receiver, Reply

from gnomon.notify import group, post
from gnomon.notify.channels.slack import SlackTarget
from gnomon.notify.channels.webhook import WebhookTarget
from gnomon.notify.decide import Entry
from gnomon.notify.deliver import Bound, deliver
from gnomon.notify.queue import Claimed, Settled
from gnomon.notify.registry import find
from gnomon.notify.told import Told
from gnomon.store import notify_log, outbox
from gnomon.store.open import Store, open_store
from gnomon.store.outbox import OutboxRow

TIMEOUT = timedelta(seconds=15)


def test_rows_of_the_store_have_what_a_try_needs() -> None:
    needed = {name for name, value in vars(Claimed).items() if isinstance(value, property)}
    assert needed == {"key", "channel", "payload", "attempts", "first_tried_at", "external_ref"}
    assert needed <= {field.name for field in fields(OutboxRow)}


@dataclass
class Queue:
    store: Store

    def claim(self, now: datetime, stopped: Collection[str]) -> OutboxRow | None:
        with self.store.transaction() as tx:
            return next(iter(outbox.claim(tx, now, "me", TIMEOUT, limit=1, stopped=stopped)), None)

    def settle(self, row: OutboxRow, settled: Settled, now: datetime) -> None:
        with self.store.transaction() as tx:
            assert row.id is not None
            said = {"error": settled.error, "http_status": settled.http_status, "external_ref": settled.external_ref}
            outbox.settle(tx, row.id, "me", settled.state, now, next_attempt_at=settled.next_attempt_at, **said)


def tell(store: Store, told: Sequence[Told], channel: str, now: datetime) -> int:
    manner, count = find(channel).manner(), 0
    with store.transaction() as tx:
        found = {key: notify_log.get(tx, key, channel) for key in (group.group_key(each, manner) for each in told)}
        log = {key: Entry.from_record(record) for key, record in found.items() if record is not None}
        rows = [row for key in log for row in outbox.of_group(tx, key, channel)]
        untried = {row.key: row.payload for row in rows if row.state == "queued" and not row.attempts}
        for made in group.flush(told, channel, manner, log, untried=untried, now=now):
            if made.superseded:
                outbox.supersede(tx, made.group_key, channel, now)
            if made.row:
                row = made.row
                count += outbox.put(
                    tx, OutboxRow(row.key, channel, row.alert_key, row.group_key, row.kind, row.payload, now)
                )
            if made.entry:
                record, entity = made.entry.to_record(), told[0].entity
                notify_log.put(tx, entity, made.group_key, channel, record, is_open=made.entry.is_open)
    return count


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as made:
        yield made


def test_runs_one_after_the_other_tell_each_thing_once(store: Store) -> None:
    clock, rng = Clock(), np.random.default_rng(7)
    a, b = facts.told(monitor="a"), facts.told(monitor="b")
    over = [replace(each, kind="resolved", episode=facts.over(each.episode)) for each in (a, b)]
    with Receiver([500, Reply(how="drop")]) as receiver, post.client(5) as client:
        channels = {
            "webhook": Bound(find("webhook"), WebhookTarget(receiver.url())),
            "slack": Bound(find("slack"), SlackTarget(receiver.url("/slack"))),
        }
        for told in ([a], [a], [a, b], [over[0], b], over):
            for channel in channels:
                tell(store, told, channel, clock.now)
                assert tell(store, told, channel, clock.now) == 0  # killed before it sent, and run again
            minute = timedelta(minutes=1)
            deliver(Queue(store), channels, clock=clock, client=client, rng=rng, wait=clock.wait, patience=minute)
            clock.now += timedelta(hours=1)
    events = [(event["data"]["monitor"], event["data"]["event"]) for key, event in receiver.messages().items() if key]
    assert sorted(events) == [("a", "firing"), ("a", "resolved"), ("b", "firing"), ("b", "resolved")]
    texts = dict.fromkeys(got.json["text"] for got in receiver.got if got.path == "/slack")
    assert [text.partition(" flights-delay: ")[0] for text in texts] == [
        "[FIRING high]", "[FIRING high]", "2 resolved: [RESOLVED after 2\xa0d]",
    ]  # fmt: skip
    with store.reading() as tx:
        assert outbox.pending(tx) == []
