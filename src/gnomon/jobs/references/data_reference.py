"""A reference of data of its own: a training set, cut into windows as the entity is, or into blocks without a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from gnomon.errors import DataError
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.left_out import is_left_out
from gnomon.jobs.references.renamed import renamed
from gnomon.jobs.rows import pieces
from gnomon.jobs.rows.cut import Cut, cut_of
from gnomon.jobs.rows.reading import TIME, between
from gnomon.jobs.rows.segments import WHOLE, Labels, SegmentSet, segment_set
from gnomon.jobs.rows.source import contents
from gnomon.profiles import clock
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.outcomes import outcome as outcome_kinds
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Role, Schema
from gnomon.profiles.series import ProfileSeries, Segments
from gnomon.profiles.time import EPOCH
from gnomon.profiles.windows import Every, Window

if TYPE_CHECKING:
    from gnomon.config.entity import Entity

BLOCK = "1w"
"""How long a block is called: weeks that follow each other have no season, as blocks have none."""

ROW = "\0row"


@dataclass(frozen=True, slots=True)
class Place:
    """Data that a reference is made of.

    Attributes:
        rows: All its rows, under the names of the entity's columns.
        timestamp: The column of their time; None without one.
        block_rows: Rows of a block, when there is no time.
    """

    rows: Rows
    timestamp: str | None
    block_rows: int


def from_data(entity: Entity, made_at: datetime, block_rows: int) -> Frozen:
    """Make a reference of data.

    Args:
        entity: Whose; its `reference` names the data.
        made_at: Now.
        block_rows: The median row count of the current windows, for data without a time.

    Raises:
        DataError: It cannot be read, or has no rows.
        SchemaError: A column that is named is not there.
    """
    reference = entity.reference
    rows = renamed(open_rows(reference.place), entity)
    place = Place(rows, reference.timestamp, block_rows)
    columns = tuple(name for name in entity.segments if name in rows.schema)
    segments = segment_set(_counted(rows, columns), columns) if columns else SegmentSet()
    cut = cut_of(entity, segments)
    every = entity.every if place.timestamp else BLOCK
    cut = replace(cut, every=every, zone=entity.zone if place.timestamp else "UTC", schema=_schema(entity, place))
    profiles, outcomes = _read(place, cut, _outcome(entity, rows))
    kept = [start for start in sorted(profiles) if not _is_excluded(start, entity, cut)]
    if not kept:
        raise DataError(f"{rows.name}: the reference has no rows in any window. Check its timestamp and exclude.")
    series = _series({start: profiles[start] for start in kept}, cut)
    observed: dict[Labels, list[tuple[Window, Outcome]]] = {}
    for window in series.windows:
        for labels, outcome in outcomes.get(window.start, {}).items():
            observed.setdefault(labels, []).append((window, outcome))
    left_out = tuple(start for start in sorted(profiles) if start not in kept)
    names = [part.name for part in contents(reference.place).parts]
    name = names[0] if len(names) == 1 else rows.name
    return Frozen(0, name, made_at, series, observed, segments, left_out, rows.notes)


def _counted(rows: Rows, columns: tuple[str, ...]) -> Profile:
    total = Profile()
    for batch in rows.batches():
        total += profile_frame(batch.select(columns), Schema())
    return total


def _schema(entity: Entity, place: Place) -> Schema:
    known = cut_of(entity, SegmentSet()).schema
    if place.timestamp is None:
        return known
    roles: dict[str, Role] = {name: role for name, role in known.roles.items() if role != "timestamp"}
    roles[place.timestamp] = "timestamp"
    return Schema(known.kinds, roles)


def _outcome(entity: Entity, rows: Rows) -> OutcomeColumns | None:
    columns: OutcomeColumns | None = entity.outcome
    if columns is None or any(name not in rows.schema for name in columns.named if name != columns.prediction):
        return None
    has_prediction = columns.prediction is None or columns.prediction in rows.schema
    return columns if has_prediction or columns.score is None else replace(columns, prediction=None)


def _read(
    place: Place, cut: Cut, columns: OutcomeColumns | None
) -> tuple[dict[datetime, dict[Labels, Profile]], dict[datetime, dict[Labels, Outcome]]]:
    """Profiles and outcomes by window and labels, in one pass."""
    profiles: dict[datetime, dict[Labels, Profile]] = {}
    outcomes: dict[datetime, dict[Labels, Outcome]] = {}
    for batch in _timed(place):
        for start, made in pieces.profiles([batch], cut).items():
            for labels, profile in made.items():
                kept = profiles.setdefault(start, {})
                kept[labels] = kept[labels] + profile if labels in kept else profile
        if columns is not None:
            for start, rows in pieces.windows([batch], cut):
                for labels, outcome in _observed(rows.drop(TIME), cut, columns):
                    found = outcomes.setdefault(start, {})
                    found[labels] = outcome_kinds.together(found[labels], outcome) if labels in found else outcome
    return profiles, outcomes


def _observed(rows: pl.DataFrame, cut: Cut, columns: OutcomeColumns) -> Iterator[tuple[Labels, Outcome]]:
    yield WHOLE, observe(rows, columns)
    for column, value, part in cut.segments.parts(rows):
        yield ((column, value),), observe(part, columns)


def _timed(place: Place) -> Iterator[pl.DataFrame]:
    """The rows with their times; those of blocks are of our own making, a week a block."""
    if place.timestamp is not None:
        yield from between(place.rows, place.timestamp, None, None)
        return
    height = place.rows.height or sum(batch.height for batch in place.rows.batches())
    blocks, first = max(1, round(height / max(place.block_rows, 1))), 0
    for batch in place.rows.batches():
        number = pl.int_range(first, first + batch.height, eager=True) * blocks // max(height, 1)
        weeks = pl.select(pl.lit(_monday(), clock.MOMENT) + pl.duration(weeks=pl.lit(number))).to_series()
        yield batch.with_columns(weeks.alias(TIME))
        first += batch.height


def _monday() -> datetime:
    return EPOCH + timedelta(days=4)


def _is_excluded(start: datetime, entity: Entity, cut: Cut) -> bool:
    if entity.reference.timestamp is None:
        return False  # a block has no time of its own
    window = Window(start, clock.ends([start], Every.parse(cut.every), cut.zone)[0], cut.zone)
    return is_left_out(entity, window)


def _series(profiles: Mapping[datetime, Mapping[Labels, Profile]], cut: Cut) -> ProfileSeries:
    starts = sorted(start.astimezone(UTC) for start in profiles)
    ends = clock.ends(starts, Every.parse(cut.every), cut.zone)
    return ProfileSeries(
        cut.every,
        cut.zone,
        tuple(Window(start, end, cut.zone) for start, end in zip(starts, ends, strict=True)),
        tuple(profiles[start][WHOLE] for start in starts),
        tuple(segments_of(profiles[start]) for start in starts) if cut.segments.values else (),
    )


def segments_of(profiles: Mapping[Labels, Profile]) -> Segments:
    """Profiles by labels as a series has them: by segment column and value."""
    found: dict[str, dict[str, Profile]] = {}
    for labels, profile in sorted(profiles.items()):
        for column, value in labels:
            found.setdefault(column, {})[value] = profile
    return found
