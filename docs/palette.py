"""A screenshot with a palette of 256 colours: a third of the bytes, no difference that eyes see on a page of text."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

MAGIC = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def with_palette(png: bytes) -> bytes:
    """The same picture with at most 256 colours, the most frequent ones.

    Args:
        png: 8 bits a channel, RGB, not interlaced: what Chromium's screenshots are.
    """
    pixels = _pixels(png)
    height, width, _ = pixels.shape
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, place, counts = np.unique(packed, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    channels = [(x[:, None] >> np.array([16, 8, 0])) & 0xFF for x in (colours.astype(np.int64), kept.astype(np.int64))]
    nearest = np.array([((channels[1] - colour) ** 2).sum(1).argmin() for colour in channels[0]], np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = nearest[place].reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header), (b"PLTE", channels[1].astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""),
    ]  # fmt: skip
    return MAGIC + b"".join(_chunk(tag, data) for tag, data in chunks)


def _chunk(tag: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))


def _pixels(png: bytes) -> Bytes:
    """The pixels of a PNG: `(height, width, 3)` uint8.

    Source: ISO/IEC 15948, 9 (filters).
    """
    chunks: dict[bytes, bytes] = {}
    at = len(MAGIC)
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        tag = png[at + 4 : at + 8]
        chunks[tag] = chunks.get(tag, b"") + png[at + 8 : at + 8 + size]
        at += size + 12
    width, height, depth, kind, *_, interlace = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if (depth, kind, interlace) != (8, 2, 0):
        raise ValueError(f"a PNG of {depth} bits and colour type {kind} is not known here.")
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + 3 * width)
    made = np.zeros((height, width, 3), np.uint8)
    above = np.zeros((width, 3), np.uint8)
    for y in range(height):
        above = made[y] = _unfiltered(int(rows[y, 0]), rows[y, 1:].reshape(width, 3), above)
    return made


def _unfiltered(method: int, row: Bytes, above: Bytes) -> Bytes:
    if method == 0:
        return row
    if method == 1:
        return np.cumsum(row, 0, dtype=np.uint8)
    if method == 2:  # noqa: PLR2004 - the row above
        return row + above
    left, corner, found = [0, 0, 0], [0, 0, 0], []
    for now, up in zip(row.tolist(), above.tolist(), strict=True):
        guess = map(_paeth if method == 4 else _mean, left, up, corner)  # noqa: PLR2004 - Paeth's
        left = [(value + near) & 0xFF for value, near in zip(now, guess, strict=True)]
        corner = up
        found.append(left)
    return np.array(found, np.uint8)


def _mean(left: int, up: int, _: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    far = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return (left, up, corner)[far.index(min(far))]
