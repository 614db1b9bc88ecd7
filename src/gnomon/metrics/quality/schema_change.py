"""What differs between the columns of two profiles."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.metrics import shares
from gnomon.metrics.pair import Pair
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Kind

ALIKE = 0.05
MOST_PAIRS = 2500  # of missing and new columns of one kind: past them nothing is a rename


@dataclass(frozen=True, slots=True)
class Renamed:
    """A missing and a new column with the same values.

    Attributes:
        old: Its name in the reference.
        new: Its name now.
        js: Jensen-Shannon distance of the two, below 0.05.
    """

    old: str
    new: str
    js: float


@dataclass(frozen=True, slots=True)
class Retyped:
    """A column that has another kind than before."""

    column: str
    old: Kind
    new: Kind


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """What differs between two schemas; false when nothing does.

    Attributes:
        missing: Columns that are gone, without the renamed ones.
        added: Columns that are new, without the renamed ones.
        renamed: Columns that seem to have only another name.
        retyped: Columns of another kind. A column of nulls has no kind to differ in.
    """

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    retyped: tuple[Retyped, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.missing or self.added or self.renamed or self.retyped)


def schema_change(reference: Profile, current: Profile) -> SchemaChange:
    """What differs between the columns of two profiles.

    Args:
        reference: What is compared with.
        current: What is compared.

    Example:
        >>> from gnomon.profiles.flag import FlagSummary
        >>> flag = FlagSummary(falses=10, trues=20)
        >>> schema_change(Profile(summaries={"won": flag}), Profile(summaries={"is_won": flag})).renamed
        (Renamed(old='won', new='is_won', js=0.0),)
    """
    old, new = _steady(reference), _steady(current)
    renamed = _renamed(reference, current, sorted(old - new), sorted(new - old))
    return SchemaChange(
        missing=tuple(sorted(old - new - {pair.old for pair in renamed})),
        added=tuple(sorted(new - old - {pair.new for pair in renamed})),
        renamed=renamed,
        retyped=_retyped(reference, current, sorted(old & new)),
    )


def _steady(profile: Profile) -> set[str]:
    """The columns that rows have; feedback comes to some of them, later."""
    return {name for name in profile if profile.roles.get(name) != "feedback"}


def _retyped(reference: Profile, current: Profile, names: list[str]) -> tuple[Retyped, ...]:
    found: list[Retyped] = []
    for name in names:
        old, new = reference[name].kind, current[name].kind
        if old != new and "null" not in (old, new):
            found.append(Retyped(name, old, new))
    return tuple(found)


def _renamed(reference: Profile, current: Profile, missing: list[str], added: list[str]) -> tuple[Renamed, ...]:
    """The nearest pairs of one kind, each column in one of them at most."""
    kinds = {reference[name].kind for name in missing} - {"null"}
    near: list[Renamed] = []
    for kind in kinds:
        gone = [name for name in missing if reference[name].kind == kind]
        come = [name for name in added if current[name].kind == kind]
        if len(gone) * len(come) <= MOST_PAIRS:
            near += [Renamed(a, b, js) for a in gone for b in come if (js := _js(reference, current, a, b)) < ALIKE]
    found: list[Renamed] = []
    for pair in sorted(near, key=lambda pair: (pair.js, pair.old, pair.new)):
        if all(pair.old != other.old and pair.new != other.new for other in found):
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: pair.old))


def _js(reference: Profile, current: Profile, old: str, new: str) -> float:
    """Jensen-Shannon distance of two columns; 1, the greatest, where values cannot be compared."""
    pair = Pair(reference[old], current[new])
    return shares.jensen_shannon(*pair.shares) if pair.has_values else 1.0
