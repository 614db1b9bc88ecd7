"""Data contracts: what a column must be, checked on a profile as exactly as a profile allows.

A promise that no profile can tell is refused when it is read, with what to
write instead; one of which only a bound is known says so in its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gnomon.checks import contract_words, promises
from gnomon.checks.contract_words import MEND
from gnomon.checks.expressions.nearest import near
from gnomon.checks.promises import Kept, Promise
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.errors import UsageError
from gnomon.profiles.profile import Profile

READ: Mapping[str, Callable[[Any], Promise]] = {  # Any: what a person wrote in a file
    "type": promises.type_of,
    "range": promises.range_of,
    "set": promises.set_of,
    "pattern": promises.pattern_of,
    "unique": promises.unique_of,
    "present": promises.present_of,
}
"""How each promise is read; `min` and `max` are the ends of `range`."""

WORDS = ("type", "min", "max", "set", "pattern", "unique", "present")
"""What is written."""

OF_ID = ("unique", "present")
"""What is known of an id: a profile keeps no value of it."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What one column must be.

    Attributes:
        column: Its name.
        promises: By name, in the order in which they were written.
    """

    column: str
    promises: Mapping[str, Promise]

    def judge(self, profile: Profile, *, is_id: bool = False) -> dict[str, ScalarVerdict]:
        r"""The verdict on each promise, by its name.

        Args:
            profile: Of a window.
            is_id: Whether the column is the id of the rows, which is counted with them and has no summary.

        Example:
            >>> import gnomon as gn, polars as pl
            >>> rows = gn.profile(pl.DataFrame({"score": [0.2, 0.9, 1.5, None]}))
            >>> for one in contract("score", {"min": 0, "max": 1, "present": 0.99}).judge(rows).values():
            ...     print(one.reason.replace("\N{NO-BREAK SPACE}", " "))
            *score* has values outside 0 to 1: 1 of 3 (33 %), the farthest 1.5.
            *score* is present in 75 % of rows (3 of 4); promised: 99 %.
        """
        return {name: self._one(name, promise, profile, is_id=is_id) for name, promise in self.promises.items()}

    def _one(self, name: str, promise: Promise, profile: Profile, *, is_id: bool) -> ScalarVerdict:
        summary = profile.summaries.get(self.column)
        if is_id and profile.rows:
            return _told(promises.of_id(self.column, promise, profile.volume), profile.rows)
        if summary is None:
            return _told(Kept("violation", contract_words.gone(self.column), limit=None), profile.rows)
        if not summary.rows or (name not in ("type", "present") and summary.rows == summary.missing):
            return _told(Kept("no_data", contract_words.no_values(self.column, summary.rows)), summary.rows)
        return _told(promise(self.column, summary), summary.rows)


def _told(kept: Kept, rows: int) -> ScalarVerdict:
    fires = kept.status == "violation"
    return ScalarVerdict(
        kept.status, kept.reason, kept.value, limit=kept.limit, rows=rows, is_calm=kept.status == "ok",
        admissible=fires, fires=fires,
    )  # fmt: skip


def contract(column: str, written: Mapping[str, Any]) -> Contract:
    """Read what a column must be.

    Args:
        column: Its name.
        written: Any of `type: number`, `min: 0`, `max: 1`, `set: [JFK, LGA]`, `pattern: "A9999"` (a shape: letters
            A or a, digits 9), `unique: true`, `present: 0.99`.

    Raises:
        UsageError: A promise that does not exist, is written wrongly, or that no profile can tell.

    Example:
        >>> contract("id", {"unqiue": True})
        Traceback (most recent call last):
        gnomon.errors.UsageError: contract of 'id': there is no promise 'unqiue'. Did you mean 'unique'?
    """
    for name, words in mistakes(written):
        raise UsageError(
            f"contract of {column!r}: {name}: {words}" if name in WORDS else f"contract of {column!r}: {words}"
        )
    return Contract(column, {name: READ[name](what) for name, what in _whole(written).items()})


def mistakes(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the promises of a column.

    Args:
        written: As in `contract`.

    Yields:
        The word that is wrong, empty for all of them together, and how to mend it.

    Example:
        >>> list(mistakes({"min": 1, "max": 0}))
        [('max', 'it lies below min. Write a larger one.')]
    """
    given = {name: what for name, what in written.items() if what is not None}
    if not given:
        yield "", f"it promises nothing. Write one of {', '.join(WORDS)}."
    for name, what in given.items():
        if name not in WORDS:
            yield name, f"there is no promise {name!r}. {MEND.get(name) or near(name, WORDS)}"
        elif name in ("min", "max"):
            yield from () if promises.is_number(what) else [(name, f"{what!r} is no number. {MEND[name]}")]
        else:
            yield from ((name, f"{wrong} {MEND[name]}") for wrong in _unreadable(name, what))
    low, high = given.get("min"), given.get("max")
    if promises.is_number(low) and promises.is_number(high) and low > high:
        yield "max", "it lies below min. Write a larger one."


def _unreadable(name: str, what: Any) -> Iterator[str]:  # noqa: ANN401 - what a person wrote
    try:
        READ[name](what)
    except promises.UnreadableError as error:
        yield str(error)


def _whole(written: Mapping[str, Any]) -> dict[str, Any]:
    """The promises, with both ends of a range together."""
    found = dict[str, Any]()
    for name, what in written.items():
        if what is not None:
            found |= {"range": (written.get("min"), written.get("max"))} if name in ("min", "max") else {name: what}
    return found
