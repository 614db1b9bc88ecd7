"""What a file is by its bytes and its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnomon.errors import DataError
from gnomon.profiles.frames.content import format_of, named_format


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"PAR1", "a.csv", "parquet"),
        (b"ARROW1\x00", "a.parquet", "arrow"),
        (b"\xff\xff\xff\xff\x10", "a", "arrow stream"),
        (b"\xef\xbb\xbf {", "a.txt", "json lines"),
        (b"x,y", "a.unknown", "csv"),
        (b"[1],2", "a.csv", "csv"),
        (b"x", "a.ndjson", "json lines"),
    ],
)
def test_bytes_count_before_names(head: bytes, name: str, form: str) -> None:
    assert format_of(head, Path(name), name) == form


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"PK\x03\x04", "Excel workbook"),
        (b"SQLite format 3\0", "sqlite:///"),
        (b"\x89gnomon store\n", "begins like a saved profile"),
        (b"<!DOCTYPE html>", "web page"),
    ],
)
def test_what_holds_no_rows_is_told_by_its_first_bytes(head: bytes, told: str) -> None:
    with pytest.raises(DataError, match=told):
        format_of(head, Path("a.csv"), "a.csv")


def test_a_json_array_is_told_how_to_become_lines() -> None:
    with pytest.raises(DataError, match="jq"):
        format_of(b'[{"x": 1}]', Path("a.json"), "a.json")


@pytest.mark.parametrize(("name", "form"), [("a.CSV.GZ", "csv"), ("a.gz", None), ("a", None), ("a.b.feather", "arrow")])
def test_the_last_suffix_but_the_packing_counts(name: str, form: str | None) -> None:
    assert named_format(Path(name)) == form
