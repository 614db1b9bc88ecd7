"""Arrow in memory: PyArrow's tables and readers, and whatever exports an Arrow C stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames.flat import Flat, flatten, rename_repeats
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.frames.rows import Rows, slices

Foreign: TypeAlias = Any  # PyArrow is optional, and so are its types

MEND = "Cast the column that Polars does not know to another type."


def is_pyarrow(data: object) -> bool:
    """Whether something comes from PyArrow, which is not imported to ask.

    >>> is_pyarrow([1, 2])
    False
    """
    return type(data).__module__.split(".")[0] == "pyarrow"


def is_stream(data: object) -> bool:
    """Whether something can export its rows as an Arrow C stream."""
    return hasattr(data, "__arrow_c_stream__")


def open_pyarrow(data: Foreign, columns: Sequence[str] | None = None) -> Rows:
    """Take the rows of a PyArrow table, record batch, reader or data set.

    A reader gives its rows only once: `batches` may then be called once.

    Raises:
        DataError: It has no columns, or a type that Polars does not know.
        SchemaError: A wanted column does not exist.
    """
    kind = type(data).__name__
    name = f"PyArrow {kind}"
    if not hasattr(data, "schema"):
        raise DataError(f"{name}: is a column, not a table. Give a table: pyarrow.table({{'x': column}}).")
    names, notes = rename_repeats(data.schema.names)
    if kind in {"Table", "RecordBatch"}:
        with reading(name, MEND, *_arrow_errors()):
            frame = _frame(data, names)
        rows = open_frame(frame, columns, name)
        return replace(rows, notes=(*notes, *rows.notes))
    with reading(name, MEND, *_arrow_errors()):
        empty = _frame(data.schema.empty_table(), names)
    plan = flatten(name, dict(empty.schema), columns)
    source = _once(data, name) if hasattr(data, "read_next_batch") else lambda: data.scanner().to_reader()
    return Rows(name, plan.schema, (*notes, *plan.notes), None, lambda: _batches(source(), names, empty, plan, name))


def open_stream(data: Foreign, columns: Sequence[str] | None = None) -> Rows:
    """Take the rows of any object with `__arrow_c_stream__`, all at once.

    Raises:
        DataError: The stream cannot be read, or has no columns.
        SchemaError: A wanted column does not exist.
    """
    name = f"{type(data).__module__.split('.')[0]} {type(data).__name__}"
    with reading(name, "Give its columns different names, and types that Arrow and Polars share.", *_arrow_errors()):
        frame = pl.DataFrame(data)
        for series in frame.get_columns():
            if series.dtype == pl.String:
                series.cast(pl.Binary).cast(pl.String)  # Polars takes the text of a stream unseen
    return open_frame(frame, columns, name)


def check(data: Foreign) -> None:
    """Find what Polars panics at: text that is no UTF-8, and decimals of 256 bits.

    Args:
        data: A PyArrow table, record batch, chunked array or array.

    Raises:
        ValueError: There is such text.
        TypeError: There are such decimals.
    """
    for dtype in data.schema.types if hasattr(data, "schema") else [data.type]:
        if "decimal256" in str(dtype):
            raise TypeError(f"Polars does not know the type {dtype}")
    data.validate(full=True)


def _frame(data: Foreign, names: Sequence[str]) -> pl.DataFrame:
    table = data.rename_columns(names) if names != data.schema.names else data
    check(table)
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table never becomes a series; for mypy
    return frame


def _once(reader: Foreign, name: str) -> Callable[[], Foreign]:
    left = [reader]

    def take() -> Foreign:
        if not left:
            raise DataError(f"{name}: gives its rows only once, and they were read. Give a table: reader.read_all().")
        return left.pop()

    return take


def _batches(
    source: Foreign, names: Sequence[str], empty: pl.DataFrame, plan: Flat, name: str
) -> Iterator[pl.DataFrame]:
    outer = [empty.columns[at] for at in plan.outer]
    with reading(name, MEND, *_arrow_errors()):
        for batch in source:
            yield from slices(plan.apply(_frame(batch, names).cast(empty.schema).select(outer)))


def _arrow_errors() -> tuple[type[BaseException], ...]:
    return (ValueError, TypeError, NotImplementedError, KeyError, ImportError)  # what PyArrow's own errors derive from
