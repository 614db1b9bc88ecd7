"""The case of one column: its status in every window, the test that decides it, and the rows behind that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce

from gnomon.checks.column import Column
from gnomon.checks.engine import Verdicts
from gnomon.checks.measured import Deciding
from gnomon.checks.settings import LEAST_VALUES, NAMES, Settings
from gnomon.checks.verdict import Status, Test
from gnomon.metrics.pair import Pair
from gnomon.metrics.quality.stuck import stuck
from gnomon.profiles import summary as summaries
from gnomon.profiles.summary import Summary
from gnomon.profiles.windows import Window

ORDER = ("location", "missing", "spread", "shape", "novelty")
"""Which of several changes is told first: the one that explains the others."""


@dataclass(frozen=True, eq=False)
class Case:
    """One column with what was decided of it.

    Attributes:
        column: Both sides of it.
        j: Its place in the verdicts.
        verdicts: Those of all columns.
        settings: What matters.
        windows: The current windows; empty when the current side has none.
    """

    column: Column
    j: int
    verdicts: Verdicts
    settings: Settings
    windows: tuple[Window, ...]

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The verdict of each window."""
        return tuple(self._status(t) for t in range(len(self.column.now)))

    def _status(self, t: int) -> Status:
        verdicts, here = self.verdicts, (self.j, t)
        if verdicts.fires[here]:
            return "violation"
        if not self.column.now[t].rows:
            return "no_data"
        if self.values_test is None:
            return "ok" if self.column.untested or self.column.reference.count >= LEAST_VALUES else "insufficient_data"
        if not self.column.now[t].count:
            return "no_data"
        is_few = verdicts.valued[here] < LEAST_VALUES
        return "insufficient_data" if is_few or verdicts.is_blind[here] else "ok"

    @cached_property
    def values_test(self) -> str | None:
        """The test that stands for the column's values; None when these are not tested."""
        return next((name for name in ("location", "shape") if self.test(name).present[self.j, 0]), None)

    @property
    def is_mix(self) -> bool:
        """Whether the column holds names, whose shape is called their mix."""
        return not self.column.is_ordered

    def test(self, name: str) -> Deciding:
        """A test of all columns."""
        return self.verdicts.tests[name]

    def significant(self, t: int) -> list[str]:
        """The tests that would have fired by themselves, the one to tell first at the front."""
        here = (self.j, t)
        if not self.verdicts.fires[here]:
            return []
        found = [name for name in ORDER if self.test(name).chance[here] <= self.verdicts.cut[here]]
        moved = next((name for name in ("location", "shape") if name in found), None)
        if moved is not None and "missing" in found and self.ratio("missing", t) > self.ratio(moved, t):
            found.remove("missing")
            found.insert(0, "missing")
        if not self.column.reference.count and "novelty" in found:
            found.remove("novelty")
            found.insert(0, "novelty")
        narrowed = {"location", "spread"} <= set(found) and self.ratio("spread", t) > self.ratio("location", t)
        if narrowed and stuck(Pair(self.column.reference, self.column.now[t])):
            found.remove("spread")
            found.insert(found.index("location"), "spread")
        return found

    def shown(self, t: int) -> str:
        """The test whose effect the column shows: the one that decided, else that of its values."""
        return next(iter(self.significant(t)), self.values_test or "missing")

    def effect(self, name: str, t: int) -> float:
        """A test's effect."""
        return float(self.test(name).effect[self.j, t])

    def ratio(self, name: str, t: int) -> float:
        """A test's effect in units of what matters, without its sign."""
        return abs(self.effect(name, t)) / self.settings.material_of(name)

    @cached_property
    def overall(self) -> Status:
        """The column's status: of a series, what any window says that could be judged."""
        # The first windows of a series see less than those that merge several: they do not speak for it.
        order: tuple[Status, ...] = ("violation", "ok", "insufficient_data", "no_data")
        return next(status for status in order if status in self.statuses)

    @cached_property
    def worst(self) -> int:
        """The window that stands for the column: the largest change among those of its status."""
        alike = [t for t, status in enumerate(self.statuses) if status == self.overall]
        return max(alike, key=lambda t: self.ratio(self.shown(t), t))

    def tests(self, t: int) -> tuple[Test, ...]:
        """The column's tests in a window."""
        return tuple(self._test(name, t) for name in NAMES if self.test(name).present[self.j, t])

    def _test(self, name: str, t: int) -> Test:
        test, here = self.test(name), (self.j, t)
        return Test(
            name=name,
            effect=float(test.effect[here]),
            material=self.settings.material_of(name),
            limit=float(test.limit[here]),
            z=float(test.z[here]),
            p=float(test.p[here]),
            level=int(test.level[here]),
            admissible=bool(test.fires[here]),
        )

    def merged(self, name: str, t: int) -> tuple[Summary, Window | None]:
        """The rows that a test stands on in a window, and the stretch of time that they are of."""
        level = int(self.test(name).level[self.j, t])
        has_data = [i for i in range(t + 1) if _counts(self.column.now[i], name)][-level:] or [t]
        together = reduce(partial(summaries.together, self.column.name), [self.column.now[i] for i in has_data])
        return together, self.stretch(has_data)

    def stretch(self, windows: Sequence[int]) -> Window | None:
        """The time from the first of some windows to the last."""
        if not self.windows:
            return None
        first, last = self.windows[windows[0]], self.windows[windows[-1]]
        return Window(first.start, last.end, first.zone)

    def usual_missing(self, t: int) -> float:
        """Share of rows that are usually missing."""
        return float(self.verdicts.usual_missing[self.j, t])

    def detectable(self, t: int) -> float:
        """The least change of values that would have been seen; NaN when none would."""
        return float(self.verdicts.detectable[self.j, t])

    @property
    def spans_years(self) -> bool:
        """Whether a date needs its year."""
        return len({window.start.year for window in self.windows}) > 1

    def limit(self, name: str, t: int) -> float:
        """The effect from which a test alerts."""
        limit = float(self.test(name).limit[self.j, t])
        return limit if math.isfinite(limit) else self.settings.cut_of(name)


def _counts(side: Summary, name: str) -> bool:
    """Whether a test has data in a window."""
    return side.rows > 0 if name in ("missing", "novelty") else side.count > 0
