"""Open rows, whatever they come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import arrow_frame, files, narwhals_frame, object_store, pandas_frame, polars_frame, sql
from gnomon.profiles.frames.rows import Rows, select


def open_rows(data: object, *, columns: Sequence[str] | None = None) -> Rows:
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
        >>> rows = open_rows(pl.DataFrame({"x": [1, 2], "y": ["a", "b"]}), columns=["y"])
        >>> rows.name, rows.height, next(rows.batches()).to_dict(as_series=False)
        ('Polars frame', 2, {'y': ['a', 'b']})
    """
    if isinstance(data, Rows):
        return data if columns is None else select(data, columns)
    if isinstance(data, str) and object_store.is_object(data):
        return object_store.open_object(data, columns)
    if isinstance(data, str) and sql.is_database(data):
        return sql.open_sql(data, columns)
    if isinstance(data, str | Path):
        return files.open_path(data, columns)
    frame = narwhals_frame.unwrapped(data)
    if isinstance(frame, pl.DataFrame):
        return polars_frame.open_frame(frame, columns=columns)
    if isinstance(frame, pl.LazyFrame):
        return polars_frame.open_lazy(frame, columns=columns)
    if pandas_frame.is_pandas(frame):
        return pandas_frame.open_pandas(frame, columns)
    if arrow_frame.is_pyarrow(frame):
        return arrow_frame.open_pyarrow(frame, columns)
    if arrow_frame.is_stream(frame):
        return arrow_frame.open_stream(frame, columns)
    rows = narwhals_frame.open_narwhals(frame, columns)
    if rows is None:
        raise DataError(
            f"cannot read rows from {type(data).__module__}.{type(data).__qualname__}. "
            "Give a path, or a frame of Polars, pandas, PyArrow or any library that narwhals knows."
        )
    return rows
