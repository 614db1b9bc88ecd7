"""Equal rows have equal hashes, and other rows have others."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.profiles.row_hash import CHUNK, Words, row_hashes
from gnomon.sketches.hashing import hash_name, mix


def numbers(values: list[float], absent: list[bool] | None = None) -> Words:
    bits = np.array(values, np.float64).view(np.uint64)
    return Words(bits, None if absent is None else np.array(absent), of_numbers=True, zeros=True, nans=True)


def test_a_row_is_hashed_as_the_mixed_sum_of_its_columns() -> None:
    a, b = np.array([1, 2], np.uint64), np.array([3, 4], np.uint64)
    expected = [(x * (hash_name("a") | 1) + y * (hash_name("b") | 1)) % 2**64 for x, y in ((1, 3), (2, 4))]
    assert row_hashes({"a": Words(a), "b": Words(b)}, 2).tolist() == mix(np.array(expected, np.uint64)).tolist()


@pytest.mark.parametrize("rows", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_rows_past_one_chunk_are_hashed_as_the_first(rows: int) -> None:
    raw = np.arange(rows, dtype=np.uint64)
    absent = raw % np.uint64(3) == 0
    columns = {"a": Words(raw, absent), "b": Words((raw / 7).view(np.uint64), of_numbers=True, zeros=True)}
    whole = row_hashes(columns, rows)
    assert len(np.unique(whole)) == rows
    some = slice(max(rows - 5, 0), rows)
    parts = {
        "a": Words(raw[some], absent[some]),
        "b": Words((raw / 7).view(np.uint64)[some], of_numbers=True, zeros=True),
    }
    assert row_hashes(parts, rows - some.start).tolist() == whole[some].tolist()


def test_the_order_of_the_columns_does_not_matter_but_their_names_do() -> None:
    a, b = Words(np.array([1], np.uint64)), Words(np.array([2], np.uint64))
    assert row_hashes({"a": a, "b": b}, 1) == row_hashes({"b": b, "a": a}, 1)
    assert row_hashes({"a": a, "b": b}, 1) != row_hashes({"a": b, "b": a}, 1)


def test_zeros_of_both_signs_and_nans_of_any_bits_are_one_value() -> None:
    other_nan = float(np.array([0xFFF8000000000001], np.uint64).view(np.float64)[0])
    hashes = row_hashes({"x": numbers([0.0, -0.0, np.nan, other_nan, 1.0])}, 5)
    assert hashes[0] == hashes[1]
    assert hashes[2] == hashes[3]
    assert len(np.unique(hashes)) == 3


def test_a_null_is_a_value_of_its_own() -> None:
    hashes = row_hashes({"x": numbers([0.0, 0.0, np.nan], [False, True, False])}, 3)
    assert len(np.unique(hashes)) == 3


def test_numbers_whose_bits_end_in_zeros_are_told_apart() -> None:
    pairs = [(float(a), float(b)) for a in range(60) for b in range(60)]
    columns = {"a": numbers([a for a, _ in pairs]), "b": numbers([b for _, b in pairs])}
    assert len(np.unique(row_hashes(columns, len(pairs)))) == len(pairs)
