"""Every other frame that narwhals knows: Modin, cuDF, Dask, Ibis, DuckDB, Spark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any  # frames of libraries that are not ours

import narwhals as nw

from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.frames.rows import Rows


def unwrapped(data: object) -> object:
    """The frame inside a narwhals frame; anything else as it is.

    >>> import polars as pl
    >>> unwrapped(nw.from_native(pl.DataFrame({"x": [1]}))).columns
    ['x']
    """
    return data.to_native() if isinstance(data, nw.DataFrame | nw.LazyFrame) else data


def open_narwhals(data: object, columns: Sequence[str] | None = None) -> Rows | None:
    """Take the rows of a frame that only narwhals knows, all at once.

    Returns:
        None when narwhals does not know it either.

    Raises:
        DataError: It cannot be brought to Polars.
    """
    known: Any = nw.from_native(data, pass_through=True)
    if not isinstance(known, nw.DataFrame | nw.LazyFrame):
        return None
    name = f"{type(data).__module__.split('.')[0]} frame"
    with reading(name, "Convert it to Polars, pandas or Arrow yourself.", Exception):
        frame = known.collect(backend="polars").to_native() if isinstance(known, nw.LazyFrame) else known.to_polars()
    return open_frame(frame, columns, name)
