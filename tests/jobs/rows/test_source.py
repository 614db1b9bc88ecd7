"""What a source holds now."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from gnomon.errors import DataError
from gnomon.jobs.rows.source import contents

FRAME = pl.DataFrame({"x": [1]})


def test_a_file_a_folder_and_a_glob_are_their_files(tmp_path: Path) -> None:
    (tmp_path / "b" / "_hidden").mkdir(parents=True)
    for name in ("a.parquet", "b/c.parquet", "b/_hidden/d.parquet", "b/.e.parquet"):
        FRAME.write_parquet(tmp_path / name)
    (tmp_path / "notes.md").write_text("no data")
    for address, names in (
        (tmp_path / "a.parquet", ["a.parquet"]),
        (tmp_path, ["a.parquet", "b/c.parquet"]),
        (tmp_path / "*" / "c*", ["b/c.parquet"]),
    ):
        held = contents(str(address))
        assert [part.name for part in held.parts] == names
        assert held.problems == {}
        assert not any(part.is_table for part in held.parts)


def test_files_come_and_go(tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "a.parquet")
    before = contents(str(tmp_path)).parts
    FRAME.write_parquet(tmp_path / "b.parquet")
    (tmp_path / "a.parquet").unlink()
    assert [part.name for part in (*before, *contents(str(tmp_path)).parts)] == ["a.parquet", "b.parquet"]


def test_a_table_has_no_version_and_its_name_no_secret() -> None:
    part = contents("postgresql://me:secret@host/db?table=flights").parts[0]
    assert part.is_table
    assert part.name == "flights in postgresql://host/db"
    assert contents("s3://key@bucket/a.parquet?sig=secret").parts[0].name == "s3://bucket/a.parquet"


@pytest.mark.parametrize("address", ["nowhere.parquet", "empty", "*.parquet"])
def test_nothing_at_all_is_said(tmp_path: Path, address: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"no such file|holds no|no file matches"):
        contents(str(tmp_path / address))


def test_a_file_that_may_not_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").symlink_to(tmp_path / "loop.parquet")
    (tmp_path / "loop.parquet").symlink_to(tmp_path / "b.parquet")
    assert [part.name for part in contents(str(tmp_path)).parts] == ["a.parquet"]
