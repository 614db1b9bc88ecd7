"""Integers of few bits each, as one stream of bits."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gnomon.sketches.resolution import Int64s, UInt64s

BLOCK = 32  # of 8 to 128 the one with the fewest bytes for keys and for counts, on all columns tried

Scalar = TypeVar("Scalar", bound=np.generic)

_ONE, _SIX, _LAST = np.uint64(1), np.uint64(6), np.uint64(63)


def bit_lengths(values: UInt64s) -> Int64s:
    """Count the bits that each value needs: `(n,)`, 0 to 64.

    Example:
        >>> bit_lengths(np.array([0, 1, 255, 2**64 - 1], np.uint64)).tolist()
        [0, 1, 8, 64]
    """
    # Without the bit after its highest one, no value can be rounded up to the next power of two.
    return np.frexp((values & ~(values >> _ONE)).astype(np.float64))[1].astype(np.int64)


def pack(values: UInt64s, widths: Int64s) -> bytes:
    """Write each value with its own number of bits, the lowest first.

    Args:
        values: `(n,)` each below `2**width`.
        widths: `(n,)` 0 to 64.

    Example:
        >>> pack(np.array([1, 2], np.uint64), np.array([1, 2])).hex()
        '05'
    """
    total = int(widths.sum())
    offsets = (np.cumsum(widths) - widths).astype(np.uint64)
    words = np.zeros((total >> 6) + 2, np.uint64)
    place, bit = offsets >> _SIX, offsets & _LAST
    np.bitwise_or.at(words, place, values << bit)
    np.bitwise_or.at(words, place + _ONE, (values >> _ONE) >> (_LAST - bit))
    return words.astype("<u8", copy=False).tobytes()[: (total + 7) >> 3]


def unpack(data: bytes, widths: Int64s) -> UInt64s:
    """Read what `pack` wrote.

    Args:
        data: At least the bytes of that stream.
        widths: `(n,)` as it was given to `pack`.

    Example:
        >>> unpack(bytes([5]), np.array([1, 2])).tolist()
        [1, 2]
    """
    words = np.zeros((len(data) >> 3) + 2, "<u8")
    words.view(np.uint8)[: len(data)] = np.frombuffer(data, np.uint8)
    words = words.astype(np.uint64, copy=False)
    offsets = (np.cumsum(widths) - widths).astype(np.uint64)
    place, bit = offsets >> _SIX, offsets & _LAST
    values: UInt64s = (words[place] >> bit) | ((words[place + _ONE] << _ONE) << (_LAST - bit))
    # In two steps, for a mask of 64 bits cannot be made by one shift.
    size = widths.astype(np.uint64)
    values &= ((_ONE << (size >> _ONE)) << ((size + _ONE) >> _ONE)) - _ONE
    return values


def blocks(values: UInt64s) -> tuple[UInt64s, Int64s, UInt64s]:
    """Take off each block's least value.

    Returns:
        Of each block of 32 the least value and the bits that the rest needs, and the rest.
    """
    first = np.arange(0, len(values), BLOCK)
    lows = np.minimum.reduceat(values, first)
    widths = bit_lengths(np.maximum.reduceat(values, first) - lows)
    return lows, widths, values - spread(lows, len(values))


def spread(of_blocks: npt.NDArray[Scalar], n: int) -> npt.NDArray[Scalar]:
    """Repeat what belongs to a block for each of its values."""
    return np.repeat(of_blocks, BLOCK)[:n]
