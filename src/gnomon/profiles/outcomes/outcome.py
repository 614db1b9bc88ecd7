"""The outcome kinds together: which there are, and how two of them add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from gnomon.errors import FormatError, SchemaError
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OutcomeKind
from gnomon.sketches.codec import Reader, Writer

Outcome = BinaryOutcome | MulticlassOutcome | RegressionOutcome | RankingOutcome

BY_KIND: Mapping[OutcomeKind, type[Outcome]] = {
    "binary": BinaryOutcome,
    "multiclass": MulticlassOutcome,
    "regression": RegressionOutcome,
    "ranking": RankingOutcome,
}
TAGS: tuple[OutcomeKind, ...] = ("binary", "multiclass", "regression", "ranking")
"""A kind's place is its tag in stored bytes: append, never reorder."""


def together(a: Outcome, b: Outcome) -> Outcome:
    """The outcome of both sets of rows.

    Raises:
        SchemaError: The kinds differ.

    Example:
        >>> together(BinaryOutcome(unusable=1), BinaryOutcome(unusable=2)).unusable
        3
    """
    x, y = _same_kind(a, b)
    return cast(Outcome, x + y)


def apart(a: Outcome, b: Outcome) -> Outcome:
    """The first set of rows without the second.

    Raises:
        SchemaError: The kinds differ.
        SubtractionError: The second set was never in the first.
    """
    x, y = _same_kind(a, b)
    return cast(Outcome, x - y)


def write(outcome: Outcome, writer: Writer) -> None:
    """Append an outcome of any kind."""
    writer.varint(TAGS.index(outcome.kind))
    outcome.write(writer)


def read(reader: Reader) -> Outcome:
    """Read what `write` wrote.

    Raises:
        FormatError: A kind that this gnomon does not know, or bytes that are cut or of another format.
    """
    tag = reader.varint()
    if tag >= len(TAGS):
        raise FormatError("the outcome is of a kind that this gnomon does not know. Upgrade gnomon.")
    return BY_KIND[TAGS[tag]].read(reader)


def _same_kind(a: Outcome, b: Outcome) -> tuple[Any, Any]:
    if a.kind != b.kind:
        raise SchemaError(
            f"a {b.kind} outcome and a {a.kind} outcome cannot be put together. Make both of the same columns."
        )
    return a, b
