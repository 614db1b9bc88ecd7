"""Rows, and ids, that are there more than once."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct


@dataclass(frozen=True, slots=True)
class Repeats:
    """The share of repeats, and how far the sample may be off.

    Attributes:
        share: Repeats / rows, in [0, 1].
        standard_error: Of the share; 0 where it is a count.
    """

    share: float
    standard_error: float


def repeated_rows(rows: RowsSummary) -> Repeats | None:
    """The share of the rows that repeat another one: `1 - distinct rows / rows`.

    Args:
        rows: The series `rows` of a profile.

    Returns:
        None when there are no rows.

    Example:
        >>> import numpy as np
        >>> repeated_rows(RowsSummary(count=4, row_sample=Distinct.of(np.array([1, 1, 2, 3], np.uint64))))
        Repeats(share=0.25, standard_error=0.0)
    """
    return _repeats(rows.row_sample, rows.count)


def repeated_ids(rows: RowsSummary) -> Repeats | None:
    """The share of the ids that repeat another one: `1 - distinct ids / ids`.

    Args:
        rows: The series `rows` of a profile.

    Returns:
        None when there are no ids.

    Example:
        >>> repeated_ids(RowsSummary(count=4)) is None
        True
    """
    return _repeats(rows.id_sample, rows.ids)


def _repeats(sample: Distinct, rows: int) -> Repeats | None:
    if not rows:
        return None
    return Repeats(sample.repeated_share(rows), _standard_error(sample, rows))


def _standard_error(sample: Distinct, rows: int) -> float:
    """Of the estimator that `repeated_share` has used: the sample's ratio, else distinct values over rows.

    A value is in the sample with chance `2^-level`, whatever its count; the
    ratio's error is linearised (Cochran 1977, 6.4).
    """
    if sample.level == 0:
        return 0.0
    kept, held = len(sample.hashes), int(sample.counts.sum())
    if held and sample.repeated_share(rows) == 1 - kept / held:
        off = 1 - sample.counts * (kept / held)
        return math.sqrt(float((off**2).sum()) * (1 - 2.0**-sample.level)) / held
    return sample.standard_error / rows
