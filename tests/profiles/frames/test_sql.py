"""Databases by their URL."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import polars as pl
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError, SchemaError
from gnomon.profiles.frames import sql
from gnomon.profiles.frames.open import open_rows


@pytest.fixture
def url(tmp_path: Path) -> str:
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute('create table "my table" (x integer, s text, t text, f real, b blob, m, n)')
    connection.executemany(
        'insert into "my table" values (?, ?, ?, ?, ?, ?, ?)',
        [(1, "a", "2013-05-06 10:00:00", 1.5, b"\x01", 1, None), (None, None, None, 2.0, None, "b", None)] * 300,
    )
    connection.execute("create table empty (x integer)")
    connection.commit()
    connection.close()
    return f"sqlite:///{tmp_path}/a.db"


def test_a_table_is_read_in_batches(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "batch_height", lambda _: 7)
    rows = open_rows(f"{url}?table=my table")
    frame = whole(rows)
    assert (rows.height, frame.height) == (600, 600)
    assert frame.schema == {
        "x": pl.Int64(), "s": pl.String(), "t": pl.Datetime("us"), "f": pl.Float64(), "b": pl.Binary(),
        "m": pl.String(), "n": pl.Null(),
    }  # fmt: skip
    assert rows.name == f"my table in {url}"
    assert rows.notes == ("column *m*: numbers and text (such as 'b') are mixed, read as text",)


def test_a_query_and_wanted_columns(url: str) -> None:
    query = 'select f, f, x from "my table" limit 2'
    rows = open_rows(f"{url}?query={query}", columns=["x", "f_2"])
    assert whole(rows).rows() == [(1, 1.5), (None, 2.0)]
    assert rows.notes == ("column *f* occurs 2 times: the others are named *f_2*",)


def test_no_rows_are_fine(url: str) -> None:
    rows = open_rows(f"{url}?table=empty")
    assert (whole(rows).height, rows.schema) == (0, {"x": pl.Null()})


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "names no table"),
        ("?table=a&query=b", "names no table"),
        ("?table=nothing", "no such table: nothing"),
        ("?query=drop table empty", "readonly"),
        ("?query=selct", "syntax error"),
    ],
)
def test_a_wrong_question_is_told(url: str, question: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        open_rows(url + question)


def test_a_statement_that_gives_no_rows_is_told(url: str) -> None:
    with pytest.raises(DataError, match="is no query that gives rows"):
        open_rows(f"{url}?query=begin")


def test_a_missing_database_and_column_are_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no such file: .*b.db. Did you mean .*a.db\?"):
        open_rows(f"sqlite:///{tmp_path}/b.db?table=x")
    with pytest.raises(SchemaError, match="no column 'y'"):
        open_rows(f"{url}?table=empty", columns=["y"])


def test_a_database_without_a_driver_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(pl, "read_database_uri", fail)
    with pytest.raises(DataError) as refusal:
        open_rows("postgresql+psycopg://me:secret@db/x?table=public.t&sslmode=require")
    assert str(refusal.value) == (
        "public.t in postgresql://db/x: there is no driver. Run pip install adbc-driver-postgresql pyarrow."
    )


def test_another_database_is_read_by_polars(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def answer(query: str, uri: str, *, engine: str) -> pl.DataFrame:
        asked.append((query, uri, engine))
        if engine == "adbc":
            raise ModuleNotFoundError
        return pl.DataFrame({"x": [1]})

    monkeypatch.setattr(pl, "read_database_uri", answer)
    assert whole(open_rows("postgres://me:pw@db/x?query=select 1 as x&sslmode=require")).height == 1
    assert asked[-1] == ("select 1 as x", "postgres://me:pw@db/x?sslmode=require", "connectorx")


def test_an_answer_of_the_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("password authentication failed")

    monkeypatch.setattr(pl, "read_database_uri", fail)
    with pytest.raises(DataError, match=r"^t in mysql://db/x: cannot be read \(password authentication failed\)"):
        open_rows("mysql://me:pw@db/x?table=t")


def test_sqlalchemy_is_not_loaded(url: str) -> None:
    open_rows(f"{url}?table=empty")
    assert not any(name.startswith("adbc") for name in sys.modules)
