"""Assessment: all that a window's verdicts need but the alerts that are open by then.

What depends on a window alone is computed for many windows at once. What is
told already leaves the family of tests, so the decision over all columns waits
until `judge` comes to the window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gnomon.alerts.verdict import Verdict
from gnomon.checks import apart, family
from gnomon.checks.chances import Chances
from gnomon.checks.family import ColumnVerdict, Seen
from gnomon.profiles.schema import Role
from gnomon.profiles.windows import Window

Told = Collection[tuple[str, str]]
"""Columns that are told already, each with `values` or `missing`."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Columns that share what matters to them.

    Attributes:
        chances: Of their tests, in every window that has rows.
        places: Place in `chances` of each window that has rows, by its place among all windows.
        alpha: Their part of the chance of a false alarm in a window.
    """

    chances: Chances
    places: Mapping[int, int]
    alpha: float

    def decide(self, place: int, told: Told) -> tuple[ColumnVerdict, ...]:
        """The verdicts of its columns in one window; none where there are no rows."""
        here = self.places.get(place)
        return () if here is None else family.decide(self.chances, here, alpha=self.alpha, reported=told)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Columns of a segment that share what matters to them.

    Attributes:
        name: Of the segment, as `origin = JFK`.
        group: The columns, in its rows.
        whole: The same and others, in all rows.
    """

    name: str
    group: Group
    whole: Group


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """All segments of an entity that are large enough to be judged: one family, apart from that of all rows.

    Attributes:
        of: The segments.
        alpha: Their part of the chance of a false alarm in a window.
    """

    of: tuple[Segment, ...] = ()
    alpha: float = 0.0

    def decide(self, place: int, told: Mapping[str, Told]) -> Mapping[str, tuple[ColumnVerdict, ...]]:
        """By segment, what changed in it otherwise than in the rest of the rows, and what is told of it already.

        Args:
            place: The window's place.
            told: What is told already, by segment.

        Source: STATISTICS B5.
        """
        here = [one for one in self.of if place in one.group.places]
        seen = {
            str(n): Seen(one.group.chances, one.group.places[place], told.get(one.name, ()))
            for n, one in enumerate(here)
        }
        found: dict[str, tuple[ColumnVerdict, ...]] = {}
        for one, verdicts in zip(here, family.together(seen, alpha=self.alpha).values(), strict=True):
            kept = tuple(each for each in verdicts if _is_worth_telling(one, each, place, told.get(one.name, ())))
            if kept:
                found[one.name] = (*found.get(one.name, ()), *kept)
        return found


def _is_worth_telling(one: Segment, verdict: ColumnVerdict, place: int, told: Told) -> bool:
    if (verdict.column, verdict.what) in told:
        return True
    mine, whole = one.group.chances, one.whole.chances
    return verdict.fires and apart.stands_out(mine, whole, verdict.column, verdict.what, one.group.places[place])


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """What is known of windows before they are judged.

    Attributes:
        windows: The windows, in order; those without rows too.
        revisions: Which state of its data each stands on; 0 for one without rows.
        groups: The columns.
        roles: What each column is to the model.
        given: By monitor, the verdicts that do not depend on what is told.
        reference: What the windows are compared with, by the digest of its content.
        segments: The columns of segments.
        set_aside: Why a window is not judged, by its place: alerts are as they were before it.
    """

    windows: tuple[Window, ...]
    revisions: tuple[int, ...]
    groups: tuple[Group, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    given: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    reference: str = ""
    segments: Segments = field(default_factory=Segments)
    set_aside: Mapping[int, str] = field(default_factory=dict)

    def columns(self, place: int, told: Told) -> tuple[ColumnVerdict, ...]:
        """What is decided of every column in one window.

        Args:
            place: The window's place.
            told: What is told already.
        """
        return tuple(one for group in self.groups for one in group.decide(place, told))
