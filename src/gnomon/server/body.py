"""The body of a request: read up to a bound, within a time, and decompressed up to a bound."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass, field

import zstandard
from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

MOST_BYTES = 16 * 2**20
"""Of one body, as it is sent."""

MOST_READ = 64 * 2**20
"""Of one body, decompressed."""

MOST_AT_ONCE = 256 * 2**20
"""Of all bodies that are being read or worked on."""

PATIENCE_S = 30.0
"""A body that takes longer is not waited for."""

WINDOW = 2**27
"""The largest window of zstd that is decompressed."""

STEP = 1024
"""Bytes of zstd at a time: they hold at most 256 blocks, of 128 KiB each."""


@dataclass(slots=True)
class Room:
    """How many bytes of bodies this process holds.

    Attributes:
        most: At most so many.
        held: So many now.
    """

    most: int = MOST_AT_ONCE
    held: int = field(default=0)

    def take(self, size: int) -> None:
        """Take room for bytes.

        Raises:
            HTTPException: 429, there is none.
        """
        if self.held + size > self.most:
            raise HTTPException(
                429, "the server reads too many bodies at once. Send it again later.", {"Retry-After": "1"}
            )
        self.held += size

    def give(self, size: int) -> None:
        """Give it back."""
        self.held -= size


async def read(request: Request, room: Room) -> bytes:
    """The body of a request, decompressed. The caller gives back as much room as it has bytes.

    Args:
        request: Whose.
        room: For its bytes.

    Raises:
        HTTPException: 408, 413, 415 or 400: it is too slow, too large, of an unknown encoding, or damaged.
    """
    sent = await _sent(request, room)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    try:
        found = decompressed(sent, encoding)
        room.take(len(found))
    finally:
        room.give(len(sent))
    return found


async def _sent(request: Request, room: Room) -> bytes:
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > MOST_BYTES:
        raise _too_large(MOST_BYTES)
    parts, size, is_read = list[bytes](), 0, False
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for part in request.stream():
                room.take(len(part))
                size += len(part)
                if size > MOST_BYTES:
                    raise _too_large(MOST_BYTES)
                parts.append(part)
        is_read = True
    except TimeoutError:
        raise HTTPException(408, f"the body took longer than {PATIENCE_S:.0f} s. Send smaller batches.") from None
    except ClientDisconnect:
        raise HTTPException(400, "the sender went away before the end of the body.") from None
    finally:
        if not is_read:
            room.give(size)
    return b"".join(parts)


def decompressed(sent: bytes, encoding: str) -> bytes:
    """What was compressed, up to the bound.

    Args:
        sent: The bytes.
        encoding: `identity`, `gzip` or `zstd`.

    Raises:
        HTTPException: 415, 413 or 400.
    """
    if encoding in ("", "identity"):
        return sent
    try:
        match encoding:
            case "gzip" | "x-gzip":
                reader = zlib.decompressobj(wbits=31)
                found = reader.decompress(sent, MOST_READ + 1)
                is_whole = reader.eof or len(found) > MOST_READ
            case "zstd":
                found, is_whole = _of_zstd(sent)
            case _:
                raise HTTPException(
                    415, f"content-encoding {encoding[:40]!r} is not read. Send gzip, zstd or identity."
                )
    except (zlib.error, zstandard.ZstdError) as error:
        raise HTTPException(400, f"the body is no {encoding} ({error}).") from None
    if not is_whole:
        raise HTTPException(400, f"the body of {encoding} is cut off.")
    if len(found) > MOST_READ:
        raise _too_large(MOST_READ)
    return found


def _of_zstd(sent: bytes) -> tuple[bytes, bool]:
    """What was compressed, up to a little past the bound, and whether it ends or goes past it."""
    reader = zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
    parts, size = list[bytes](), 0
    for at in range(0, len(sent), STEP):
        parts.append(reader.decompress(sent[at : at + STEP]))
        size += len(parts[-1])
        if reader.eof or size > MOST_READ:
            break
    return b"".join(parts), reader.eof or size > MOST_READ


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"the body is larger than {most // 2**20} MiB. Send smaller batches.")
