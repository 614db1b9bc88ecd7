"""gnomon watches itself: each concern with its reason and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from tests.jobs.running import Wall, filled, once, settings, shifted
from tests.jobs.worlds import DAY, World, day, events, labels_of

from gnomon.alerts.incident import Assessment, Incident
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.jobs.reporting.concerns import concerns
from gnomon.store import alerts, incidents
from gnomon.store.alerts import EpisodeRow


def found(world: World, now: datetime | None = None) -> list[tuple[str, str | None, str, str]]:
    made = concerns(settings(world), world.store, now or day(400))
    return [(one.kind, one.monitor, one.reason, one.mend) for one in made]


def of(world: World, kind: str, now: datetime | None = None) -> list[tuple[str | None, str, str]]:
    return [one[1:] for one in found(world, now) if one[0] == kind]


def test_what_was_never_run_and_what_is_no_longer_run_is_said(world: World) -> None:
    often = "Let cron or the like run gnomon run at least once a window."
    assert found(world) == [("not_run", None, "It was never run.", often)]
    filled(world, 12, 99)
    once(world, 12.1, clock=Wall(day(12.1)))
    assert found(world, day(14)) == []
    assert found(world, day(14.2)) == [
        ("not_run", None, "Its last run was 13 Jan 2013 02:24 UTC; its windows are 1d.", often)
    ]


def test_windows_that_are_over_and_not_judged_are_counted(world: World) -> None:
    filled(world, 12, 99)
    once(world, 12.1, clock=Wall(day(300)))  # as of a time long ago
    assert of(world, "behind") == []
    once(world, 29.5, clock=Wall(day(29.5)))  # two weeks of silence are judged, and no more
    assert of(world, "behind", day(29.6)) == []
    once(world, 32.5, clock=Wall(day(32.5)))
    assert of(world, "behind", day(32.6)) == [
        (
            None,
            "It is judged until 27 Jan 2013 00:00 UTC: 6 later windows were over by its last run.",
            "Look whether its source has rows of later windows.",
        )
    ]


def _fired(world: World, count: int, windows: float, *, said: Assessment | None = None, acked: bool = False) -> None:
    """Alerts of `inputs` before the newest window, each an incident of its own."""
    with world.store.transaction() as tx:
        for n in range(1, count + 1):
            at = day(12) - n * DAY
            row = EpisodeRow(
                "flights", "inputs", "f" * 16, n, {"alertname": "inputs"}, "info", "resolved", at - DAY, at, at,
                at + windows * DAY, ["temp"], "So.", {}, at,
            )  # fmt: skip
            alerts.put(tx, row)
            if said is not None:
                one = Incident(0, f"k{n}", "flights", "open", "high", "So.", "", "", at, at)
                kept = incidents.add(tx, one)
                incidents.attach(tx, kept.id, row.alert_id, n)
    if said is None:
        return
    people = Incidents(settings(world), world.store, "user:ann", lambda: day(13))
    for n in range(1, count + 1):
        if acked:
            people.acknowledge(n)
        if said in ("false_positive", "expected_change"):
            cause = "season: summer" if said == "expected_change" else ""
            people.close(n, said, root_cause=cause)  # type: ignore[arg-type]  # one of the two


@pytest.mark.parametrize(
    ("given", "reason", "mend"),
    [
        (
            {"count": 5, "windows": 3, "said": "false_positive"},
            "5 of 5 reviewed incidents were none in 90 days.",
            "Raise what matters to it, and see with gnomon backtest flights what that changes.",
        ),
        (
            {"count": 3, "windows": 1},
            "3 of 3 alerts were shorter than two windows in 90 days.",
            "Write for: 2 windows, or keep_firing_for: 2 windows.",
        ),
        (
            {"count": 10, "windows": 3, "said": "unreviewed"},
            "10 alerts, and nobody acknowledged one in 90 days.",
            "Write severity: info, or lead it to who acts on it.",
        ),
    ],
)
def test_a_monitor_whose_alerts_were_noise_is_said_with_what_would_help(
    world: World, given: dict[str, Any], reason: str, mend: str
) -> None:
    filled(world, 12, 99)
    once(world, 12.1, clock=Wall(day(12.1)))
    _fired(world, **given)
    assert found(world, day(13)) == [("noisy", "inputs", reason, mend)]


@pytest.mark.parametrize(
    "given",
    [
        {"count": 4, "windows": 3, "said": "false_positive"},
        {"count": 2, "windows": 1},
        {"count": 10, "windows": 3},
        {"count": 10, "windows": 3, "said": "unreviewed", "acked": True},
        {"count": 6, "windows": 3, "said": "expected_change"},
    ],
)
def test_a_monitor_of_which_that_cannot_be_said_is_left_alone(world: World, given: dict[str, Any]) -> None:
    filled(world, 12, 99)
    once(world, 12.1, clock=Wall(day(12.1)))
    _fired(world, **given)
    assert found(world, day(13)) == []


def test_what_is_long_over_counts_no_more(world: World) -> None:
    filled(world, 12, 99)
    once(world, 12.1, clock=Wall(day(12.1)))
    _fired(world, 3, 1)
    with world.store.transaction() as tx:
        for row in alerts.all(tx, "flights"):
            alerts.put(tx, replace(row, started_at=row.started_at - 90 * DAY))
    assert found(world, day(13)) == []


def test_without_a_reference_nothing_can_fire_yet(world: World) -> None:
    world.rows("a.parquet", events(0, 3))
    world.targets("a.parquet", labels_of(events(0, 3)))
    once(world, 3.1, clock=Wall(day(3.1)))
    ((monitor, reason, mend),) = of(world, "never_fires", day(3.2))
    assert monitor is None and reason.startswith("Nothing is judged yet: ")
    assert "the reference is complete on 08 Jan 2013 02:00 UTC" in reason
    assert mend == "Wait, or name rows to compare with: reference: {path: train.parquet}."


def test_monitors_that_can_never_fire_are_said_by_their_own_words_and_by_what_they_judged(
    make: Callable[..., World],
) -> None:
    monitors = {
        "much": {"name": "much", "expect": "rows >= 0"},
        "gone": {"name": "gone", "watches": "inputs", "columns": ["wind", "humid"]},
        "odd": {"name": "odd", "expect": "mean(wind) < 3"},
    }
    world = make(monitors=monitors, targets=None)
    for n, frame in enumerate(shifted(16, 99)):
        world.rows(f"{n:03}.parquet", frame)
    once(world, 16.1, clock=Wall(day(16.1)))
    told = {monitor: (reason, mend) for monitor, reason, mend in of(world, "never_fires", day(16.2))}
    assert told["much"] == (
        "It is never in violation: its limit rows >= 0 always holds.",
        "Write one that can be passed.",
    )
    assert told["gone"] == (
        "None of its last 9 windows could be judged: of wind, humid no column is among the rows.",
        "Name what is there, or write gone: off.",
    )
    reason, mend = told["odd"]
    assert reason.startswith("None of its last 9 windows could be judged: There is no column *wind*")
    assert mend == "Mend that: gnomon explain flights odd says more."


def test_a_monitor_that_lacks_something_is_said(world: World) -> None:
    for n, frame in enumerate(shifted(16, 99)):
        world.rows(f"{n:03}.parquet", frame)
    world.targets("a.parquet", labels_of(events(100, 1)))
    once(world, 16.1, clock=Wall(day(16.1)))
    ((monitor, reason, mend),) = of(world, "never_fires", day(16.2))  # a large change of few rows fires
    assert monitor == "performance"
    assert reason.startswith("None of its last 9 windows could be judged: The reference has no targets")
    assert mend == ("Give it what it lacks, widen every: so that a window has more rows, or write performance: off.")


def test_a_few_windows_without_a_judgement_say_nothing_yet(make: Callable[..., World]) -> None:
    world = make(monitors={"gone": {"name": "gone", "watches": "inputs", "columns": ["wind"]}}, targets=None)
    for n, frame in enumerate(shifted(10, 99)):
        world.rows(f"{n:03}.parquet", frame)
    once(world, 10.1, clock=Wall(day(10.1)))
    assert of(world, "never_fires", day(10.2)) == []
