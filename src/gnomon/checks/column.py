"""One column of a comparison as what the tests read: its values on both sides, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gnomon.checks import calendar_column
from gnomon.checks.side import Side
from gnomon.metrics.pair import HIGH_CARDINALITY
from gnomon.profiles import summary as summaries
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Kind, Role
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.sketches.categories import Categories


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of both sides.

    Attributes:
        name: Its name.
        kind: Its kind; `null` only when neither side has a value.
        role: What it is to the model.
        reference: All reference windows together.
        before: A summary for each reference window.
        now: A summary for each current window.
        calendar: The field of the calendar that it is, if it is one.
    """

    name: str
    kind: Kind
    role: Role
    reference: Summary
    before: tuple[Summary, ...]
    now: tuple[Summary, ...]
    calendar: str = ""

    @property
    def is_ordered(self) -> bool:
        """Whether its values are compared as numbers."""
        return self.kind in ("number", "time", "vector", "null")

    @property
    def untested(self) -> str:
        """Why its values are not tested; empty when they are."""
        if self.role == "id":
            return "an id"
        if self.role == "timestamp":
            return "the time of the rows"
        if self.kind == "time":
            return "times move on by themselves"
        if self.calendar:
            return f"the {self.calendar} of the rows' own time"
        side = self.reference
        if isinstance(side, CategorySummary) and side.distinct > HIGH_CARDINALITY * side.count > 0:
            return "many distinct values"
        return ""


def of(name: str, reference: Side, now: Sequence[Profile] = ()) -> Column:
    """Collect a column; a window that has no such column has no rows of it.

    Args:
        name: A column of both sides, of one kind.
        reference: The reference.
        now: The current windows.
    """
    total = reference.total
    found = [total[name], *(profile[name] for profile in now if name in profile)]
    kinds: list[Kind] = [side.kind for side in found if side.kind != "null"]
    roles: list[Role] = [p.roles[name] for p in (*now[-1:], total) if name in p.roles]
    kind = kinds[0] if kinds else "null"
    role = roles[0] if roles else "feature"

    def summary(profile: Profile) -> Summary:
        side = profile[name] if name in profile else NullSummary()
        return of_kind(side, kind)

    before = tuple(map(summary, reference.profiles))
    calendar = calendar_column.field_of(name, reference.windows, before)
    return Column(name, kind, role, of_kind(total[name], kind), before, tuple(map(summary, now)), calendar)


def of_kind(side: Summary, kind: Kind) -> Summary:
    """A column of nulls as one of a kind; any other as it is."""
    if isinstance(side, NullSummary) and kind != "null":
        return summaries.of_nulls(kind, side.nulls)
    return side


def numbers(side: Summary, *, by_norm: bool = False) -> NumberSummary:
    """The numbers of a summary: of times their microseconds, of vectors their norms or lengths."""
    if isinstance(side, VectorSummary):
        return side.norms if by_norm else side.lengths
    if isinstance(side, TimeSummary):
        return side.values
    return side if isinstance(side, NumberSummary) else NumberSummary(nulls=side.missing)


def categories(side: Summary) -> Categories:
    """The categories of a summary; of numbers none."""
    return side.categories if isinstance(side, CategorySummary | FlagSummary) else Categories()


def by_norm(column: Column) -> bool:
    """Whether a column of vectors is compared by its norms: both sides have them."""
    sides = (column.reference, *column.now)
    return all(not isinstance(side, VectorSummary) or side.norms.rows > 0 or not side.count for side in sides) and any(
        isinstance(side, VectorSummary) and side.norms.rows > 0 for side in sides
    )
