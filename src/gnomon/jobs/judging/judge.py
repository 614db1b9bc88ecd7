"""Judging: what was assessed of an entity's windows becomes verdicts, and verdicts become alerts.

Pure: `run` stores what comes of it, `backtest` only counts. A window's columns
are decided over all monitors at once, without those that are told already; so
windows go one by one, each with the alerts as the window before left them.

Source: STATISTICS B1, B5; ALERTS 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gnomon.alerts import episodes
from gnomon.alerts.alert import Alert, AlertEvent, reported
from gnomon.alerts.verdict import Verdict
from gnomon.checks.family import ColumnVerdict
from gnomon.jobs.judging import verdicts
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.monitors import Plan
from gnomon.profiles.windows import Window

Alerts = Mapping[str, Alert]
"""The alert of each monitor, by the monitor's name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one window came to.

    Attributes:
        window: The window.
        columns: What was decided of each column's values and missing rows.
        verdicts: By monitor.
        alerts: By monitor, after the window.
        events: By monitor, what happened to its alert.
        reference: What it was compared with, by the digest of its content.
        is_set_aside: Whether it was not judged, so that no alert takes a step.
    """

    window: Window
    columns: tuple[ColumnVerdict, ...]
    verdicts: Mapping[str, Verdict]
    alerts: Alerts
    events: Mapping[str, tuple[AlertEvent, ...]]
    reference: str = ""
    is_set_aside: bool = False

    def reading(self, monitor: str) -> Verdict:
        """What a monitor's alert reads of the window: of one that is set aside what takes no step."""
        said = self.verdicts[monitor]
        return Verdict("error", said.reason) if self.is_set_aside else said


def judge(assessed: Assessed, plans: Sequence[Plan], before: Alerts, first: int = 0) -> Iterator[Judged]:
    """Judge windows in order.

    Args:
        assessed: All that is known of the windows but what depends on the alerts.
        plans: The monitors.
        before: Their alerts after the window before the first; none without one.
        first: Place of the first window to judge.

    Yields:
        Each window's verdicts, and the alerts after it.
    """
    alerts = {plan.name: before.get(plan.name, Alert()) for plan in plans}
    for place in range(first, len(assessed.windows)):
        window = assessed.windows[place]
        if place in assessed.set_aside:
            said = Verdict("no_data", assessed.set_aside[place])
            nothing = dict.fromkeys(alerts, ())
            yield Judged(
                window, (), dict.fromkeys(alerts, said), alerts, nothing, assessed.reference, is_set_aside=True
            )
            continue
        told = {(part.series, part.what) for alert in alerts.values() for part in reported(alert) if not part.segment}
        columns = assessed.columns(place, told)
        segments = assessed.segments.decide(place, _told_of_segments(alerts))
        found = {
            plan.name: assessed.given[plan.name][place]
            if plan.name in assessed.given
            else verdicts.of_columns(plan, columns, assessed.roles, segments)
            for plan in plans
        }
        stepped = {
            plan.name: episodes.step(alerts[plan.name], found[plan.name], window.end, plan.policy) for plan in plans
        }
        alerts = {name: after for name, (after, _) in stepped.items()}
        happened = {name: events for name, (_, events) in stepped.items()}
        yield Judged(window, columns, found, alerts, happened, assessed.reference)


def _told_of_segments(alerts: Alerts) -> dict[str, set[tuple[str, str]]]:
    """What is told already of segments, by segment."""
    found: dict[str, set[tuple[str, str]]] = {}
    for alert in alerts.values():
        for part in reported(alert):
            if part.segment:
                found.setdefault(part.segment, set()).add((part.series, part.what))
    return found
