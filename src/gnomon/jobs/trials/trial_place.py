"""A place in a replayed history where faults are injected: its windows, their rows, and how they were judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from gnomon.alerts.alert import reported
from gnomon.alerts.verdict import Part, Verdict
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.judging.judge import Alerts, Judged, judge
from gnomon.jobs.references import reference
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.trials.fault_results import HORIZON
from gnomon.jobs.trials.faults.fault import Fault
from gnomon.jobs.trials.injected import Counts, Injected, Remembered
from gnomon.jobs.trials.raw_rows import Source
from gnomon.jobs.trials.replay import Replay
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

PAIR = 2
WEEK = timedelta(weeks=1)

Told = tuple[str, Part]
"""A monitor, and a part that its alert tells of."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where faults are injected.

    Attributes:
        replayed: The history.
        number: Which of the places it is.
        windows: The windows from the faulty one on.
        frozen: Their reference: of one that slides, that of the first.
        before: The alerts before them.
        usual: How they were judged without a fault.
        given: By monitor, what was known of them without a fault.
        past: The stored history.
        frames: Their rows by the start of the window.
    """

    replayed: Replay
    number: int
    windows: tuple[Window, ...]
    frozen: Frozen
    before: Alerts
    usual: tuple[Judged, ...]
    given: Mapping[str, tuple[Verdict, ...]]
    past: Remembered
    frames: Mapping[datetime, pl.DataFrame]

    def told(self, alerts: Alerts) -> list[Told]:
        """What alerts tell of."""
        names = [plan.name for plan in self.replayed.plans if plan.name in alerts]
        return [(name, part) for name in names for part in reported(alerts[name])]

    def columns(self, fault: Fault) -> tuple[str, ...] | None:
        """The columns that a fault goes into here: another one in each place, of those of which nothing is told.

        Returns:
            None where there is no such column, or where nobody could see the fault.
        """
        if fault.needs == "score":
            outcome = self.replayed.entity.outcome
            return (outcome.score,) if outcome is not None and isinstance(outcome.score, str) else None
        if fault.columns:
            return self._chosen(self._candidates(fault), fault.columns)
        is_there = {
            "": True,
            "target": self.replayed.entity.outcome is not None and self.replayed.entity.targets is not None,
            "sibling": self.sibling(0) is not None,
        }
        return () if is_there[fault.needs] and not self._is_told(fault) else None

    def sibling(self, k: int) -> pl.DataFrame | None:
        """The rows of a window that begins whole weeks apart, at the same hour of its zone; None without one."""
        own = self.windows[k].start
        weeks = [other for other in self.frames if other != own and not (other - own) % WEEK]
        return self.frames[weeks[0]] if weeks else None

    def _is_told(self, fault: Fault) -> bool:
        """Whether all monitors that could tell of a fault already tell of something: it would not be seen."""
        plans = [plan for plan in self.replayed.plans if plan.watches in fault.told_by]
        told = [plan for plan in plans if plan.name in self.before and reported(self.before[plan.name])]
        return not fault.is_friend and bool(plans) and len(told) == len(plans)

    def _candidates(self, fault: Fault) -> list[str]:
        roles = self.replayed.entity.schema.roles
        schema = self.frames[self.windows[0].start].schema
        judged = {one.column for one in self.usual[0].columns if one.what == "values"}
        found = [
            name
            for name in sorted(judged)
            if name in schema
            and roles.get(name, "feature") in ("feature", "segment")
            and self.frozen.total[name].kind in fault.kinds
            and kind_of(schema[name]) == self.frozen.total[name].kind
            and (kind_of(schema[name]) != "number" or schema[name].is_numeric())
        ]
        told = {part.series for judged in self.usual for _, part in self.told(judged.alerts)}
        return [name for name in found if name not in told] or found

    def _chosen(self, found: Sequence[str], count: int) -> tuple[str, ...] | None:
        schema = self.frames[self.windows[0].start].schema
        for turn in range(len(found)):
            first = found[(self.number + turn) % len(found)]
            if count < PAIR:
                return (first,)
            others = [name for name in found if name != first and schema[name] == schema[first]]
            if others:
                return first, others[self.number % len(others)]
        return None


def starts(replayed: Replay, rows: Sequence[WindowRow], count: int) -> list[int]:
    """Places among the judged windows where faults begin, evenly spread over those that have rows.

    Args:
        replayed: The history.
        rows: Its stored windows.
        count: How many at most.
    """
    judged = replayed.judged
    filled = {row.window.start for row in rows if row.rows}
    first = min(filled)  # what the first window looks like is what others are expected to look like
    found = [n for n, one in enumerate(judged) if one.window.start in filled and one.window.start != first]
    whole = [n for n in found if n + HORIZON <= len(judged)] or found
    if len(whole) <= count:
        return whole
    return [whole[round(n * (len(whole) - 1) / max(count - 1, 1))] for n in range(count)]


def place_at(replayed: Replay, source: Source, rows: Sequence[WindowRow], n: int, number: int, counts: Counts) -> Place:
    """A place, with all that its trials share.

    Args:
        replayed: The history.
        source: Where its raw rows are.
        rows: Its stored windows.
        n: Which judged window is the first faulty one.
        number: Which of the places it is.
        counts: Of windows that were counted at other places.
    """
    usual = replayed.judged[n : n + HORIZON]
    windows = tuple(one.window for one in usual)
    before: Alerts = replayed.judged[n - 1].alerts if n else {}
    past = Remembered(Stored(replayed.store, replayed.entity.name, is_kept=False), tuple(rows), counts)
    frozen, given = replayed.stretches[0].frozen, {}
    if reference.is_rolling(replayed.entity):
        # One reference for all windows, with and without the fault: they differ by the fault alone.
        frozen = replayed.stretches[n].frozen
        assessed = assess(
            replayed.store, replayed.entity, replayed.plans, frozen, windows, replayed.at, history=Injected(past, {})
        )
        usual, given = tuple(judge(assessed, replayed.plans, before)), dict(assessed.given)
    else:
        given = {name: found[n : n + HORIZON] for name, found in replayed.stretches[0].assessed.given.items()}
    frames = source.read(windows[0].start, windows[-1].end)
    return Place(replayed, number, windows, frozen, before, usual, given, past, frames)
