"""CSV records against Python's own reader, whatever the chunks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gnomon.errors import DataError
from gnomon.profiles.frames import csv_records, csv_stray_quotes
from gnomon.profiles.frames.csv_records import Layout, Piece, StrayQuoteError

FIELDS = st.text(alphabet='ab,;"\n \tü0', max_size=5)


def _chunks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _rows(pieces: Iterator[Piece]) -> tuple[list[tuple[str | None, ...]], int, int]:
    rows: list[tuple[str | None, ...]] = []
    short = long = 0
    for piece in pieces:
        rows += piece.frame.rows()
        short, long = short + piece.short, long + piece.long
    return rows, short, long


def _read(data: bytes, width: int, size: int = 1 << 20) -> tuple[list[tuple[str | None, ...]], int, int]:
    return _rows(csv_records.pieces(_chunks(data, size), Layout("a.csv", ",", width)))


def _read_slowly(data: bytes, width: int, size: int = 1 << 20) -> tuple[list[tuple[str | None, ...]], int, int]:
    return _rows(csv_stray_quotes.pieces(_chunks(data, size), Layout("a.csv", ",", width), height=3))


@given(
    rows=st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=12),
    size=st.integers(1, 40),
    breaks=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
@example(rows=[["", ""], ["a", "b", ""], ["a\n", '"']], size=1, breaks="\n", last=True)
def test_good_rows_are_those_of_pythons_reader_and_the_others_are_counted(
    rows: list[list[str]], size: int, breaks: str, last: bool
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=breaks).writerows([["h1", "h2", "h3"], *rows])
    data = out.getvalue().encode()
    data = data if last else data.removesuffix(breaks.encode())
    oracle = list(csv.reader(io.StringIO(data.decode().replace("\r\n", "\n"), newline="")))[1:]
    good = [[field or None for field in row] for row in oracle if len(row) == 3]
    short, long = sum(0 < len(row) < 3 for row in oracle), sum(len(row) > 3 for row in oracle)
    for reader in (_read, _read_slowly):
        got, fewer, more = reader(data, 3, size)
        assert [[field or None for field in row] for row in got] == good
        assert (fewer, more) == (short, long)


def test_an_empty_quoted_field_is_empty_text_and_an_empty_field_is_null() -> None:
    assert _read(b'a,b\n"",\n', 2)[0] == [("", None)]


def test_blank_lines_between_rows_are_no_rows() -> None:
    assert _read(b"\n\na,b\n\n1,2\n   \n3,4\n\n", 2) == ([("1", "2"), ("3", "4")], 0, 0)
    assert _read_slowly(b"\n\na,b\n\n1,2\n   \n3,4\n\n", 2) == ([("1", "2"), ("3", "4")], 0, 0)


def test_the_first_row_that_does_not_fit_is_told_with_its_line() -> None:
    data = b'a,b\n"1\n1",2\n3\n4,5,6\n'
    for size in (1, 5, 100):
        fast = csv_records.pieces(_chunks(data, size), Layout("a.csv", ",", 2))
        slow = csv_stray_quotes.pieces(_chunks(data, size), Layout("a.csv", ",", 2), height=10)
        for pieces in (fast, slow):
            assert next(piece.first for piece in pieces if piece.first) == (4, 1)


def test_breaks_of_old_macs_are_breaks() -> None:
    assert _read(b"a,b\r1,2\r3,4", 2)[0] == [("1", "2"), ("3", "4")]


def test_nul_bytes_are_taken_out_and_counted() -> None:
    for pieces in (
        csv_records.pieces([b"a,b\n1\x00,2\n", b"\x00,\x00\n"], Layout("a.csv", ",", 2)),
        csv_stray_quotes.pieces([b"a,b\n1\x00,2\n", b"\x00,\x00\n"], Layout("a.csv", ",", 2), 1),
    ):
        found = list(pieces)
        assert sum(piece.nuls for piece in found) == 3
        assert [row for piece in found for row in piece.frame.rows()] == [("1", "2"), (None, None)]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_quote_that_is_never_closed_is_named_with_its_line(size: int) -> None:
    data = b'a,b\n1,2\n3,"x\n4,5\n'
    with pytest.raises(DataError, match=r"^a.csv:3: a quote"):
        _read(data, 2, size)
    with pytest.raises(DataError, match=r"^a.csv:3: a quote"):
        _read_slowly(data, 2, size)


def test_a_quote_that_swallows_too_much_is_refused_before_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "LONGEST_RECORD", 50)
    with pytest.raises(DataError, match=r"^a.csv:2: a quote"):
        _read(b'a,b\n"x,' + b"1,2\n" * 40, 2, 10)


def test_a_field_too_long_for_pythons_reader_is_refused() -> None:
    with pytest.raises(DataError, match=r"^a.csv:2: a quote"):
        _read_slowly(b'a,b\n"x' + b"1,2\n" * 50_000, 2)


@pytest.mark.parametrize("row", [b'5" pipe,2', b'"a"b,2', b'1,2"', b'1," 2"x'])
def test_a_quote_inside_an_unquoted_field_needs_the_other_reader(row: bytes) -> None:
    with pytest.raises(StrayQuoteError):
        _read(b"a,b\n" + row + b"\n", 2)
    assert len(_read_slowly(b"a,b\n" + row + b"\n", 2)[0]) == 1
