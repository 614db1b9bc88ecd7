"""What limits look up: figures of a column, of the rows, of the outcome, and what they usually are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gnomon.checks import figures
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import NumberTree, Quantity
from gnomon.checks.figures import Figure, ShareOf, Written
from gnomon.metrics import registry
from gnomon.metrics.custom import ProfileMetric
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import FEEDBACK, Kind


class CannotTellError(Exception):
    """A figure cannot be computed from this profile at all: the column is not there, or of another kind."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at.

    Attributes:
        profile: Of the window.
        outcome: Of the window; None without one.
        reference: The reference's profile; None without one.
        own: The user's own metrics.
    """

    profile: Profile
    outcome: Outcome | None = None
    reference: Profile | None = None
    own: Sequence[ProfileMetric] = ()


@dataclass(frozen=True, slots=True)
class OfColumn(Quantity):
    """A figure of a column.

    Attributes:
        name: As it is written: `p95`, `mean`.
        column: The column.
        figure: What computes it.
    """

    name: str
    column: str
    figure: Figure

    def look(self, scope: Scope) -> float | None:
        """Its value.

        Raises:
            CannotTellError: The column is not there, or of another kind.
        """
        summary = scope.profile.summaries.get(self.column)
        if summary is None and self.column.startswith(FEEDBACK):
            return None  # nothing was said of this window, or not yet
        if summary is None:
            raise CannotTellError(f"There is no column *{self.column}* among the {len(scope.profile)} of this window.")
        if summary.kind == "null":
            return self.figure.of(summary) if "null" in self.figure.kinds else None
        if summary.kind not in self.figure.kinds:
            raise CannotTellError(f"Column *{self.column}* came as {summary.kind}: {self.name} has no meaning for it.")
        return figures.known(self.figure.of(summary))

    @property
    def written(self) -> Written:
        """How people read it."""
        return self.figure.written

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.name}({column(self.column)})"


@dataclass(frozen=True, slots=True)
class OfShare(Quantity):
    """The share of a column's rows with certain values."""

    column: str
    share: ShareOf

    def look(self, scope: Scope) -> float | None:
        """Its value.

        Raises:
            CannotTellError: The column is not there, or of another kind.
        """
        kinds: tuple[Kind, ...] = ("null", *(kind for kind in figures.VALUES if self.share.fits(kind)))
        return OfColumn("share", self.column, Figure(kinds, self.share.of)).look(scope)

    @property
    def written(self) -> Written:
        """How people read it."""
        return "share"

    def __str__(self) -> str:
        """As it is written."""
        return f"share({column(self.column)} {self.share})"


@dataclass(frozen=True, slots=True)
class OfRows(Quantity):
    """A figure of all rows."""

    name: str

    def look(self, scope: Scope) -> float | None:
        """Its value."""
        return figures.known(figures.ROWS[self.name][0](scope.profile))

    @property
    def written(self) -> Written:
        """How people read it."""
        return figures.ROWS[self.name][1]

    def __str__(self) -> str:
        """As it is written."""
        return self.name


@dataclass(frozen=True, slots=True)
class OfOutcome(Quantity):
    """A metric of the outcome."""

    name: str

    def look(self, scope: Scope) -> float | None:
        """Its value; None while no target is known."""
        return None if scope.outcome is None else registry.find_outcome(self.name)(scope.outcome).value

    @property
    def written(self) -> Written:
        """How people read it."""
        return "value"

    def __str__(self) -> str:
        """As it is written."""
        return self.name


@dataclass(frozen=True, slots=True)
class OfOwn(Quantity):
    """A metric of the user's own."""

    name: str

    def look(self, scope: Scope) -> float | None:
        """Its value; None where it has none.

        Raises:
            CannotTellError: It failed, or there is none of that name.
        """
        for one in scope.own:
            if one.name == self.name:
                found = one.of(scope.profile, scope.reference)
                if isinstance(found, Failed):
                    raise CannotTellError(f"*{self.name}* failed: {found.reason}.")
                return figures.known(found)
        raise CannotTellError(f"There is no metric *{self.name}*: is there a function of that name in code:?")

    @property
    def written(self) -> Written:
        """How people read it."""
        return "value"

    def __str__(self) -> str:
        """As it is written."""
        return f"metric({column(self.name)})"


@dataclass(frozen=True, slots=True)
class Usual(Quantity):
    """A number as it is over the whole reference."""

    of: NumberTree

    def look(self, scope: Scope) -> float | None:
        """Its value; None without a reference."""
        if scope.reference is None:
            return None
        return trees.number(self.of, looker(Scope(scope.reference, None, scope.reference, scope.own)))

    @property
    def written(self) -> Written:
        """How people read it."""
        return written(self.of)

    def __str__(self) -> str:
        """As it is written."""
        return f"usual({text(self.of)})"


Looked = OfColumn | OfShare | OfRows | OfOutcome | OfOwn | Usual


def looker(scope: Scope) -> trees.Look:
    """What quantities are in a scope.

    Args:
        scope: What is looked at.
    """

    def look(of: Quantity) -> float | None:
        return of.look(scope) if isinstance(of, Looked) else None

    return look


def looked(tree: NumberTree) -> list[Looked]:
    """The quantities in a number, in order."""
    match tree:
        case trees.Number():
            return []
        case trees.Negative(of):
            return looked(of)
        case trees.Arithmetic(_, left, right):
            return looked(left) + looked(right)
        case trees.Call(_, parts):
            return [one for part in parts for one in looked(part)]
        case _:
            return [tree] if isinstance(tree, Looked) else []


def written(tree: NumberTree) -> Written:
    """How people read a number: as its only quantity is, else as a value."""
    kinds: list[Written] = list(dict.fromkeys(one.written for one in looked(tree)))
    return kinds[0] if len(kinds) == 1 else "value"


def text(tree: NumberTree) -> str:
    """A number as it is written."""
    match tree:
        case trees.Number(value, unit):
            return f"{100 * value:g} %" if unit == "%" else f"{value:g} {unit}".strip()
        case trees.Negative(of):
            return f"-{text(of)}"
        case trees.Arithmetic(sign, left, right):
            return f"{_part(left)} {sign} {_part(right)}"
        case trees.Call(name, parts):
            return f"{name}({', '.join(map(text, parts))})"
        case _:
            return str(tree)


def column(name: str) -> str:
    """A column's name as it is written, in quotes where it is no word."""
    return name if name.isidentifier() else f'"{name}"'


def _part(tree: NumberTree) -> str:
    return f"({text(tree)})" if isinstance(tree, trees.Arithmetic) else text(tree)
