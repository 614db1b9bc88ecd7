"""Rows that go over the network together, under one id."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["events", "targets", "feedback"]
"""What is logged; also the last part of the address that it goes to."""

KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_ROWS = 500
MOST_BYTES = 256 * 1024  # before compression; joining it holds the interpreter for some 30 µs

JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"

LEVEL = 1  # of zlib: 100 MB/s, with the interpreter released; level 6 is a third smaller and five times as slow
GZIP = 31  # zlib's window with gzip's header


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are counted once however often they are sent.

    Attributes:
        id: The same for every try.
        kind: What they are.
        rows: How many.
        body: What is sent: the rows, compressed.
        content_type: How they are written.
        number: Its place among the batches of this process; 0 where an earlier process left it.
    """

    id: str
    kind: Kind
    rows: int
    body: bytes
    content_type: str = JSON
    number: int = 0


def packed(batch_id: str, kind: Kind, rows: Sequence[bytes], number: int = 0) -> Batch:
    """A batch of rows that are JSON each.

    Args:
        batch_id: Its id.
        kind: What they are.
        rows: The rows.
        number: Its place.

    Example:
        >>> batch = packed("b-1", "targets", [b'{"event_id":"7","target":1}'])
        >>> zlib.decompress(batch.body, 31)
        b'{"batch_id":"b-1","targets":[{"event_id":"7","target":1}]}'
    """
    body = b'{"batch_id":"%b","%b":[%b]}' % (batch_id.encode(), kind.encode(), b",".join(rows))
    return Batch(batch_id, kind, len(rows), compressed(body), JSON, number)


def compressed(body: bytes) -> bytes:
    """A body as it is sent.

    Args:
        body: It, as it is.
    """
    return zlib.compress(body, LEVEL, GZIP)
