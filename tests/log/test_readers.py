"""What others read of a table of the log is what was written."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest
from deltalake import DeltaTable
from tests.log.test_table import DAYS, rows

from gnomon.log.table import snapshot


@pytest.fixture
def place(log: str) -> str:
    """A table of two commits."""
    snapshot(f"{log}/t").append(rows(1), "a", 1).append(rows(2), "a", 2)
    return f"{log}/t"


def test_polars_reads_a_table(place: str) -> None:
    found = pl.scan_delta(place).filter(pl.col("_day") == DAYS[1]).collect()
    assert found["x"].to_list() == [2.0, 2.0]


def test_duckdb_reads_the_files_of_a_day_of_a_table(tmp_path: Path) -> None:
    """Its extension for Delta comes from the network; what a table lists it reads without."""
    table = snapshot(str(tmp_path)).append(rows(1), "a", 1).append(rows(2), "a", 2)
    found = duckdb.read_parquet(list(table.days[DAYS[1]].files))
    assert found.aggregate("count(*), sum(x)").fetchall() == [(2, 4.0)]


def test_delta_finds_the_versions_and_the_marks(place: str) -> None:
    table = DeltaTable(place)
    assert (table.version(), table.transaction_version("a")) == (1, 2)
