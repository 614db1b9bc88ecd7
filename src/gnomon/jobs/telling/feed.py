"""The state of alerts for receivers that keep it themselves: said anew by every run.

What a receiver has heard is kept beside the log of channels. So what is held back
is not said to one that does not know it, an alert keeps the start under which it is
known, and whatever fires no more under its labels is said to be over until the
receiver has heard so, and for a while after.

Source: ALERTS 3.9, R3, R8, R25, R28.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gnomon.checks import phrases
from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import monitors
from gnomon.jobs.monitors import Plan
from gnomon.jobs.telling import heartbeat, routes
from gnomon.jobs.telling.held_back import held_back
from gnomon.notify.channels.alertmanager import ends_at
from gnomon.notify.deliver import Bound, Failure, Report, sent
from gnomon.notify.payload import VERSION, stamp
from gnomon.notify.post import Client
from gnomon.store import alerts as episodes
from gnomon.store import notify_log
from gnomon.store.alerts import FIRING, EpisodeRow
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

KIND = "alertmanager"
RESOLVED_FOR = timedelta(minutes=15)
"""How long an end is said again after it was heard."""

RESEND = timedelta(seconds=30)
"""What did not change is not said again sooner: half a minute, so that a run a minute is heard each time."""

FIRES = ("firing", "refired")
ENDS = ("resolved", "retracted")

Alert = dict[str, Any]  # Any: JSON
Key = tuple[tuple[str, str], ...]
"""The labels of an alert: what it is to its receiver."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What is said to one receiver of states.

    Attributes:
        settings: The configuration.
        channel: The receiver.
        store: The store of the configuration.
        now: The time on the wall.
    """

    settings: Settings
    channel: Channel
    store: Store
    now: datetime

    def states(self) -> list[Alert]:
        """What fires, and what it knows as firing and fires no more."""
        with self.store.reading() as tx:
            known = _known(tx, self.channel.name)
            names = {alert["id"] for alert in known.values() if alert["state"] == "firing"}
            firing: dict[Key, Alert] = {}
            for entity in self.settings.entities.values():
                for plan, row in self._led(tx, entity, names):
                    made = self._fires(tx, plan, row, known)
                    firing.setdefault(_key(made), made)
            over = [self._over(tx, alert) for key, alert in known.items() if key not in firing and self._is_due(alert)]
        return [*firing.values(), *over]

    def is_fresh(self, said: list[Alert], *, is_well: bool) -> bool:
        """Whether it heard the same a moment ago: runs may follow each other within seconds."""
        with self.store.reading() as tx:
            kept = notify_log.get(tx, KIND, self.channel.name)
        if kept is None or abs(self.now - datetime.fromisoformat(kept["at"])) >= RESEND or kept["well"] != is_well:
            return False
        return {_key(one): _news(one) for one in kept["alerts"]} == {_key(one): _news(one) for one in said}

    def heard(self, said: list[Alert], *, is_well: bool) -> None:
        """Keep what it knows from now on."""
        with self.store.transaction() as tx:
            tx.alone("feed", self.channel.name)
            known = {**_known(tx, self.channel.name), **{_key(alert): alert for alert in said}}
            kept = [_dated(alert, self.now) for alert in known.values()]
            kept = [alert for alert in kept if self._is_due(alert)]
            record = {"alerts": kept, "at": stamp(self.now), "well": is_well}
            notify_log.put(tx, "", KIND, self.channel.name, record, is_open=False)

    def _is_due(self, alert: Alert) -> bool:
        """Whether it is said: all but an end that was heard long enough ago."""
        heard = alert.get("heard_at")
        return heard is None or self.now - datetime.fromisoformat(heard) <= RESOLVED_FOR

    def _led(self, tx: Transaction, entity: Entity, known: set[str]) -> Iterator[tuple[Plan, EpisodeRow]]:
        """The episodes that fire and that it is to hear of, the oldest first; those that it knows though held back."""
        plans = {plan.name: plan for plan in (*monitors.plans(entity), monitors.own(entity))}
        kept_back = held_back(tx, self.settings, entity, self.now).reasons
        for row in reversed(episodes.all(tx, entity.name, FIRING)):
            if row.monitor not in plans:
                continue
            for way in routes.of_row(self.settings, entity, plans[row.monitor].monitor, row):
                if way.channel != self.channel.name:
                    continue
                quiet = routes.quiet(self.settings, row.matched_labels, way.route, self.now)
                if row.id in known or not (quiet or row.id in kept_back):
                    yield plans[row.monitor], row

    def _fires(self, tx: Transaction, plan: Plan, row: EpisodeRow, known: Mapping[Key, Alert]) -> Alert:
        made: Alert = {
            "id": row.id,
            "entity": row.entity,
            "labels": row.matched_labels,
            "title": f"{row.entity}: {row.monitor}",
            "summary": phrases.tidied(row.summary, row.series),
            "since": stamp(row.since),
            "runbook": plan.monitor.runbook,
            "links": [],
            "state": "firing",
            "ends_at": stamp(ends_at(self.now, plan.policy.length)),
        }
        before = known.get(_key(made))
        is_known = before is not None and before["state"] == "firing"
        start = before["starts_at"] if is_known and before else stamp(_seen(tx, row, FIRES) or row.observed_at)
        return made | {"starts_at": start}

    def _over(self, tx: Transaction, alert: Alert) -> Alert:
        """What it knows and fires no more: the alert is over, or has other labels, or is told elsewhere."""
        if alert["state"] == "resolved":
            return alert
        id, _, number = alert["id"].rpartition("-")
        row = episodes.get(tx, id, int(number))
        ended = None if row is None or row.state in FIRING else _seen(tx, row, ENDS)
        return alert | {"state": "resolved", "ends_at": stamp(ended or self.now)}


def feed(
    settings: Settings, store: Store, bound: Mapping[str, Bound], report: Report, *, client: Client, now: datetime
) -> None:
    """Say to each receiver of states what fires and what has just ended; what fails stands in the report.

    Args:
        settings: The configuration.
        store: Its store.
        bound: The channels of the configuration.
        report: Of the delivery.
        client: As `post.client` makes it.
        now: The time on the wall.
    """
    for channel in settings.channels.values():
        if channel.kind == KIND:
            made = Feed(settings, channel, store, now)
            states = made.states()
            well = heartbeat.watchdog(settings, channel.name, now) if heartbeat.is_well(store, report) else []
            if not (states or well) or made.is_fresh(states, is_well=bool(well)):
                continue
            if _is_said(channel.name, bound[channel.name], states + well, report, client, now):
                made.heard(states, is_well=bool(well))


def _is_said(name: str, bound: Bound, states: list[Alert], report: Report, client: Client, now: datetime) -> bool:
    payload = {"version": VERSION, "reason": "state", "group": KIND, "alerts": states, "open": []}
    row = OutboxRow(f"{KIND}@{stamp(now)}", name, KIND, KIND, "state", payload, now)
    answer = sent(bound, row, client, now)
    if answer.kind == "credential":
        report.stopped[name] = answer.text
    elif answer.kind != "delivered":
        report.put_off[row.key] = Failure(row.key, name, f"{len(states)} alerts", answer.text, answer.status, payload)
    return answer.kind == "delivered"


def _known(tx: Transaction, channel: str) -> dict[Key, Alert]:
    """What a receiver has heard, by labels."""
    kept = notify_log.get(tx, KIND, channel)
    return {_key(alert): alert for alert in (kept["alerts"] if kept else ())}


def _key(alert: Alert) -> Key:
    return tuple(sorted(alert["labels"].items()))


def _news(alert: Alert) -> Alert:
    """What of an alert is news: not until when it holds, nor when it was heard."""
    held = ("ends_at", "heard_at") if alert["state"] == "firing" else ("heard_at",)
    return {name: each for name, each in alert.items() if name not in held}


def _dated(alert: Alert, now: datetime) -> Alert:
    """An end with when it was first heard."""
    return alert if alert["state"] == "firing" else {"heard_at": stamp(now), **alert}


def _seen(tx: Transaction, row: EpisodeRow, kinds: tuple[str, ...]) -> datetime | None:
    """When the last event of some kinds of an episode was seen."""
    happened = episodes.events(tx, row.entity, row.alert_id)
    return max((one.observed_at for one in happened if one.number == row.number and one.kind in kinds), default=None)
