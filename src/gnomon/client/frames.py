"""Rows of a frame, without importing its library: whoever has a frame has loaded it.

A frame goes as an Arrow stream, in which NaN and the infinities are what they are;
where no library that is loaded can write one, and where rules must see each value,
it goes row by row.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

MOST_ROWS = 10_000
"""Rows of a frame that go together."""

Streams = Iterator[tuple[int, bytes]]
"""Parts of a frame: how many rows, and they as an Arrow stream."""


def rows(frame: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - a frame of any library, or rows
    """The rows of a frame of Polars, pandas or PyArrow, or of anything that gives rows by itself.

    Args:
        frame: The frame.

    Example:
        >>> import polars as pl
        >>> list(rows(pl.DataFrame({"x": [1, 2]})))
        [{'x': 1}, {'x': 2}]
    """
    if hasattr(frame, "iter_rows"):  # Polars
        yield from frame.iter_rows(named=True)
    elif hasattr(frame, "to_pylist"):  # PyArrow
        yield from frame.to_pylist()
    elif hasattr(frame, "iloc"):  # pandas
        yield from frame.to_dict("records")
    else:
        yield from frame


def columns(frame: Any) -> Sequence[str] | None:  # noqa: ANN401 - a frame of any library
    """The names of a frame's columns; nothing where it is no frame.

    Args:
        frame: The frame.
    """
    names = getattr(frame, "column_names", None)
    if names is None:
        names = getattr(frame, "columns", None)
    return None if names is None else [str(name) for name in names]


def texts(frame: Any, column: str) -> list[str]:  # noqa: ANN401 - a frame of any library
    """The values of a column as texts.

    Args:
        frame: The frame.
        column: Its name.
    """
    values = frame[column]
    return [str(value) for value in (values.to_pylist() if hasattr(values, "to_pylist") else values)]


def streams(frame: Any, given: Mapping[str, Any]) -> Streams | None:  # noqa: ANN401 - a frame of any library
    """A frame as Arrow streams.

    Args:
        frame: The frame.
        given: Columns that it gets: a list, or one value for all rows.

    Returns:
        Its parts; nothing where no library that is loaded can write them.
    """
    write = _writer(frame)
    return None if write is None else write(frame, given)


def _writer(frame: Any) -> Callable[[Any, Mapping[str, Any]], Streams] | None:  # noqa: ANN401
    library = type(frame).__module__.partition(".")[0]
    if library == "polars":
        return _of_polars
    if library in ("pandas", "pyarrow") and "pyarrow" in sys.modules:
        return _of_arrow
    return None


def _of_polars(frame: Any, given: Mapping[str, Any]) -> Streams:  # noqa: ANN401
    pl = sys.modules["polars"]
    lists = [pl.Series(name, value) for name, value in given.items() if isinstance(value, list)]
    ones = [pl.lit(value).alias(name) for name, value in given.items() if not isinstance(value, list)]
    for part in frame.with_columns(*lists, *ones).iter_slices(MOST_ROWS):
        stream = io.BytesIO()
        part.write_ipc_stream(stream)
        yield part.height, stream.getvalue()


def _of_arrow(frame: Any, given: Mapping[str, Any]) -> Streams:  # noqa: ANN401
    pa = sys.modules["pyarrow"]
    table = frame if hasattr(frame, "to_pylist") else pa.Table.from_pandas(frame, preserve_index=False)
    for name, value in given.items():
        column = pa.array(value if isinstance(value, list) else [value] * table.num_rows)
        at = table.column_names.index(name) if name in table.column_names else -1
        table = table.append_column(name, column) if at < 0 else table.set_column(at, name, column)
    for start in range(0, table.num_rows, MOST_ROWS):
        part = table.slice(start, MOST_ROWS)
        stream = io.BytesIO()
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(part)
        yield part.num_rows, stream.getvalue()
