"""Open rows, whatever they come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import parquet, polars_frame
from gnomon.profiles.frames.rows import Rows


def open_rows(data: object, *, columns: Sequence[str] | None = None) -> Rows:
    """Open a file, a folder, a query or a frame as rows."""
    if isinstance(data, pl.DataFrame):
        return polars_frame.open_frame(data, columns=columns)
    if isinstance(data, pl.LazyFrame):
        return polars_frame.open_lazy(data, columns=columns)
    if isinstance(data, str | Path):
        return parquet.open_parquet(str(data), Path(data).name, columns)
    raise DataError(f"cannot read rows from {type(data).__name__}.")
