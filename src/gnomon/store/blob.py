"""The bytes of stored samples: one series of one set of rows each, readable in every later version.

A column's bytes hold its name and role too, so that what is added up from them
has the bytes of the profile that was put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.outcomes import outcome as outcomes
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import read_series, write_series
from gnomon.profiles.schema import Role
from gnomon.profiles.summary import Summary
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.sketches.codec import Reader, Writer, read_whole
from gnomon.store.column_types import from_micros, to_micros

ROWS, COLUMN, OUTCOME, OUTCOMES = b"R", b"C", b"O", b"W"
VERSION = 1


class StoredColumn(NamedTuple):
    """A column of a profile, or a number of one's own."""

    name: str
    role: Role | None
    summary: Summary | Scalar


def rows_to_bytes(volume: RowsSummary) -> bytes:
    """The series `rows` as bytes."""
    writer = Writer()
    writer.begin(ROWS, VERSION)
    volume.write(writer)
    return writer.to_bytes()


def rows_from_bytes(data: bytes) -> RowsSummary:
    """Read what `rows_to_bytes` made.

    Raises:
        FormatError: The bytes hold something else, are cut, or are of a newer gnomon.
    """
    return read_whole(_rows, data)


def column_to_bytes(column: StoredColumn) -> bytes:
    """A column as bytes."""
    writer = Writer()
    writer.begin(COLUMN, VERSION)
    write_series(writer, column.name, column.role, column.summary)
    return writer.to_bytes()


def column_from_bytes(data: bytes) -> StoredColumn:
    """Read what `column_to_bytes` made.

    Raises:
        FormatError: The bytes hold something else, are cut, or are of a newer gnomon.
    """
    return read_whole(_column, data)


def outcome_to_bytes(outcome: Outcome) -> bytes:
    """An outcome as bytes."""
    writer = Writer()
    writer.begin(OUTCOME, VERSION)
    outcomes.write(outcome, writer)
    return writer.to_bytes()


def outcome_from_bytes(data: bytes) -> Outcome:
    """Read what `outcome_to_bytes` made.

    Raises:
        FormatError: The bytes hold something else, are cut, or are of a newer gnomon.
    """
    return read_whole(_outcome, data)


def outcomes_to_bytes(series: Sequence[tuple[Window, Outcome]]) -> bytes:
    """Outcomes of windows as bytes: those of a frozen reference.

    Example:
        >>> outcomes_from_bytes(outcomes_to_bytes([]))
        []
    """
    writer = Writer()
    writer.begin(OUTCOMES, VERSION)
    writer.varint(len(series))
    for window, outcome in series:
        writer.text(window.zone)
        _write_moment(writer, window.start)
        _write_moment(writer, window.end)
        outcomes.write(outcome, writer)
    return writer.to_bytes()


def outcomes_from_bytes(data: bytes) -> list[tuple[Window, Outcome]]:
    """Read what `outcomes_to_bytes` made; nothing of no bytes.

    Raises:
        FormatError: The bytes hold something else, are cut, or are of a newer gnomon.
    """
    return read_whole(_outcomes, data) if data else []


def _rows(reader: Reader) -> RowsSummary:
    reader.begin(ROWS, VERSION, "stored count of rows")
    return RowsSummary.read(reader)


def _column(reader: Reader) -> StoredColumn:
    reader.begin(COLUMN, VERSION, "stored column")
    return StoredColumn(*read_series(reader))


def _outcome(reader: Reader) -> Outcome:
    reader.begin(OUTCOME, VERSION, "stored outcome")
    return outcomes.read(reader)


def _outcomes(reader: Reader) -> list[tuple[Window, Outcome]]:
    reader.begin(OUTCOMES, VERSION, "series of outcomes")
    found = []
    for _ in range(reader.varint()):
        zone = reader.text()
        start, end = from_micros(reader.signed()), from_micros(reader.signed())
        found.append((Window(start, end, zone), outcomes.read(reader)))
    return found


def _write_moment(writer: Writer, moment: datetime) -> None:
    writer.signed(to_micros(moment))
