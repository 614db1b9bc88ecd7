"""CSV with quotes inside unquoted fields (`5" pipe`), read character by character.

RFC 4180 does not allow them, yet programs write them, and they mean
themselves. Python's own reader knows; it is some ten times slower than the
way of `csv_records`, so it serves only the files that need it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

import polars as pl

from gnomon.profiles.frames.csv_records import Layout, Piece, clean_breaks, unclosed


def pieces(chunks: Iterable[bytes], layout: Layout, height: int) -> Iterator[Piece]:
    """Read a file with quotes inside unquoted fields, which mean themselves there.

    Raises:
        DataError: A quote is opened and never closed, or a field is too long.
    """
    end = "\x00end\x00"  # no line of the file: NUL bytes are taken out
    nuls: list[int] = [0]
    reader = csv.reader(_lines(chunks, nuls, end), delimiter=layout.delimiter)
    rows: list[list[str | None]] = []
    short = long = 0
    first: tuple[int, int] | None = None
    header_seen, width, started, before = False, layout.width, 1, 0
    try:
        for fields in reader:
            started, before = before + 1, reader.line_num
            record = fields or [""]  # a blank line
            if record == [end]:
                break
            if not header_seen and not any(field.strip() for field in record):
                continue
            if width > 1 == len(record) and not record[0].strip():
                continue
            if not header_seen:
                header_seen = True
            elif len(record) != width:
                short, long = short + (len(record) < width), long + (len(record) > width)
                first = first or (started, len(record))
            else:
                rows.append([field or None for field in record])
            if len(rows) >= height:
                yield Piece(_frame(rows, layout), short, long, nuls[0], first)
                rows, short, long, nuls[0], first = [], 0, 0, 0, None
        else:
            raise unclosed(layout.name, started)
    except csv.Error:
        raise unclosed(layout.name, before + 1) from None
    yield Piece(_frame(rows, layout), short, long, nuls[0], first)


def _lines(chunks: Iterable[bytes], nuls: list[int], end: str) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        nuls[0] += chunk.count(0)
        lines = clean_breaks(rest + chunk.replace(b"\0", b"")).split(b"\n")
        rest = lines.pop()
        yield from (line.decode() + "\n" for line in lines)
    if rest:
        yield rest.decode() + "\n"
    yield end + "\n"


def _frame(rows: list[list[str | None]], layout: Layout) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=layout.schema, orient="row")
