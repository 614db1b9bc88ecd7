"""From timed rows to profiles by window and labels: the whole, and every segment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from gnomon.jobs.rows.cut import Cut
from gnomon.jobs.rows.index import windows_of
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.threads import WORTH_SHARING, in_order
from gnomon.profiles.volume import RowsSummary

START = "\0start"

Piece = tuple[datetime, Labels, pl.DataFrame]
"""A window's start, labels, and the rows of both."""


def windows(batches: Iterable[pl.DataFrame], cut: Cut) -> Iterator[tuple[datetime, pl.DataFrame]]:
    """Each batch's rows by window, with the window's start; rows keep their time."""
    for batch in batches:
        if batch.height:
            begun = windows_of(batch[TIME], cut.every, cut.zone)
            parts = batch.with_columns(begun.alias(START)).partition_by(START, as_dict=True, include_key=False)
            yield from ((start.astimezone(UTC), rows) for (start,), rows in parts.items())


def profiles(
    batches: Iterable[pl.DataFrame], cut: Cut, progress: Callable[[int], None] | None = None
) -> dict[datetime, dict[Labels, Profile]]:
    """Profile timed rows window by window, in one pass; of segments only the output, unless they are widened.

    Args:
        batches: Frames with the column `TIME`.
        cut: How.
        progress: Told after each batch how many rows it had.
    """
    made: dict[datetime, dict[Labels, Profile]] = {}
    for batch in batches:
        pieces = [piece for start, rows in windows([batch], cut) for piece in _pieces(start, rows.drop(TIME), cut)]
        # Small pieces are done sooner by one thread than they are handed to several.
        share = in_order if batch.height > WORTH_SHARING * max(len(pieces), 1) else map
        found = share(lambda piece: _profiled(piece, cut), pieces)
        for (start, labels, _), profile in zip(pieces, found, strict=True):
            kept = made.setdefault(start, {})
            kept[labels] = kept[labels] + profile if labels in kept else profile
        if progress is not None:
            progress(batch.height)
    return made


def _pieces(start: datetime, rows: pl.DataFrame, cut: Cut) -> Iterator[Piece]:
    yield start, WHOLE, rows
    for column, value, part in cut.segments.parts(rows):
        yield start, ((column, value),), part


def _profiled(piece: Piece, cut: Cut) -> Profile:
    _, labels, rows = piece
    if labels == WHOLE:
        return profile_frame(rows, cut.schema, cut.profilers)
    rows = rows.select(cut.columns(labels[0][0], rows.columns))
    if labels[0][0] in cut.widened:
        return profile_frame(rows, cut.schema, cut.profilers)
    made = profile_frame(rows, cut.schema)
    # Hashed over a few columns only, repeats of whole rows would be claimed that are none.
    return replace(made, volume=RowsSummary(rows.height))
