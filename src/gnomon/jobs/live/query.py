"""Rows of the prediction log, as they were sent: those of a stretch of time, of some values, of an alert."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, assert_never

import polars as pl

from gnomon.config.mistakes import near
from gnomon.config.source import IN_LOG
from gnomon.errors import UnavailableError, UsageError
from gnomon.log.rows import scan
from gnomon.log.table import Snapshot, snapshot
from gnomon.profiles.frames.guard import first_line
from gnomon.profiles.records import TYPES

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.config.source import Targets

Form = Literal["csv", "jsonl", "parquet"]

FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows.

    Attributes:
        since: Of this time or later; None for no beginning.
        until: Of times before; None for no end.
        where: The value that a column must have, as text; an empty one: none.
        columns: Which columns, in this order; all when empty.
        limit: How many rows at most, the oldest first; None for all.
    """

    since: datetime | None = None
    until: datetime | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    columns: Sequence[str] = ()
    limit: int | None = None


def rows(entity: Entity, wanted: Wanted) -> pl.DataFrame:
    """Rows of an entity in the order of their time, each with the newest target that is known of it.

    Args:
        entity: Whose; people may see its rows.
        wanted: Which of them.

    Raises:
        UsageError: People may not see its rows, they are in no log, or a column or value cannot be.
        UnavailableError: The log cannot be reached.
    """
    if not entity.source.live:
        raise UsageError(f"{entity.name} is not live: its rows are in {entity.source.place}, not in the log.")
    if not entity.raw_rows:
        raise UsageError(f"rows of {entity.name} are not shown. Write raw_rows: true where people may see them.")
    place, time = entity.source.place.removeprefix(IN_LOG), entity.source.timestamp
    found = snapshot(place)
    files = [file for day, one in found.days.items() if _is_within(day, wanted) for file in one.files]
    if not files:
        return pl.DataFrame()
    with_all = scan(files)
    if entity.targets is not None and entity.targets.live and entity.source.id is not None:
        with_all = _with_targets(with_all, found, entity.source.id, entity.targets)
    try:
        schema = with_all.collect_schema()
        chosen = with_all.filter(*_conditions(schema, time, wanted)).sort(time, maintain_order=True)
        if wanted.columns:
            chosen = chosen.select([_known(name, schema) for name in wanted.columns])
        return (chosen if wanted.limit is None else chosen.head(wanted.limit)).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnavailableError(f"log {place}: cannot be read ({first_line(error)}). Try again.") from None


def _is_within(day: object, wanted: Wanted) -> bool:
    """Whether a day in UTC may have rows of the stretch."""
    text = str(day)
    since, until = ((each.astimezone(UTC) if each else None) for each in (wanted.since, wanted.until))
    begins_late = until is not None and text > (until - timedelta(microseconds=1)).date().isoformat()
    return not begins_late and (since is None or text >= since.date().isoformat())


def _with_targets(events: pl.LazyFrame, found: Snapshot, id: str, targets: Targets) -> pl.LazyFrame:
    """Events with the newest target of each; as they are where none came or they have such a column."""
    said = snapshot(targets.place.removeprefix(IN_LOG))
    files = [file for one in said.days.values() for file in one.files]
    if not files or targets.target in found.columns:
        return events
    newest = (
        scan(files).sort(targets.timestamp, maintain_order=True).unique(targets.id, keep="last", maintain_order=True)
    )
    return events.join(
        newest.select(pl.col(targets.id).alias(id), targets.target), on=id, how="left", maintain_order="left"
    )


def _conditions(schema: Mapping[str, pl.DataType], time: str, wanted: Wanted) -> Iterator[pl.Expr]:
    yield pl.lit(True)
    if wanted.since is not None:
        yield pl.col(time) >= pl.lit(wanted.since, TYPES["time"])
    if wanted.until is not None:
        yield pl.col(time) < pl.lit(wanted.until, TYPES["time"])
    for name, value in wanted.where.items():
        column = pl.col(_known(name, schema))
        yield column.is_null() if not value else column == _literal(name, value, schema[name])


def _literal(name: str, value: str, dtype: pl.DataType) -> pl.Expr:
    """A value as the type of its column."""
    if dtype == pl.String:
        return pl.lit(value)
    try:
        if dtype == pl.Boolean:
            return pl.lit(FLAGS[value.lower()])
        if isinstance(dtype, pl.Datetime):
            moment = datetime.fromisoformat(value)
            return pl.lit(moment if moment.tzinfo else moment.replace(tzinfo=UTC), dtype)
        if not dtype.is_numeric():
            raise ValueError(value)
        return pl.lit(float(value))
    except (KeyError, ValueError):
        raise UsageError(f"{name}={value}: the column {name!r} is {dtype}. Write such a value.") from None


def _known(name: str, schema: Mapping[str, pl.DataType]) -> str:
    if name not in schema:
        raise UsageError(f"no column {name!r} in these rows. {near(name, schema)}")
    return name


def written(found: pl.DataFrame, form: Form) -> bytes:
    """Rows as bytes: times in RFC 3339, no NaN or infinity in what is JSON, lists as text in what is CSV.

    Args:
        found: The rows.
        form: How they are written.
    """
    out = io.BytesIO()
    match form:
        case "csv":
            lists = [name for name, dtype in found.schema.items() if isinstance(dtype, pl.List)]
            flat = _stamped(found).with_columns(pl.col(name).map_elements(_listed, pl.String) for name in lists)
            flat.write_csv(out)
        case "jsonl":
            for record in records(found):
                out.write(json.dumps(record, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        case "parquet":
            found.write_parquet(out)
        case _ as never:
            assert_never(never)
    return out.getvalue()


def records(found: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON has them."""
    return [{name: _plain(value) for name, value in row.items()} for row in _stamped(found).iter_rows(named=True)]


def texts(found: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    """The names of the columns, and each row as texts."""
    cells = [["" if each is None else str(each) for each in row] for row in _stamped(found).iter_rows()]
    return found.columns, cells


def _stamped(found: pl.DataFrame) -> pl.DataFrame:
    return found.with_columns(pl.col(pl.Datetime("us", "UTC")).dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ"))


def _listed(values: pl.Series) -> str:
    return json.dumps(_plain(values.to_list()))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
