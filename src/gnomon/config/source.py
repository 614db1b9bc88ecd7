"""Where rows and targets come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import Field, PrivateAttr

from gnomon.config import variables
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.secrets import WithoutPassword
from gnomon.config.values import Flag, Text
from gnomon.errors import DataError
from gnomon.profiles.frames import sql

PATH = "A file, a glob or a folder: Parquet, CSV, JSON lines or Arrow, also s3://…; relative to this file."
IN_LOG = "log:"
"""How the place of rows begins that come over HTTP and are kept in the prediction log."""

SQL = "A table or query of a database: sqlite:///flights.db?table=flights, or ?query=SELECT …."


class Rows(Part):
    """Rows in one place: `path`, `sql` or another form, one of them."""

    forms: ClassVar[tuple[str, ...]] = ("path", "sql")

    path: Text | None = Field(default=None, description=PATH, examples=["flights.parquet"])
    sql: WithoutPassword | None = Field(default=None, description=SQL, examples=["sqlite:///flights.db?table=flights"])

    _in_log: str = PrivateAttr(default="")

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """One form, and one that can be opened."""
        yield from one_of(cls.forms, raw)
        address = raw.get("sql")
        if isinstance(address, str):
            yield from _of_sql(address)

    @property
    def place(self) -> str:
        """The path as seen from here, the address of the table, or `log:` and the table of the prediction log."""
        if self._in_log:
            return f"{IN_LOG}{self.placed(self._in_log)}"
        where = self.path or self.sql or ""
        prefix, sqlite, database = where.partition("sqlite:///")
        if sqlite and not prefix:
            return f"{sqlite}{self.placed(database)}"
        return self.placed(where)

    def in_log(self, table: str) -> Self:
        """The same, kept in a table of the prediction log."""
        made = self.model_copy()
        made._in_log = table
        return made


class Source(Rows):
    """Where an entity's rows come from.

    Example:
        >>> Source(path="flights.parquet", timestamp="ts", id="event_id").place
        'flights.parquet'
    """

    such: ClassVar[str] = "{path: flights.parquet, timestamp: ts}"
    forms: ClassVar[tuple[str, ...]] = ("path", "sql", "delta", "spark", "live")

    delta: Text | None = Field(
        default=None,
        description="A Delta table: a folder or an s3:// address. Not read yet.",
        examples=["flights-table"],
    )
    spark: Text | None = Field(
        default=None, description="A table that Spark reads. Not read yet.", examples=["main.flights"]
    )
    live: Flag = Field(default=False, description="Whether events come over HTTP: see `gnomon serve`.", examples=[True])
    timestamp: Text = Field(default="", description="The column of the event time.", examples=["ts"])
    id: Text | None = Field(default=None, description="The column that names an event.", examples=["event_id"])

    @property
    def feedback(self) -> str:
        """The table of the prediction log for what is said of live events: beside them."""
        return f"{self.place.rpartition('/')[0]}/feedback"

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """One form, and the event time for all that are no live events."""
        yield from super().across(raw)
        if "timestamp" not in raw and not raw.get("live"):
            yield Mistake(("timestamp",), "is missing. Write the column of the event time: timestamp: ts.")
        for form in ("delta", "spark"):
            if raw.get(form):
                yield Mistake((form,), "is not read yet. Write path, sql or live.")

    def model_post_init(self, context: object, /) -> None:
        """Live events have a time and an id, whose names need not be said."""
        super().model_post_init(context)
        if self.live:
            object.__setattr__(self, "timestamp", self.timestamp or "ts")
            object.__setattr__(self, "id", self.id or "event_id")


class Targets(Rows):
    """Where the true outcomes come from, often late.

    Example:
        >>> Targets(path="labels.parquet", id="event_id", timestamp="label_ts", target="label").target
        'label'
    """

    such: ClassVar[str] = "{path: labels.parquet, id: event_id, timestamp: label_ts, target: label}"
    forms: ClassVar[tuple[str, ...]] = ("path", "sql", "live")

    live: Flag = Field(
        default=False, description="Whether targets come over HTTP: see `gnomon serve`.", examples=[True]
    )
    id: Text = Field(description="The column that names the event.", examples=["event_id"])
    timestamp: Text = Field(description="The column of the time from which the target is known.", examples=["label_ts"])
    target: Text = Field(description="The column of the true outcome.", examples=["label"])


def one_of(forms: tuple[str, ...], raw: Mapping[str, Any]) -> Iterator[Mistake]:
    """Whether one form is written, and no other.

    Args:
        forms: The keys of which one must be there.
        raw: A part as it was written.

    Example:
        >>> [str(each) for each in one_of(("path", "sql"), {"path": "a", "sql": "b"})]
        ['path and sql are both written. Keep one of them.']
    """
    there = [form for form in forms if raw.get(form) not in (None, False)]
    listed = f"{', '.join(forms[:-1])} or {forms[-1]}"
    if not there:
        yield Mistake((), f"says no place. Write {listed}.")
    elif len(there) > 1:
        yield Mistake((), f"{' and '.join(there)} are both written. Keep one of them.")


def _of_sql(address: str) -> Iterator[Mistake]:
    if not sql.is_database(address):
        example = "sqlite:///flights.db?table=flights"
        yield Mistake(("sql",), f"{said(address)} is no address of a database. Write one such as {example}.")
        return
    words = ""
    try:
        sql.parse_url(address)
    except DataError as error:
        words = variables.hidden(address, "address of a table") or str(error)
    if words:
        yield Mistake(("sql",), words)
