"""What the messages of an Arrow stream claim, read before a library makes room for it.

A record batch says how many rows it has, and may hold compressed buffers that
say how long they become; a few bytes could claim terabytes. So rows are
counted here, and compressed buffers are refused: the body as a whole may be
compressed, and is decompressed within a bound.

Source: Arrow columnar format, encapsulated messages; FlatBuffers internals.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gnomon.errors import DataError

FILE, CONTINUES = b"ARROW1", 0xFFFFFFFF
DICTIONARY, RECORDS = 2, 3
"""Types of a message's header."""

MOST_ROWS = 1_000_000


def check(stream: bytes) -> None:
    """Look at a stream before it is read.

    Args:
        stream: Of Arrow IPC.

    Raises:
        DataError: It is none, has compressed buffers, or too many rows.
    """
    if stream.startswith(FILE):
        raise DataError("the body is an Arrow file. Send an Arrow stream.")
    rows = 0
    try:
        for meta, length in _messages(stream):
            rows += _rows(meta, length)
    except (struct.error, IndexError):
        raise DataError("the body is no Arrow IPC, or is cut off.") from None
    if rows > MOST_ROWS:
        raise DataError(f"the body has {rows:,} rows, more than {MOST_ROWS:,}. Send smaller batches.")


def _messages(stream: bytes) -> Iterator[tuple[bytes, int]]:
    """The metadata of each message, and how many bytes its body has."""
    at = 0
    while at < len(stream):
        (size,) = struct.unpack_from("<I", stream, at)
        at += 4
        if size == CONTINUES:
            (size,) = struct.unpack_from("<I", stream, at)
            at += 4
        if size == 0:
            return
        meta = stream[at : at + size]
        length = _long(meta, _root(meta), 3)
        if length < 0 or at + size + length > len(stream):
            raise struct.error
        yield meta, length
        at += size + length


def _rows(meta: bytes, length: int) -> int:
    """The rows that a message claims, none of a schema; all that it claims must lie in its body."""
    root = _root(meta)
    kind, place = _field(meta, root, 1), _field(meta, root, 2)
    of = meta[kind] if kind else 0
    if of not in (DICTIONARY, RECORDS) or not place:
        return 0
    table = _table(meta, place)
    if of == DICTIONARY:
        table = _table(meta, _field(meta, table, 1))
    if _field(meta, table, 3):
        raise DataError("the body has compressed buffers. Write them plain, and compress the body with zstd or gzip.")
    rows = _long(meta, table, 0)
    for count, nulls in _pairs(meta, table, 1):
        if not 0 <= nulls <= count <= max(rows, length):
            raise struct.error
    for offset, size in _pairs(meta, table, 2):
        if offset < 0 or size < 0 or offset + size > length:
            raise struct.error
    if rows < 0:
        raise struct.error
    return rows


def _root(meta: bytes) -> int:
    return int(struct.unpack_from("<I", meta, 0)[0])


def _table(meta: bytes, place: int) -> int:
    """Where a table or vector begins that a field leads to."""
    return place + int(struct.unpack_from("<I", meta, place)[0])


def _field(meta: bytes, table: int, number: int) -> int:
    """Where a field of a table is; 0 where it has its default."""
    (back,) = struct.unpack_from("<i", meta, table)
    index = table - back
    if index < 0:
        raise struct.error
    (size,) = struct.unpack_from("<H", meta, index)
    if 4 + 2 * number >= size:
        return 0
    (offset,) = struct.unpack_from("<H", meta, index + 4 + 2 * number)
    return table + int(offset) if offset else 0


def _long(meta: bytes, table: int, number: int) -> int:
    place = _field(meta, table, number)
    return int(struct.unpack_from("<q", meta, place)[0]) if place else 0


def _pairs(meta: bytes, table: int, number: int) -> Iterator[tuple[int, int]]:
    """The pairs of a vector of structs."""
    place = _field(meta, table, number)
    if place:
        start = _table(meta, place)
        (count,) = struct.unpack_from("<I", meta, start)
        if start + 4 + 16 * count > len(meta):
            raise struct.error
        yield from struct.iter_unpack("<qq", meta[start + 4 : start + 4 + 16 * count])
