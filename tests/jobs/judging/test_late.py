"""Late data: in whatever order rows and targets come, the same verdicts and episodes are left."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.jobs.running import SECRET, Wall, once, outcome
from tests.jobs.worlds import World, day, events, labels_of
from tests.notify.receiver import Receiver

from gnomon.alerts.alert import Alert
from gnomon.jobs import calendar, monitors
from gnomon.jobs.judging import late
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.references import reference
from gnomon.store import alerts, verdicts
from gnomon.store.alerts import EpisodeState
from gnomon.store.open import open_store

TAUGHT, JUDGED, UNTIL = 7, 6, 13.1
"""Days of the reference, days after it, and as which day the last run is."""

File = tuple[str, int, int]
FILES: list[File] = [
    (kind, n, part) for kind in ("rows", "targets") for n in range(TAUGHT, TAUGHT + JUDGED) for part in (0, 1)
]
"""Of each day half of the rows, and half of the targets."""


def _moved(n: int) -> pl.DataFrame:
    """A day's events; the first that is judged is warmer."""
    return events(n, 1, 60, temp=pl.col("temp") + (9.0 if n == TAUGHT else 0.0))


def _bring(world: World, kind: str, n: int, part: int) -> None:
    """A file comes: every other row of a day, or every other of its targets."""
    frame = _moved(n)
    if kind == "targets":
        world.targets(f"{n}-{part}.parquet", labels_of(frame, seed=n)[part::2])
    else:
        world.rows(f"{n}-{part}.parquet", frame[part::2])


def _taught(world: World) -> World:
    frames = [_moved(day) for day in range(TAUGHT)]
    world.rows("reference.parquet", pl.concat(frames))
    world.targets("reference.parquet", pl.concat(labels_of(frame, seed=n) for n, frame in enumerate(frames)))
    return world


def left(world: World) -> dict[str, Any]:
    """What must not depend on the order: verdicts, and what episodes were, but for their numbers (ALERTS R20)."""
    found = outcome(world)
    with world.store.reading() as tx:
        episodes = [
            (row.monitor, row.state, row.since, row.started_at, row.fired_at, row.ended_at, row.series, row.summary)
            for row in alerts.all(tx, world.entity.name, ("pending", "firing", "resolved"))
        ]
    return {"verdicts": found["verdicts"], "episodes": sorted(episodes, key=str)}


def _lived(order: Sequence[File], runs: Sequence[float], reference: str = "first") -> dict[str, Any]:
    """What is left when files come in an order, and a run is made after each share of them."""
    with tempfile.TemporaryDirectory() as name, open_store(f"sqlite:///{name}/gnomon.db") as store:
        world = _taught(World.new(store, Path(name), reference={reference: f"{TAUGHT}d"}))
        once(world, TAUGHT + 0.5)
        done = 0
        for share in (*sorted(runs), 1.0):
            due = round(share * len(order))
            for file in order[done:due]:
                _bring(world, *file)
            done = due
            once(world, TAUGHT + 0.1 + share * (UNTIL - TAUGHT - 0.1))
        return left(world)


@cache
def _at_once(reference: str = "first") -> dict[str, Any]:
    return _lived(FILES, (), reference)


def test_what_the_law_is_tried_on_has_an_episode_that_ended() -> None:
    assert [episode[:2] for episode in _at_once()["episodes"]] == [("inputs", "resolved")]


@settings(max_examples=2)
@example(FILES[::-1], [0.2, 0.6])
@given(st.permutations(FILES), st.lists(st.floats(0.05, 0.95), min_size=1, max_size=3))
def test_files_in_any_order_over_any_runs_end_in_the_same(order: list[File], runs: list[float]) -> None:
    assert _lived(order, runs) == _at_once()


def test_so_they_do_where_the_reference_slides() -> None:
    assert _lived(FILES[::-1], [0.6], "last") == _at_once("last")


def _kinds(world: World) -> list[str]:
    with world.store.reading() as tx:
        return [event.kind for event in alerts.events(tx, world.entity.name)]


def _few(make: Callable[..., World], few: Sequence[int], days: int = 18, **monitor: Any) -> World:
    """A world of volume only, in which some days have few rows."""
    world = make(lateness="0h", targets=None, monitors={"volume": {"name": "volume", **monitor}})
    for n in range(days):
        world.rows(f"{n:03}.parquet", events(n, 1, 40 if n in few else 200))
    return world


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


