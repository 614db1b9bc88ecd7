"""What a monitor's alerts turned out to be, and how soon people dealt with them.

Source: ALERTS R19, R50.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from gnomon.alerts.incident import Incident
from gnomon.metrics import estimate
from gnomon.metrics.estimate import Estimate

FEWEST_REVIEWED = 5
"""From so many reviewed incidents on a precision is shown."""

SHORT = 2
"""An episode of fewer windows is a flap."""


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took.

    Attributes:
        median: In half of the incidents at most this long.
        p90: In nine of ten.
    """

    median: timedelta
    p90: timedelta


@dataclass(frozen=True, slots=True)
class Past:
    """An episode that fired.

    Attributes:
        windows: How many windows it lasted; None while it goes on.
        is_retracted: Whether late data took it back.
    """

    windows: float | None
    is_retracted: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What is known of a monitor's alerts.

    Attributes:
        alerts: How many episodes fired.
        incidents: How many incidents they were part of.
        true_positives: Incidents in which something was wrong.
        false_positives: Incidents in which nothing was.
        precision: None before enough were reviewed.
        expected_share: Of the incidents that are over, those that were an expected change.
        unreviewed_share: Of the incidents that are over, those of which nobody has said what they were.
        retracted_share: Of the episodes, those that late data took back.
        flaps: Episodes shorter than two windows.
        to_detect: From the start, in the time of the data, until it was seen: after a backfill, all the time between.
        to_acknowledge: From there until somebody looked.
        to_mitigate: From there until the harm was over.
        to_resolve: From there until that it was over was seen, or said.
    """

    alerts: int
    incidents: int
    true_positives: int
    false_positives: int
    precision: Estimate | None
    expected_share: float | None
    unreviewed_share: float | None
    retracted_share: float | None
    flaps: int
    to_detect: Span | None
    to_acknowledge: Span | None
    to_mitigate: Span | None
    to_resolve: Span | None


def precision(true_positives: int, false_positives: int) -> Estimate | None:
    """The share of reviewed incidents in which something was wrong; None before five were reviewed.

    Args:
        true_positives: Reviewed incidents in which something was wrong.
        false_positives: Those in which nothing was.

    Example:
        >>> found = precision(3, 9)
        >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
        (0.25, 0.089, 0.532)
        >>> precision(3, 1) is None
        True
    """
    reviewed = true_positives + false_positives
    return estimate.share(true_positives, reviewed) if reviewed >= FEWEST_REVIEWED else None


def track_record(incidents: Sequence[Incident], episodes: Sequence[Past]) -> TrackRecord:
    """What a monitor's incidents and episodes come to.

    An incident that was retracted is neither a true nor a false positive.

    Args:
        incidents: Those that an episode of the monitor was part of.
        episodes: Those that fired.
    """
    said = Counter(one.assessment for one in incidents)
    over = sum(not one.is_open for one in incidents)
    right, wrong = said["true_positive"], said["false_positive"]
    return TrackRecord(
        alerts=len(episodes),
        incidents=len(incidents),
        true_positives=right,
        false_positives=wrong,
        precision=precision(right, wrong),
        expected_share=_share(said["expected_change"], over),
        unreviewed_share=_share(said["unreviewed"], over),
        retracted_share=_share(sum(one.is_retracted for one in episodes), len(episodes)),
        flaps=sum(one.windows is not None and one.windows < SHORT and not one.is_retracted for one in episodes),
        to_detect=span([one.detected_at - one.started_at for one in incidents]),
        to_acknowledge=span([one.acked_at - one.detected_at for one in incidents if one.acked_at]),
        to_mitigate=span([one.mitigated_at - one.detected_at for one in incidents if one.mitigated_at]),
        to_resolve=span([one.resolved_at - one.detected_at for one in incidents if one.resolved_at]),
    )


def span(durations: Sequence[timedelta]) -> Span | None:
    """The median and the 90th percentile, each one of the durations; None for none.

    Example:
        >>> found = span([timedelta(hours=n) for n in range(1, 11)])
        >>> str(found.median), str(found.p90)
        ('5:00:00', '9:00:00')
    """
    ordered = sorted(durations)
    if not ordered:
        return None
    return Span(*(ordered[math.ceil(q * len(ordered)) - 1] for q in (0.5, 0.9)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
