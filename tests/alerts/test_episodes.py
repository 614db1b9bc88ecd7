"""Columns inside an alert: who joins, who begins anew, who clears."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.notation import POLICIES, at, columns, hourly, readings, run, series

from gnomon.alerts import episodes
from gnomon.alerts.alert import Alert, Episode
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import Firing
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.errors import GnomonError

STATISTICAL = hourly(clear_after=2)


def told(found: Sequence[Episode]) -> list[tuple[int, str, float, float | None]]:
    """Number, parts, first hour and last hour of each episode."""
    return [
        (
            one.number,
            " ".join(part.series + ("?" if part.what == "missing" else "") for part in one.parts),
            (one.started_at - at(0)).total_seconds() / 3600,
            None if one.ended_at is None else (one.ended_at - at(0)).total_seconds() / 3600,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ({"a": "VVVkkk", "b": "kkkkkk"}, [(1, "a", 1, 5)]),
        ({"a": "VVVkkk", "b": "kkVkkk"}, [(1, "a b", 1, 5)]),
        ({"a": "VVVVVV", "b": "kkkVVV"}, [(1, "a", 1, None), (2, "b", 4, None)]),
        ({"a": "VVVVVVV", "b": "kkVVVVV", "c": "kkkkVVV"}, [(1, "a b c", 1, None)]),
        ({"a": "VVVVVVV", "b": "kkVVVVV", "c": "kkkkkVV"}, [(1, "a b", 1, None), (2, "c", 6, None)]),
        ({"a": "VkVkVk", "b": "kkkkkk"}, [(1, "a", 1, None)]),
        ({"a": "VllllV", "b": "kkkkkk"}, [(1, "a", 1, None)]),
        ({"a": "lllVll", "b": "kkkkkk"}, [(1, "a", 4, None)]),
        ({"a": "VklkVk", "b": "kkkkkk"}, [(1, "a", 1, None)]),
        ({"a": "VkkkVk", "b": "kkkkkk"}, [(1, "a", 1, 3), (2, "a", 5, None)]),
        ({"a": "VkNkkk", "b": "kkkkkk"}, [(1, "a", 1, 4)]),
        ({"a": "VNNNNN", "b": "kkkkkk"}, [(1, "a", 1, None)]),
        ({"a": "VVVVVV", "a_missing": "kVVVVV"}, [(1, "a? a", 1, None)]),
        ({"a": "VVVVVV", "a_missing": "kkkVVV"}, [(1, "a", 1, None), (2, "a?", 4, None)]),
        ({"a": "VkkVVV", "b": "VVVVVV"}, [(1, "a b", 1, None), (2, "a", 4, None)]),
        ({"a": "VVkkkk", "b": "kkkkVk"}, [(1, "a", 1, 4), (2, "b", 5, None)]),
        ({"a": "Vkkkkk", "b": "kkVkkk"}, [(1, "a b", 1, 5)]),
    ],
)
def test_who_joins_and_who_begins_anew(letters: dict[str, str], found: list[tuple[object, ...]]) -> None:
    assert told(run(columns(**letters), STATISTICAL).episodes) == found


def test_each_part_clears_by_itself() -> None:
    folded = run(columns(a="VkkkV", b="VVVVV"), STATISTICAL)
    opened = [[sorted(part.series for part in one.open) for one in state.episodes] for state in folded.states]
    assert opened == [[["a", "b"]], [["a", "b"]], [["b"]], [["b"]], [["b"], ["a"]]]


@pytest.mark.parametrize(
    ("letters", "numbers"),
    [
        ("VVkk", [(1, "a", 1, None)]),
        ("VkV", [(1, "a", 1, None)]),
        ("VkkkV", [(1, "a", 1, 4), (2, "a", 5, None)]),
        ("VkVkkk", [(1, "a", 1, 6)]),
    ],
)
def test_a_part_that_comes_back_while_it_keeps_firing_returns_to_its_episode(
    letters: str, numbers: list[tuple[object, ...]]
) -> None:
    assert told(run(columns(a=letters), hourly(keep_firing_for=2)).episodes) == numbers


def test_a_cleared_part_comes_back_to_an_episode_that_others_hold_open() -> None:
    policy = hourly(keep_firing_for=2)
    back = run(columns(a="VkVV", b="VVVV"), policy)
    assert told(back.episodes) == [(1, "a b", 1, None)]
    late = run(columns(a="VkkkkVV", b="VVVVVVV"), policy)
    assert told(late.episodes) == [(1, "a b", 1, None), (2, "a", 6, None)]
    unknown = run(columns(a="VkNNV", b="VVVVV"), policy)
    assert told(unknown.episodes) == [(1, "a b", 1, None)]


def test_while_it_is_pending_a_part_must_be_found_again_at_each_window() -> None:
    policy = hourly(pending_for=2, clear_after=2)
    assert told(run(columns(a="VlV"), policy).episodes) == []
    assert told(run(columns(a="VVV"), policy).episodes) == [(1, "a", 1, None)]
    assert told(run(columns(a="Vkk", b="kVV"), policy).episodes) == [(1, "a b", 1, None)]


def test_a_pending_episode_waits_for_parts_without_evidence() -> None:
    policy = hourly(pending_for=2)
    assert told(run(columns(a="VNV", b="kkk"), policy).episodes) == [(1, "a", 1, None)]
    assert [state.state for state in run(columns(a="VN"), policy).states] == ["pending", "pending"]


def test_a_firing_episode_whose_parts_are_all_without_evidence_gets_stale() -> None:
    folded = run(columns(a="VNNNN", b="kkkkk"), hourly(stale_after=3))
    assert [(one.event.kind, one.event.reason) for one in folded.events] == [("firing", None), ("resolved", "stale")]


def test_a_column_that_joins_after_a_restart_joins_the_restarted_episode() -> None:
    folded = run(columns(a="VNNNNVkk", b="kkkkkkVV"), hourly(pending_for=1))
    assert told(folded.episodes) == [(1, "a b", 6, None)]


def test_an_episode_that_never_fired_gives_its_number_back() -> None:
    folded = run(columns(a="VkVVVVk", b="kkkkkVV"), hourly(pending_for=1))
    assert told(folded.episodes) == [(1, "a", 3, 7), (2, "b", 6, None)]
    assert folded.alert.last_number == 2


def test_what_was_told_as_firing_keeps_its_number_though_the_monitor_changed() -> None:
    fired = run("VV", hourly(pending_for=1)).alert
    longer = hourly(pending_for=5)
    pending, events = episodes.step(fired, Verdict("violation"), at(3), longer)
    assert [(one.event.kind, one.event.reason) for one in events] == [("resolved", "monitor_changed")]
    dropped, events = episodes.step(pending, Verdict("ok"), at(4), longer)
    assert [one.event.kind for one in events] == ["dropped"]
    again, _ = episodes.step(dropped, Verdict("violation"), at(5), longer)
    assert [one.number for one in again.episodes] == [2]
    replayed = episodes.fold(fired, [(at(3), Verdict("violation")), (at(4), Verdict("ok"))], longer)
    assert replayed.episodes == ()


@pytest.mark.parametrize(
    ("letters", "hours"),
    [
        ({"a": "2222", "b": "k3kk"}, []),
        ({"a": "2222", "b": "k4kk"}, [2]),
        ({"a": "2222", "b": "k44k", "c": "kk8k"}, [2, 3]),
        ({"a": "2222", "b": "k44k", "c": "kk7k"}, [2]),
        ({"a": "2999"}, []),
        ({"a": "VVVV", "b": "kVVV"}, []),
        ({"a": "V222", "b": "kV3k"}, []),
        ({"a": "VVVV", "b": "kcVV"}, [2]),
        ({"a": "VVVV", "b": "kccc", "c": "kkcc"}, [2]),
        ({"a": "cccc", "b": "kccc"}, []),
    ],
)
def test_other_columns_are_news_when_one_is_critical_or_the_worst_impact_doubles(
    letters: dict[str, str], hours: list[int]
) -> None:
    events = [one.event for one in run(columns(**letters), STATISTICAL).events if one.event.kind == "revised"]
    assert [event.ts for event in events] == [at(hour) for hour in hours]


def test_columns_that_join_while_it_is_pending_are_no_news() -> None:
    events = run(columns(a="2222", b="k9kk"), hourly(pending_for=2, clear_after=3)).events
    assert [one.event.kind for one in events] == ["pending", "firing"]
    assert events[-1].episode.impact == 2


def with_value(*values: float | None) -> list[Verdict]:
    return [
        Verdict("ok" if x is None else "violation", figures=Figures(value=x, effect=x, material=0.1)) for x in values
    ]


def test_the_last_verdict_that_kept_it_going_stays_while_it_keeps_firing() -> None:
    (episode,) = run(with_value(0.3, 0.9, 0.5, None), hourly(keep_firing_for=3)).alert.episodes
    assert (episode.last.figures.value, episode.peak.value) == (0.5, 0.9)
    assert episode.name == "firing"


def test_an_episode_has_the_figures_of_its_own_columns() -> None:
    a = Detail(Part("a"), "violation", Figures(effect=0.9, material=0.1), is_calm=False)
    b = Detail(Part("b"), "violation", Figures(effect=0.2, material=0.1), is_calm=False)
    one, both = Verdict("violation", details=(a,)), Verdict("violation", details=(b, a))
    folded = run([one, one, one, both, both], STATISTICAL)
    assert [episode.last.figures.effect for episode in folded.episodes] == [0.9, 0.2]
    assert [[detail.part.series for detail in episode.details] for episode in folded.episodes] == [["a"], ["b"]]


def test_a_part_that_is_open_and_not_listed_keeps_the_last_figures() -> None:
    (episode,) = run(columns(a="Vk"), STATISTICAL).alert.episodes
    assert isinstance(episode.state, Firing)
    assert [detail.status for detail in episode.details] == ["violation"]


def test_a_resolved_episode_is_forgotten_after_its_retention() -> None:
    folded = run("Vkkk", hourly(retention=1))
    assert [len(state.episodes) for state in folded.states] == [1, 1, 1, 0]
    assert told(folded.episodes) == [(1, "", 1, 2)]


def test_a_window_is_folded_once_and_in_order() -> None:
    alert = run("V", hourly()).alert
    with pytest.raises(GnomonError):
        episodes.step(alert, Verdict("ok"), at(1), hourly())


@given(series(), POLICIES)
def test_the_fold_is_a_function(of: list[Verdict], policy: Policy) -> None:
    assert run(of, policy) == run(list(of), policy)


@given(series(), POLICIES, st.data())
def test_going_on_from_any_window_equals_the_whole(of: list[Verdict], policy: Policy, data: st.DataObject) -> None:
    whole = run(of, policy)
    cut = data.draw(st.integers(0, len(of)))
    before = whole.states[cut - 1] if cut else Alert()
    rest = episodes.fold(before, readings(of)[cut:], policy)
    assert rest.alert == whole.alert
    assert rest.states == whole.states[cut:]
    kept = {one.number: one for one in rest.episodes}
    for one in whole.episodes:
        ended_before = cut and one.ended_at is not None and one.ended_at <= at(cut)
        assert ended_before or kept[one.number] == one


@given(series(), POLICIES)
def test_what_is_told_adds_up(of: list[Verdict], policy: Policy) -> None:
    """An episode fires once, ends at most once, and every event belongs to one that was told as begun."""
    open_numbers: set[int] = set()
    for one in run(of, policy).events:
        number = one.episode.number
        match one.event.kind:
            case "firing":
                assert number not in open_numbers
                open_numbers.add(number)
            case "resolved" | "revised":
                assert number in open_numbers
                open_numbers -= {number} if one.event.kind == "resolved" else set()
            case _:
                assert number not in open_numbers


@given(series(), POLICIES)
def test_a_window_opens_at_most_one_episode(of: list[Verdict], policy: Policy) -> None:  # ALERTS 8.5: of a hundred
    for ts, state in zip((ts for ts, _ in readings(of)), run(of, policy).states, strict=True):
        assert sum(all(member.joined_at == ts for member in one.members) for one in state.episodes if one.is_live) <= 1


@given(series(), POLICIES)
def test_no_part_is_in_two_live_episodes(of: list[Verdict], policy: Policy) -> None:
    for state in run(of, policy).states:
        parts = [member.part for one in state.episodes if one.is_live for member in one.members]
        assert len(parts) == len(set(parts))
        numbers = [one.number for one in state.episodes]
        assert numbers == sorted(set(numbers))


@given(st.lists(st.tuples(*[st.sampled_from("Vlk")] * 3), min_size=1, max_size=40))
def test_episodes_are_those_of_the_statistical_specification(windows: list[tuple[str, str, str]]) -> None:
    """Ten slow lines that count events: open columns are out until two calm windows, a later onset is a new event."""
    found: list[list[object]] = []  # first window, columns, latest onset
    event_of: dict[int, int] = {}
    calm = [0, 0, 0]
    for t, window in enumerate(windows, 1):
        for j in list(event_of):
            calm[j] = calm[j] + 1 if window[j] == "k" else 0
            if calm[j] == 2:
                del event_of[j]
                calm[j] = 0
        fresh = [j for j in range(3) if j not in event_of and window[j] == "V"]
        if fresh:
            if not found or t - found[-1][2] > 2:  # type: ignore[operator]
                found.append([t, set(), t])
            found[-1][1] |= set(fresh)  # type: ignore[operator]
            found[-1][2] = t
            event_of |= dict.fromkeys(fresh, len(found) - 1)
    letters = ("".join(column) for column in zip(*windows, strict=True))
    ours = run(columns(**dict(zip("abc", letters, strict=True))), STATISTICAL).episodes
    assert [(one.started_at, {"abc".index(part.series) for part in one.parts}) for one in ours] == [
        (at(t), names)  # type: ignore[arg-type]
        for t, names, _ in found
    ]


@pytest.mark.parametrize("is_calm", [True, False])
def test_a_window_that_only_keeps_an_alert_open_does_not_speak_for_it(*, is_calm: bool) -> None:
    wrong = Verdict("violation", "AUC fell.", Figures(value=0.8, effect=-0.1, material=0.01), is_calm=False)
    fine = Verdict("ok", "AUC is as usual.", Figures(value=0.9, effect=-0.2, material=0.01), is_calm=is_calm)
    (episode,) = run([wrong, fine], STATISTICAL).episodes
    assert isinstance(episode.state, Firing)
    assert (episode.last, episode.peak) == (wrong, wrong.figures)
