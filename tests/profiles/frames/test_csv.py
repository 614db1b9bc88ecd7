"""CSV files: what is found out, and what is said."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError
from gnomon.profiles.frames import csv, stream
from gnomon.profiles.frames.open import open_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


@pytest.mark.parametrize(("delimiter", "named"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_a_delimiter_other_than_the_comma_is_found_and_said(path: Path, delimiter: str, named: str) -> None:
    path.write_text(f"a{delimiter}b\n1{delimiter}2,5 or so\n3{delimiter}x\n")
    rows = open_rows(path)
    assert whole(rows).columns == ["a", "b"]
    assert f"fields are separated by {named}" in rows.notes


def test_tabs_in_a_tsv_need_no_word(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("a\tb\n1\t2\n")
    assert open_rows(tmp_path / "a.tsv").notes == ()


def test_one_column_of_text_may_hold_commas(path: Path) -> None:
    path.write_text("note\nhello, world\n\nplain\n")
    assert whole(open_rows(path))["note"].to_list() == ["hello, world", None, "plain"]


def test_columns_without_a_name_are_numbered(path: Path) -> None:
    path.write_text(",a,\n1,2,3\n")
    rows = open_rows(path)
    assert list(rows.schema) == ["column_1", "a", "column_3"]
    assert rows.notes == ("2 columns have no name: named *column_1*, *column_3*",)


def test_a_header_of_numbers_is_doubted_aloud(path: Path) -> None:
    path.write_text("1,2\n3,4\n")
    assert "although it holds only numbers" in open_rows(path).notes[0]


def test_rows_that_all_differ_from_the_header_are_refused(path: Path) -> None:
    path.write_text("a,b\n1,2,3\n4,5,6\n")
    with pytest.raises(DataError, match=r"a.csv:2: no row has as many fields as the header \(2\); this one has 3"):
        open_rows(path)


def test_a_type_is_decided_over_the_whole_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK_BYTES", 1000)
    path.write_text("a,b\n" + "1,2\n" * 5000 + "x,2.5\n")
    rows = open_rows(path)
    assert rows.schema == {"a": pl.String, "b": pl.Float64}
    assert rows.notes == ("column *a*: 1 of 5,001 values are not numbers (such as 'x'), read as text",)
    frame = whole(rows)
    assert frame["a"].to_list() == ["1"] * 5000 + ["x"]
    assert frame["b"].sum() == 10_002.5


def test_quotes_inside_fields_mean_themselves(path: Path) -> None:
    path.write_text('size,n\n5" pipe,1\n"a ""b""",2\n3" rod,\n')
    frame = whole(open_rows(path))
    assert frame.rows() == [('5" pipe', 1), ('a "b"', 2), ('3" rod', None)]


def test_binary_data_under_the_name_of_text_are_refused(path: Path) -> None:
    path.write_bytes(b"a\x00\x00,b\x01\x00\n" * 50)
    with pytest.raises(DataError, match="is not text"):
        open_rows(path)


def test_only_nul_bytes_and_blanks_are_blank(path: Path) -> None:
    path.write_bytes(b"\x00\n  \n")
    with pytest.raises(DataError, match="only blank lines"):
        open_rows(path)


def test_blank_lines_before_the_header_are_passed_over(path: Path) -> None:
    path.write_text("\n  \na,b\n1,2\n")
    assert whole(open_rows(path)).rows() == [(1, 2)]


def test_points_beside_decimal_commas_are_not_guessed_at(path: Path) -> None:
    path.write_text("a;b;c\n1,5;1.000;1\n2,25;2.500;2\n")
    rows = open_rows(path)
    assert rows.schema == {"a": pl.Float64, "b": pl.String, "c": pl.Int64}
    assert "column *b*: points may part thousands or decimals here, read as text" in rows.notes


def test_a_file_that_changes_while_it_is_read_is_told(path: Path) -> None:
    path.write_text("a,b\n1,2\n")
    rows = open_rows(path)
    path.write_text("a,b\nx,2\n")
    with pytest.raises(DataError, match="changed while it was read"):
        list(rows.batches())


def test_a_long_header_is_read_beyond_the_sample(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "SAMPLE_BYTES", 64)
    names = [f"c{at}" for at in range(100)]
    path.write_text(",".join(names) + "\n" + ",".join("1" for _ in names) + "\n")
    assert list(open_rows(path).schema) == names


def test_names_that_look_like_patterns_are_names(path: Path) -> None:
    path.write_text("*,^a$,b\n1,2,3\n")
    assert whole(open_rows(path)).row(0, named=True) == {"*": 1, "^a$": 2, "b": 3}


def test_a_field_beyond_pythons_limit_is_still_read(path: Path) -> None:
    path.write_text("a,b\n" + "x" * 200_000 + ",1\n")
    assert whole(open_rows(path))["a"].str.len_chars().item() == 200_000


def test_digits_with_leading_zeros_are_text_and_that_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK_BYTES", 1000)
    zips = [f"{at:05}" for at in (*range(1000, 1500), 99999)]
    path.write_text("zip,n\n" + "".join(f"{each},{at}\n" for at, each in enumerate(zips)))
    rows = open_rows(path)
    assert whole(rows)["zip"].to_list() == zips
    assert rows.schema["n"] == pl.Int64
    assert rows.notes == ("column *zip*: digits with leading zeros, all 5 long, read as text",)


def test_a_number_that_no_float_holds_is_infinite_aloud(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK_BYTES", 16)
    path.write_text("a,b\n" + "1.5,inf\n" * 50 + "1e400,2\n")
    rows = open_rows(path)
    assert whole(rows)["a"].to_list()[-1] == float("inf")
    assert rows.notes == ("column *a*: 1 number is beyond 1.8e308, the largest float, read as infinite",)
