"""Whom else an alert is told: who is reminded when nobody answers, and who stands in for a channel that cannot deliver.

Both are ways as those of a route: what is told there is told once, and its end
too. Where a receiver knows of an alert is read from the outbox, so that a run
that was killed is made good by the next one.

Source: ALERTS R36, R43, R44.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gnomon.alerts import words
from gnomon.alerts.policy import RANK
from gnomon.config.entity import Entity
from gnomon.config.monitor import Monitor
from gnomon.config.remind import Remind
from gnomon.config.settings import Settings
from gnomon.jobs.telling.routes import Way
from gnomon.notify.decide import Entry
from gnomon.store import alerts as episodes
from gnomon.store import incidents, notify_log, outbox
from gnomon.store.alerts import EpisodeRow
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

UNANSWERED = ("open", "reopened")
"""States of an incident that nobody has acknowledged."""

URGENT = RANK["high"]
"""How severe an alert is that does not wait until its channel is back."""


def is_answered(tx: Transaction, row: EpisodeRow) -> bool:
    """Whether somebody has acknowledged the incident of an episode: it is not told again while it goes on."""
    incident = incidents.of_episode(tx, row.alert_id, row.number)
    return incident is not None and incident.status == "acknowledged"


@dataclass(slots=True)
class Further:
    """Whom else the alerts of an entity are told.

    Attributes:
        tx: The transaction.
        settings: The configuration.
        entity: Whose alerts.
        held: Alerts of which nothing new is told.
        now: The time on the wall.
    """

    tx: Transaction
    settings: Settings
    entity: Entity
    held: Mapping[str, str]
    now: datetime
    _entries: Mapping[tuple[str, str], Entry] = field(init=False)
    _failing: Sequence[OutboxRow] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Look what channels know."""
        open_groups = notify_log.open_groups(self.tx, self.entity.name)
        self._entries = {place: Entry.from_record(kept) for place, kept in open_groups.items()}

    def ways(self, row: EpisodeRow, monitor: Monitor, usual: Sequence[Way]) -> list[Way]:
        """The ways of an episode: the usual ones, and behind them those of reminders and stand-ins.

        Args:
            row: The episode.
            monitor: Its monitor.
            usual: The ways that its monitor, its entity or routes lead.
        """
        if row.state != "firing":
            return list(usual)
        found = {way.channel: way for way in usual}
        for way in [*usual]:
            for other in self._reminded(row, monitor, way):
                found.setdefault(other.channel, other)
        led = list(found.values())
        for way in led:  # it grows: who stands in may fail as well
            instead = self._in_place(row, way)
            if instead is not None and instead.channel not in found:
                found[instead.channel] = instead
                led.append(instead)
        return led

    def _reminded(self, row: EpisodeRow, monitor: Monitor, way: Way) -> Iterator[Way]:
        """Whom to remind of what was told on a way."""
        remind = monitor.remind or self.settings.channels[way.channel].remind
        if remind is None:
            return
        since = self._unanswered_since(row, way, remind)
        for name in remind.notify:
            if name not in self.settings.channels:
                continue
            if self._knows(name, row):
                yield Way(name, note="Told here because nobody had acknowledged it.")
            elif since is not None:
                at = words.moment(since, self.entity.zone)
                yield Way(name, note=f"Nobody has acknowledged it since {way.channel} was told, {at}.")

    def _unanswered_since(self, row: EpisodeRow, way: Way, remind: Remind) -> datetime | None:
        """When a receiver took it, if that is long ago and nobody has answered; else None."""
        incident = incidents.of_episode(self.tx, row.alert_id, row.number)
        if incident is None or incident.status not in UNANSWERED or row.id in self.held:
            return None
        accepted = self._accepted_at(row, way.channel)
        return None if accepted is None or abs(self.now - accepted) < remind.after else accepted

    def _in_place(self, row: EpisodeRow, way: Way) -> Way | None:
        """Who stands in for a channel that cannot deliver."""
        name = self.settings.channels[way.channel].fallback
        if name is None or name not in self.settings.channels:
            return None
        if not (self._is_lost(row, way.channel) or self._knows(name, row)):
            return None
        return Way(name, note=f"Told here because {way.channel} does not deliver.")

    def _is_lost(self, row: EpisodeRow, channel: str) -> bool:
        """Whether an episode does not reach a channel, or may not for long."""
        is_dead = any(entry.died_at for (_, name), entry in self._entries.items() if name == channel)
        if self._failing is None:
            self._failing = outbox.failing(self.tx)
        states = {one.state for one in self._failing if one.channel == channel}
        is_down = "dead" in states or bool(states and RANK[row.severity] >= URGENT)
        return (is_dead or is_down) and self._accepted_at(row, channel) is None

    def _knows(self, channel: str, row: EpisodeRow) -> bool:
        """Whether a channel was told that an episode fires."""
        return any(row.id in entry.firing for (_, name), entry in self._entries.items() if name == channel)

    def _accepted_at(self, row: EpisodeRow, channel: str) -> datetime | None:
        """When a receiver first took a message that an episode fires; None when none did."""
        of_alert = episodes.events(self.tx, self.entity.name, row.alert_id)
        seen = min((one.observed_at for one in of_alert if one.number == row.number), default=row.observed_at)
        for sent in outbox.delivered(self.tx, channel, seen):
            if any(alert["id"] == row.id and alert["state"] == "firing" for alert in sent.payload["alerts"]):
                return sent.settled_at
        return None
