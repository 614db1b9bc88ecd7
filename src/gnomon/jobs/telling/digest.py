"""Digests: what happened to the alerts that lead to a channel with `digest` is told once a day, or a week.

The first run after its time tells it. A time is told once: what it came to
stands in the outbox, also where there was nothing to tell.

Source: ALERTS R38, 1.5 (V6, V7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gnomon.config.channel import Channel
from gnomon.config.digest import MONDAY
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import listing, monitors
from gnomon.jobs.clock import Clock
from gnomon.jobs.maintained import hours_of
from gnomon.jobs.monitors import Plan
from gnomon.jobs.telling import routes
from gnomon.jobs.telling.held_back import HeldBack
from gnomon.jobs.telling.tell import of_row
from gnomon.notify import digest as notes
from gnomon.notify import key
from gnomon.notify.digest import Digest
from gnomon.notify.message import title
from gnomon.store import alerts as episodes
from gnomon.store import entities, outbox, silences, verdicts
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

SOON = timedelta(hours=48)
"""A silence that ends within it is told."""

A_DAY = timedelta(days=1)
NOBODY_HELD = HeldBack({}, Counter())

Suggest = Callable[[Store, Entity, datetime], Sequence[tuple[str, str]]]
"""What an entity's past suggests at a time, each as its monitor and a line; `trials.suggestions.in_short`."""


def nothing(_store: Store, _entity: Entity, _now: datetime, /) -> Sequence[tuple[str, str]]:
    """No suggestions."""
    return ()


LATE: Mapping[str, str] = {
    "revised": "late rows changed it",
    "severity_raised": "late rows made it more severe",
    "retracted": "late rows took it back",
    "past_raised": "late rows show that it fired and was over",
    "past_retracted": "late rows took back what was over",
}
"""What late rows did, by the event."""


def gather(settings: Settings, store: Store, clock: Clock, suggest: Suggest = nothing) -> int:
    """Put the digests into the outbox that are due and not told yet.

    Args:
        settings: The configuration.
        store: Its store.
        clock: The time on the wall.
        suggest: Says what the past suggests, in the first digest of a week; asked outside of every transaction.

    Returns:
        How many there are to send.
    """
    count = 0
    found: dict[str, Sequence[tuple[str, str]]] = {}
    for channel in settings.channels.values():
        if channel.digest is None:
            continue
        at = channel.digest.due(clock())
        if channel.digest.opens_week(at) and not found and not _is_told(store, channel, at):
            found = {entity.name: suggest(store, entity, clock()) for entity in _run(settings, store)}
        suggested = found if channel.digest.opens_week(at) else {}
        with store.transaction() as tx:
            count += _gathered(tx, settings, channel, at, clock(), suggested)
    return count


def _run(settings: Settings, store: Store) -> list[Entity]:
    """The entities that have run."""
    with store.reading() as tx:
        known = entities.names(tx)
    return [entity for entity in settings.entities.values() if entity.name in known]


def _is_told(store: Store, channel: Channel, at: datetime) -> bool:
    with store.reading() as tx:
        return outbox.find(tx, _key(channel, at)) is not None


def _key(channel: Channel, at: datetime) -> str:
    group = notes.group(channel.name, at)
    return key.row([group], group, channel.name)


