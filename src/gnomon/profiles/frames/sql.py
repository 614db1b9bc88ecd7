"""Tables and queries of a database, by a URL that names both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # what a database holds
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import json_values
from gnomon.profiles.frames.files import missing
from gnomon.profiles.frames.flat import positions, rename_repeats
from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.json_values import Kinds
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.frames.rows import Rows, batch_height
from gnomon.profiles.frames.text import Reading

SCHEMES = frozenset({"sqlite", "postgresql", "postgres", "mysql", "mssql", "redshift", "bigquery", "snowflake"})
MEND = "Check the query, and that the account may read the table."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which database.

    Args:
        url: The connection, without the question.
        query: The SQL.
        name: What people call it: no user, no password.
    """

    url: str
    query: str
    name: str


def is_database(path: str) -> bool:
    """Whether a path is the URL of a database.

    >>> is_database("sqlite:///flights.db?table=flights"), is_database("flights.db")
    (True, False)
    """
    return "://" in path and urlsplit(path).scheme.lower().split("+")[0] in SCHEMES


def parse_url(path: str) -> Question:
    """Take a URL apart into the connection and the question.

    Raises:
        DataError: It asks for no table and no query, or for both.

    Example:
        >>> parse_url("postgresql+psycopg://me:secret@host/db?table=public.flights&sslmode=require").query
        'SELECT * FROM "public"."flights"'
    """
    parts = urlsplit(path)
    scheme = parts.scheme.lower().split("+")[0]
    asked = parse_qs(parts.query)
    rest = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key not in {"table", "query"}])
    where = f"{scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if len(asked.get("table", []) + asked.get("query", [])) != 1:
        raise DataError(f"{where}: names no table. Add ?table=name or ?query=SELECT… to the URL, one of them.")
    url = f"{scheme}://{parts.netloc}{parts.path}" + (f"?{rest}" if rest else "")
    if "query" in asked:
        return Question(url, asked["query"][0], f"query on {where}")
    quoted = ".".join('"' + part.replace('"', '""') + '"' for part in asked["table"][0].split("."))
    return Question(url, f"SELECT * FROM {quoted}", f"{asked['table'][0]} in {where}")  # noqa: S608 - quoted above


def open_sql(path: str, columns: Sequence[str] | None = None) -> Rows:
    """Open a table or query, `sqlite:///flights.db?table=flights`.

    SQLite is read by Python itself, a batch at a time; its columns have no
    fixed type, so the query runs twice, the first time to find the types.
    Other databases are read at once by Polars with ADBC or connectorx.

    Raises:
        DataError: There is no such database or driver, or the query fails.
        SchemaError: A wanted column does not exist.
    """
    question = parse_url(path)
    if question.url.startswith("sqlite:"):
        return _open_sqlite(question, columns)
    engine = "postgresql" if question.url.startswith("postgres") else urlsplit(question.url).scheme
    with reading(question.name, MEND, RuntimeError, ValueError):
        try:
            frame = pl.read_database_uri(question.query, question.url, engine="adbc")
        except ImportError:
            try:
                frame = pl.read_database_uri(question.query, question.url, engine="connectorx")
            except ImportError:
                raise DataError(
                    f"{question.name}: there is no driver. Run pip install adbc-driver-{engine} pyarrow."
                ) from None
    return open_frame(frame, columns, question.name)


def _open_sqlite(question: Question, columns: Sequence[str] | None) -> Rows:
    location = urlsplit(question.url).path.removeprefix("/")
    database = Path(location or ":memory:")
    if not database.is_file():
        raise DataError(missing(database))
    kinds: list[Kinds] = []
    height = 0
    names: list[str] = []
    for names, values in _read(database, question):
        kinds = kinds or [Kinds()] * len(names)
        kinds = [json_values.look(each, so_far) for each, so_far in zip(values, kinds, strict=True)]
        height += len(values[0])
    unique, notes = rename_repeats(names)
    wanted = range(len(unique)) if columns is None else positions(question.name, unique, columns)
    readings = {unique[at]: json_values.decide(unique[at], kinds[at]) for at in wanted}
    notes += tuple(note for each in readings.values() for note in each.notes)
    schema = {name: each.dtype for name, each in readings.items()}
    at_of = {name: unique.index(name) for name in readings}
    return Rows(question.name, schema, notes, height, lambda: _batches(database, question, readings, at_of))


def _batches(
    database: Path, question: Question, readings: Mapping[str, Reading], at_of: Mapping[str, int]
) -> Iterator[pl.DataFrame]:
    for _, values in _read(database, question):
        if values[0]:
            yield pl.DataFrame({name: json_values.series(values[at_of[name]], how) for name, how in readings.items()})


def _read(database: Path, question: Question) -> Iterator[tuple[list[str], list[list[Any]]]]:
    """Column names and values, a batch at a time; at least one batch, which may be empty."""
    with reading(question.name, MEND, sqlite3.Error, sqlite3.Warning):
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            cursor = connection.execute(question.query)
            if cursor.description is None:
                raise DataError(f"{question.name}: is no query that gives rows. Use SELECT.")
            names = [each[0] for each in cursor.description]
            rows = cursor.fetchmany(batch_height(len(names)))
            yield names, [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
            while rows := cursor.fetchmany(batch_height(len(names))):
                yield names, [list(column) for column in zip(*rows, strict=True)]
        finally:
            connection.close()
