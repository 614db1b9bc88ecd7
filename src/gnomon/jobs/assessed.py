"""Assessment: all that a window's verdicts need but the alerts that are open by then.

What depends on a window alone is computed for many windows at once. What is
told already leaves the family of tests, so the decision over all columns waits
until `judge` comes to the window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gnomon.alerts.verdict import Verdict
from gnomon.checks import family
from gnomon.checks.chances import Chances
from gnomon.checks.family import ColumnVerdict
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
class Assessed:
    """What is known of windows before they are judged.

    Attributes:
        windows: The windows, in order; those without rows too.
        revisions: Which state of its data each stands on; 0 for one without rows.
        groups: The columns.
        roles: What each column is to the model.
        given: By monitor, the verdicts that do not depend on what is told.
        reference: What the windows are compared with, by the digest of its content.
    """

    windows: tuple[Window, ...]
    revisions: tuple[int, ...]
    groups: tuple[Group, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    given: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)
    reference: str = ""

    def columns(self, place: int, told: Told) -> tuple[ColumnVerdict, ...]:
        """What is decided of every column in one window.

        Args:
            place: The window's place.
            told: What is told already.
        """
        return tuple(one for group in self.groups for one in group.decide(place, told))
