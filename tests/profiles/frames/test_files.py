"""Paths: files, globs, folders, and what is not there."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from tests.profiles.frames.reading import DIRTY, read, whole

from gnomon.errors import DataError, SchemaError
from gnomon.profiles.frames.open import open_rows


def test_a_missing_file_is_told_with_a_near_name(tmp_path: Path) -> None:
    (tmp_path / "flights.parquet").touch()
    with pytest.raises(DataError, match=r"^no such file: .*flihgts.parquet. Did you mean .*flights.parquet\?$"):
        open_rows(tmp_path / "flihgts.parquet")


def test_a_missing_file_without_a_near_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Check the path"):
        open_rows(str(tmp_path / "xyz.csv"))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"{tmp_path}/no is no folder"):
        open_rows(tmp_path / "no" / "such" / "a.csv")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")
    with pytest.raises(DataError, match=r"a.csv is no folder"):
        open_rows(tmp_path / "a.csv" / "b.csv")


def test_a_glob_that_matches_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no file matches .*\*.parquet"):
        open_rows(tmp_path / "*.parquet")


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    with pytest.raises(DataError, match="holds no Parquet, CSV, JSON lines or Arrow file"):
        open_rows(tmp_path)


def test_a_folder_is_named_and_its_files_come_in_order(tmp_path: Path) -> None:
    for at in (2, 1, 3):
        pl.DataFrame({"x": [at]}).write_parquet(tmp_path / f"{at}.parquet")
    (tmp_path / ".hidden.csv").write_text("y\n1\n")
    rows = open_rows(tmp_path)
    assert rows.name == f"3 files in {tmp_path.name}/"
    assert whole(rows)["x"].to_list() == [1, 2, 3]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "a[1].parquet")
    pl.DataFrame({"x": [1]}).write_ipc(tmp_path / "a*.arrow")
    assert read(tmp_path / "a[1].parquet").height == read(tmp_path / "a*.arrow").height == 1


def test_a_column_that_a_file_lacks_is_null_there_and_that_is_said(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "1.parquet")
    pl.DataFrame({"x": [2], "y": ["a"]}).write_parquet(tmp_path / "2.parquet")
    rows = open_rows(tmp_path)
    assert whole(rows).rows() == [(1, None), (2, "a")]
    assert rows.notes == ("column *y* is missing in 1.parquet: null there",)


def test_a_column_that_many_files_lack_is_said_once(tmp_path: Path) -> None:
    for at in range(3):
        pl.DataFrame({"x": [at]} | ({"y": [1]} if at == 2 else {})).write_parquet(tmp_path / f"{at}.parquet")
    assert open_rows(tmp_path).notes == ("column *y* is missing in 2 of 3 files (0.parquet, …): null there",)


def test_files_whose_types_conflict_are_refused_with_both_names() -> None:
    with pytest.raises(SchemaError, match=r"\*dep_delay\* is Int64 in schema_v1.parquet and String in schema_v2"):
        open_rows(DIRTY / "schema_v?.parquet")


def test_notes_of_parts_name_the_part(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n3\n")
    (tmp_path / "b.csv").write_text("x,y\n1,2\n")
    assert open_rows(tmp_path).notes[0].startswith("a.csv: 1 of 2 rows was skipped")


def test_a_problem_in_a_part_names_the_part(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.csv").write_text("")
    with pytest.raises(DataError, match=r"^b.csv: is empty"):
        open_rows(tmp_path)


def test_wanted_columns_of_a_folder_may_be_in_some_files_only(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1], "z": [1]}).write_parquet(tmp_path / "1.parquet")
    pl.DataFrame({"x": [2], "y": ["a"]}).write_parquet(tmp_path / "2.parquet")
    assert whole(open_rows(tmp_path, columns=["y", "x"])).rows() == [(None, 1), ("a", 2)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"FEA1....", "Feather file of the first version"),
        (b"Obj\x01", "Avro"),
        (b"ORC", "ORC"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"PARE....", "encrypted"),
        (b"<?xml version='1.0'?>", "web page or XML"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(DataError, match=what):
        open_rows(tmp_path / "a.csv")


def test_an_excel_workbook_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(DataError, match="Excel workbook or a zip archive"):
        open_rows(tmp_path / "a.xlsx")


@pytest.mark.parametrize(("name", "what"), [("a.parquet", "is not Parquet"), ("a.arrow", "is not Arrow")])
def test_text_under_the_name_of_a_binary_format_is_refused(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / name).write_text("x,y\n1,2\n")
    with pytest.raises(DataError, match=what):
        open_rows(tmp_path / name)


def test_parquet_inside_gzip_is_refused(tmp_path: Path) -> None:
    parquet = (DIRTY / "one_row.parquet").read_bytes()
    for codec, name in (("gzip", "a.parquet.gz"), ("zstd", "a.parquet.zst")):
        (tmp_path / name).write_bytes(pa.compress(parquet, codec=codec, asbytes=True))
    with pytest.raises(DataError, match=r"is Parquet inside gzip. Unpack it first"):
        open_rows(tmp_path / "a.parquet.gz")
    with pytest.raises(DataError, match=r"^a.parquet.zst"):
        open_rows(tmp_path / "a.parquet.zst")


@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_nothing_inside_a_packing_is_empty(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.csv").write_bytes(pa.compress(b"", codec=codec, asbytes=True))
    with pytest.raises(DataError, match=f"is empty inside its {codec} packing"):
        open_rows(tmp_path / "a.csv")


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError, match=r"a.csv: cannot be read \(Permission denied\). Check its permissions"):
        open_rows(tmp_path / "a.csv")


def test_a_suffix_that_is_wrong_is_said(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_ndjson(tmp_path / "a.csv")
    assert open_rows(tmp_path / "a.csv").notes == ("the file is JSON lines, not CSV as its name says: read as such",)


def test_a_folder_of_one_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")
    assert open_rows(tmp_path).name == "a.csv"


def test_any_kind_of_path_is_a_path(tmp_path: Path) -> None:
    class Place:
        def __fspath__(self) -> str:
            return str(tmp_path / "a.csv")

    (tmp_path / "a.csv").write_text("x\n1\n")
    assert read(Place()).height == 1


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may be neither looked into nor listed, also for a user whom no permission binds."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "a.csv").write_text("x\n1\n")
    folder.chmod(0)
    look, listing, scan = Path.stat, os.listdir, os.scandir

    def refused(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    def stat_unless_closed(self: Path, **how: bool) -> os.stat_result:
        if folder in self.parents:
            refused(self)
        return look(self, **how)

    monkeypatch.setattr(Path, "stat", stat_unless_closed)
    monkeypatch.setattr(os, "listdir", lambda at=".": refused(at) if Path(at) == folder else listing(at))
    monkeypatch.setattr(os, "scandir", lambda at=".": refused(at) if Path(at) == folder else scan(at))
    return folder


@pytest.mark.parametrize("path", ["closed/a.csv", "closed", "closed/*.csv", "."])
def test_what_permissions_hide_is_refused(tmp_path: Path, closed: Path, path: str) -> None:
    (tmp_path / "b.csv").write_text("x\n1\n")
    with pytest.raises(DataError, match=r"closed.*: cannot be read \(Permission denied\). Check its permissions.$"):
        open_rows(tmp_path / path)
    closed.chmod(0o700)


def test_a_pipe_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ff")
    for path in (tmp_path / "ff", Path(os.devnull)):
        with pytest.raises(DataError, match=f"^{path}: is no regular file. Write what it gives to one.$"):
            open_rows(path)
