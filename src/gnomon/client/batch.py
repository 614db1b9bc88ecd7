"""Rows that go over the network together, under one id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from gnomon.client.compression import compressed

Kind = Literal["events", "targets", "feedback", "profiles"]
"""What is logged; also the last part of the address that it goes to."""

KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_ROWS = 500
MOST_BYTES = 256 * 1024  # before compression; joining it holds the interpreter for some 30 µs

JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are counted once however often they are sent.

    Attributes:
        id: The same for every try.
        kind: What they are.
        rows: How many.
        body: What is sent: the rows, compressed.
        content_type: How they are written.
        encoding: How that is compressed.
        number: Its place among the batches of this process; 0 where an earlier process left it.
    """

    id: str
    kind: Kind
    rows: int
    body: bytes
    content_type: str = JSON
    encoding: str = "gzip"
    number: int = 0


def packed(batch_id: str, kind: Kind, rows: Sequence[bytes], number: int = 0) -> Batch:
    """A batch of rows that are JSON each.

    Args:
        batch_id: Its id.
        kind: What they are.
        rows: The rows.
        number: Its place.
    """
    body = b'{"batch_id":"%b","%b":[%b]}' % (batch_id.encode(), kind.encode(), b",".join(rows))
    return made(batch_id, kind, len(rows), body, JSON, number)


def made(batch_id: str, kind: Kind, rows: int, body: bytes, content_type: str, number: int = 0) -> Batch:
    """A batch of a body that is whole already.

    Args:
        batch_id: Its id.
        kind: What its rows are.
        rows: How many.
        body: They, not yet compressed.
        content_type: How they are written.
        number: Its place.

    Example:
        >>> made("b-1", "events", 3, b"...", ARROW).rows
        3
    """
    small, encoding = compressed(body)
    return Batch(batch_id, kind, rows, small, content_type, encoding, number)
