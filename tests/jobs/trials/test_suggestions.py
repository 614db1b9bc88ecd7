"""What the past of monitors suggests: each rule alone, on a small history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import filled, once, settings
from tests.jobs.trials.alerts import alert
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.alerts import record
from gnomon.alerts.incident import Assessment, Incident
from gnomon.config.budget import Budget
from gnomon.config.reference import Reference
from gnomon.jobs.trials import materials, suggestions
from gnomon.jobs.trials.known_incidents import Known
from gnomon.jobs.trials.proposal import Bench, changed
from gnomon.jobs.trials.replay import replay
from gnomon.jobs.trials.suggestions import Past
from gnomon.store.alerts import EpisodeRow


@pytest.fixture
def ran(world: World) -> World:
    """A history in which `temp` moves on the 15th day, and is judged."""
    filled(world, 22, 15, rows=60)
    once(world, 22.1)
    return world


def bench(world: World, *known: Known, **inputs: Any) -> Bench:
    """The history with other settings of the inputs."""
    entity = changed(world.entity, {"inputs": inputs})
    return Bench.of(replay(world.store, entity, None, None), known)


def past(on: Bench, rows: list[EpisodeRow], said: Assessment = "unreviewed", messages: int = 0, **given: Any) -> Past:
    """What is known of the inputs: alerts, each in an incident of its own."""
    plan = next(one for one in on.base.plans if one.name == "inputs")
    one = Incident(
        id=1, incident_key="flights", entity="flights", status="resolved", severity="warning", title="", owner="",
        assignee="", started_at=day(1), detected_at=day(1), assessment=said, **given,
    )  # fmt: skip
    return Past(plan, tuple((row, replace(one, id=row.number)) for row in rows), messages)


def peak(on: Bench) -> float:
    (row,) = on.alerts(on.base, "inputs")
    effect = record.episode_from_record(row.record).peak.effect
    assert effect is not None
    return abs(effect)


def small(count: int) -> list[EpisodeRow]:
    return [alert("inputs", n, n + 4, number=n, effect=0.1 + n / 100, material=0.1) for n in range(1, count + 1)]


def test_small_false_alarms_ask_for_a_larger_material_with_its_replay(ran: World) -> None:
    on = bench(ran)
    found = suggestions.small_false_alarms(on, past(on, small(5), "false_positive"))
    assert found is not None
    assert found.fragment == {"entities": {"flights": {"monitors": {"inputs": {"material": 0.15}}}}}
    assert found.yaml == "entities:\n  flights:\n    monitors:\n      inputs:\n        material: 0.15\n"
    assert found.difference is not None
    assert found.difference.lost == ()  # the shift is far larger
    assert found.record()["rule"] == "S1"
    assert suggestions.small_false_alarms(on, past(on, small(4), "false_positive")) is None
    assert suggestions.small_false_alarms(on, past(on, small(5), "true_positive")) is None
    large = [replace(row, record=alert("inputs", 1, effect=0.9, material=0.1).record) for row in small(5)]
    assert suggestions.small_false_alarms(on, past(on, large, "false_positive")) is None


def test_a_larger_material_that_would_lose_something_wrong_is_not_suggested(ran: World) -> None:
    effect = peak(bench(ran))
    on = bench(ran, Known(day(15), day(18), "sensor"), material=effect)
    rows = [alert("inputs", n, n + 4, number=n, effect=1.9 * effect, material=effect) for n in range(1, 6)]
    assert suggestions.small_false_alarms(on, past(on, rows, "false_positive")) is None
    free = Bench.of(on.base)
    assert suggestions.small_false_alarms(free, past(free, rows, "false_positive")) is not None


def test_alerts_of_one_window_ask_for_two_if_that_makes_fewer(ran: World) -> None:
    on = bench(ran)
    rows = [alert("inputs", n, n + 1, number=n) for n in range(1, 7)]
    assert suggestions.flapping(on, past(on, rows)) is None  # one alert that lasts is not made fewer
    assert suggestions.flapping(on, past(on, rows[:4])) is None
    assert suggestions.flapping(on, past(on, small(6))) is None


@pytest.fixture
def flapping(make: Callable[..., World]) -> World:
    """A history in which `temp` is too high on five single days."""
    hot = {"name": "hot", "expect": "mean(temp) < 25"}
    world = make(monitors={"hot": hot, "inputs": {"name": "inputs", "off": True}})
    for n in range(22):
        away = n in (9, 12, 14, 17, 20)
        frame = events(n, 1, 200, temp=pl.col("temp") + (9.0 if away else 0.0))
        world.rows(f"{n:03}.parquet", frame)
        world.targets(f"{n:03}.parquet", labels_of(frame, seed=n))
    once(world, 22.1)
    return world


def test_alerts_that_come_and_go_ask_for_two_windows_with_what_that_leaves(flapping: World) -> None:
    (found,) = suggestions.suggest(flapping.store, flapping.entity, now=day(400))
    assert (found.rule, found.monitor) == ("S2", "hot")
    assert found.why == "5 of 5 alerts lasted less than two windows."
    assert found.fragment["entities"]["flights"]["monitors"]["hot"]["for"] == "2 windows"
    assert found.difference is not None
    assert found.difference.sentence == "0 kept, 0 moved, 5 lost, 0 gained"


def test_where_two_windows_on_the_way_in_would_lose_something_wrong_they_are_on_the_way_out(flapping: World) -> None:
    on = Bench.of(replay(flapping.store, flapping.entity, None, None), (Known(day(12), day(13), "sensor"),))
    plan = next(one for one in on.base.plans if one.name == "hot")
    found = suggestions.flapping(on, Past(plan, tuple((row, None) for row in on.alerts(on.base, "hot")), 0))
    assert found is not None
    assert found.fragment["entities"]["flights"]["monitors"]["hot"]["keep_firing_for"] == "2 windows"
    assert found.difference is not None
    assert found.difference.sentence == "0 kept, 1 moved, 4 lost, 0 gained"


def test_a_digest_has_it_in_short_with_the_command_that_shows_the_replay(flapping: World) -> None:
    ((monitor, line),) = suggestions.in_short(flapping.store, flapping.entity, day(400))
    assert monitor == "hot"
    assert line == (
        "flights: hot (S2). 5 of 5 alerts lasted less than two windows. In the history: 0 kept, 0 moved, 5 lost, "
        "0 gained. See gnomon monitors flights --suggest."
    )


def test_a_history_that_cannot_be_judged_suggests_nothing_to_a_digest(flapping: World) -> None:
    gone = flapping.entity.model_copy(update={"reference": Reference(entity="gone")})
    assert suggestions.in_short(flapping.store, gone, day(400)) == []


def test_a_history_is_judged_only_where_its_past_has_a_habit(ran: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "replay", None)
    assert suggestions.suggest(ran.store, ran.entity, now=day(400)) == []


def test_expected_changes_of_one_weekday_ask_for_hours_and_of_one_day_a_month_for_a_sliding_reference(
    ran: World,
) -> None:
    on = bench(ran)
    weekly = suggestions.expected(on, past(on, [alert("inputs", n, number=n) for n in (7, 14, 21)], "expected_change"))
    assert weekly is not None
    assert weekly.fragment["maintenance"][0]["mode"] == "exclude"
    assert weekly.fragment["hours"]["usual-mon"]["days"] == "mon"
    assert weekly.difference is not None
    assert len(weekly.difference.moved) == 1  # with one Monday less in the reference it is told otherwise
    monthly = suggestions.expected(on, past(on, [alert("inputs", n, number=n) for n in (1, 32, 91)], "expected_change"))
    assert monthly is not None
    assert monthly.fragment == {"entities": {"flights": {"reference": {"last": "35d"}}}}
    assert monthly.difference is not None
    assert len(monthly.difference.kept) + len(monthly.difference.moved) + len(monthly.difference.lost) == 1
    other = past(on, [alert("inputs", n, number=n) for n in (1, 3)], "expected_change")
    assert suggestions.expected(on, other) is None
    assert suggestions.expected(on, past(on, [])) is None
    one = past(on, [alert("inputs", n, number=n) for n in (7, 14, 21)], "expected_change")
    as_one = replace(one, rows=tuple((row, one.rows[0][1]) for row, _ in one.rows))
    assert suggestions.expected(on, as_one) is None  # three alerts of one change are no habit


def test_messages_that_nobody_acknowledged_ask_to_inform_only(ran: World) -> None:
    on = bench(ran, severity="high")
    rows = [alert("inputs", 3)]
    found = suggestions.unheard(on, past(on, rows, messages=10))
    assert found is not None
    assert found.fragment["entities"]["flights"]["monitors"]["inputs"] == {"severity": "info"}
    assert suggestions.unheard(on, past(on, rows, messages=9)) is None
    assert suggestions.unheard(on, past(on, rows, messages=10, acked_at=day(2))) is None
    quiet = bench(ran)
    assert suggestions.unheard(quiet, past(quiet, rows, messages=10)) is None


def test_what_people_wrote_down_asks_for_the_monitor_that_would_have_seen_it(ran: World) -> None:
    hidden = Known(day(15), day(18), "temp was wrong", is_wrong=False, id=7)
    on = bench(ran, hidden, material=1.6 * peak(bench(ran)))
    assert on.alerts(on.base, "inputs") == ()
    one = replace(past(on, [alert("inputs", 3)]).rows[0][1], id=7)  # type: ignore[type-var]  # an incident is there
    (found,) = suggestions.unforeseen(on, [one])
    assert (found.rule, found.monitor) == ("S5", "inputs")
    assert "Incident 7 (temp was wrong) was opened by hand" in found.why
    assert found.difference is not None
    assert len(found.difference.gained) == 1
    assert list(suggestions.unforeseen(on, [])) == []


def test_a_past_without_habits_suggests_nothing(ran: World) -> None:
    assert suggestions.suggest(ran.store, ran.entity, now=day(400)) == []


def test_tuning_proposes_the_least_material_that_keeps_to_what_is_accepted(ran: World) -> None:
    tight = World(
        ran.store, ran.folder, ran.entity.model_copy(update={"false_alarms": Budget(1.0, timedelta(days=365))})
    )
    effect = peak(bench(ran))

    def tuned(material: float, *known: Known) -> materials.Tuned:
        entity = changed(tight.entity, {"inputs": {"material": material}})
        given = (settings(tight), ran.store, entity, None, None, known)
        return next(one for one in materials.tune(*given, now=day(400)) if one.monitor == "inputs")

    found = tuned(effect / 2)
    assert [len(step.alerts) for step in found.steps] == [1, 1, 1, 0]
    assert found.proposal is not None
    assert found.proposal.difference is not None
    assert len(found.proposal.difference.lost) == 1
    assert "1 alert met nothing known" in found.says
    assert found.proposal.why.count(" at ") == 4
    assert materials.record_of(ran.entity, found)["setting"] == "material"
    sensor = Known(day(15), day(22), "sensor")
    known = tuned(effect / 2, sensor)
    assert (known.proposal, "nothing to change" in known.says) == (None, True)
    standing = tuned(effect / 8)
    assert (standing.proposal, "what lasts asks for another reference" in standing.says) == (None, True)
    missed = tuned(1.6 * effect, sensor)
    assert missed.proposal is not None
    assert "meets 1 of the known incidents instead of 0" in missed.says
