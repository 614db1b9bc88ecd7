"""Open rows, whatever they come in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from gnomon.errors import DataError
from gnomon.profiles.frames import arrow_frame, files, narwhals_frame, object_store, pandas_frame, polars_frame, sql
from gnomon.profiles.frames.rows import Rows, select

Columns: TypeAlias = Sequence[str] | None

ADDRESSES: tuple[tuple[Callable[[str], bool], Callable[[str, Columns], Rows]], ...] = (
    (object_store.is_object, object_store.open_object),
    (sql.is_database, sql.open_sql),
)
FRAMES: tuple[tuple[Callable[[object], bool], Callable[[Any, Columns], Rows]], ...] = (
    (polars_frame.is_eager, polars_frame.open_frame),
    (polars_frame.is_lazy, polars_frame.open_lazy),
    (pandas_frame.is_pandas, pandas_frame.open_pandas),  # before streams: pandas offers one that needs PyArrow
    (arrow_frame.is_pyarrow, arrow_frame.open_pyarrow),
    (arrow_frame.is_stream, arrow_frame.open_stream),
)
"""How each door is recognised, without importing what is behind it, and opened."""


def open_rows(data: object, *, columns: Columns = None) -> Rows:
    """Open a file, a folder or a frame as rows.

    Args:
        data: A path to a Parquet, CSV, JSON lines or Arrow file (each
            recognised by its content), a glob or a folder of such; a URL of
            an object (`s3://…`) or a database (`sqlite:///a.db?table=t`); a Polars
            frame, eager or lazy; a pandas frame; a PyArrow table, record
            batch, reader or data set; any object with `__arrow_c_stream__`;
            any frame that narwhals knows. No library is imported that the
            caller does not use already.
        columns: The columns to read, in this order; all when not given.

    Returns:
        The rows, not yet read (but CSV and JSON lines are read through once,
        to find the types of their columns).

    Raises:
        DataError: It cannot be read; the message says where, and how to mend it.
        SchemaError: Files do not agree, or a wanted column does not exist.

    Example:
        >>> import polars as pl
        >>> rows = open_rows(pl.DataFrame({"x": [1, 2], "y": ["a", "b"]}), columns=["y"])
        >>> rows.name, rows.height, next(rows.batches()).to_dict(as_series=False)
        ('Polars frame', 2, {'y': ['a', 'b']})
    """
    if isinstance(data, Rows):
        return data if columns is None else select(data, columns)
    if isinstance(data, os.PathLike):
        return files.open_path(Path(data), columns)
    if isinstance(data, str):
        opener = next((opens for is_such, opens in ADDRESSES if is_such(data)), files.open_path)
        return opener(data, columns)
    frame = narwhals_frame.unwrapped(data)
    for is_such, opens in FRAMES:
        if is_such(frame):
            return opens(frame, columns)
    rows = narwhals_frame.open_narwhals(frame, columns)
    if rows is None:
        raise DataError(
            f"cannot read rows from {type(data).__module__}.{type(data).__qualname__}. "
            "Give a path, or a frame of Polars, pandas, PyArrow or any library that narwhals knows."
        )
    return rows
