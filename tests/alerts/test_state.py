"""The state machine: every row of its table, and the worked example that Prometheus was measured on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.notation import HOUR, at, hourly

from gnomon.alerts import state as machine
from gnomon.alerts.state import ABSENT, Event, Firing, Inactive, Pending, State

PENDING, FIRING = Pending(at(0)), Firing(at(0), at(2))
KEEPING = Firing(at(0), at(2), keep_since=at(5))
INACTIVE = Inactive(at(0), at(2), at(5))


@pytest.mark.parametrize(
    ("row", "before", "holds", "hour", "policy", "after", "events"),
    [
        ("none, false", ABSENT, False, 1, {}, ABSENT, []),
        ("T1", ABSENT, True, 1, {}, Firing(at(1), at(1)), [Event("firing", at(1))]),
        ("T1 again", INACTIVE, True, 6, {}, Firing(at(6), at(6)), [Event("firing", at(6))]),
        ("T2", ABSENT, True, 1, {"pending_for": 2}, Pending(at(1)), [Event("pending", at(1))]),
        ("T2 again", INACTIVE, True, 6, {"pending_for": 2}, Pending(at(6)), [Event("pending", at(6))]),
        ("T3", PENDING, True, 1, {"pending_for": 2}, PENDING, []),
        ("T4", PENDING, True, 2, {"pending_for": 2}, Firing(at(0), at(2)), [Event("firing", at(2))]),
        ("T5", PENDING, False, 2, {"pending_for": 2}, ABSENT, [Event("dropped", at(2))]),
        ("T6", FIRING, True, 3, {}, FIRING, []),
        ("T6 clears", KEEPING, True, 6, {"keep_firing_for": 3}, FIRING, []),
        ("T7 begins", FIRING, False, 5, {"keep_firing_for": 3}, KEEPING, []),
        ("T7 goes on", KEEPING, False, 7, {"keep_firing_for": 3}, KEEPING, []),
        ("T8", KEEPING, False, 8, {"keep_firing_for": 3}, Inactive(at(0), at(2), at(8)), ["recovered"]),
        ("T8 at once", FIRING, False, 5, {}, INACTIVE, ["recovered"]),
        ("T9", INACTIVE, False, 5.25, {}, INACTIVE, []),
        ("T10", INACTIVE, False, 5.26, {}, ABSENT, []),
        ("T12", FIRING, True, 3, {"pending_for": 4}, PENDING, ["monitor_changed"]),
        ("T12 not when false", FIRING, False, 3, {"pending_for": 4}, Inactive(at(0), at(2), at(3)), ["recovered"]),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_every_row_of_the_table(
    row: str, before: State, holds: bool, hour: float, policy: dict[str, float], after: State, events: list[object]
) -> None:
    told = [Event("resolved", at(hour), reason) if isinstance(reason, str) else reason for reason in events]  # type: ignore[arg-type]
    assert machine.step(before, holds, at(hour), hourly(**policy)) == (after, tuple(told)), row


@pytest.mark.parametrize(
    ("before", "reasons"), [(ABSENT, []), (PENDING, []), (INACTIVE, []), (KEEPING, ["monitor_removed"])]
)
def test_a_removed_monitor_resolves_what_fires_and_drops_the_rest_without_a_word(
    before: State, reasons: list[str]
) -> None:
    after, events = machine.remove(before, at(9))
    assert after == ABSENT
    assert [event.reason for event in events] == reasons


W1_VALUES = [9, 9, 9, 1, 9, 1, 1, 1, 1, 9, None, 9, 9, 9]
W1_STATES = "pend pend FIRE FIRE FIRE FIRE FIRE FIRE inact pend none pend pend FIRE".split()
W1_ACTIVE = [0, 0, 0, 0, 0, 0, 0, 0, 0, 9, None, 11, 11, 11]


def test_the_worked_example_of_prometheus() -> None:
    state: State = ABSENT
    policy = hourly(pending_for=2, keep_firing_for=3)
    short = {"pending": "pend", "firing": "FIRE", "inactive": "inact", "none": "none"}
    names, active = [], []
    for hour, value in enumerate(W1_VALUES):
        state, _ = machine.step(state, value is not None and value > 5, at(hour), policy)
        names.append(short[machine.name(state)])
        active.append(None if state == ABSENT else (state.active_at - at(0)) / HOUR)  # type: ignore[union-attr]
    assert names == W1_STATES
    assert active == W1_ACTIVE


def test_a_true_window_starts_the_time_to_keep_firing_anew() -> None:
    policy, state = hourly(keep_firing_for=2), FIRING
    for hour, holds in ((3, False), (4, True), (5, False), (6, False)):
        state, _ = machine.step(state, holds, at(hour), policy)  # type: ignore[assignment]
    assert state == Firing(at(0), at(2), keep_since=at(5))


@given(st.lists(st.booleans(), max_size=30), st.sampled_from([0, 1, 2.5]), st.sampled_from([0, 1, 2.5]))
def test_times_are_in_order_and_firing_never_goes_back_to_pending(
    holding: list[bool], pending_for: float, keep: float
) -> None:
    policy, state = hourly(pending_for=pending_for, keep_firing_for=keep), ABSENT
    for hour, holds in enumerate(holding):
        before, (state, _) = state, machine.step(state, holds, at(hour), policy)  # type: ignore[assignment]
        match state:
            case Pending(active_at):
                assert not isinstance(before, Firing)
                assert active_at <= at(hour)
            case Firing(active_at, fired_at, keep_since):
                assert active_at <= fired_at <= at(hour)
                assert keep_since is None or fired_at < keep_since <= at(hour)
            case Inactive(active_at, fired_at, resolved_at):
                assert active_at <= fired_at < resolved_at <= at(hour)
