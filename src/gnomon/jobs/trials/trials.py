"""Trials: every fault injected in many places of a replayed history, one at a time, and judged by the same monitors.

Source: STATISTICS G.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

from gnomon.alerts.policy import RANK
from gnomon.config.monitor import Watches
from gnomon.errors import UsageError
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.judging.judge import Alerts, Judged, judge
from gnomon.jobs.monitors import Plan
from gnomon.jobs.trials.fault_results import FaultResult, Trial
from gnomon.jobs.trials.faults.fault import Fault, Injection, Touches
from gnomon.jobs.trials.injected import Altered, Counts, Injected
from gnomon.jobs.trials.raw_rows import Source
from gnomon.jobs.trials.replay import Replay
from gnomon.jobs.trials.trial_place import Place, Told, place_at, starts

STARTS = 20
"""Places in which each fault is injected: a share of one half is known by to 0.22."""

STAGES = (1, 3, 14)
"""Windows that are judged together, since most faults are found at once and the rest need not be looked at."""

UNMOVED: Mapping[Touches, tuple[Watches, ...]] = {
    "values": ("performance", "volume", "freshness", "schema"),
    "columns": ("performance", "volume", "freshness"),
    "targets": ("volume", "freshness", "schema"),
    "rows": (),
}
"""Monitors that see nothing of what a fault touches; performance does where a column of the outcome is touched."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The faults that are injected.

    Attributes:
        faults: Which.
        starts: In how many places of the history each, at most.
        bar: Told how many trials there are; gives what is called after each.
    """

    faults: Sequence[Fault]
    starts: int = STARTS
    bar: Callable[[int], Callable[[], None]] = lambda total: lambda: None


def run(replayed: Replay, ladder: Ladder) -> tuple[FaultResult, ...]:
    """Inject faults into a history.

    Args:
        replayed: The history.
        ladder: Which, and where.

    Returns:
        What became of each fault and size that could be injected somewhere.

    Raises:
        UsageError: There is nowhere to inject them.
        DataError: The rows cannot be read any more.
    """
    rows = Stored(replayed.store, replayed.entity.name).rows(None, None)
    found = starts(replayed, rows, ladder.starts)
    if not found:
        raise UsageError(f"{replayed.entity.name} has no window with rows after its first, to inject faults into.")
    source, counts = Source.of(replayed.entity, replayed.at), Counts()
    trials: dict[tuple[str, str], list[Trial]] = {}
    faults = ladder.faults
    done = ladder.bar(len(found) * sum(len(fault.sizes) for fault in faults))
    for number, n in enumerate(found):
        place = place_at(replayed, source, rows, n, number, counts)
        if place.windows[0].start not in place.frames:
            raise UsageError(f"{replayed.entity.name}: the rows of {place.windows[0].full_name} are no longer there.")
        for fault in faults:
            columns = place.columns(fault)
            for words in fault.sizes:
                if columns is not None:
                    trials.setdefault((fault.name, words), []).append(trial(place, source, fault, words, columns))
                done()
    return tuple(
        FaultResult(fault.name, words, fault.says, fault.is_friend, tuple(trials[fault.name, words]))
        for fault in faults
        for words in fault.sizes
        if (fault.name, words) in trials
    )


def trial(place: Place, source: Source, fault: Fault, words: str, columns: tuple[str, ...]) -> Trial:
    """Inject one fault in one place, and judge window by window until an alert tells of it.

    Args:
        place: Where.
        source: Where the raw rows came from.
        fault: Which.
        words: Of which size.
        columns: Into which columns.
    """
    injecting = Injecting(place, source, fault, words, columns)
    altered: dict[datetime, Altered] = {}
    alerts = place.before
    begin = 0
    for end in sorted({min(stage, len(place.windows)) for stage in STAGES}):
        for k in range(begin, end):
            if (found := injecting.altered(k)) is not None:
                altered[place.windows[k].start] = found
        if not altered:  # all is as it was, so that it is judged as it was
            alerts, begin = place.usual[end - 1].alerts, end
            continue
        for k, judged in enumerate(_judged(place, fault, columns, altered, alerts, begin, end), begin):
            usual = place.usual if fault.is_friend else place.usual[k : k + 1]  # its rows are of these windows
            known = {*place.told(alerts), *(one for each in usual for one in place.told(each.alerts))}
            alerts = judged.alerts
            news = [one for one in place.told(alerts) if one not in known and not _is_allowed(place, fault, one)]
            if news:
                return _found(place, fault, columns, judged, news, k + 1)
        begin = end
    return Trial(place.windows[0].start, columns)


@dataclass(frozen=True, slots=True, eq=False)
class Injecting:
    """One fault of one size that goes into one place."""

    place: Place
    source: Source
    fault: Fault
    words: str
    columns: tuple[str, ...]

    def altered(self, k: int) -> Altered | None:
        """The window `k` after the first faulty one, as it is with the fault; None where it is no other."""
        place, window = self.place, self.place.windows[k]
        past = place.past
        row = next(iter(past.rows(window.start, window.end)), None)
        frame = self.arrives(k)
        if row is None or frame is None:
            return None
        was = Altered(row, past.profile(window), past.outcome(window))
        found = self.source.altered(row, frame, self.fault.touches, self.columns, was)
        return None if found == was else found

    def arrives(self, k: int) -> pl.DataFrame | None:
        """The rows of that window as they arrive with the fault; None where it has none."""
        place, start = self.place, self.place.windows[k].start
        frame = place.frames.get(start)
        if frame is None:
            return None
        fewest = min((one.rows for one in place.past.rows(None, start) if one.rows), default=0)
        at = Injection(
            self.columns, self.fault.sizes[self.words], k, self._draw(k), place.frozen.total, fewest,
            place.replayed.entity.outcome, place.sibling(k),
        )  # fmt: skip
        return self.fault.function(frame, at)

    def _draw(self, k: int) -> np.random.Generator:
        name = zlib.crc32(f"{self.fault.name} {self.words}".encode())
        return np.random.default_rng([name, self.place.number, k])


def _judged(
    place: Place,
    fault: Fault,
    columns: tuple[str, ...],
    altered: Mapping[datetime, Altered],
    alerts: Alerts,
    begin: int,
    end: int,
) -> Sequence[Judged]:
    """The windows from `begin` to `end`, judged with the fault."""
    replayed = place.replayed
    unmoved = UNMOVED[fault.touches]
    outcome = replayed.entity.outcome
    if outcome is not None and set(columns) & set(outcome.named):
        unmoved = tuple(watches for watches in unmoved if watches != "performance")
    watched = {plan.name: plan.watches for plan in replayed.plans}
    given = {name: found[begin:end] for name, found in place.given.items() if watched[name] in unmoved}
    assessed = assess(
        replayed.store, replayed.entity, replayed.plans, place.frozen, place.windows[begin:end], replayed.at,
        history=Injected(place.past, altered), given=given,
    )  # fmt: skip
    return tuple(judge(assessed, replayed.plans, alerts))


def _is_allowed(place: Place, fault: Fault, told: Told) -> bool:
    """Whether a false friend may be told of by this monitor: that there are more rows is true."""
    return fault.is_friend and _plans(place)[told[0]].watches in fault.told_by


def _plans(place: Place) -> Mapping[str, Plan]:
    return {plan.name: plan for plan in place.replayed.plans}


def _found(
    place: Place, fault: Fault, columns: tuple[str, ...], judged: Judged, news: Sequence[Told], delay: int
) -> Trial:
    """A trial in which an alert told: what it named first, as a person reads the most severe message first."""
    plans = _plans(place)

    def order(one: Told) -> tuple[int, int, int]:
        name, part = one
        parts = [detail.part for detail in judged.verdicts[name].details]
        return (
            -RANK[plans[name].policy.severity],
            [*plans].index(name),
            parts.index(part) if part in parts else len(parts),
        )

    ordered = sorted(news, key=order)
    first = plans[ordered[0][0]]
    named = next((part.series for _, part in ordered if part.series), "")
    is_right = (bool(columns) and named in columns) or first.watches in fault.told_by
    return Trial(place.windows[0].start, columns, float(delay), first.name, named, is_right)
