"""Parquet files in slices."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.profiles.frames.reading import DATA, DIRTY, whole

from gnomon.profiles.frames import parquet
from gnomon.profiles.frames.open import open_rows


@pytest.mark.parametrize("cells", [1, 100, 7_000, 10**9])
@pytest.mark.parametrize("group", [50, 1000])
def test_slices_meet_whatever_the_row_groups(
    tmp_path: Path, cells: int, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "READ_CELLS", cells)
    frame = pl.read_parquet(DATA / "flights.parquet").gather_every(1500)
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=group)
    assert_frame_equal(whole(open_rows(tmp_path / "a.parquet")), frame)


def test_many_columns_come_in_batches_of_few_rows() -> None:
    rows = open_rows(DIRTY / "wide_2000.parquet")
    assert len(rows.schema) == 2000
    assert whole(rows).height == rows.height == 20
