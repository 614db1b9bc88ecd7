"""Tests of judging: windows in order, each with the alerts as the one before left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jobs.decided import decided, plan, windows

from gnomon.alerts.verdict import Verdict
from gnomon.checks.family import ColumnVerdict
from gnomon.jobs.judging.assessed import Assessed, Told
from gnomon.jobs.judging.judge import judge

KINDS = st.lists(st.sampled_from(["ok", "violation", "no_data"]), min_size=1, max_size=12)


@dataclass(frozen=True, eq=False)
class Scripted:
    """Columns whose status in each window is written down; notes what was told before each."""

    script: Sequence[Sequence[ColumnVerdict]]
    told: list[Told] = field(default_factory=list)

    def decide(self, place: int, told: Told) -> tuple[ColumnVerdict, ...]:
        self.told.append(set(told))
        return tuple(self.script[place])


def _assessed(script: Sequence[Sequence[ColumnVerdict]], **given: tuple[Verdict, ...]) -> tuple[Assessed, Scripted]:
    group = Scripted(script)
    count = len(script)
    return Assessed(windows(count), (1,) * count, (group,), {}, given), group  # type: ignore[arg-type]  # a group


def test_what_is_told_leaves_the_family_from_the_next_window_on_until_it_clears() -> None:
    script = [[decided("a", status)] for status in ("ok", "violation", "violation", "ok", "ok")]
    assessed, group = _assessed(script)
    judged = list(judge(assessed, [plan()], {}))
    assert group.told == [set(), set(), {("a", "values")}, {("a", "values")}, set()]
    kinds = [[one.event.kind for one in judged[n].events["inputs"]] for n in range(5)]
    assert kinds == [[], ["firing"], [], ["resolved"], []]


def test_a_part_that_one_monitor_told_has_left_the_family_of_all() -> None:
    script = [[decided("a", "violation"), decided("a", "ok", what="missing")]] * 2
    assessed, group = _assessed(script)
    list(judge(assessed, [plan("inputs"), plan("quality")], {}))
    assert group.told[1] == {("a", "values")}


def test_a_monitor_that_is_given_is_not_of_columns() -> None:
    given = (Verdict("violation", "Too few."), Verdict("ok", "As usual."))
    assessed, _ = _assessed([[decided("a")]] * 2, volume=given)
    judged = list(judge(assessed, [plan("volume"), plan("inputs")], {}))
    assert tuple(one.verdicts["volume"] for one in judged) == given
    assert [one.verdicts["inputs"].status for one in judged] == ["ok", "ok"]


@pytest.mark.parametrize("first", [0, 1, 3])
def test_it_starts_where_it_is_told_to(first: int) -> None:
    assessed, _ = _assessed([[decided("a")]] * 4)
    assert [one.window for one in judge(assessed, [plan()], {}, first)] == list(windows(4)[first:])


@given(KINDS, st.data())
def test_windows_judged_in_two_goes_are_the_windows_judged_in_one(statuses: list[str], data: st.DataObject) -> None:
    script = [[] if status == "no_data" else [decided("a", status), decided("b")] for status in statuses]
    cut = data.draw(st.integers(0, len(script)))
    whole = list(judge(_assessed(script)[0], [plan()], {}))
    before = list(judge(_assessed(script[:cut])[0], [plan()], {})) if cut else []
    alerts = before[-1].alerts if before else {}
    after = list(judge(_assessed(script)[0], [plan()], alerts, cut))
    assert [one.alerts for one in (*before, *after)] == [one.alerts for one in whole]
    assert [one.events for one in (*before, *after)] == [one.events for one in whole]


@dataclass(frozen=True, eq=False)
class ScriptedSegments:
    """Segments in which a column's status in each window is written down; notes what was told before each."""

    script: Sequence[str]
    told: list[Mapping[str, Told]] = field(default_factory=list)

    def decide(self, place: int, told: Mapping[str, Told]) -> Mapping[str, tuple[ColumnVerdict, ...]]:
        self.told.append(told)
        return {"origin = JFK": (decided("a", self.script[place]),)}


def test_what_is_told_of_a_segment_leaves_the_family_of_segments_and_not_that_of_the_whole() -> None:
    assessed, group = _assessed([[decided("a")]] * 4)
    segments = ScriptedSegments(["ok", "violation", "ok", "ok"])
    judged = list(judge(replace(assessed, segments=segments), [plan()], {}))  # type: ignore[arg-type]  # segments
    assert segments.told == [{}, {}, {"origin = JFK": {("a", "values")}}, {}]
    assert group.told == [set()] * 4
    kinds = [[one.event.kind for one in judged[n].events["inputs"]] for n in range(4)]
    assert kinds == [[], ["firing"], ["resolved"], []]


def test_of_a_window_that_is_set_aside_an_alert_takes_no_step_whatever_is_done_without_data() -> None:
    assessed, _ = _assessed([[decided("a", "violation")]] * 2)
    set_aside = replace(assessed, set_aside={1: "It is not judged."})
    first, second = judge(set_aside, [plan()], {})
    assert second.alerts == first.alerts
    assert second.verdicts["inputs"] == Verdict("no_data", "It is not judged.")
    assert second.reading("inputs") == Verdict("error", "It is not judged.")
    assert first.reading("inputs") == first.verdicts["inputs"]
