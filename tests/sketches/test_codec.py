"""What is written is read, and what was never written is refused."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import FormatError
from gnomon.sketches.codec import Reader, Writer

UINT64 = st.integers(0, 2**64 - 1)


@given(UINT64, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.text(), st.binary())
def test_numbers_and_texts_come_back(number: int, signed: int, double: float, text: str, data: bytes) -> None:
    writer = Writer()
    writer.varint(number)
    writer.signed(signed)
    writer.float(double)
    writer.text(text)
    writer.blob(data)
    writer.raw(data)
    reader = Reader(writer.to_bytes())
    assert (reader.varint(), reader.signed(), reader.float(), reader.text()) == (number, signed, double, text)
    assert (reader.blob(), reader.raw(len(data))) == (data, data)
    reader.end()


@given(st.lists(st.integers(0, 64).flatmap(lambda w: st.integers(0, 2**w - 1)), max_size=200))
def test_arrays_come_back(numbers: list[int]) -> None:
    writer = Writer()
    writer.packed(np.array(numbers, np.uint64))
    reader = Reader(writer.to_bytes())
    assert reader.packed(len(numbers)).tolist() == numbers
    reader.end()


@given(st.sets(UINT64, max_size=200), st.integers(0, 20))
def test_ascending_arrays_come_back(numbers: set[int], zeros: int) -> None:
    values = np.array(sorted({n >> zeros << zeros for n in numbers}), np.uint64)
    writer = Writer()
    writer.ascending(values)
    reader = Reader(writer.to_bytes())
    assert reader.ascending(200).tolist() == values.tolist()
    reader.end()


@given(st.lists(st.integers(1, 2**50), max_size=200))
def test_counts_come_back(numbers: list[int]) -> None:
    writer = Writer()
    writer.counts(np.array(numbers, np.int64))
    assert Reader(writer.to_bytes()).counts(len(numbers)).tolist() == numbers


def test_multiples_of_a_power_of_two_are_short() -> None:
    writer = Writer()
    writer.ascending(np.arange(100, dtype=np.uint64) << np.uint64(42))
    assert len(writer.to_bytes()) < 12


def test_bytes_are_what_the_format_says() -> None:
    writer = Writer()
    writer.packed(np.array([1, 2, 3, 8], np.uint64))
    # Lows of 1 bit, the low 1, rests of 3 bits, and from the lowest bit up 0, 1, 2, 7.
    assert writer.to_bytes() == bytes([1, 0b1, 3, 0b10_001_000, 0b1110])
    writer = Writer()
    writer.float(1.5)
    assert writer.to_bytes() == struct.pack("<d", 1.5)


@pytest.mark.parametrize("number", [-1, 2**64])
def test_a_number_that_is_too_great_is_not_written(number: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        Writer().varint(number)


@pytest.mark.parametrize(
    ("data", "read", "message"),
    [
        (b"", Reader.varint, "cut off"),
        (b"\x80", Reader.varint, "cut off"),
        (b"\xff" * 11, Reader.varint, "more than ten bytes"),
        (b"\xff" * 9 + b"\x02", Reader.varint, "greater than"),
        (b"\0" * 7, Reader.float, "cut off"),
        (b"\xff\xff\xff\xff\x0f", Reader.blob, "cut off"),
        (b"\1\xff", Reader.text, "not UTF-8"),
        (b"\x41", lambda reader: reader.packed(1), "more than 64 bits"),
        (b"\0\x41", lambda reader: reader.packed(1), "more than 64 bits"),
        (b"\x03", lambda reader: reader.ascending(2), "greater than 2"),
        (b"\x02" + b"\xff" * 9 + b"\x01\0\0\0", lambda reader: reader.ascending(2), "does not ascend"),
        (b"\x40" + b"\xff" * 8 + b"\0", lambda reader: reader.counts(1), "more rows"),
        (b"H\0", lambda reader: reader.begin(b"H", 1, "histogram"), "something else"),
    ],
)
def test_what_was_never_written_is_refused(data: bytes, read: Callable[[Reader], object], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(Reader(data))


@pytest.mark.parametrize("n", [1, 2**16, 2**60])
def test_a_great_length_takes_no_memory_before_the_bytes_are_there(n: int) -> None:
    writer = Writer()
    writer.varint(n)
    with pytest.raises(FormatError):
        Reader(writer.to_bytes()).blob()
    with pytest.raises(FormatError):
        Reader(writer.to_bytes()).ascending(2048)
