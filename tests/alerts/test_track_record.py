"""What a monitor's alerts turned out to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gnomon.alerts.incident import Assessment, Incident
from gnomon.alerts.track_record import Past, precision, track_record

AT = datetime(2013, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = Incident(1, "flights", "flights", "open", "high", "", "", "", AT, AT + HOUR)


def _closed(assessment: Assessment, hours: int = 4) -> Incident:
    return replace(OPEN, status="resolved", assessment=assessment, resolved_at=OPEN.detected_at + hours * HOUR)


@pytest.mark.parametrize(
    ("right", "wrong", "value", "low", "high"), [(3, 9, 0.25, 0.089, 0.532), (8, 2, 0.80, 0.490, 0.943)]
)
def test_the_specifications_figures(right: int, wrong: int, value: float, low: float, high: float) -> None:  # R50
    found = precision(right, wrong)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-4)


def test_a_precision_is_shown_from_five_reviewed_on_and_only_judged_ones_count() -> None:
    said: list[Assessment] = ["true_positive"] * 3 + ["false_positive"] + ["expected_change", "unreviewed", "retracted"]
    found = track_record([*map(_closed, said), OPEN], [])
    assert (found.incidents, found.true_positives, found.false_positives, found.precision) == (8, 3, 1, None)
    assert (found.expected_share, found.unreviewed_share) == (1 / 7, 1 / 7)
    assert track_record([*map(_closed, said), _closed("true_positive")], []).precision == precision(4, 1)


def test_of_episodes_flaps_and_the_share_taken_back_are_counted() -> None:
    episodes = [Past(1, False), Past(1, True), Past(2, False), Past(None, False)]
    found = track_record([], episodes)
    assert (found.alerts, found.flaps, found.retracted_share) == (4, 1, 0.25)
    assert (found.expected_share, found.unreviewed_share, found.to_detect, found.to_resolve) == (None,) * 4


def test_times_are_counted_from_when_it_was_seen() -> None:
    acked = replace(OPEN, acked_at=AT + 3 * HOUR, mitigated_at=AT + 5 * HOUR)
    found = track_record([acked, *(_closed("unreviewed", hours) for hours in (2, 4, 9))], [])
    assert found.to_detect is not None
    assert (found.to_detect.median, found.to_detect.p90) == (HOUR, HOUR)
    assert found.to_acknowledge is not None
    assert found.to_acknowledge.median == 2 * HOUR
    assert found.to_mitigate is not None
    assert found.to_mitigate.median == 4 * HOUR
    assert found.to_resolve is not None
    assert (found.to_resolve.median, found.to_resolve.p90) == (4 * HOUR, 9 * HOUR)
