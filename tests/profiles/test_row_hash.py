"""Equal rows have equal hashes, and other rows have others."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.ways import way  # noqa: F401 - a fixture

from gnomon.profiles.columns import summarise
from gnomon.profiles.row_hash import CHUNK, Part, scrambled
from gnomon.sketches.hashing import hash_name, mix

pytestmark = pytest.mark.usefixtures("way")


def floats(values: list[float] | list[float | None]) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64)


def row_hashes(columns: dict[str, pl.Series], rows: int) -> np.ndarray:
    """The hash of each row of columns of numbers, or of UInt64 hashes."""
    sums = np.zeros(rows, np.uint64)
    for name, values in columns.items():
        if values.dtype == pl.UInt64:
            Part.of(name, sums).add_hashes(values)
        else:
            summarise(values, Part.of(name, sums))
    return scrambled(sums)


def hashes(values: list[int]) -> pl.Series:
    return pl.Series(values, dtype=pl.UInt64)


def test_a_row_is_hashed_as_the_mixed_sum_of_its_columns() -> None:
    expected = [(x * (hash_name("a") | 1) + y * (hash_name("b") | 1)) % 2**64 for x, y in ((1, 3), (2, 4))]
    made = row_hashes({"a": hashes([1, 2]), "b": hashes([3, 4])}, 2)
    assert made.tolist() == mix(np.array(expected, np.uint64)).tolist()


@pytest.mark.parametrize("rows", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_rows_past_one_chunk_are_hashed_as_the_first(rows: int) -> None:
    raw = pl.Series(range(rows), dtype=pl.UInt64)
    columns = {"a": pl.select(pl.when(raw % 3 != 0).then(raw)).to_series(), "b": raw / 7}
    whole = row_hashes(columns, rows)
    assert len(np.unique(whole)) == rows
    start = max(rows - 5, 0)
    parts = {name: values[start:] for name, values in columns.items()}
    assert row_hashes(parts, rows - start).tolist() == whole[start:].tolist()


def test_the_order_of_the_columns_does_not_matter_but_their_names_do() -> None:
    a, b = hashes([1]), hashes([2])
    assert row_hashes({"a": a, "b": b}, 1) == row_hashes({"b": b, "a": a}, 1)
    assert row_hashes({"a": a, "b": b}, 1) != row_hashes({"a": b, "b": a}, 1)


def test_zeros_of_both_signs_and_nans_of_any_bits_are_one_value() -> None:
    other_nan = float(np.array([0xFFF8000000000001], np.uint64).view(np.float64)[0])
    made = row_hashes({"x": floats([0.0, -0.0, np.nan, other_nan, 1.0])}, 5)
    assert made[0] == made[1]
    assert made[2] == made[3]
    assert len(np.unique(made)) == 3


def test_a_null_is_a_value_of_its_own() -> None:
    assert len(np.unique(row_hashes({"x": floats([0.0, None, np.nan])}, 3))) == 3


def test_a_number_is_one_value_in_every_type() -> None:
    whole = pl.Series([0, 1, 100, None])
    types = (pl.Int8, pl.UInt8, pl.Int16, pl.UInt16, pl.Int32, pl.UInt32, pl.Int64, pl.UInt64, pl.Float32, pl.Float64)
    made = set()
    for each in types:
        sums = np.zeros(4, np.uint64)
        summarise(whole.cast(each), Part.of("x", sums))
        made.add(sums.tobytes())
    assert len(made) == 1


@pytest.mark.parametrize(
    "integers",
    [
        pl.Series([2**53, 2**53 + 1, 2**63 - 1, 2**63 - 2, -(2**63)]),
        pl.Series([2**64 - 1, 2**64 - 2, 2**53 + 1, 2**53], dtype=pl.UInt64),
    ],
)
def test_integers_that_float64_cannot_tell_apart_are_told_apart(integers: pl.Series) -> None:
    sums = np.zeros(len(integers), np.uint64)
    summarise(integers, Part.of("x", sums))
    assert len(np.unique(sums)) == len(integers)


def test_numbers_whose_bits_end_in_zeros_are_told_apart() -> None:
    pairs = [(float(a), float(b)) for a in range(60) for b in range(60)]
    columns = {"a": floats([a for a, _ in pairs]), "b": floats([b for _, b in pairs])}
    assert len(np.unique(row_hashes(columns, len(pairs)))) == len(pairs)
