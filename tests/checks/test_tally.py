"""Tallies are small, equal when their bytes are, and readable forever."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.live import after, learned, usual

from gnomon.checks.cuts import REST
from gnomon.checks.tally import Tally
from gnomon.errors import FormatError

GOLDEN = Path(__file__).parent / "golden" / "tally-1.bin"
FROZEN = Tally(
    np.array([0, 3, 0]), np.array([3, 2, 1]), np.array([5, 0, 70_000, 9, 1, 0, 70_015, 1, 2, 0, 0, 0, 3, 0, 4, 0, 0, 4])
)


def test_the_bytes_of_the_first_format_are_read() -> None:
    assert Tally.from_bytes(GOLDEN.read_bytes()) == FROZEN
    assert FROZEN.to_bytes() == GOLDEN.read_bytes()


@given(st.lists(st.tuples(st.integers(0, 53), st.lists(st.integers(0, 2**40), min_size=5, max_size=24)), max_size=6))
def test_what_is_written_is_read(columns: list[tuple[int, list[int]]]) -> None:
    sizes = [len(numbers) - REST for _, numbers in columns]
    flat = [x for _, numbers in columns for x in numbers]
    shifts = [shift for shift, _ in columns]
    tally = Tally(*(np.array(some, np.int64) for some in (shifts, sizes, flat)))
    again = Tally.from_bytes(tally.to_bytes())
    assert again == tally
    assert hash(again) == hash(tally)
    assert [again.column(j).tolist() for j in range(len(columns))] == [numbers for _, numbers in columns]


def test_other_values_are_others() -> None:
    other = Tally(FROZEN.shifts, FROZEN.sizes, FROZEN.numbers + 1)
    assert other != FROZEN
    assert FROZEN != 3
    assert repr(FROZEN) == "<Tally of 3 columns>"


def test_a_column_takes_less_than_a_hundred_bytes() -> None:
    known = learned()
    tally = known.tally(after(1, usual()).profiles[0])
    assert len(tally.to_bytes()) < 100 * len(known.columns)


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_damaged_bytes_are_refused_or_read_as_some_tally(place: int) -> None:
    data = bytearray(FROZEN.to_bytes())
    data[place % len(data)] ^= 0xFF
    try:
        assert isinstance(Tally.from_bytes(bytes(data)), Tally)
    except FormatError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(np.array([54]), np.array([1]), np.zeros(5, np.int64)), "more cells"),
        (Tally(np.array([0]), np.array([2000]), np.zeros(2004, np.int64)), "more cells"),
        (Tally(np.array([0]), np.array([1]), np.full(5, 1 << 62)), "more rows"),
    ],
)
def test_what_cannot_be_is_refused(tally: Tally, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        Tally.from_bytes(tally.to_bytes())


def test_its_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        FROZEN.numbers[0] = 1
