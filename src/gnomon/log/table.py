"""A table of the log at one version, and the only way to write to it: from such a version, with a mark.

A mark says how much of an inbox is in the table. It is written with the rows,
in one commit, from the version where the mark before it was read. Delta refuses a
commit when somebody else has moved the mark of the same writer meanwhile; so
what an inbox has goes in once, whoever is killed or slow.

Source: DESIGN 8; Delta protocol, Transaction Identifiers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from gnomon.errors import UnavailableError

DAY = "_day"
"""The column of the partition: the UTC day of the row's time."""

TREE = re.compile(r"\x1b\[\d+m|↳")
"""What draws a tree of causes on a terminal."""

LONGEST_CAUSE = 200

BATCH = "_batch"
"""The column of the number that a row's batch had in the inbox."""

PATIENCE = {"max_retries": "2", "retry_timeout": "20s", "connect_timeout": "5s", "timeout": "30s"}
"""With object storage: a run that meets it away says so and comes again, rather than to wait for minutes."""

OWN = (DAY, BATCH)
"""Columns that are the log's own, not the entity's."""


class ConflictError(UnavailableError):
    """Somebody else wrote to the table since the version that was written from."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a table holds of a day.

    Attributes:
        day: Which, in UTC.
        rows: How many rows.
        files: Where they are; a file never changes.
    """

    day: date
    rows: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """A table as it is at one version; before its first row, one without a version.

    Attributes:
        place: A folder or an `s3://` address.
        table: Delta's; None where there is none yet.
    """

    place: str
    table: DeltaTable | None

    @property
    def version(self) -> int:
        """The version, -1 before there is any."""
        return -1 if self.table is None else self.table.version()

    def mark(self, writer: str) -> int:
        """How much of a writer's batches is in the table: the number of the last one; 0 before there is any."""
        found = None if self.table is None else self.table.transaction_version(writer)
        return found or 0

    @cached_property
    def days(self) -> Mapping[date, Day]:
        """What there is of each day, oldest first."""
        if self.table is None:
            return {}
        actions = pl.DataFrame(self.table.get_add_actions(flatten=True))
        if not actions.height:
            return {}
        found: dict[date, tuple[int, list[str]]] = {}
        root = self.table.table_uri.rstrip("/")
        for path, rows, day in actions.select("path", "num_records", f"partition.{DAY}").sort("path").iter_rows():
            n, files = found.get(day, (0, []))
            found[day] = (n + rows, [*files, _joined(root, path)])
        return {day: Day(day, n, tuple(files)) for day, (n, files) in sorted(found.items())}

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The type of each column of the entity, in Delta's words."""
        if self.table is None:
            return {}
        fields = json.loads(self.table.schema().to_json())["fields"]
        types = {field["name"]: field["type"] for field in fields if field["name"] not in OWN}
        return {name: each if isinstance(each, str) else str(each["type"]) for name, each in types.items()}

    def append(self, rows: pl.DataFrame, writer: str, mark: int) -> Snapshot:
        """Write rows, and that a writer's batches are in up to a mark, as one commit from this version.

        Args:
            rows: With the columns `DAY` and `BATCH`; none at all moves the mark alone.
            writer: Whose mark.
            mark: The number of the last batch among the rows.

        Returns:
            The table as this commit left it, or a later one.

        Raises:
            ConflictError: Somebody else wrote meanwhile. Nothing was written.
            UnavailableError: It cannot be reached.
        """
        done = CommitProperties(app_transactions=[Transaction(writer, mark)])
        with explained(self.place):
            is_new = self.table is None
            write_deltalake(
                # Of this version: writing moves the table that it is given on.
                self.place if is_new else opened(self.place, self.version),
                rows,
                mode="error" if is_new else "append",
                schema_mode=None if is_new else "merge",
                partition_by=[DAY],
                commit_properties=done,
                storage_options=_patience(self.place),
            )
            return Snapshot(self.place, opened(self.place))


def snapshot(place: str) -> Snapshot:
    """A table as it is now.

    Args:
        place: A folder or an `s3://` address.

    Raises:
        UnavailableError: It cannot be reached.
    """
    if "://" not in place and not Path(place, "_delta_log").is_dir():
        return Snapshot(place, None)
    with explained(place):
        try:
            return Snapshot(place, opened(place))
        except TableNotFoundError:
            return Snapshot(place, None)


def opened(place: str, version: int | None = None) -> DeltaTable:
    """Delta's own table, the newest version where none is given. Who may read it says the environment, never a file.

    Args:
        place: A folder or an `s3://` address.
        version: Which version.
    """
    return DeltaTable(place, version=version, storage_options=_patience(place))


def _patience(place: str) -> dict[str, str] | None:
    return dict(PATIENCE) if "://" in place else None


def _joined(root: str, path: str) -> str:
    return f"{root}/{path}".removeprefix("file://")


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Say what Delta could not do, in words that a person can act on.

    Args:
        place: The table's.

    Raises:
        ConflictError: Somebody else wrote at the same time.
        UnavailableError: The table cannot be reached.
    """
    try:
        yield
    except CommitFailedError as error:
        raise ConflictError(f"log {place}: somebody else wrote to it at the same time ({error}).") from None
    except (DeltaError, OSError) as error:
        said = _causes(str(error))
        if "already exists" in said:
            raise ConflictError(f"log {place}: somebody else made it at the same time.") from None
        raise UnavailableError(f"log {place}: cannot be read or written ({said}). {_hint(place)}") from None


def _causes(words: str) -> str:
    """What happened, and the innermost cause of it, of Delta's tree of causes."""
    lines = [TREE.sub("", line).strip() for line in words.splitlines()]
    told = [line for line in lines if line]
    return ": ".join(dict.fromkeys((told[0], told[-1][:LONGEST_CAUSE])))


def _hint(place: str) -> str:
    if "://" not in place:
        return "Check the place and its disk."
    return "Check the address, the network, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL."
