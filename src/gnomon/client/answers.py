"""What an answer of the server means for the batch that it answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Means = Literal["taken", "refused", "later"]
"""`taken`: the rows are the server's now. `refused`: it will never take them. `later`: it cannot be asked now, or takes
them when it is less busy, or when somebody has mended something, as a token or an entity."""

NEVER = frozenset((400, 409, 411, 413, 414, 415, 422))
"""The batch itself is wrong."""

ALL_REASONS = 300  # characters


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer.

    Attributes:
        means: What to do.
        said: What the server said, or why it could not be asked; in a line.
        status: Its status; 0 where there was none.
        refused: How many of the rows it did not take, where it took others.
        retry_after: Its header of that name.
    """

    means: Means
    said: str
    status: int = 0
    refused: int = 0
    retry_after: str | None = None


def read(status: int, body: bytes, retry_after: str | None = None) -> Answer:
    """An answer as it came.

    Args:
        status: Its status.
        body: Its body.
        retry_after: Its header of that name.

    Example:
        >>> read(202, b'{"refused": [{"row": 3, "reason": "ts: 2099 is not yet"}]}')
        Answer(means='taken', said='row 3: ts: 2099 is not yet', status=202, refused=1, retry_after=None)
        >>> read(429, b"the inbox is full", "2").means, read(404, b"").means, read(422, b"").means
        ('later', 'later', 'refused')
    """
    if status // 100 == 2:  # noqa: PLR2004 - the class of success
        refused, reasons = _refused(body)
        return Answer("taken", reasons[:ALL_REASONS], status, refused)
    text = _refused(body)[1] or body.decode("utf-8", "replace").strip()
    said = f"{status} {text}".strip().replace("\n", " ")[:ALL_REASONS]
    return Answer("refused" if status in NEVER else "later", said, status, 0, retry_after)


def _refused(body: bytes) -> tuple[int, str]:
    """How many rows were refused, and why those that it tells of were: each with its place."""
    try:
        said = json.loads(body)
        rows = said.get("refused", [])
        reasons = "; ".join(f"row {row['row']}: {row['reason']}" for row in rows)
        return int(said.get("refused_rows", len(rows))), reasons
    except (ValueError, AttributeError, TypeError, KeyError):
        return 0, ""
