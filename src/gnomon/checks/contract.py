"""Data contracts: what a column must be, checked on a profile as exactly as a profile allows.

A promise that no profile can tell is refused when it is read, with what to
write instead; one of which only a bound is known says so in its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    "monotone": promises.monotone_of,
    "present": promises.present_of,
}


@dataclass(frozen=True, slots=True)
class Contract:
    """What one column must be.

    Attributes:
        column: Its name.
        promises: By name, in the order in which they were written.
    """

    column: str
    promises: Mapping[str, Promise]

    def judge(self, profile: Profile) -> tuple[ScalarVerdict, ...]:
        r"""A verdict for each promise.

        Args:
            profile: Of a window.

        Example:
            >>> import gnomon as gn, polars as pl
            >>> rows = gn.profile(pl.DataFrame({"score": [0.2, 0.9, 1.5, None]}))
            >>> for one in contract("score", {"range": [0, 1], "present": 0.99}).judge(rows):
            ...     print(one.reason.replace("\N{NO-BREAK SPACE}", " "))
            *score* has values outside 0 to 1: 1 of 3 (33 %), the farthest 1.5.
            *score* is present in 75 % of rows (3 of 4); promised: 99 %.
        """
        return tuple(self._one(name, promise, profile) for name, promise in self.promises.items())

    def _one(self, name: str, promise: Promise, profile: Profile) -> ScalarVerdict:
        summary = profile.summaries.get(self.column)
        if summary is None:
            reason = contract_words.gone(self.column)
            return ScalarVerdict("violation", reason, rows=profile.rows, is_calm=False, admissible=True, fires=True)
        if not summary.rows or (name not in ("type", "present") and summary.rows == summary.missing):
            return ScalarVerdict("no_data", contract_words.no_values(self.column, summary.rows), rows=summary.rows)
        kept: Kept = promise(self.column, summary)
        fires = kept.status == "violation"
        calm = kept.status == "ok"
        return ScalarVerdict(
            kept.status, kept.reason, kept.value, limit=kept.limit, rows=summary.rows, is_calm=calm,
            admissible=fires, fires=fires,
        )  # fmt: skip


def contract(column: str, written: Mapping[str, Any]) -> Contract:
    """Read what a column must be.

    Args:
        column: Its name.
        written: Any of `type: number`, `range: [0, 1]` (null for an open end), `set: [JFK, LGA]`,
            `pattern: "A9999"` (a shape: letters A or a, digits 9), `unique: true`, `present: 0.99`.

    Raises:
        UsageError: A promise that does not exist, is written wrongly, or that no profile can tell.

    Example:
        >>> contract("id", {"unqiue": True})
        Traceback (most recent call last):
        gnomon.errors.UsageError: contract of 'id': there is no promise 'unqiue'. Did you mean 'unique'?
    """
    found = {}
    for name, what in written.items():
        if name not in READ:
            raise UsageError(f"contract of {column!r}: there is no promise {name!r}. {near(name, tuple(READ))}")
        try:
            found[name] = READ[name](what)
        except promises.UnreadableError as error:
            raise UsageError(f"contract of {column!r}: {name}: {error} {MEND[name]}") from None
    if not found:
        raise UsageError(f"contract of {column!r}: it promises nothing. Write one of {', '.join(READ)}.")
    return Contract(column, found)
