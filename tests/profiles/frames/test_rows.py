"""Rows: batches of bounded size with one schema."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.frames.reading import whole

from gnomon.errors import SchemaError
from gnomon.profiles.frames import rows as frames_rows
from gnomon.profiles.frames.rows import BATCH_CELLS, BATCH_ROWS, Rows, batch_height, select, slices

FRAME = pl.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"], "c": [0.5, None, 1.5]})


def opened() -> Rows:
    return Rows("three", dict(FRAME.schema), ("odd",), 3, lambda: iter([FRAME[:2], FRAME[2:]]))


@given(st.integers(0, 10**9))
def test_a_batch_has_a_bounded_number_of_cells_and_at_least_a_row(width: int) -> None:
    height = batch_height(width)
    assert 1 <= height <= BATCH_ROWS
    assert height == 1 or height * width <= BATCH_CELLS


@given(st.integers(0, 40), st.integers(1, 7))
def test_slices_are_the_frame_again_and_none_is_empty(height: int, size: int) -> None:
    frame = pl.DataFrame({"x": range(height)}, schema={"x": pl.Int64})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames_rows, "BATCH_ROWS", size)
        parts = list(slices(frame))
    assert all(0 < part.height <= size for part in parts)
    assert (pl.concat(parts) if parts else frame).equals(frame)


def test_some_columns_keep_name_notes_and_height() -> None:
    chosen = select(opened(), ["c", "a"])
    assert (chosen.name, chosen.notes, chosen.height) == ("three", ("odd",), 3)
    assert whole(chosen).equals(FRAME.select("c", "a"))
    assert whole(chosen).height == 3  # a second time as well


def test_a_column_that_is_not_there_is_refused_with_its_table() -> None:
    with pytest.raises(SchemaError, match=r"three: .*'aa'"):
        select(opened(), ["aa"])
