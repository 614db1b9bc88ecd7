"""The newest figures of each entity: how it is, what its monitors say, what was measured, how its columns lie."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from gnomon.checks.verdict import Status
from gnomon.config.entity import Entity
from gnomon.jobs import monitors
from gnomon.jobs.exposing.family import Distribution, Family, gauge
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.windows import Window
from gnomon.sketches.native import native
from gnomon.store import alerts as episodes
from gnomon.store import entities, measurements, samples, verdicts, windows
from gnomon.store.measurements import Key
from gnomon.store.transaction import Transaction

STATES: Sequence[Status] = get_args(Status)
OPEN: Sequence[episodes.EpisodeState] = ("pending", "firing")
COARSE, COARSE_SCHEMA = 20, 2
"""Buckets of a distribution in text, and their finest schema, so that few values do not have bounds of their own."""

MOST_MEASUREMENTS, MOST_DISTRIBUTIONS = 2_000, 200
"""Of one entity; what is left out is counted."""

FIRST = ("psi", "missing", "ks", "wasserstein_normed", "mean", "p50")
"""Metrics of columns that come before others, where there are more than are shown."""

Labels = Mapping[str, str]
Numbers = list[tuple[Labels, float]]


@dataclass(slots=True)
class Found:
    """What was found, family by family."""

    status: Numbers = field(default_factory=list)
    verdict: Numbers = field(default_factory=list)
    alerts: Numbers = field(default_factory=list)
    window_end: Numbers = field(default_factory=list)
    measurement: Numbers = field(default_factory=list)
    values: list[tuple[Labels, Distribution]] = field(default_factory=list)
    left_out: Numbers = field(default_factory=list)

    def families(self) -> list[Family]:
        """All of it."""
        return [
            gauge("gnomon_entity_status", "1 at the status of an entity, 0 at others.", self.status),
            gauge("gnomon_verdict", "1 at what a monitor says of the newest window, 0 at others.", self.verdict),
            gauge("gnomon_alerts", "Alerts of a monitor that are pending or firing.", self.alerts),
            gauge("gnomon_window_end_timestamp_seconds", "Until when an entity was judged.", self.window_end),
            gauge("gnomon_measurement", "A metric of a series in the newest judged window.", self.measurement),
            Family(
                "gnomon_values", "The finite values of a column in the newest judged window.", "gaugehistogram",
                tuple(self.values),
            ),
            gauge("gnomon_series_left_out", "Measurements and columns past the bound of an entity.", self.left_out),
        ]  # fmt: skip


def families(tx: Transaction, configured: Collection[Entity]) -> list[Family]:
    """The newest figures.

    Args:
        tx: The transaction.
        configured: The entities that are shown.
    """
    found = Found()
    known = {one.entity: one.status for one in entities.statuses(tx)}
    for entity in configured:
        status = known.get(entity.name)
        found.status += _states({"entity": entity.name}, "no_data" if status is None else status)
        if status is not None:
            _of_entity(tx, entity, found)
    return found.families()


def _of_entity(tx: Transaction, entity: Entity, found: Found) -> None:
    name, plans = entity.name, monitors.plans(entity)
    count = dict.fromkeys(((plan.name, plan.policy.severity, state) for plan in plans for state in OPEN), 0)
    for row in episodes.all(tx, name, OPEN):
        key = (row.monitor, row.severity, row.state)
        count[key] = count.get(key, 0) + 1
    found.alerts += [
        ({"entity": name, "monitor": monitor, "severity": severity, "state": state}, n)
        for (monitor, severity, state), n in count.items()
    ]
    until = verdicts.judged_until(tx, name)
    if until is None:
        return
    found.window_end.append(({"entity": name}, until.timestamp()))
    for plan in plans:
        said = verdicts.last(tx, name, plan.name)
        if said is not None:
            found.verdict += _states({"entity": name, "monitor": plan.name}, said.status)
    newest = windows.last(tx, name, before=until)
    if newest is not None:
        _of_window(tx, entity, newest.window, found)


def _of_window(tx: Transaction, entity: Entity, window: Window, found: Found) -> None:
    profile = samples.profile(tx, entity.name, window)
    known = sorted(measurements.keys(tx, entity.name, {}), key=lambda key: _place(key, profile.columns))
    found.measurement += _measurements(tx, entity, window, known[:MOST_MEASUREMENTS])
    columns = [(column, profile[column]) for column in profile]
    lying = [(column, one) for column, one in columns if isinstance(one, NumberSummary) and one.count]
    found.values += [
        ({"entity": entity.name, "series": column}, distribution(one)) for column, one in lying[:MOST_DISTRIBUTIONS]
    ]
    left = max(0, len(known) - MOST_MEASUREMENTS) + max(0, len(lying) - MOST_DISTRIBUTIONS)
    found.left_out.append(({"entity": entity.name}, left))


def _place(key: Key, columns: Collection[str]) -> tuple[bool, int, Key]:
    """Where a measurement stands: what is of no column first, then metric by metric, so that no column is left out."""
    rank = FIRST.index(key.metric) if key.metric in FIRST else len(FIRST)
    return key.series in columns, rank, Key(key.metric, key.series)


def _measurements(tx: Transaction, entity: Entity, window: Window, wanted: Sequence[Key]) -> Numbers:
    """The finite values of measurements in a window; read metric by metric, since few are wanted of the many."""
    found = dict[Key, float]()
    for metric in {key.metric for key in wanted}:
        stored = measurements.series(tx, entity.name, metric, since=window.start, until=window.end, labels={})
        found |= {key: float(values.value[-1]) for key, values in stored.items()}
    return [
        ({"entity": entity.name, "series": key.series, "metric": key.metric}, found[key])
        for key in wanted
        if math.isfinite(found.get(key, math.nan))
    ]


def distribution(one: NumberSummary) -> Distribution:
    """How the finite values of a column lie."""
    points, counts = one.points(), one.histogram.counts
    return Distribution(
        one.count, one.total.mean(1), native(points, counts), native(points, counts, COARSE, COARSE_SCHEMA)
    )


def _states(labels: Labels, now: str) -> Iterator[tuple[Labels, float]]:
    for state in STATES:
        yield {**labels, "status": state}, float(state == now)
