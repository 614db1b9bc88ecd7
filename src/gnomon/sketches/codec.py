"""Bytes that are the same for equal values, and readable in every later version.

A value begins with a tag of one byte and the version of its format. Numbers follow as LEB128
varints or little-endian doubles, arrays of integers in blocks of 32: of each block the least, and
the rest in as few bits as its greatest needs. No compressor of others is used, since their output
changes between versions.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable
from typing import Protocol, TypeVar

import numpy as np

from gnomon.errors import FormatError
from gnomon.sketches import bits
from gnomon.sketches.resolution import Int64s, UInt64s

Value = TypeVar("Value")

Double = float  # under a name of its own, for both classes have a method `float`

_DOUBLE = struct.Struct("<d")
_MOST_VARINT_BYTES = 10
_MOST_BITS = 64
_MOST_ROWS = 2.0**62


class Writer:
    """Collects the bytes of values.

    Example:
        >>> writer = Writer()
        >>> writer.varint(300)
        >>> writer.text("é")
        >>> writer.to_bytes().hex(" ")
        'ac 02 02 c3 a9'
    """

    __slots__ = ("_buffer",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self._buffer = bytearray()

    def to_bytes(self) -> bytes:
        """What was written until now."""
        return bytes(self._buffer)

    def begin(self, tag: bytes, version: int) -> None:
        """Begin a value: which kind it is, in one byte, and the version of its format."""
        self._buffer += tag
        self._buffer.append(version)

    def varint(self, number: int) -> None:
        """Append an integer, 0 to 2^64 - 1: 7 bits a byte, the lowest first."""
        if not 0 <= number < 1 << _MOST_BITS:
            raise ValueError(f"{number} is no integer of 64 bits.")
        while number > 0x7F:  # noqa: PLR2004 - seven bits
            self._buffer.append(number & 0x7F | 0x80)
            number >>= 7
        self._buffer.append(number)

    def signed(self, number: int) -> None:
        """Append an integer, -2^63 to 2^63 - 1, so that small ones of both signs are short."""
        self.varint(number << 1 if number >= 0 else ~(number << 1))

    def float(self, number: Double) -> None:
        """Append a float64."""
        self._buffer += _DOUBLE.pack(number)

    def raw(self, data: bytes) -> None:
        """Append bytes; their number must be known to who reads them."""
        self._buffer += data

    def blob(self, data: bytes) -> None:
        """Append bytes with their number."""
        self.varint(len(data))
        self.raw(data)

    def text(self, text: str) -> None:
        """Append a string as UTF-8."""
        self.blob(text.encode())

    def packed(self, values: UInt64s) -> None:
        """Append an array of integers; its length must be known to who reads it.

        Args:
            values: `(n,)` uint64.
        """
        if not len(values):
            return
        lows, widths, rest = bits.blocks(values)
        width = int(lows.max()).bit_length()
        self._buffer.append(width)
        self._buffer += bits.pack(lows, np.full(len(lows), width))
        self._buffer += widths.astype(np.uint8).tobytes()
        self._buffer += bits.pack(rest, bits.spread(widths, len(values)))

    def counts(self, counts: Int64s) -> None:
        """Append an array of positive counts; its length must be known to who reads it."""
        self.packed(counts.view(np.uint64) - np.uint64(1))

    def ascending(self, values: UInt64s) -> None:
        """Append an array of strictly ascending integers with their number.

        Args:
            values: `(n,)` uint64.
        """
        self.varint(len(values))
        if not len(values):
            return
        self.varint(int(values[0]))
        steps = np.diff(values)
        # All steps are multiples of this power of two: the keys of small integers end in many zeros.
        common = int(np.bitwise_or.reduce(steps, initial=0))
        zeros = max((common & -common).bit_length() - 1, 0)
        self._buffer.append(zeros)
        self.packed((steps >> np.uint64(zeros)) - np.uint64(1))


class Reader:
    """Takes values off bytes; whatever they are, it raises nothing but `FormatError`.

    Example:
        >>> reader = Reader(bytes.fromhex("ac 02 02 c3 a9"))
        >>> reader.varint(), reader.text()
        (300, 'é')
        >>> reader.varint()
        Traceback (most recent call last):
        gnomon.errors.FormatError: the bytes are cut off. Copy them again from where they were made.
    """

    __slots__ = ("_data", "_place")

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._data = data
        self._place = 0

    def end(self) -> None:
        """Make sure that nothing is left.

        Raises:
            FormatError: There are more bytes.
        """
        if self._place != len(self._data):
            raise FormatError(f"{len(self._data) - self._place} bytes are left over at the end.")

    def raw(self, n: int) -> bytes:
        """Take the next `n` bytes.

        Raises:
            FormatError: There are fewer.
        """
        if n > len(self._data) - self._place:
            raise FormatError("the bytes are cut off. Copy them again from where they were made.")
        self._place += n
        return self._data[self._place - n : self._place]

    def raws(self, lengths: UInt64s) -> list[bytes]:
        """Take stretches of bytes, one after another.

        Args:
            lengths: `(n,)` bytes of each.

        Raises:
            FormatError: There are fewer.
        """
        ends = list(itertools.accumulate(lengths.tolist(), initial=0))
        data = self.raw(ends[-1])
        return [data[start:end] for start, end in itertools.pairwise(ends)]

    def begin(self, tag: bytes, version: int, what: str) -> int:
        """Begin a value.

        Args:
            tag: The byte it must begin with.
            version: The newest format that is understood.
            what: Its name, for the message.

        Returns:
            The version of the format that it is written in.

        Raises:
            FormatError: It is another value, or of a newer format.
        """
        found, written = self.raw(1), self.raw(1)[0]
        if found != tag or not written:
            raise FormatError(f"a {what} was expected, but the bytes hold something else.")
        if written > version:
            raise FormatError(
                f"this {what} was written by a newer gnomon (format {written}, this one reads up to"
                f" {version}): upgrade gnomon."
            )
        return written

    def varint(self, most: int = (1 << _MOST_BITS) - 1) -> int:
        """Take an integer, 0 to `most`.

        Raises:
            FormatError: It is greater, or cut off.
        """
        number = 0
        for i in range(_MOST_VARINT_BYTES):
            byte = self.raw(1)[0]
            number |= (byte & 0x7F) << 7 * i
            if byte < 0x80:  # noqa: PLR2004 - the eighth bit says that more follow
                break
        else:
            raise FormatError("an integer has more than ten bytes.")
        if number > most:
            raise FormatError(f"the integer {number} is greater than {most}, the most that it can be.")
        return number

    def signed(self) -> int:
        """Take an integer, -2^63 to 2^63 - 1."""
        number = self.varint()
        return ~(number >> 1) if number & 1 else number >> 1

    def float(self) -> Double:
        """Take a float64."""
        number: Double = _DOUBLE.unpack(self.raw(8))[0]
        return number

    def blob(self) -> bytes:
        """Take bytes."""
        return self.raw(self.varint())

    def text(self) -> str:
        """Take a string.

        Raises:
            FormatError: It is no UTF-8, or cut off.
        """
        try:
            return self.blob().decode()
        except UnicodeDecodeError as error:
            raise FormatError("a text is not UTF-8.") from error

    def packed(self, n: int) -> UInt64s:
        """Take an array of `n` integers.

        Returns:
            `(n,)` uint64.

        Raises:
            FormatError: It is cut off, or an integer has more than 64 bits.
        """
        if not n:
            return np.empty(0, np.uint64)
        lows = self._bits(np.full(-(-n // bits.BLOCK), self.raw(1)[0]))
        widths = np.frombuffer(self.raw(len(lows)), np.uint8).astype(np.int64)
        return bits.spread(lows, n) + self._bits(bits.spread(widths, n))

    def counts(self, n: int) -> Int64s:
        """Take `n` positive counts.

        Returns:
            `(n,)` int64.

        Raises:
            FormatError: It is cut off, or together they pass 2^62.
        """
        counts = self.packed(n)
        if counts.astype(np.float64).sum() >= _MOST_ROWS:
            raise FormatError("there are more rows than there can be.")
        return counts.astype(np.int64) + 1

    def ascending(self, most: int) -> UInt64s:
        """Take an array of at most `most` strictly ascending integers.

        Returns:
            `(n,)` uint64.

        Raises:
            FormatError: There are more, they do not ascend, or it is cut off.
        """
        n = self.varint(most)
        if not n:
            return np.empty(0, np.uint64)
        first, zeros = self.varint(), self.raw(1)[0]
        steps = (self.packed(n - 1) + np.uint64(1)) << np.uint64(min(zeros, _MOST_BITS - 1))
        values = np.cumsum(np.concatenate((np.array([first], np.uint64), steps)))
        if (values[1:] <= values[:-1]).any():
            raise FormatError("an ascending array does not ascend.")
        return values

    def _bits(self, widths: Int64s) -> UInt64s:
        """Take a stream of bits."""
        if widths.max() > _MOST_BITS:
            raise FormatError("an integer has more than 64 bits.")
        return bits.unpack(self.raw((int(widths.sum()) + 7) >> 3), widths)


class Stored(Protocol):
    """A value that appends itself to bytes."""

    def write(self, writer: Writer) -> None:
        """Append the value's bytes."""


def written(value: Stored) -> bytes:
    """A value as bytes."""
    writer = Writer()
    value.write(writer)
    return writer.to_bytes()


def read_whole(read: Callable[[Reader], Value], data: bytes) -> Value:
    """The value that is all that some bytes hold.

    Args:
        read: Takes such a value off bytes.
        data: The bytes.

    Raises:
        FormatError: They hold something else, or more, or are of a newer format, or are cut off.
    """
    reader = Reader(data)
    value = read(reader)
    reader.end()
    return value
