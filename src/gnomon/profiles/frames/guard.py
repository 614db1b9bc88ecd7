"""What a library raises while it reads becomes one line for the caller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from gnomon.errors import DataError

LONGEST = 200  # of a library's own words: enough to search for, one line on a terminal


@contextmanager
def reading(name: str, mend: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a `DataError` about `name`.

    Args:
        name: The file or frame, as people call it.
        mend: The last sentence of the message: what the reader can do.

    Raises:
        DataError: Polars, the system or a plug-in failed to read.

    Example:
        >>> with reading("a.parquet", "Write it again."):
        ...     raise pl.exceptions.ComputeError("bad page\\nmore")
        Traceback (most recent call last):
        gnomon.errors.DataError: a.parquet: cannot be read (bad page). Write it again.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, TypeError) as error:
        raise DataError(f"{name}: cannot be read ({first_line(error)}). {mend}") from None


def first_line(error: BaseException) -> str:
    """The first words of an error, without those that name its class."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    line = next((line.strip() for line in words.splitlines() if line.strip()), type(error).__name__)
    return line.rstrip(".")[:LONGEST]
