"""A backtest: which alerts there would have been when, how many a month, and which faults would have been found.

Source: ALERTS 7.2; STATISTICS G.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gnomon.alerts import episodes
from gnomon.alerts.alert import Alert
from gnomon.alerts.policy import Severity
from gnomon.checks.rate import poisson_interval
from gnomon.config.budget import Budget
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import listing
from gnomon.jobs.judging import keep
from gnomon.jobs.monitors import Plan
from gnomon.jobs.trials import trials
from gnomon.jobs.trials.fault_results import FaultResult
from gnomon.jobs.trials.replay import Progress, Replay, replay, with_rows
from gnomon.jobs.trials.trials import Ladder
from gnomon.notify.payload import stamp
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something alerted.

    Attributes:
        alerts: How often in all.
        months: In how many months of 30 days.
    """

    alerts: int
    months: float

    @property
    def per_month(self) -> float:
        """Alerts a month."""
        return self.alerts / self.months

    @property
    def interval(self) -> tuple[float, float]:
        """The rates a month that go with it, with 95 % coverage."""
        low, high = poisson_interval(self.alerts)
        return low / self.months, high / self.months


@dataclass(frozen=True, slots=True)
class OfMonitor:
    """What one monitor did.

    Attributes:
        monitor: Its name.
        severity: How severe its alerts are.
        rate: How often it alerted.
        violations: In how many windows it found something.
    """

    monitor: str
    severity: Severity
    rate: Rate
    violations: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a replay came to.

    Attributes:
        entity: Whose.
        since: Start of the first window that was judged.
        until: End of the last one.
        windows: How many were judged.
        alerts: Every episode that fired, newest first.
        rate: How often all monitors alerted together.
        monitors: Each monitor, in the order of good practice.
        accepted: How many false alarms are accepted.
        faults: What became of each fault that was injected.
        aside: Windows of maintenance, which were not judged.
    """

    entity: str
    since: datetime
    until: datetime
    windows: int
    alerts: tuple[EpisodeRow, ...]
    rate: Rate
    monitors: tuple[OfMonitor, ...]
    accepted: Budget
    faults: tuple[FaultResult, ...] = ()
    aside: tuple[tuple[datetime, datetime], ...] = ()

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon backtest --json` prints it."""
        return {
            "entity": self.entity,
            "since": stamp(self.since),
            "until": stamp(self.until),
            "windows": self.windows,
            "alerts": [listing.alert(row) for row in self.alerts],
            **_record(self.rate),
            "accepted_per_month": self.accepted.alarms * (MONTH / self.accepted.period),
            "monitors": [
                {
                    "monitor": one.monitor,
                    "severity": one.severity,
                    "violations": one.violations,
                    "alerts": one.rate.alerts,
                    **_record(one.rate),
                }
                for one in self.monitors
            ],
            "faults": [one.record() for one in self.faults],
        }


def backtest(
    settings: Settings,
    store: Store,
    entity: Entity,
    since: datetime | None,
    until: datetime | None,
    *,
    now: datetime,
    ladder: Ladder | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Replay an entity's history through the monitors of a configuration, and inject faults into it. Writes nothing.

    Args:
        settings: The configuration.
        store: Where its samples are; where there are none yet, rows are brought in elsewhere, for a while.
        entity: Whose.
        since: Windows before are not judged; None for no beginning.
        until: As if it were this time; None for the last window that has rows, with every target that is known.
        now: The time on the wall.
        ladder: The faults to inject; none when not given.
        progress: Told of each batch that is profiled how many rows it had.

    Raises:
        UsageError: There are no rows, no reference yet, or no window to judge.
    """
    with with_rows(settings, store, entity, until or now, progress) as filled:
        replayed = replay(filled, entity, since, until)
        found = () if ladder is None else trials.run(replayed, ladder)
        return of_replay(replayed, found)


def of_replay(replayed: Replay, faults: Sequence[FaultResult] = ()) -> Backtest:
    """What a replay came to."""
    entity, judged = replayed.entity, replayed.judged
    aside = tuple((one.window.start, one.window.end) for one in judged if one.is_set_aside)
    months = sum((one.window.end - one.window.start) / MONTH for one in judged if not one.is_set_aside)
    alerts = {plan.name: fired(replayed, plan) for plan in replayed.plans}
    rows = [row for found in alerts.values() for row in found]
    return Backtest(
        entity.name,
        judged[0].window.start,
        judged[-1].window.end,
        len(judged) - len(aside),
        tuple(sorted(rows, key=lambda row: (-row.started_at.timestamp(), row.monitor, -row.number))),
        Rate(len(rows), months),
        tuple(_of_monitor(replayed, plan, Rate(len(alerts[plan.name]), months)) for plan in replayed.plans),
        entity.false_alarms,
        tuple(faults),
        aside,
    )


def fired(replayed: Replay, plan: Plan) -> tuple[EpisodeRow, ...]:
    """The episodes of a monitor that fired, as they are kept."""
    readings = [(one.window.end, one.reading(plan.name)) for one in replayed.judged]
    folded = episodes.fold(Alert(), readings, plan.policy)
    return tuple(keep.row(replayed.entity, plan, episode, replayed.at) for episode in folded.episodes)


def _of_monitor(replayed: Replay, plan: Plan, rate: Rate) -> OfMonitor:
    wrong = sum(one.verdicts[plan.name].status == "violation" for one in replayed.judged)
    return OfMonitor(plan.name, plan.policy.severity, rate, wrong)


def _record(rate: Rate) -> dict[str, Any]:  # Any: JSON
    low, high = rate.interval
    return {"alerts_per_month": rate.per_month, "interval": {"low": low, "high": high}}
