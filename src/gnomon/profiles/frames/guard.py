"""What a library raises while it reads becomes one line for the caller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from gnomon.errors import DataError

_PANIC: type[BaseException] = pl.exceptions.PanicException  # a bug of Polars; outside Exception's branch
LONGEST = 200  # of a library's own words: enough to search for, one line on a terminal


@contextmanager
def reading(name: str, mend: str, *also: type[BaseException]) -> Iterator[None]:
    r"""Turn whatever a library raises inside into a `DataError` about `name`.

    Args:
        name: The file or frame, as people call it.
        mend: The last sentence of the message: what the reader can do.
        also: What may be raised besides Polars' errors and panics and the
            system's errors.

    Raises:
        DataError: It could not be read.

    Example:
        >>> with reading("a.parquet", "Write it again."):
        ...     raise pl.exceptions.ComputeError("bad page\nmore")
        Traceback (most recent call last):
        gnomon.errors.DataError: a.parquet: cannot be read (bad page). Write it again.
    """
    named: tuple[type[BaseException], ...] = (pl.exceptions.PolarsError, _PANIC, OSError, *also)
    try:
        yield
    except named as error:
        raise DataError(f"{name}: cannot be read ({first_line(error)}). {mend}") from None


def first_line(error: BaseException) -> str:
    r"""The first words of an error.

    >>> first_line(ValueError("bad\nvery bad")), first_line(FileNotFoundError(2, "No such file", "a"))
    ('bad', 'No such file')
    """
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    line = next((line.strip() for line in words.splitlines() if line.strip()), type(error).__name__)
    return line.rstrip(".:")[:LONGEST]


def quoted(value: object, longest: int = 40) -> str:
    r"""A name or value from the data, safe to print: no control character, no line break, not long.

    >>> quoted("a\x1b[31m\nb"), quoted("x" * 50)
    ("'a\\x1b[31m\\nb'", "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'")
    """
    words = str(value)
    return repr(words if len(words) <= longest else words[: longest - 1] + "…")


def column(name: str) -> str:
    r"""A column's name as notes and messages write it.

    >>> column("temp"), column("line\nbreak")
    ('column *temp*', 'column *line\\nbreak*')
    """
    return f"column *{quoted(name)[1:-1]}*"
