"""Alerts as JSON: what comes back is what was kept, and the fold goes on from it."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.notation import POLICIES, columns, hourly, readings, run, series

from gnomon.alerts import episodes, record
from gnomon.alerts.alert import Alert, Episode, Member
from gnomon.alerts.policy import Policy, Severity
from gnomon.alerts.state import Firing, Inactive, Pending, Reason
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.checks.verdict import Status
from gnomon.errors import FormatError

GOLDEN = Path(__file__).parents[1] / "golden" / "alerts" / "alert.json"


NUMBERS = st.none() | st.floats() | st.integers(0, 10**18).map(float)
TEXTS = st.text(max_size=6)
STATUSES = st.sampled_from(get_args(Status))
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5.5))]))
FIGURES = st.builds(Figures, *[NUMBERS] * len(record.FIGURES))
PARTS = st.builds(Part, TEXTS, st.sampled_from(["values", "missing"]), TEXTS)
DETAILS = st.builds(Detail, PARTS, STATUSES, FIGURES, st.booleans(), NUMBERS, st.booleans(), TEXTS)
VERDICTS = st.builds(
    Verdict,
    STATUSES,
    TEXTS,
    FIGURES,
    st.lists(DETAILS, max_size=3, unique_by=lambda detail: detail.part).map(tuple),
    st.booleans(),
    st.integers(0, 2**31),
    TEXTS,
)
STATES = st.one_of(
    st.builds(Pending, TIMES),
    st.builds(Firing, TIMES, TIMES, st.none() | TIMES),
    st.builds(Inactive, TIMES, TIMES, TIMES, st.sampled_from(get_args(Reason))),
)
EPISODES = st.builds(
    Episode,
    number=st.integers(1, 10**6),
    state=STATES,
    stepped_at=TIMES,
    latest_onset=TIMES,
    members=st.lists(st.builds(Member, PARTS, TIMES, st.integers(0, 9), st.none() | TIMES), max_size=3).map(tuple),
    parts=st.lists(PARTS, max_size=3).map(tuple),
    last=VERDICTS,
    peak=FIGURES,
    severity=st.sampled_from(get_args(Severity)),
    impact=NUMBERS,
    is_critical=st.booleans(),
)
ALERTS = st.builds(Alert, st.lists(EPISODES, max_size=2).map(tuple), st.integers(0, 10**6), st.none() | TIMES)


def _known(figures: Figures) -> Figures:
    """The numbers that are finite."""
    return Figures(*(_finite(getattr(figures, name)) for name in record.FIGURES))


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _as_kept(verdict: Verdict) -> Verdict:
    """The verdict with what is no finite number unknown."""
    details = tuple(
        replace(detail, figures=_known(detail.figures), impact=_finite(detail.impact)) for detail in verdict.details
    )
    return replace(verdict, figures=_known(verdict.figures), details=details)


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


@given(VERDICTS)
def test_every_verdict_comes_back_without_what_is_no_number(verdict: Verdict) -> None:
    kept = record.verdict_to_record(verdict)
    assert record.verdict_from_record(_through_json(kept)) == _as_kept(verdict)
    assert record.verdict_to_record(record.verdict_from_record(kept)) == kept


@given(ALERTS)
def test_every_alert_comes_back_without_what_is_no_number(alert: Alert) -> None:
    kept = record.alert_to_record(alert)
    expected = tuple(
        replace(one, last=_as_kept(one.last), peak=_known(one.peak), impact=_finite(one.impact))
        for one in alert.episodes
    )
    assert record.alert_from_record(_through_json(kept)) == replace(alert, episodes=expected)


@given(EPISODES)
def test_every_field_of_an_episode_is_kept(episode: Episode) -> None:
    kept = record.episode_to_record(episode)
    assert set(kept) == {field.name for field in fields(Episode)} | {"version"}
    assert set(kept["last"]) == {field.name for field in fields(Verdict)} | {"version"}
    assert {name for detail in kept["last"]["details"] for name in detail} <= {each.name for each in fields(Detail)}
    assert set(record.FIGURES) == {field.name for field in fields(Figures)}


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
