"""Numbers of the user's own as series: a ratio as a share, a count as a volume, a mean and any other as a mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.sentences import Kind
from gnomon.profiles.custom.count import Count
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.ratio import Ratio
from gnomon.profiles.custom.scalar import Scalar
from gnomon.profiles.windows import Window

Number = Scalar | float
Known = Number | None


def kind_of(scalars: Sequence[Known]) -> Kind | None:
    """As what a series is judged: as the newest of its windows that has a number; None where none has.

    Example:
        >>> kind_of([Count(3), Ratio(1, 2), None])
        'share'
    """
    newest = next((one for one in reversed(scalars) if one is not None and not isinstance(one, Failed)), None)
    if newest is None:
        return None
    return "share" if isinstance(newest, Ratio) else "volume" if isinstance(newest, Count) else "mean"


def points(windows: Sequence[Window], scalars: Sequence[Known], kind: Kind) -> Points:
    """A series as points.

    Args:
        windows: In order of time.
        scalars: Of each; what is missing, has failed or is of another kind is no value.
        kind: As what it is judged.
    """
    figures = [(math.nan, 0, math.nan) if one is None or kind_of([one]) != kind else _figures(one) for one in scalars]
    values, rows, variance = zip(*figures, strict=True) if figures else ((), (), ())
    return Points.of(windows, values, rows, variance if kind == "mean" else None)


def _figures(one: Number) -> tuple[float, int, float]:
    """The value, on how many it stands, and its sampling variance where that is not known from these."""
    match one:
        case Ratio():
            return one.share, one.total, math.nan
        case Count():
            return float(one.count), 1, math.nan
        case Failed():
            return math.nan, 0, math.nan
        case float() | int():  # of a metric: how it would vary with other rows is not known
            return one, 1, math.nan
        case _:
            return one.mean, one.count, one.standard_error**2