def _gathered(
    tx: Transaction,
    settings: Settings,
    channel: Channel,
    at: datetime,
    now: datetime,
    suggested: Mapping[str, Sequence[tuple[str, str]]],
) -> bool:
    group, row_key = notes.group(channel.name, at), _key(channel, at)
    if outbox.find(tx, row_key) is not None:
        return False
    before = outbox.newest(tx, channel.name, notes.KIND)
    scene = Scene(tx, settings, channel, now, suggested)
    made = scene.digest(at, now - A_DAY if before is None else before.created_at)
    row = OutboxRow(row_key, channel.name, group, group, notes.KIND, notes.payload(made), now)
    outbox.put(tx, row)
    if made.is_empty and at.weekday() != MONDAY:
        outbox.supersede(tx, group, channel.name, now)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Scene:
    """What a digest looks at.

    Attributes:
        tx: The transaction.
        settings: The configuration.
        channel: The channel that is told.
        now: The time on the wall.
        suggested: By entity what its past suggests.
    """

    tx: Transaction
    settings: Settings
    channel: Channel
    now: datetime
    suggested: Mapping[str, Sequence[tuple[str, str]]]

    def digest(self, at: datetime, since: datetime) -> Digest:
        """What happened since a time.

        Args:
            at: When it was to be told.
            since: Since when.
        """
        known = entities.names(self.tx)
        of = [
            (entity, plan)
            for entity in self.settings.entities.values()
            if entity.name in known
            for plan in (*monitors.plans(entity), monitors.own(entity))
        ]
        rows = [(entity, plan, row) for entity, plan in of for row in self._led(entity, plan)]
        firing = {row.id: (entity, plan) for entity, plan, row in rows if row.state == "firing"}
        urgent = listing.urgent([row for _, _, row in rows if row.state == "firing"])
        over = [(entity, plan, row) for entity, plan, row in rows if self._ended(row, since)]
        return Digest(
            self.settings.instance,
            self.channel.name,
            at,
            since,
            tuple(self._title(*firing[row.id], row) for row in urgent),
            tuple(self._title(entity, plan, row) for entity, plan, row in over),
            tuple(text for _, plan, row in rows for text in self._late(plan, row, since)),
            tuple(text for entity, plan in of for text in self._unseen(entity, plan)),
            tuple(self._silences()),
            tuple(text for entity, plan in of for text in self._suggestions(entity, plan)),
        )

    def _led(self, entity: Entity, plan: Plan) -> list[EpisodeRow]:
        """Episodes of a monitor that lead to the channel."""
        rows = episodes.all(self.tx, entity.name, ("firing", "resolved", "retracted"), plan.name)
        return [row for row in rows if self._leads(entity, plan, row.matched_labels)]

    def _leads(self, entity: Entity, plan: Plan, labels: Mapping[str, str]) -> bool:
        found = routes.ways(self.settings, labels, routes.named(entity, plan.monitor))
        return any(way.channel == self.channel.name for way in found)

    def _events(self, row: EpisodeRow, since: datetime) -> list[str]:
        found = episodes.events(self.tx, row.entity, row.alert_id)
        return [one.kind for one in found if one.number == row.number and one.observed_at > since]

    def _ended(self, row: EpisodeRow, since: datetime) -> bool:
        return row.state == "resolved" and "resolved" in self._events(row, since)

    def _late(self, plan: Plan, row: EpisodeRow, since: datetime) -> Iterator[str]:
        for kind in dict.fromkeys(self._events(row, since)):
            if kind in LATE:
                yield f"{row.entity}: {plan.name}, alert {row.id}: {LATE[kind]}."

    def _unseen(self, entity: Entity, plan: Plan) -> Iterator[str]:
        """That a monitor has no data, where its alerts lead to the channel."""
        last = verdicts.last(self.tx, entity.name, plan.name)
        if last is None or hours_of(entity, last.window):
            return
        if last.status in ("no_data", "error") and self._leads(entity, plan, plan.labels):
            yield f"{entity.name}: {plan.name}. {last.reason}"

    def _suggestions(self, entity: Entity, plan: Plan) -> Iterator[str]:
        """What is suggested of a monitor whose alerts lead to the channel."""
        found = [text for monitor, text in self.suggested.get(entity.name, ()) if monitor == plan.name]
        if found and self._leads(entity, plan, plan.labels):
            yield from found

    def _silences(self) -> Iterator[str]:
        for one in silences.unexpired(self.tx, self.now):
            if one.ends_at <= self.now + SOON:
                yield f"{one.reason}."

    def _title(self, entity: Entity, plan: Plan, row: EpisodeRow) -> str:
        return title(of_row(self.tx, entity, plan, row, None, NOBODY_HELD))
