"""Encodings and packings."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.profiles.frames.reading import read, whole

from gnomon.errors import DataError
from gnomon.profiles.frames import stream
from gnomon.profiles.frames.open import open_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_every_encoding_gives_the_same_letters_however_it_is_cut(
    path: Path, encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "CHUNK_BYTES", size)
    path.write_bytes("id,city\n1,Zürich\n2,São Paulo\n".encode(encoding))
    rows = open_rows(path)
    assert whole(rows)["city"].to_list() == ["Zürich", "São Paulo"]
    assert bool(rows.notes) == (encoding not in {"utf-8", "utf-8-sig"})


def test_a_damaged_byte_among_good_utf8_does_not_garble_the_rest(path: Path) -> None:
    path.write_bytes("id,city\n1,Zürich\n2,K".encode() + b"\xff" + "ln\n3,São\n".encode())
    rows = open_rows(path)
    assert whole(rows)["city"].to_list() == ["Zürich", "K\N{REPLACEMENT CHARACTER}ln", "São"]
    assert rows.notes[0].startswith("not all bytes are UTF-8, first in line 3")


def test_a_byte_that_no_encoding_has_is_named_with_its_line(path: Path) -> None:
    path.write_bytes(b"id,city\n1,a\n2,\x81\n")
    with pytest.raises(DataError, match=r"^a.csv:3: is neither UTF-8 nor Windows-1252 \(byte 0x81\)"):
        open_rows(path)


def test_broken_utf16_is_named(path: Path) -> None:
    path.write_bytes("id,city\n1,a\n".encode("utf-16") + b"\x00\xd8\x41\x00" * 4)
    with pytest.raises(DataError, match=r"^a.csv:\d: is not UTF-16"):
        open_rows(path)


def test_a_letter_cut_at_the_end_belongs_to_a_record_that_is_cut(path: Path) -> None:
    path.write_bytes("id,city\n1,Zürich\n2,Z".encode() + "ü".encode()[:1])
    assert read(path)["city"].to_list() == ["Zürich", "Z"]


def test_gzip_of_several_members_is_read_to_the_end(path: Path) -> None:
    path.write_bytes(gzip.compress(b"x\n1\n") + gzip.compress(b"2\n"))
    assert read(path)["x"].to_list() == [1, 2]
