"""The call that answers what changed: `gn.compare`."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from gnomon.checks.judge import judge
from gnomon.checks.settings import MOST_ALPHA
from gnomon.errors import UsageError
from gnomon.profiles import open as door
from gnomon.profiles import saved
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.windows import LENGTHS, Every, Window
from gnomon.reports.comparison import Comparison
from gnomon.reports.side import Side


def compare(  # noqa: PLR0913 - two sides, and how to read and to judge them
    reference: object,
    current: object,
    *,
    schema: Schema | None = None,
    every: str | None = None,
    timestamp: str | None = None,
    zone: str = "UTC",
    material: float = 0.10,
    material_share: float = 0.005,
    exclude: Collection[Window] = (),
    names: tuple[str, str] | None = None,
) -> Comparison:
    """Compare two sets of rows, column by column: did it change, does it matter, is it real?

    A reference that is a series teaches how much windows differ when nothing is wrong; one
    without windows leaves only sampling noise to go by, and the answer says so. When the
    current side is a series, each of its windows is judged.

    Args:
        reference: What was right: a profile, a series, a saved one, or data as for `gn.profile`.
        current: What is in question; the same forms.
        schema: Kinds to read columns of data as, and roles.
        every: Cut data into windows of this length (`1d`); needs `timestamp`.
        timestamp: The column of the event time.
        zone: The time zone in which windows begin.
        material: The least change that matters, in sd of reference ranks (Cohen's w for categories).
        material_share: The least change of a share of missing or novel rows that matters.
        exclude: Windows of the reference to leave out, since something was wrong in them; what is unusual among
            them is told in `judgement.reference`, and left out only by this.
        names: What people call both sides; file names where there are any.

    Raises:
        DataError: A side cannot be read as rows.
        SchemaError: The sides have no column in common.
        UsageError: `every` without `timestamp`, or a size that is not above zero.

    Example:
        >>> import gnomon as gn, numpy as np, polars as pl
        >>> rng = np.random.default_rng(0)
        >>> train = pl.DataFrame({"temp": rng.normal(50, 10, 5000), "wind": rng.normal(9, 3, 5000)})
        >>> today = train.with_columns(pl.col("temp") + 5)
        >>> cmp = gn.compare(train, today)
        >>> cmp.status, cmp["temp"].status, cmp["wind"].status
        ('violation', 'violation', 'ok')
    """
    if (every is None) != (timestamp is None):
        raise UsageError("every and timestamp go together: every='1d', timestamp='ts'.")
    for name, size in (("material", material), ("material_share", material_share)):
        if not size > 0:
            raise UsageError(f"{name} is the least change that matters; {size} is not above zero.")
    before, now = (_read(data, schema, every, timestamp, zone) for data in (reference, current))
    called = names or (_called(reference, "reference"), _called(current, "current"))
    judgement = judge(before, now, material=material, material_share=material_share, alpha=_alpha(now), exclude=exclude)
    return Comparison(judgement, _side(before, called[0]), _side(now, called[1]))


def _alpha(current: Profile | ProfileSeries) -> float:
    """Chance of a false alarm: 1 in 200 comparisons of two sets of rows; over windows, one alarm a month.

    Source: STATISTICS B1, B7.
    """
    if isinstance(current, Profile):
        return 0.005
    return min(Every.parse(current.every).length / LENGTHS["mo"], MOST_ALPHA)


def _read(
    data: object, schema: Schema | None, every: str | None, timestamp: str | None, zone: str
) -> Profile | ProfileSeries:
    if isinstance(data, Profile | ProfileSeries):
        return data
    if saved.is_saved(data):
        return saved.load(data)  # type: ignore[arg-type]  # only paths are saved
    if every is not None and timestamp is not None:
        return door.profile_series(data, every=every, timestamp=timestamp, zone=zone, schema=schema)
    return door.profile(data, schema=schema)


def _called(data: object, otherwise: str) -> str:
    return Path(data).name if isinstance(data, str | os.PathLike) else otherwise


def _side(made: Profile | ProfileSeries, name: str) -> Side:
    if isinstance(made, ProfileSeries):
        return Side(name, made.rows, made.total, made)
    times = made.volume.times
    return Side(name, made.rows, made, start=_day(times, first=True), end=_day(times, first=False))


def _day(times: TimeSummary, *, first: bool) -> str | None:
    moment = times.min if first else times.max
    return None if moment is None else f"{moment.day} {moment:%b %Y}"
