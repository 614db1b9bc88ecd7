"""The rows of a day are those that were sent, whatever columns came later."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from tests.log.test_table import DAYS, rows

from gnomon.log.rows import scan
from gnomon.log.table import snapshot


def test_files_of_a_day_go_together_in_the_order_of_their_batches(tmp_path: Path) -> None:
    found = snapshot(str(tmp_path / "t"))
    for batch in (1, 2, 3):
        more = {"y": pl.lit("new")} if batch == 2 else {}
        found = found.append(rows(batch, **more).with_columns(x=pl.lit(float(batch))), "a", batch)
    read = scan(found.days[DAYS[0]].files, in_order=True).collect()
    assert read.select("x", "y").rows() == [(1.0, None), (2.0, "new"), (3.0, None)]
    assert set(read.columns) == {"x", "y", "ts"}
