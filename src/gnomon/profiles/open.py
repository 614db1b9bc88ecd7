"""The two calls that turn data into profiles: `gn.profile` and `gn.profile_series`."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Sequence

from gnomon.errors import DataWarning, UsageError
from gnomon.profiles import saved
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.profiler import profilers_of
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import Progress, profile_rows
from gnomon.profiles.row_hash import EXACT_INTEGERS
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.slicer import profile_windows


def profile(
    data: object,
    *,
    schema: Schema | None = None,
    progress: Progress | None = None,
    profilers: Iterable[Callable[..., object]] = (),
) -> Profile:
    """Profile data: all that gnomon keeps of it, as a value that adds.

    Args:
        data: A path, glob or folder (Parquet, CSV, JSON lines, Arrow; also `s3://…`), a saved
            profile, or a frame: Polars, pandas, PyArrow or any that narwhals knows.
        schema: Kinds to read columns as, and roles; inferred otherwise.
        progress: Told after each batch how many rows it had.
        profilers: Functions of your own with `@gn.profiler` on them.

    Raises:
        DataError: The data cannot be read as rows; the message says where and how to mend it.

    Warns:
        DataWarning: Something was mended on the way in (a renamed column, a skipped line).

    Example:
        >>> import gnomon as gn, polars as pl
        >>> p = gn.profile(pl.DataFrame({"temp": [20.0, 21.5, None], "origin": ["JFK", "LGA", "JFK"]}))
        >>> p.rows, p.columns, p["temp"].mean, p["origin"].top(1)
        (3, ('origin', 'temp'), 20.75, [('JFK', 2)])
    """
    if isinstance(data, Profile):
        return data
    if isinstance(data, ProfileSeries):
        return data.total
    if isinstance(data, str | os.PathLike) and saved.is_saved(data):
        return profile(saved.load(data))
    own = profilers_of(profilers)
    rows = open_rows(data)
    made = profile_rows(rows, schema, progress, own)
    warn_of(rows)
    _warn_of_failures([made])
    _warn_of_large_integers(rows, made)
    return made


def profile_series(
    data: object,
    *,
    every: str,
    timestamp: str,
    by: Sequence[str] = (),
    zone: str = "UTC",
    schema: Schema | None = None,
    progress: Progress | None = None,
    profilers: Iterable[Callable[..., object]] = (),
) -> ProfileSeries:
    """Profile data window by window, in one pass over it.

    Args:
        data: As for `profile`.
        every: How long a window is: `15m`, `1h`, `1d`, `1w` (from Monday), `1mo` or a multiple.
        timestamp: The column of the event time; text is read as ISO 8601, a number as Unix time
            (seconds, milliseconds or finer), a time without a zone as UTC.
        by: Segment columns; each of their values is profiled apart as well, one column at a time.
        zone: The time zone in which windows begin.
        schema: Kinds to read columns as, and roles.
        progress: Told after each batch how many rows it had.
        profilers: Functions of your own with `@gn.profiler` on them.

    Raises:
        DataError: The data cannot be read as rows.
        SchemaError: A column that is named is not there, or the timestamp is no time.
        UsageError: `every` is no duration, or `zone` no time zone.

    Warns:
        DataWarning: Something was mended on the way in, or rows have no time.
    """
    if isinstance(by, str):
        raise UsageError(f"by: write a list of columns: by=[{by!r}].")
    own = profilers_of(profilers)
    rows = open_rows(data)
    made = profile_windows(
        rows, every=every, timestamp=timestamp, by=by, zone=zone, schema=schema, progress=progress, profilers=own
    )
    warn_of(rows)
    _warn_of_failures(made.profiles)
    if made.untimed:
        warnings.warn(
            f"{rows.name}: {made.untimed} rows are in no window: their {timestamp!r} is empty, "
            "or outside the years 1000 to 8999.",
            DataWarning,
            stacklevel=2,
        )
    return made


def _warn_of_large_integers(rows: Rows, made: Profile) -> None:
    for name, dtype in rows.schema.items():
        summary = made[name] if name in made else None
        if (
            dtype.is_integer()
            and isinstance(summary, NumberSummary)
            and max(-summary.low, summary.high) > EXACT_INTEGERS
        ):
            warnings.warn(
                f"{rows.name}: column *{name}* holds integers past 2^53, of which neighbours are one number here. "
                f"Is it an id? Say so with gn.Schema(roles={{{name!r}: 'id'}}), or read it as a category.",
                DataWarning,
                stacklevel=3,
            )


def _warn_of_failures(profiles: Iterable[Profile]) -> None:
    failed = {
        (name, one.reason): None
        for profile in profiles
        for name, one in profile.scalars.items()
        if isinstance(one, Failed)
    }
    for name, reason in failed:
        warnings.warn(f"profiler {name!r} failed: {reason}.", DataWarning, stacklevel=3)


def warn_of(rows: Rows) -> None:
    """Say what was mended while the rows were read."""
    for note in rows.notes:
        warnings.warn(note, DataWarning, stacklevel=3)