@pytest.mark.parametrize(
    ("days", "late_rows", "kinds", "told"),
    [
        (18, 300, ["past_raised"], []),  # V6
        (17, 3000, ["firing"], ["gnomon.alert.firing"]),  # V5
        (18, 10, [], []),
    ],
)
def test_late_rows_that_make_a_window_wrong_are_told_only_while_it_fires(
    make: Callable[..., World], days: int, late_rows: int, kinds: list[str], told: list[str]
) -> None:
    world = _few(make, ())
    with Receiver() as receiver:
        once(world, days + 0.1, receiver.url())
        assert _kinds(world) == []
        world.rows("late.parquet", events(days - 1 if days == 17 else 8, 1, late_rows, seed=9))
        once(world, days + 0.2, receiver.url())
    assert _kinds(world) == kinds
    assert [got.json["type"] for got in receiver.got] == told


def test_a_verdict_of_late_rows_is_a_revision_beside_the_first(make: Callable[..., World]) -> None:
    world = _few(make, [15])
    once(world, 18.1)
    world.rows("late.parquet", events(15, 1, 160, seed=9))
    done, _ = once(world, 18.2)
    window = calendar.window_of(day(15), "1d", "UTC")
    with world.store.reading() as tx:
        history = verdicts.history(tx, world.entity.name, "volume", window)
    assert [(row.revision, row.status) for row in history] == [(1, "violation"), (2, "ok")]
    assert done.revised >= 1


def test_judging_again_what_did_not_change_changes_nothing(make: Callable[..., World]) -> None:
    world = _few(make, [15])
    once(world, 18.1)
    plans, frozen = monitors.plans(world.entity), reference.active(world.store, world.entity)
    assert frozen is not None
    before = outcome(world)
    for start in (7, 15, 17):
        windows = calendar.windows(day(start), day(18), "1d", "UTC")
        assessed = assess(world.store, world.entity, plans, frozen, windows, day(18.1))
        with world.store.transaction() as tx:
            assert late.revise(tx, world.entity, plans, [assessed], Wall()()) == ()
        assert outcome(world) == before


def test_before_the_first_window_no_alert_was_ever_evaluated(make: Callable[..., World]) -> None:
    world = _few(make, [15])
    once(world, 18.1)
    plans = monitors.plans(world.entity)
    with world.store.reading() as tx:
        assert set(late.before(tx, world.entity.name, plans, day(7)).values()) == {Alert()}
        (episode,) = late.before(tx, world.entity.name, plans, day(16))["volume"].episodes
    assert episode.has_fired


def _episodes(world: World) -> list[tuple[int, str]]:
    with world.store.reading() as tx:
        states: Sequence[EpisodeState] = ("pending", "firing", "resolved", "retracted")
        return sorted((row.number, row.state) for row in alerts.all(tx, world.entity.name, states))


def test_what_was_taken_back_keeps_its_number_when_later_rows_bring_another(make: Callable[..., World]) -> None:
    world = _few(make, [15, 16], 17, **{"for": "2 windows"})
    once(world, 17.1)
    assert _episodes(world) == [(1, "firing")]
    world.rows("late.parquet", events(16, 1, 160, seed=9))
    once(world, 17.2)
    assert _episodes(world) == [(1, "retracted")]
    world.rows("later.parquet", events(16, 1, 3000, seed=10))
    once(world, 17.3)
    assert _episodes(world) == [(1, "retracted"), (2, "firing")]


def test_what_is_pending_under_another_number_leaves_nothing_behind(make: Callable[..., World]) -> None:
    world = _few(make, [16, 17], 18, **{"for": "3 windows"})
    once(world, 18.1)
    plans, frozen = monitors.plans(world.entity), reference.active(world.store, world.entity)
    assert frozen is not None
    assessed = assess(
        world.store, world.entity, plans, frozen, calendar.windows(day(17), day(18), "1d", "UTC"), day(18.1)
    )
    with world.store.transaction() as tx:
        (row,) = alerts.all(tx, world.entity.name, ("pending",))
        alerts.put(tx, replace(row, number=5, state="retracted"))
        late.revise(tx, world.entity, plans, [assessed], Wall()())
    assert _episodes(world) == [(5, "retracted"), (6, "pending")]
