"""A fault: what it is called, how large it is tried, and the function that injects it into rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from gnomon.config.monitor import Watches
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Kind

Needs = Literal["", "score", "target", "sibling"]
"""What must be there: scores, targets, or a window whole weeks apart."""

Touches = Literal["values", "rows", "columns", "targets"]
"""What it changes: values of its columns alone; which rows there are; which columns; targets alone."""


@dataclass(frozen=True, slots=True)
class Injection:
    """Where a fault goes, and how large it is.

    Attributes:
        columns: The columns that it goes into: one, two, or none.
        size: How large it is.
        place: Windows since the faulty one, which is 0.
        draw: What random choices are drawn from: the same in each run.
        usual: The reference's profile.
        fewest: Rows of the smallest window of the reference; 0 where that is not known.
        outcome: Which columns the outcome is made of; None without predictions.
        sibling: The rows of a window whole weeks apart; None where there is none.
    """

    columns: tuple[str, ...]
    size: float
    place: int
    draw: np.random.Generator
    usual: Profile
    fewest: int = 0
    outcome: OutcomeColumns | None = None
    sibling: pl.DataFrame | None = None

    @property
    def column(self) -> str:
        """The first column that it goes into."""
        return self.columns[0]

    @property
    def sd(self) -> float:
        """The column's standard deviation in the reference; 0 where it has none."""
        summary = self.usual[self.column] if self.column in self.usual else None
        found = summary.values.std if isinstance(summary, NumberSummary) else 0.0
        return found if np.isfinite(found) else 0.0

    @property
    def most(self) -> str:
        """The most frequent value of the category; empty where there is none."""
        summary = self.usual[self.column] if self.column in self.usual else None
        found = summary.top(1) if isinstance(summary, CategorySummary) else []
        return found[0][0] if found else ""

    def chosen(self, rows: int, share: float) -> pl.Series:
        """A share of the rows, drawn: `(n,)` Boolean."""
        return pl.Series(self.draw.random(rows) < share, dtype=pl.Boolean)


Function = Callable[[pl.DataFrame, Injection], pl.DataFrame]
"""From the rows of a window, their targets among them, to what arrives with the fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that can be injected.

    Attributes:
        name: What people call it: `null burst`.
        function: What injects it.
        says: What happens, in a clause.
        sizes: How large it is tried, by the words for each size; one nameless size where it has none.
        touches: What it changes.
        kinds: Kinds of columns that it goes into; none where it goes into no column.
        columns: How many columns it goes into.
        needs: What must be there.
        told_by: Which monitors name its cause, where no column does.
        is_friend: Whether it is a false friend: nothing is wrong, and all must stay silent but `told_by`.
    """

    name: str
    function: Function
    says: str
    sizes: Mapping[str, float]
    touches: Touches
    kinds: tuple[Kind, ...] = ()
    columns: int = 0
    needs: Needs = ""
    told_by: tuple[Watches, ...] = ()
    is_friend: bool = False


NO_SIZE: Mapping[str, float] = {"": 1.0}


def fault(
    *,
    touches: Touches,
    sizes: Mapping[str, float] = NO_SIZE,
    kinds: tuple[Kind, ...] = (),
    columns: int | None = None,
    needs: Needs = "",
    told_by: tuple[Watches, ...] = (),
    is_friend: bool = False,
) -> Callable[[Function], Function]:
    """Make a function on rows a fault: its name is the function's, what it says the first line of its docstring.

    The arguments are the fields of `Fault`; with `kinds` it goes into one column where `columns` says nothing else.

    Example:
        >>> @fault(touches="values", kinds=("number",))
        ... def zeros(rows: pl.DataFrame, at: Injection) -> pl.DataFrame:
        ...     \"\"\"All values become 0.\"\"\"
        ...     return rows.with_columns(pl.lit(0.0).alias(at.column))
        >>> found = record_of(zeros)
        >>> found.name, found.says, found.columns
        ('zeros', 'all values become 0', 1)
    """

    def register(function: Function) -> Function:
        name = getattr(function, "__name__", "fault").replace("_", " ")
        first = (function.__doc__ or name).strip().splitlines()[0].rstrip(".")
        says = f"{first[:1].lower()}{first[1:]}"
        count = (1 if kinds else 0) if columns is None else columns
        vars(function)["fault"] = Fault(name, function, says, sizes, touches, kinds, count, needs, told_by, is_friend)
        return function

    return register


def record_of(function: object) -> Fault | None:
    """What the decorator recorded of a function; None of anything else."""
    record = getattr(function, "fault", None)
    return record if isinstance(record, Fault) else None
