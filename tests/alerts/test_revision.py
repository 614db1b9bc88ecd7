"""Late data: every row of the table of revisions, and the same episodes for every order of arrival."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.notation import POLICIES, at, columns, hourly, readings, run, series, story, verdicts

from gnomon.alerts import episodes, revision
from gnomon.alerts.alert import Alert, Episode
from gnomon.alerts.episodes import Reading
from gnomon.alerts.policy import Policy
from gnomon.alerts.revision import Revised, Revision
from gnomon.alerts.verdict import Figures, Part, Verdict
from gnomon.errors import GnomonError

SOON = at(24)


def revised(told: str, now: str, policy: Policy | None = None, first: int = 1) -> Revised:
    """Replay from a window on."""
    policy = policy or hourly()
    before = run(told, policy)
    start = before.states[first - 2] if first > 1 else Alert()
    return revision.revise(before.episodes, start, readings(verdicts(now))[first - 1 :], policy, SOON)


def hours(episode: Episode | None) -> tuple[float, float | None] | None:
    if episode is None:
        return None
    end = None if episode.ended_at is None else (episode.ended_at - at(0)).total_seconds() / 3600
    return (episode.started_at - at(0)).total_seconds() / 3600, end


def said(one: Revision) -> tuple[object, ...]:
    return one.kind, one.telling, hours(one.told), hours(one.now)


@pytest.mark.parametrize(
    ("told", "now", "found"),
    [
        ("kkkk", "kVkk", [("past_raised", "digest", None, (2, 3))]),
        ("kVVV", "kkkk", [("retracted", "message", (2, None), None)]),
        ("kkVV", "kVVV", [("revised", "edit", (3, None), (2, None))]),
        ("kVVV", "kVVk", [("resolved", "message", (2, None), (2, 4))]),
        ("kkkk", "kkVV", [("firing", "message", None, (3, None))]),
        ("kVkk", "kkkk", [("past_retracted", "digest", (2, 3), None)]),
        ("kVVk", "kVVV", [("refired", "message", (2, 4), (2, None))]),
        ("kkVV", "kkVV", []),
        ("kkkk", "kkkk", []),
        (
            "kVkV",
            "kVVV",
            [("refired", "message", (2, 3), (2, None)), ("resolved", "message", (4, None), (2, None))],
        ),
        (
            "kVkVVV",
            "kVVVVV",
            [("figures_updated", "nothing", (2, 3), (2, None)), ("revised", "edit", (4, None), (2, None))],
        ),
        (
            "kVVV",
            "kVkV",
            [("resolved", "message", (2, None), (2, 3)), ("firing", "message", None, (4, None))],
        ),
        ("VVVkkk", "kVVkkk", [("figures_updated", "nothing", (1, 4), (2, 4))]),
        ("VVkkkk", "kkkkVk", [("past_retracted", "digest", (1, 3), None), ("past_raised", "digest", None, (5, 6))]),
    ],
)
def test_every_row_of_the_table(told: str, now: str, found: list[tuple[object, ...]]) -> None:
    assert [said(one) for one in revised(told, now).revisions] == found


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_replay_may_start_right_before_the_first_change(first: int) -> None:
    whole, part = revised("VVVVkkk", "VVVVkVk"), revised("VVVVkkk", "VVVVkVk", first=first)
    assert part.alert == whole.alert
    assert part.states == whole.states[first - 1 :]
    assert part.revisions == whole.revisions


def test_what_ended_before_the_replayed_stretch_is_left_alone() -> None:
    found = revised("VkkkVV", "VkkkkV", first=4)
    assert [said(one) for one in found.revisions] == [("revised", "edit", (5, None), (6, None))]
    assert [one.number for one in found.episodes] == [2]
    kept = revised("VkkkVV", "VkkkkV", hourly(retention=9), first=4)
    assert [one.number for one in kept.alert.episodes] == [1, 2]
    assert kept.revisions == found.revisions


def test_matched_episodes_keep_their_numbers_and_others_get_new_ones() -> None:
    found = revised("kVkkVVV", "VkkkkVV")
    assert [(one.number, *hours(one)) for one in found.episodes] == [(3, 1, 2), (2, 6, None)]  # type: ignore[misc]
    assert found.alert.last_number == 3
    assert [one.number for one in found.alert.episodes] == [2]
    assert [one.number for one in found.states[0].episodes] == [3]
    assert found.alert.next_number == 4


def test_a_pending_episode_is_not_told_and_keeps_its_number_when_it_may() -> None:
    policy = hourly(pending_for=1)
    found = revised("kkkkkV", "VVkkkV", policy)
    assert [said(one) for one in found.revisions] == [("past_raised", "digest", None, (1, 3))]
    assert [(one.number, one.name) for one in found.alert.episodes] == [(2, "pending")]
    unchanged = revised("VVkkkV", "VVkkkV", policy)
    assert [(one.number, one.name) for one in unchanged.alert.episodes] == [(2, "pending")]
    assert unchanged.revisions == ()


def test_an_alert_that_is_only_pending_now_is_retracted() -> None:
    found = revised("kVV", "kkV", hourly(pending_for=1))
    assert [said(one) for one in found.revisions] == [("retracted", "message", (2, None), None)]
    assert [(one.number, one.name) for one in found.alert.episodes] == [(2, "pending")]


@pytest.mark.parametrize(
    ("told", "now", "telling"),
    [
        ("kkVV", "kVVV", "nothing"),
        ("kkkk", "kkVV", "nothing"),
        ("kkkk", "kVkk", "nothing"),
        ("kVVV", "kkkk", "message"),
        ("kVVV", "kVVk", "message"),
    ],
)
def test_a_change_past_the_horizon_is_told_only_when_it_closes_what_was_told(told: str, now: str, telling: str) -> None:
    policy, before = hourly(), run(told, hourly())
    for age, expected in ((timedelta(days=7), None), (timedelta(days=7, seconds=1), telling)):
        found = revision.revise(before.episodes, Alert(), readings(verdicts(now)), policy, at(1) + age)
        kind = found.revisions[0].kind
        assert [one.telling for one in found.revisions] == [expected or revision.TELLING[kind]]


def test_only_what_fires_now_for_a_calm_past_is_late() -> None:
    late = {one.kind for one in (*revised("kkkk", "kkVV").revisions, *revised("kVVk", "kVVV").revisions) if one.is_late}
    assert late == {"firing", "refired"}
    assert not any(one.is_late for one in revised("kVVV", "kkkk").revisions)


def test_an_open_episode_that_another_took_in_is_resolved_as_joined() -> None:
    policy = hourly(clear_after=2)
    told = run(columns(a="VVVVVVVV", b="kkkkVVVV"), policy)
    assert len(told.episodes) == 2
    now = readings(columns(a="VVVVVVVV", b="kkVVVVVV"))
    found = revision.revise(told.episodes, Alert(), now, policy, SOON)
    assert [
        (one.kind, one.is_joined, one.told and one.told.number, one.now and one.now.number) for one in found.revisions
    ] == [
        ("figures_updated", False, 1, 1),
        ("resolved", True, 2, 1),
    ]


def test_a_replay_needs_windows_in_order() -> None:
    with pytest.raises(GnomonError):
        revision.revise((), Alert(), list(reversed(readings(verdicts("kk")))), hourly(), SOON)


FIRING = run("VV", hourly()).episodes[0]
A, AB = (Part("a"),), (Part("a"), Part("b"))


def with_figures(value: float | None, material: float | None = 0.1, **changes: object) -> Episode:
    figures = Figures(value=value, material=material)
    return replace(FIRING, last=Verdict("violation", figures=figures), peak=figures, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "now", "kind"),
    [
        (with_figures(0.31), with_figures(0.31), None),
        (with_figures(0.31), with_figures(0.35), "figures_updated"),
        (with_figures(0.31), with_figures(0.24), "revised"),
        (with_figures(0.5), with_figures(0.75, 0.5), "revised"),
        (with_figures(0.5), with_figures(0.74, 0.5), "figures_updated"),
        (with_figures(0.5, 0.5), with_figures(0.74, None), "figures_updated"),
        (with_figures(0.5, None), with_figures(0.51, None), "revised"),
        (with_figures(None), with_figures(0.31), "revised"),
        (with_figures(0.31), with_figures(None), "revised"),
        (with_figures(None), with_figures(None), None),
        (with_figures(1, severity="warning"), with_figures(1, severity="high"), "severity_raised"),
        (with_figures(1, severity="high"), with_figures(1, severity="info"), "revised"),
        (with_figures(1, parts=A), with_figures(1, parts=AB), "figures_updated"),
        (with_figures(1, parts=A), with_figures(1, parts=AB, is_critical=True), "revised"),
        (with_figures(1, parts=A, is_critical=True), with_figures(1, parts=AB, is_critical=True), "figures_updated"),
    ],
)
def test_an_episode_that_goes_on_is_told_again_only_for_what_matters(told: Episode, now: Episode, kind: str) -> None:
    assert revision.compare(told, now) == kind


def test_a_newest_figure_that_moves_below_the_worst_is_no_news() -> None:
    told = with_figures(0.31)
    moved = replace(told, last=Verdict("violation", figures=Figures(value=0.12, material=0.1)))
    assert revision.compare(told, moved) == "figures_updated"


@pytest.mark.parametrize(("letters", "kind"), [("3333", "figures_updated"), ("4444", "revised")])
def test_a_doubled_impact_of_other_columns_is_told(letters: str, kind: str) -> None:
    policy = hourly()
    told = run(columns(a="2222", b="kkkk"), policy).episodes
    now = readings(columns(a="2222", b=letters))
    assert [one.kind for one in revision.revise(told, Alert(), now, policy, SOON).revisions] == [kind]


class Job:
    """What a job does: windows are folded in order, and replayed from the first whose verdict changes."""

    def __init__(self, length: int, policy: Policy) -> None:
        self.policy = policy
        self.known = [Verdict("no_data")] * length
        first = episodes.fold(Alert(), readings(self.known), policy)
        self.states, self.told = list(first.states), list(first.episodes)

    def arrive(self, place: int, verdict: Verdict) -> None:
        self.known[place] = verdict
        before = self.states[place - 1] if place else Alert()
        found = revision.revise(self.told, before, self.readings(place), self.policy, SOON)
        self.states[place:] = found.states
        since = before.evaluated_at
        over = [one for one in self.told if since and one.ended_at is not None and one.ended_at <= since]
        self.told = [*over, *found.episodes]

    def readings(self, place: int) -> list[Reading]:
        return readings(self.known)[place:]


@given(series(most=8), POLICIES, st.data())
def test_every_order_of_arrival_gives_the_same_episodes(of: list[Verdict], policy: Policy, data: st.DataObject) -> None:
    job = Job(len(of), policy)
    for place in data.draw(st.permutations(range(len(of)))):
        if data.draw(st.booleans()):
            job.arrive(place, replace(of[place], reason="early", revision=1))
        job.arrive(place, of[place])
    whole = run(of, policy)
    assert sorted(map(story, job.told), key=repr) == sorted(map(story, whole.episodes), key=repr)
    numbers = [one.number for one in job.told]
    assert len(numbers) == len(set(numbers))
    ours, theirs = job.states[-1].episodes, whole.alert.episodes
    assert sorted(map(story, ours), key=repr) == sorted(map(story, theirs), key=repr)


@given(series(), POLICIES)
def test_a_replay_of_the_same_data_is_no_news(of: list[Verdict], policy: Policy) -> None:
    whole = run(of, policy)
    found = revision.revise(whole.episodes, Alert(), readings(of), policy, SOON)
    assert found.revisions == ()
    assert found.episodes == tuple(sorted(whole.episodes, key=lambda one: (one.started_at, one.number)))
    ours, theirs = found.alert, whole.alert
    assert (ours.last_number, ours.evaluated_at) == (theirs.last_number, theirs.evaluated_at)
    # What is pending was never told, so that its number is nobody's (R18, R20); of what fired it is the same.
    ours, theirs = (
        [(one.number if one.has_fired else 0, replace(one, number=0)) for one in alert.episodes]
        for alert in (ours, theirs)
    )
    assert ours == theirs


@given(series(), series(), POLICIES)
def test_every_difference_is_said_once_and_what_was_told_as_open_is_closed(
    told: list[Verdict], now: list[Verdict], policy: Policy
) -> None:
    length = min(len(told), len(now))
    before = run(told[:length], policy)
    found = revision.revise(before.episodes, Alert(), readings(now[:length]), policy, SOON)
    after = {one.number: one for one in found.episodes}
    assert len(after) == len(found.episodes)
    said_of = [one.told.number for one in found.revisions if one.told]
    assert len(said_of) == len(set(said_of))
    closed = {one.told.number for one in found.revisions if one.told and one.kind in revision.CLOSING}
    still = {one.number for one in before.episodes if one.ended_at is None} - closed
    assert all(number in after and after[number].ended_at is None for number in still)
    fresh = {one.now.number for one in found.revisions if one.now and not one.told}
    assert set(after) <= {one.number for one in before.episodes} | fresh
