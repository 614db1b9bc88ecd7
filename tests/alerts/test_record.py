"""Alerts as JSON: what comes back is what was kept, and the fold goes on from it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from tests.alerts.notation import POLICIES, columns, hourly, readings, run, series

from gnomon.alerts import episodes, record
from gnomon.alerts.policy import Policy
from gnomon.alerts.verdict import Figures, Verdict
from gnomon.errors import FormatError

GOLDEN = Path(__file__).parents[1] / "golden" / "alerts" / "alert.json"


def _through_json(kept: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(kept, allow_nan=False))
    return found


@given(series(), POLICIES)
def test_an_alert_comes_back_as_it_was(verdicts: list[Verdict], policy: Policy) -> None:
    folded = run(verdicts, policy)
    for state in folded.states:
        assert record.alert_from_record(_through_json(record.alert_to_record(state))) == state
    for episode in folded.episodes:
        assert record.episode_from_record(_through_json(record.episode_to_record(episode))) == episode


@given(series(), POLICIES)
def test_the_fold_goes_on_from_what_was_kept(verdicts: list[Verdict], policy: Policy) -> None:
    middle = len(verdicts) // 2
    steps = readings(verdicts)
    first = episodes.fold(
        record.alert_from_record({**record.alert_to_record(run([], policy).alert)}), steps[:middle], policy
    )
    kept = record.alert_from_record(_through_json(record.alert_to_record(first.alert)))
    assert episodes.fold(kept, steps[middle:], policy).alert == run(verdicts, policy).alert


def test_what_is_no_finite_number_is_left_out() -> None:
    figures = Figures(value=math.nan, limit=math.inf, p=0.5)
    assert record.figures_to_record(figures) == {"p": 0.5}
    assert record.figures_from_record({"p": 0.5}) == Figures(p=0.5)


def test_a_record_of_the_first_version_is_read() -> None:
    alert = run(columns(a="VVk", b_missing="kV9"), hourly(pending_for=1)).alert
    assert record.alert_from_record(json.loads(GOLDEN.read_text("utf-8"))) == alert
    assert record.alert_to_record(alert) == json.loads(GOLDEN.read_text("utf-8"))


def test_a_record_of_a_newer_gnomon_is_refused() -> None:
    with pytest.raises(FormatError, match="newer gnomon"):
        record.verdict_from_record({**record.verdict_to_record(Verdict("ok")), "version": 2})
