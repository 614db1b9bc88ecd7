"""Packed measurements: a sorted series of points, whatever order they came in, and bytes that stay as they are."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import FormatError
from gnomon.store import block as blocks
from gnomon.store.block import EMPTY, Measurements, Point

FLOATS = st.floats(allow_nan=True, width=64)
POINTS = st.builds(
    lambda start, length, value, low, high, revision: Point(start, start + length, value, low, high, revision),
    st.integers(-(2**40), 2**40),
    st.integers(1, 2**30),
    FLOATS,
    FLOATS,
    FLOATS,
    st.integers(0, 2**40),
)
SERIES = st.lists(POINTS, max_size=12, unique_by=lambda point: point.start)

GOLDEN = {
    "equally spaced, bounded, one revision": (
        [Point(0, 10, 0.5, 0.25, 0.75, 3), Point(10, 20, math.inf, 0.0, 1.0, 3)],
        "4d01070200" + struct.pack("<4q6d", 0, 10, 10, 3, 0.5, math.inf, 0.25, 0.0, 0.75, 1.0).hex(),
    ),
    "of several lengths, without interval, two revisions": (
        [Point(0, 10, 0.5, math.nan, math.nan, 1), Point(20, 25, -0.0, math.nan, math.nan, 2)],
        "4d01000200" + struct.pack("<6q2d", 0, 20, 10, 25, 1, 2, 0.5, -0.0).hex(),
    ),
    "one window": (
        [Point(-7, 10, 0.5, math.nan, math.nan, 1)],
        "4d01050100" + struct.pack("<4qd", -7, 0, 17, 1, 0.5).hex(),
    ),
    "nothing": ([], "4d01000000"),
}


def _points(block: Measurements) -> list[str]:
    columns = (block.start, block.end, block.value, block.low, block.high, block.revision)
    return [str(tuple(column[i].item() for column in columns)) for i in range(len(block))]


def _shown(points: list[Point]) -> list[str]:
    return [
        str((point.start, point.end, point.value, point.low, point.high, point.revision))
        for point in sorted(points, key=lambda point: point.start)
    ]


@given(SERIES)
def test_points_in_any_order_are_a_sorted_series(points: list[Point]) -> None:
    block = EMPTY
    for point in points:
        block = blocks.with_point(block, point)
    assert _points(block) == _shown(points)


@given(SERIES)
def test_a_block_comes_back_from_its_bytes(points: list[Point]) -> None:
    block = blocks.of(sorted(points, key=lambda point: point.start))
    found = blocks.from_bytes(blocks.to_bytes(block))
    assert found == block
    assert hash(found) == hash(block)
    assert _points(found) == _shown(points)


@given(SERIES, SERIES)
def test_the_last_that_is_said_of_a_window_counts(first: list[Point], second: list[Point]) -> None:
    block = EMPTY
    for point in (*first, *second):
        block = blocks.with_point(block, point)
    newest = {point.start: point for point in (*first, *second)}
    assert _points(block) == _shown(list(newest.values()))


@given(SERIES, st.integers(0, 12))
def test_parts_that_follow_each_other_are_the_whole(points: list[Point], at: int) -> None:
    block = blocks.of(sorted(points, key=lambda point: point.start))
    assert blocks.together([block[:at], block[at:]]) == block
    assert blocks.together([]) == EMPTY


@pytest.mark.parametrize("name", GOLDEN)
def test_stored_blocks_stay_readable(name: str) -> None:
    points, stored = GOLDEN[name]
    assert blocks.to_bytes(blocks.of(points)).hex() == stored
    assert _points(blocks.from_bytes(bytes.fromhex(stored))) == _shown(points)


def test_what_is_no_block_is_refused() -> None:
    whole = blocks.to_bytes(blocks.of([Point(0, 10, 0.5, 0.25, 0.75, 1)]))
    for cut in range(1, len(whole)):
        with pytest.raises(FormatError):
            blocks.from_bytes(whole[:cut])
    with pytest.raises(FormatError, match="cut off"):
        blocks.from_bytes(whole + b"\0")
    with pytest.raises(FormatError, match="something else"):
        blocks.from_bytes(b"X" + whole[1:])
    with pytest.raises(FormatError, match="newer gnomon"):
        blocks.from_bytes(whole[:1] + b"\x02" + whole[2:])


def test_a_full_block_of_days_takes_a_number_a_window() -> None:
    days = [Point(n * 10, n * 10 + 10, n / 3, math.nan, math.nan, 1) for n in range(blocks.MOST)]
    assert len(blocks.to_bytes(blocks.of(days))) == 5 + 8 * (blocks.MOST + 4)


def test_what_was_measured_cannot_be_changed() -> None:
    block = blocks.of([Point(0, 10, 0.5, 0.25, 0.75, 1)])
    with pytest.raises(ValueError, match="read-only"):
        block.value[0] = 1.0
    assert np.array_equal(block.value, [0.5])
    assert block != "a block"
