"""Measurements with the verdicts on them: what `gnomon series` prints and `gn.open(…).series` gives."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from gnomon.config.entity import Entity
from gnomon.errors import UsageError
from gnomon.jobs import maintained, monitors
from gnomon.jobs.code import code_of
from gnomon.notify.payload import stamp
from gnomon.profiles.time import EPOCH
from gnomon.profiles.windows import Window
from gnomon.store import measurements, verdicts
from gnomon.store.column_types import from_micros
from gnomon.store.measurements import Key
from gnomon.store.open import Store
from gnomon.store.verdicts import VerdictRow

Record = dict[str, Any]  # Any: JSON
Said = Mapping[tuple[str, int], tuple[str, str]]
"""Status and sentence by series and a window's start in microseconds."""

OUTCOME, ROWS = "outcome", "rows"
UNSAID = ("ok", "")


def records(
    store: Store,
    entity: Entity,
    metric: str | None = None,
    series: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Record]:
    """An entity's measurements, series by series, oldest first.

    Args:
        store: Where they are.
        entity: Whose.
        metric: Only of this metric.
        series: Only of this series.
        since: Only of windows that start then or later.
        until: Only of windows that end then or before.
    """
    found, said, own = [], _said(store, entity, since, until), _own_metrics(entity)
    aside = _Aside(entity)
    with store.reading() as tx:
        stored = measurements.series(tx, entity.name, metric, series, since, until)
    for key, values in stored.items():
        for i in range(len(values)):
            start, end = int(values.start[i]), int(values.end[i])
            status, reason = aside.said(start, end) or said.get((_judged(key, own), start), UNSAID)
            found.append(
                {
                    "entity": entity.name,
                    "series": key.series,
                    "metric": key.metric,
                    "window": {"start": _stamp(start), "end": _stamp(end)},
                    "labels": dict(key.labels),
                    "value": _finite(values.value[i]),
                    "low": _finite(values.low[i]),
                    "high": _finite(values.high[i]),
                    "status": status,
                    "reason": reason,
                    "revision": int(values.revision[i]),
                }
            )
    return found


def frame(
    store: Store,
    entity: Entity,
    metric: str | None = None,
    series: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> pl.DataFrame:
    """The same as a frame: a row a measurement, times in UTC.

    Args:
        store: Where they are.
        entity: Whose.
        metric: Only of this metric.
        series: Only of this series.
        since: Only of windows that start then or later.
        until: Only of windows that end then or before.
    """
    said, own, aside = _said(store, entity, since, until), _own_metrics(entity), _Aside(entity)
    with store.reading() as tx:
        stored = measurements.series(tx, entity.name, metric, series, since, until)
    parts = [_empty()]
    for key, values in stored.items():
        told = [
            aside.said(start, end) or said.get((_judged(key, own), start), UNSAID)
            for start, end in zip(values.start.tolist(), values.end.tolist(), strict=True)
        ]
        moment = pl.Datetime("us", "UTC")
        parts.append(
            pl.DataFrame(
                {
                    "series": [key.series] * len(values),
                    "metric": [key.metric] * len(values),
                    "start": pl.Series(values.start).cast(moment),
                    "end": pl.Series(values.end).cast(moment),
                    "labels": [",".join(f"{name}={value}" for name, value in key.labels)] * len(values),
                    "value": values.value,
                    "low": values.low,
                    "high": values.high,
                    "status": [status for status, _ in told],
                    "reason": [reason for _, reason in told],
                    "revision": pl.Series(values.revision).cast(pl.Int64),
                },
                schema=_empty().schema,
            )
        )
    return pl.concat(parts)


@dataclass(slots=True)
class _Aside:
    """What is said of windows of maintenance, whatever monitors had said of them before it was configured."""

    entity: Entity
    known: dict[int, tuple[str, str] | None] = field(default_factory=dict)

    def said(self, start: int, end: int) -> tuple[str, str] | None:
        """Status and sentence of the window between two times in microseconds; None of one that counts."""
        if not self.entity.maintained:
            return None
        if start not in self.known:
            window = Window(from_micros(start), from_micros(end), self.entity.zone)
            why = maintained.set_aside(self.entity, [window])
            self.known[start] = ("no_data", why[0]) if why else None
        return self.known[start]


def _empty() -> pl.DataFrame:
    moment, words, number = pl.Datetime("us", "UTC"), pl.String, pl.Float64
    return pl.DataFrame(
        schema={
            "series": words, "metric": words, "start": moment, "end": moment, "labels": words,
            "value": number, "low": number, "high": number, "status": words, "reason": words, "revision": pl.Int64,
        }
    )  # fmt: skip


def _own_metrics(entity: Entity) -> set[tuple[str, str]]:
    """Series and names of the user's own metrics; of code that cannot be loaded none are known."""
    with suppress(UsageError):
        return {(one.series, one.name) for one in code_of(entity).metrics}
    return set()


def _judged(key: Key, own: Collection[tuple[str, str]]) -> str:
    """As what monitors judge a measurement: a metric of the user's own by itself, any other with its series."""
    return key.metric if (key.series, key.metric) in own else key.series


def _said(store: Store, entity: Entity, since: datetime | None, until: datetime | None) -> Said:
    """What monitors said of each series in each window."""
    watches = {plan.name: plan.watches for plan in monitors.plans(entity)}
    said: dict[tuple[str, int], tuple[str, str]] = {}
    with store.reading() as tx:
        rows = verdicts.newest(tx, entity.name, None, since, until)
    for row in rows:
        start = _micros(row.window.start)
        for series, status, reason in _of_row(row, watches.get(row.monitor, "")):
            known = said.get((series, start))
            if known is None or known[0] != "violation":
                said[series, start] = (status, reason)
    return said


def _of_row(row: VerdictRow, watches: str) -> list[tuple[str, str, str]]:
    if watches == "performance":
        return [(OUTCOME, row.status, row.reason)]
    if watches in ("volume", "freshness"):
        return [(ROWS, row.status, row.reason)]
    return [(one["column"], one["status"], one.get("reason", "")) for one in row.record.get("columns", ())]


def _micros(moment: datetime) -> int:
    delta = moment - EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def _stamp(micros: int) -> str | None:
    return stamp(pl.Series([micros]).cast(pl.Datetime("us", "UTC"))[0])


def _finite(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None
