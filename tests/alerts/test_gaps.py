"""Windows without evidence."""

from __future__ import annotations

import pytest
from tests.alerts.notation import at, hourly, run, states

from gnomon.alerts import gaps
from gnomon.alerts.alert import Alert
from gnomon.alerts.state import Inactive
from gnomon.alerts.verdict import WHOLE, Detail, Part, Verdict
from gnomon.checks.verdict import Status


@pytest.mark.parametrize(
    ("letters", "policy", "after"),
    [
        ("VNNV", {"on_no_data": "keep", "max_gap": 3}, "pend,pend,pend,FIRE"),
        ("VNNV", {"on_no_data": "keep", "max_gap": 2}, "pend,pend,pend,pend"),
        ("VNNV", {"on_no_data": "keep"}, "pend,pend,pend,FIRE"),
        ("VNNV", {"on_no_data": "ok"}, "pend,none,none,pend"),
        ("VNNV", {"on_no_data": "alert"}, "pend,pend,FIRE,FIRE"),
        ("VVVNk", {"on_no_data": "keep"}, "pend,pend,FIRE,FIRE,inact"),
    ],
)
def test_the_worked_example(letters: str, policy: dict[str, object], after: str) -> None:
    assert states(letters, hourly(pending_for=2, **policy)) == after


def test_a_restarted_pending_alert_is_active_from_the_step_after_the_gap() -> None:
    (episode,) = run("VNNVVV", hourly(pending_for=2, max_gap=2)).episodes
    assert (episode.started_at, episode.fired_at) == (at(4), at(6))


@pytest.mark.parametrize("on_no_data", ["keep", "ok", "alert"])
def test_too_little_data_is_no_data(on_no_data: str) -> None:
    policy = hourly(pending_for=2, on_no_data=on_no_data)
    assert states("VIIVV", policy) == states("VNNVV", policy)


@pytest.mark.parametrize("on_no_data", ["keep", "ok", "alert"])
def test_an_error_never_takes_a_step(on_no_data: str) -> None:
    assert states("kEVEkEE", hourly(on_no_data=on_no_data)) == "none,none,FIRE,FIRE,inact,inact,inact"


def test_a_gap_does_not_touch_what_fires() -> None:
    assert states("VNNNNNNV", hourly(max_gap=1)) == ",".join(["FIRE"] * 8)


def test_a_firing_alert_without_evidence_is_closed_when_stale() -> None:
    folded = run("VNNNN", hourly(stale_after=3))
    assert [state.state for state in folded.states] == ["firing"] * 4 + ["inactive"]
    assert folded.episodes[0].state == Inactive(at(1), at(1), at(5), "stale")
    assert [(event.event.kind, event.event.reason) for event in folded.events] == [
        ("firing", None),
        ("resolved", "stale"),
    ]


def test_an_error_does_not_keep_an_alert_from_getting_stale() -> None:
    assert run("VEEEE", hourly(stale_after=3)).episodes[0].state == Inactive(at(1), at(1), at(5), "stale")


def test_evidence_after_a_stale_silence_is_a_new_episode() -> None:
    just_not = run("VNNV", hourly(stale_after=3)).episodes
    assert [episode.name for episode in just_not] == ["firing"]
    stale = run("VNNNV", hourly(stale_after=3)).episodes
    assert [(episode.number, episode.name) for episode in stale] == [(1, "inactive"), (2, "firing")]
    assert stale[0].ended_at == stale[1].started_at == at(5)


def test_a_pending_alert_never_gets_stale() -> None:
    assert states("VNNNNN", hourly(pending_for=1, stale_after=2)) == ",".join(["pend"] * 6)


def test_silence_that_alerts_keeps_the_name_of_what_it_interrupts() -> None:
    folded = run("VNNkN", hourly(on_no_data="alert"))
    assert [(episode.number, episode.name) for episode in folded.episodes] == [(1, "inactive"), (2, "firing")]
    assert folded.states[2].episodes[0].last.status == "no_data"


def test_silence_while_it_keeps_firing_comes_back_to_the_same_episode() -> None:
    folded = run("VkN", hourly(on_no_data="alert", keep_firing_for=2))
    assert [(episode.number, episode.name) for episode in folded.episodes] == [(1, "firing")]


def part_of(status: Status, **policy: object) -> gaps.Evidence | None:
    verdict = Verdict("ok", details=(Detail(Part("a"), status),))
    return gaps.evidence(verdict, hourly(**policy), set())


@pytest.mark.parametrize(
    ("status", "on_no_data", "found"),
    [
        ("no_data", "keep", gaps.Evidence(unknown=frozenset({Part("a")}))),
        ("no_data", "ok", gaps.Evidence()),
        ("insufficient_data", "alert", gaps.Evidence(fires=frozenset({Part("a")}))),
        ("error", "alert", gaps.Evidence(unknown=frozenset({Part("a")}))),
        ("violation", "keep", gaps.Evidence(fires=frozenset({Part("a")}))),
    ],
)
def test_a_column_without_evidence_is_as_a_window_without(
    status: Status, on_no_data: str, found: gaps.Evidence
) -> None:
    assert part_of(status, on_no_data=on_no_data) == found


def test_too_few_rows_in_some_columns_leave_the_others_their_evidence() -> None:
    details = (Detail(Part("a"), "insufficient_data"), Detail(Part("b"), "violation"))
    found = gaps.evidence(Verdict("insufficient_data", details=details), hourly(), set())
    assert found == gaps.Evidence(fires=frozenset({Part("b")}), unknown=frozenset({Part("a")}))


def test_silence_fires_what_stands_and_else_the_whole() -> None:
    policy = hourly(on_no_data="alert")
    for standing, fires in (({Part("a")}, {Part("a")}), (set(), {WHOLE})):
        found = gaps.evidence(Verdict("no_data"), policy, standing)
        assert found is not None
        assert found.fires == fires


def test_nothing_stands_before_the_first_window() -> None:
    assert Alert().standing == frozenset()
