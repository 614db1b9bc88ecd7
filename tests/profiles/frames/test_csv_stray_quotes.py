"""Quotes inside unquoted fields mean themselves, whatever the chunks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.errors import DataError
from gnomon.profiles.frames.csv_records import Layout, Piece
from gnomon.profiles.frames.csv_stray_quotes import pieces

Row = tuple[str | None, ...]


def read(data: bytes, width: int = 2, size: int = 1 << 20, height: int = 1000) -> list[Piece]:
    chunks: Iterator[bytes] = (data[at : at + size] for at in range(0, len(data), size))
    return list(pieces(chunks, Layout("a.csv", ",", width), height))


def rows(found: list[Piece]) -> list[Row]:
    return [row for piece in found for row in piece.frame.rows()]


def test_a_quote_inside_a_field_means_itself() -> None:
    data = b'size,n\n5" pipe,1\n"a ""b"", c",2\n3" rod,\n'
    assert rows(read(data)) == [('5" pipe', "1"), ('a "b", c', "2"), ('3" rod', None)]


@given(st.text('ab,"\n', max_size=60), st.integers(1, 30), st.integers(1, 4))
def test_neither_chunks_nor_heights_change_what_is_read(text: str, size: int, height: int) -> None:
    data = b"h,i\n" + text.encode()
    try:
        expected = rows(read(data))
    except DataError:
        with pytest.raises(DataError):
            read(data, size=size, height=height)
        return
    assert rows(read(data, size=size, height=height)) == expected


def test_a_piece_has_at_most_as_many_rows_as_wanted() -> None:
    found = read(b"a,b\n" + b'1",2\n' * 7, height=3)
    assert [piece.frame.height for piece in found] == [3, 3, 1]


def test_rows_that_do_not_fit_are_counted_and_the_first_is_named() -> None:
    (piece,) = read(b'a,b\n1,2\n3\n"x\ny",1,2\n4,5,6\n')
    assert (piece.short, piece.long, piece.first) == (1, 2, (3, 1))
    assert piece.frame.rows() == [("1", "2")]


def test_the_line_of_a_row_counts_breaks_inside_quotes() -> None:
    (piece,) = read(b'a,b\n"x\ny",1\n7\n')
    assert piece.first == (4, 1)


def test_blank_lines_are_no_rows_of_several_columns_and_a_null_of_one() -> None:
    assert rows(read(b"\na,b\n\n1,2\n   \n")) == [("1", "2")]
    assert rows(read(b"a\n\nx\n", width=1)) == [(None,), ("x",)]


def test_nul_bytes_are_taken_out_and_counted() -> None:
    (piece,) = read(b"a,b\n1\0,\x002\n")
    assert (piece.nuls, piece.frame.rows()) == (2, [("1", "2")])


@pytest.mark.parametrize(("data", "line"), [(b'a,b\n1,2\n"never closed,1\n', 3), (b'"a,b\n', 1)])
def test_a_quote_that_is_never_closed_is_told_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(DataError, match=rf"^a\.csv:{line}: a quote"):
        read(data)


def test_breaks_of_every_system_end_a_row() -> None:
    for ending in (b"\n", b"\r\n", b"\r"):
        assert rows(read(b"a,b\n1,2\n3,4".replace(b"\n", ending))) == [("1", "2"), ("3", "4")]
