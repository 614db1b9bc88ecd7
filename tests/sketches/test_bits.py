"""Bit streams come back, whatever the widths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.sketches import bits

NUMBERS = st.lists(st.integers(0, 64).flatmap(lambda w: st.integers(0, 2**w - 1)), min_size=1, max_size=100)


@given(NUMBERS)
def test_bit_lengths_are_those_of_python(numbers: list[int]) -> None:
    assert bits.bit_lengths(np.array(numbers, np.uint64)).tolist() == [n.bit_length() for n in numbers]


@given(NUMBERS)
def test_what_is_packed_comes_back(numbers: list[int]) -> None:
    values = np.array(numbers, np.uint64)
    widths = bits.bit_lengths(values)
    packed = bits.pack(values, widths)
    assert len(packed) == (int(widths.sum()) + 7) // 8
    assert bits.unpack(packed, widths).tolist() == numbers


@given(NUMBERS)
def test_packed_bits_are_the_numbers_one_after_another(numbers: list[int]) -> None:
    values = np.array(numbers, np.uint64)
    stream, place = 0, 0
    for n in numbers:
        stream |= n << place
        place += n.bit_length()
    assert int.from_bytes(bits.pack(values, bits.bit_lengths(values)), "little") == stream
