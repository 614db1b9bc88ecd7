"""Every entity in a line, grouped by what a reader must do: what people look at first.

Which entity is where is known from a few queries over all of them; what is
drawn of one is read for those that are shown.

Source: PAGES 1 and 4, Home.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Literal

from gnomon.alerts.incident import Incident
from gnomon.alerts.policy import RANK
from gnomon.charts.measured_over_time import Point
from gnomon.charts.micro import strip
from gnomon.charts.micro.strip import Cell
from gnomon.checks import performance_words
from gnomon.checks.verdict import Status
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import listing
from gnomon.jobs.judging.realised import watched
from gnomon.jobs.measure import OUTCOME, ROWS
from gnomon.profiles.windows import Every
from gnomon.store import alerts, entities, incidents, measurements, notify_group, verdicts, windows
from gnomon.store.alerts import FIRING, EpisodeRow
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

Duty = Literal["needs someone", "in hand", "cannot judge", "all right"]
DUTIES: Sequence[Duty] = ("needs someone", "in hand", "cannot judge", "all right")

QUIET: Mapping[Status, Duty] = {
    "ok": "all right",
    "violation": "in hand",
    "insufficient_data": "cannot judge",
    "no_data": "cannot judge",
    "error": "needs someone",
}
"""What there is to do for an entity of which no alert fires."""

PENDING, NEVER = "not yet an alert", "It was never run."

SHOWN = 28
"""Windows that are drawn of an entity."""

TAKEN = ("acknowledged", "mitigated")


@dataclass(frozen=True, slots=True)
class Line:
    """How an entity is.

    Attributes:
        entity: Which.
        status: Its status.
        reason: Its sentence.
        duty: What a reader must do.
        alert: The most urgent alert that fires; None where none does.
        more: How many others fire.
        incident: The incident of the most urgent alert.
        note: Who has it, or why nobody is called.
    """

    entity: Entity
    status: Status
    reason: str
    duty: Duty
    alert: EpisodeRow | None = None
    more: int = 0
    incident: Incident | None = None
    note: str = ""

    @property
    def since(self) -> datetime | None:
        """Since when it is so."""
        if self.alert is not None:
            return self.alert.since
        return None if self.incident is None else self.incident.started_at


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of an entity: its last windows, oldest first.

    Attributes:
        cells: The worst verdict on each window.
        metric: What its performance is measured by; empty where nothing is known of it.
        performance: Of each window.
        is_estimated: Whether that is an estimate.
        rows: Of each window.
        newest: When its newest row is from.
    """

    cells: tuple[Cell, ...] = ()
    metric: str = ""
    performance: tuple[Point, ...] = ()
    is_estimated: bool = False
    rows: tuple[float, ...] = ()
    newest: datetime | None = None


def lines(settings: Settings, store: Store) -> list[Line]:
    """Every entity, what needs someone first, and among those the most severe, then the oldest.

    Args:
        settings: The configuration.
        store: Its store.
    """
    with store.reading() as tx:
        known = {one.entity: one for one in entities.statuses(tx)}
        firing: dict[str, list[EpisodeRow]] = {}
        for row in alerts.all(tx, None, FIRING):
            firing.setdefault(row.entity, []).append(row)
        taken = incidents.open_by_episode(tx)
        with_alerts = {one.id for one in taken.values()}
        alone = {one.entity: one for one in incidents.all(tx, only_open=True) if one.id not in with_alerts}
        found = []
        for name, entity in settings.entities.items():
            one = known.get(name)
            told = listing.urgent(firing.get(name, ()))
            status: Status = "no_data" if one is None else one.status
            reason = NEVER if one is None else one.reason
            found.append(_beside(_line(tx, entity, status, reason, told, taken), alone.get(name)))
    return sorted(found, key=_order)


def _line(
    tx: Transaction,
    entity: Entity,
    status: Status,
    reason: str,
    firing: Sequence[EpisodeRow],
    taken: Mapping[tuple[str, int], Incident],
) -> Line:
    if not firing:
        return Line(entity, status, reason, QUIET[status], note=PENDING if status == "violation" else "")
    held = {id: why for group in notify_group.of_entity(tx, entity.name) for id, why in group.alerts.items() if why}
    said = [(row, *_whose(row, taken.get((row.alert_id, row.number)), held)) for row in firing]
    row, incident, note = next((one for one in said if not one[2]), said[0])
    duty: Duty = "in hand" if note else "needs someone"
    return Line(entity, status, row.summary, duty, row, len(firing) - 1, incident, note)


def _beside(line: Line, incident: Incident | None) -> Line:
    """The line with an incident of which no alert fires: somebody wrote it down, or is to say what it was."""
    if incident is None or line.duty == "needs someone":
        return line
    if incident.status in TAKEN:
        return replace(line, duty="in hand", incident=incident, note=_holder(incident))
    return replace(line, duty="needs someone", reason=incident.title, incident=incident, note="")


def _whose(row: EpisodeRow, incident: Incident | None, held: Mapping[str, str]) -> tuple[Incident | None, str]:
    """The incident of an alert, and who has it or why nobody is called; without words somebody is needed."""
    if incident is not None and incident.status in TAKEN:
        return incident, _holder(incident)
    if row.id in held:
        return incident, f"held back: {held[row.id]}"
    if row.severity == "info":
        return incident, "for information: nobody is called"
    return incident, ""


def _holder(incident: Incident) -> str:
    who = incident.assignee or incident.acked_by
    return f"{who.removeprefix('user:')} has it" if who else incident.status


def _order(line: Line) -> tuple[int, int, float, str]:
    urgent = [RANK[one.severity] for one in (line.alert, line.incident) if one is not None]
    since = math.inf if line.since is None else line.since.timestamp()
    return DUTIES.index(line.duty), -max(urgent, default=0), since, line.entity.name


def drawn(store: Store, entity: Entity) -> Drawn:
    """What is drawn of an entity.

    Args:
        store: Where it is.
        entity: Which.
    """
    with store.reading() as tx:
        until = verdicts.judged_until(tx, entity.name)
        if until is None:
            return Drawn()
        since = until - (SHOWN + 1) * Every.parse(entity.every).length
        by_window = groupby(verdicts.statuses(tx, entity.name, since), itemgetter(0))
        cells: list[Cell] = [strip.worst([status for _, status in of]) for _, of in by_window]
        metric, performance, is_estimated = _performance(tx, entity, since)
        last = windows.last(tx, entity.name)
        return Drawn(
            tuple(cells[-SHOWN:]), metric, performance, is_estimated,
            tuple(point.value for point in _points(tx, entity, ROWS, "count", since)),
            None if last is None else last.newest,
        )  # fmt: skip


def _performance(tx: Transaction, entity: Entity, since: datetime) -> tuple[str, tuple[Point, ...], bool]:
    monitor = next((one for one in entity.monitors.values() if one.watched == "performance"), None)
    metric = None if monitor is None else watched(tx, entity, monitor, since)
    if metric is None:
        return "", (), False
    for name, is_estimated in ((metric, False), (f"estimated_{metric}", True)):
        points = _points(tx, entity, OUTCOME, name, since)
        if points:
            return performance_words.metric(metric), points, is_estimated
    return "", (), False


def _points(tx: Transaction, entity: Entity, series: str, metric: str, since: datetime) -> tuple[Point, ...]:
    """A metric of all rows over the last windows."""
    stored = measurements.series(tx, entity.name, metric, series, since, labels={})
    return tuple(
        Point(float(one.value[i]), float(one.low[i]), float(one.high[i]))
        for one in stored.values()
        for i in range(len(one))
    )[-SHOWN:]
