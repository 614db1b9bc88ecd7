"""Two configurations over the same history: what each would have told, and what became of which alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gnomon.charts.alert_bars import AlertBars, Bar, Side, alert_bars
from gnomon.jobs.trials.backtest import Backtest
from gnomon.jobs.trials.difference import Difference, difference
from gnomon.jobs.trials.known_incidents import Known
from gnomon.profiles.windows import Window
from gnomon.store.alerts import EpisodeRow


@dataclass(frozen=True, slots=True)
class Versus:
    """Two backtests of one entity.

    Attributes:
        names: What the configurations are called, the one before first.
        before: The other configuration's.
        after: That of the configuration in question.
        since: Start of the stretch that both judged.
        difference: What became of the alerts in it.
    """

    names: tuple[str, str]
    before: Backtest
    after: Backtest
    since: datetime
    difference: Difference

    def record(self) -> dict[str, Any]:  # Any: JSON
        """What `gnomon backtest --compare --json` prints beside the backtest."""
        return {"compared_with": self.before.record(), "difference": self.difference.record()}

    def chart(self, zone: str, known: tuple[Known, ...] = ()) -> AlertBars:
        """The alerts of both over time.

        Args:
            zone: The time zone in which people read it.
            known: Incidents that are known.
        """
        stretch = Window(self.since, min(self.before.until, self.after.until), zone)
        order = dict.fromkeys(one.monitor for side in (self.after, self.before) for one in side.monitors)
        sides: tuple[tuple[Side, Backtest], ...] = (("before", self.before), ("after", self.after))
        bars = [
            Bar(row.monitor, side, max(row.since, stretch.start), min(row.ended_at or stretch.end, stretch.end))
            for side, found in sides
            for row in found.alerts
            if _is_in(row, stretch.start)
        ]
        return alert_bars(stretch, self.names, list(order), bars, [(one.start, one.end) for one in known])


def versus(names: tuple[str, str], before: Backtest, after: Backtest) -> Versus:
    """Say what became of the alerts of one backtest in another, over the stretch that both judged.

    Args:
        names: What the configurations are called, the one before first.
        before: The other configuration's.
        after: That of the configuration in question.
    """
    since = max(before.since, after.since)
    was, now = ([row for row in side.alerts if _is_in(row, since)] for side in (before, after))
    return Versus(names, before, after, since, difference(was, now, max(before.until, after.until)))


def _is_in(row: EpisodeRow, since: datetime) -> bool:
    return row.ended_at is None or row.ended_at > since
