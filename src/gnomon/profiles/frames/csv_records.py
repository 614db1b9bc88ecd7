"""CSV bytes cut into whole records, and records that do not fit set apart.

Polars splits a good record into fields faster than anything else, but it
pads, cuts or merges bad ones without a word. So every byte is first looked
at with numpy: which line breaks and delimiters lie outside quotes, how many
fields each record has, and whether every quote stands where RFC 4180 lets
it stand. Only records with as many fields as the header reach Polars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gnomon.errors import DataError

LONGEST_RECORD = 64 * 1024 * 1024  # bytes; a quote that is never closed would swallow the file
_QUOTE, _BREAK, _RETURN = ord('"'), ord("\n"), ord("\r")

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the records of a CSV file are written.

    Args:
        name: The file, as people call it.
        delimiter: One ASCII character.
        width: Fields of the header.
    """

    name: str
    delimiter: str
    width: int

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Columns of text named by position: names of the data may look like patterns to Polars."""
        return {str(at): pl.String() for at in range(self.width)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records of a file.

    Args:
        frame: The good ones, every column text; empty fields are null.
        short: How many had fewer fields than the header; `long`: more.
        nuls: How many NUL bytes were taken out.
        first: Line and number of fields of the first that was left out.
    """

    frame: pl.DataFrame
    short: int = 0
    long: int = 0
    nuls: int = 0
    first: tuple[int, int] | None = None


class StrayQuoteError(Exception):
    """A quote inside an unquoted field: only a reader of single characters can tell what it means."""


def clean_breaks(data: bytes) -> bytes:
    r"""Line breaks of every system as `\n`.

    >>> clean_breaks(b"a\r\nb\rc\n")
    b'a\nb\rc\n'
    >>> clean_breaks(b"a\rb\r")
    b'a\nb\n'
    """
    if b"\r" not in data:
        return data
    data = data.replace(b"\r\n", b"\n")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def pieces(chunks: Iterable[bytes], layout: Layout) -> Iterator[Piece]:
    """Read records after the header, in pieces of about a chunk.

    Args:
        chunks: The file from its start, in UTF-8.
        layout: How it is written.

    Raises:
        DataError: A quote is opened and never closed.
        StrayQuoteError: A quote stands where it must not.
    """
    rest, line, header_seen = b"", 1, False
    for chunk, last in _with_last(chunks):
        nuls = chunk.count(0)
        data = clean_breaks(rest + (chunk.replace(b"\0", b"") if nuls else chunk))
        if last and not data.endswith(b"\n"):
            data += b"\n"
        marks = _marks(data, layout, last=last, line=line)
        end = int(marks.ends[-1]) + 1 if marks.ends.size else 0
        rest = data[end:]
        if rest and (last or len(rest) > LONGEST_RECORD):
            raise unclosed(layout.name, line + data[:end].count(b"\n"))
        piece = _piece(data[:end], marks, layout, line, has_header=not header_seen, nuls=nuls)
        header_seen = header_seen or bool(data[:end].strip())
        line += data[:end].count(b"\n")
        yield piece


def unclosed(name: str, line: int) -> DataError:
    """The error of a record that begins on a line and whose quote is never closed."""
    return DataError(f'{name}:{line}: a quote (") is opened and never closed. Close it, or double it inside the field.')


@dataclass(frozen=True, slots=True)
class _Marks:
    ends: Positions  # of the breaks that end a record
    fields: Positions  # how many fields each record has


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    held: bytes | None = None
    for chunk in chunks:
        if held is not None:
            yield held, False
        held = chunk
    yield held or b"", True


def _marks(data: bytes, layout: Layout, *, last: bool, line: int) -> _Marks:
    array = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(array == _BREAK)
    delimiters = np.flatnonzero(array == ord(layout.delimiter))
    if b'"' in data:
        quotes = np.flatnonzero(array == _QUOTE)
        _check_quotes(array, quotes, ord(layout.delimiter))
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        delimiters = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
    fields = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
    return _Marks(ends, fields)


def _check_quotes(array: NDArray[np.uint8], quotes: Positions, delimiter: int) -> None:
    """Every odd quote must open a field, every even one close it; doubled ones do both."""
    opening, closing = quotes[::2], quotes[1::2]
    before = array[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | np.isin(before, (delimiter, _BREAK, _QUOTE))
    after = array[np.minimum(closing + 1, array.size - 1)]
    closes = (closing == array.size - 1) | np.isin(after, (delimiter, _BREAK, _RETURN, _QUOTE))
    if not (opens.all() and closes.all()):
        raise StrayQuoteError


def _piece(data: bytes, marks: _Marks, layout: Layout, line: int, *, has_header: bool, nuls: int) -> Piece:
    width = layout.width
    starts = np.concatenate(([0], marks.ends[:-1] + 1)) if marks.ends.size else marks.ends
    good = marks.fields == width
    odd = np.flatnonzero(~good | (marks.ends == starts)) if width > 1 else np.flatnonzero(~good)
    blank = [at for at in odd if not data[starts[at] : marks.ends[at]].strip()]
    good[blank] = False
    ragged = ~good
    ragged[blank] = False
    if has_header:
        header = next((at for at in range(good.size) if data[starts[at] : marks.ends[at]].strip()), None)
        if header is not None:
            good[: header + 1] = ragged[: header + 1] = False
    first = None
    if ragged.any():
        at = int(np.flatnonzero(ragged)[0])
        first = (line + data[: starts[at]].count(b"\n"), int(marks.fields[at]))
    fields = marks.fields[ragged]
    frame = _split(_only(data, starts, marks.ends, good), layout)
    return Piece(frame, int((fields < width).sum()), int((fields > width).sum()), nuls, first)


def _only(data: bytes, starts: Positions, ends: Positions, good: NDArray[np.bool_]) -> bytes:
    if good.all():
        return data
    edges = np.flatnonzero(np.diff(good, prepend=False, append=False))
    return b"".join(data[starts[a] : ends[b - 1] + 1] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _split(data: bytes, layout: Layout) -> pl.DataFrame:
    if not data:
        return pl.DataFrame(schema=layout.schema)
    return pl.read_csv(data, has_header=False, schema=layout.schema, separator=layout.delimiter, infer_schema=False)
