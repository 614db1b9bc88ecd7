"""Alerts held against incidents that are known: which were found how soon, which were missed, which alerts were false.

Source: ALERTS 7.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gnomon.alerts.track_record import Span, span
from gnomon.checks.rate import poisson_interval
from gnomon.jobs import listing
from gnomon.jobs.trials.backtest import MONTH, Backtest
from gnomon.jobs.trials.known_incidents import Known
from gnomon.notify.payload import stamp
from gnomon.profiles.windows import Every
from gnomon.store.alerts import EpisodeRow


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one incident.

    Attributes:
        incident: Which.
        alerts: The alerts that met it, the first to fire first.
    """

    incident: Known
    alerts: tuple[EpisodeRow, ...]

    @property
    def first(self) -> EpisodeRow | None:
        """The alert that told of it first, one that was open before only where no other did; None where none met it."""
        fresh = [row for row in self.alerts if not self._is_before(row)]
        return next(iter([*fresh, *self.alerts]), None)

    @property
    def is_told_before(self) -> bool:
        """Whether only alerts met it that were open before it began: nobody heard of anything new."""
        return self.first is not None and self._is_before(self.first)

    @property
    def delay(self) -> timedelta | None:
        """From its start to the end of the window that told; zero where an alert was open already."""
        first = self.first
        return None if first is None else max(timedelta(0), _fired(first) - self.incident.start)

    def _is_before(self, row: EpisodeRow) -> bool:
        return _fired(row) < self.incident.start


@dataclass(frozen=True, slots=True)
class Against:
    """What alerts come to against what is known.

    Attributes:
        incidents: What became of each incident that was wrong, oldest first.
        false: Alerts that met nothing that is known.
        aside: Alerts that met only what nobody has called right or wrong.
        months: Time of the history outside of all incidents and of maintenance, in months of 30 days.
    """

    incidents: tuple[Met, ...]
    false: tuple[EpisodeRow, ...]
    aside: tuple[EpisodeRow, ...]
    months: float

    @property
    def found(self) -> int:
        """How many incidents were told."""
        return sum(one.first is not None for one in self.incidents)

    @property
    def delay(self) -> Span | None:
        """How long until they were; None for none."""
        return span([one.delay for one in self.incidents if one.delay is not None])

    @property
    def false_per_month(self) -> tuple[float, float, float]:
        """False alerts a month, and the rates that go with so many, with 95 % coverage."""
        low, high = poisson_interval(len(self.false))
        months = max(self.months, 1e-9)
        return len(self.false) / months, low / months, high / months

    def of_monitor(self, name: str) -> Against:
        """The same for one monitor's alerts."""
        return Against(
            tuple(Met(one.incident, _of(one.alerts, name)) for one in self.incidents),
            _of(self.false, name),
            _of(self.aside, name),
            self.months,
        )

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon backtest --incidents --json` prints it; durations in seconds."""
        rate, low, high = self.false_per_month
        delay, second = self.delay, timedelta(seconds=1)
        return {
            "found": self.found,
            "of": len(self.incidents),
            "delay": None if delay is None else {"median": delay.median / second, "p90": delay.p90 / second},
            "false_alarms": [row.id for row in self.false],
            "false_alarms_per_month": rate,
            "interval": {"low": low, "high": high},
            "neither": [row.id for row in self.aside],
            "incidents": [
                {
                    "id": one.incident.id or None,
                    "what": one.incident.what,
                    "start": stamp(one.incident.start),
                    "end": stamp(one.incident.end),
                    "delay": None if one.delay is None else one.delay / second,
                    "open_before": one.is_told_before,
                    "alert": None if one.first is None else listing.alert(one.first),
                }
                for one in self.incidents
            ],
        }


def against(
    alerts: Sequence[EpisodeRow],
    known: Sequence[Known],
    since: datetime,
    until: datetime,
    step: timedelta,
    maintained: Sequence[tuple[datetime, datetime]] = (),
) -> Against:
    """Hold alerts against what is known.

    An alert meets an incident that lasts while it fires, or that was over at most a window before it fired.

    Args:
        alerts: Those of a replay.
        known: The incidents.
        since: Start of the history.
        until: Its end.
        step: How long a window is.
        maintained: Windows of maintenance, in which nothing is judged.
    """
    within = [one for one in known if one.end > since and one.start < until]
    wrong = [one for one in within if one.is_wrong]
    ordered = sorted(alerts, key=lambda row: (_fired(row), row.monitor, row.number))
    met = tuple(Met(one, tuple(row for row in ordered if _meets(row, one, until, step))) for one in wrong)
    right = {row.id for one in met for row in one.alerts}
    others = [row for row in ordered if row.id not in right]
    aside = [row for row in others if any(_meets(row, one, until, step) for one in within)]
    false = [row for row in others if row not in aside]
    taken = _covered([*((max(one.start, since), min(one.end, until)) for one in within), *maintained])
    return Against(met, tuple(false), tuple(aside), (until - since - taken) / MONTH)


def of_backtest(found: Backtest, known: Sequence[Known], every: str) -> Against:
    """Hold the alerts of a backtest against what is known.

    Args:
        found: The backtest.
        known: The incidents.
        every: How long a window is.
    """
    return against(found.alerts, known, found.since, found.until, Every.parse(every).length, found.aside)


def _meets(row: EpisodeRow, one: Known, until: datetime, step: timedelta) -> bool:
    return _fired(row) <= one.end + step and (row.ended_at or until) >= one.start


def _fired(row: EpisodeRow) -> datetime:
    return row.fired_at or row.started_at


def _of(rows: Sequence[EpisodeRow], monitor: str) -> tuple[EpisodeRow, ...]:
    return tuple(row for row in rows if row.monitor == monitor)


def _covered(stretches: Sequence[tuple[datetime, datetime]]) -> timedelta:
    """How long stretches last together, where several overlap once."""
    total, reached = timedelta(0), None
    for start, end in sorted(stretches):
        begin = start if reached is None else max(start, reached)
        total += max(timedelta(0), end - begin)
        reached = end if reached is None else max(reached, end)
    return total
