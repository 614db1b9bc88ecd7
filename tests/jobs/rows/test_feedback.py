"""What was made of live predictions is joined with them, in the windows that they are in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.jobs.live import senders
from tests.jobs.live.senders import NOW
from tests.jobs.worlds import World, day, events

import gnomon as gn
from gnomon.config.entity import Entity
from gnomon.jobs.live.accept import accept
from gnomon.jobs.live.bring import bring_in
from gnomon.jobs.rows.feedback import bring_feedback
from gnomon.jobs.rows.profile import Brought, bring_up_to_date
from gnomon.jobs.rows.pushed import push
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import entities, inbox, samples, windows
from gnomon.store.inbox import Door
from gnomon.store.open import Store, open_inbox, open_store

FRAME = events(0, 3)
FIRST = Window(day(0), day(1))
NOBODY = SegmentSet()


class Live:
    """A live entity of three days whose rows came."""

    def __init__(self, store: Store, opened: Store, entity: Entity) -> None:
        self.store, self.opened, self.entity = store, opened, entity
        with store.transaction() as tx:
            entities.put(tx, entity.name, {}, (), every=entity.every, zone=entity.zone)
        self.send("events", senders.events(FRAME))

    def send(self, door: Door, body: bytes) -> None:
        with self.opened.transaction() as tx:
            assert inbox.put(tx, [accept(self.entity, door, "json", body, NOW)]) == [True]

    def say(self, *said: tuple[int, str, Any, int]) -> None:
        """Of the row at a place, by a name, a value, on a day."""
        keys = FRAME["id"].to_list()
        rows = [{"event_id": keys[at], "name": name, "value": value, "ts": day(on)} for at, name, value, on in said]
        self.send("feedback", senders.feedback(rows))

    def bring(self, until: float = 30) -> Brought:
        bring_in(self.store, self.entity, NOW)
        bring_up_to_date(self.store, self.entity, day(until), segments=NOBODY)
        return bring_feedback(self.store, self.entity, day(until), segments=NOBODY)

    def profile(self, window: Window = FIRST) -> Profile:
        with self.store.reading() as tx:
            return samples.profile(tx, self.entity.name, window)


@pytest.fixture
def live(address: str, tmp_path: Path) -> Iterator[Live]:
    with open_store(address) as store, open_inbox(address) as opened:
        yield Live(store, opened, senders.settings(f"{tmp_path}/log").entities["flights"])


def test_late_feedback_changes_the_windows_of_its_events_and_no_other(live: Live) -> None:
    assert live.bring() == Brought()
    bare = live.profile()
    live.say((0, "up", True, 5), (1, "up", False, 5), (30, "why", "late", 6))
    assert [window.start for window in live.bring().windows] == [day(0), day(1)]
    assert live.bring() == Brought()
    whole = live.profile()
    assert (whole.rows, whole["feedback.up"].rows, whole.roles["feedback.up"]) == (24, 2, "feedback")
    assert [name for name in whole if name not in bare] == ["feedback.up"]
    assert live.profile(Window(day(1), day(2)))["feedback.why"].rows == 1
    with live.store.reading() as tx:
        assert [row.revision for row in windows.all(tx, "flights")] == [2, 2, 1]


def test_the_newest_of_each_event_and_name_counts_from_its_time_on(live: Live) -> None:
    live.say((0, "stars", 5, 8), (0, "stars", 1, 4), (0, "up", True, 6))
    for until, stars in ((9, 5), (7, 1), (9, 5)):
        assert len(live.bring(until).windows) == 1
        assert live.profile()["feedback.stars"] == gn.profile(pl.DataFrame({"x": [float(stars)]}))["x"]
    assert len(live.bring(3).windows) == 1
    assert not [name for name in live.profile() if name.startswith("feedback.")]


def test_feedback_waits_for_its_row(live: Live) -> None:
    later = events(5, 6)
    said = [{"event_id": later["id"][0], "name": "up", "value": True, "ts": day(5)}]
    live.send("feedback", senders.feedback(said))
    assert live.bring().notes == (
        "1 pieces of feedback have an id that no row has yet; they count when their row comes.",
    )
    live.send("events", senders.events(later))
    assert [window.start for window in live.bring().windows] == [day(5)]


def test_rows_that_are_no_samples_yet_keep_all_feedback_waiting(live: Live) -> None:
    live.say((0, "up", True, 5))
    bring_in(live.store, live.entity, NOW)
    assert bring_feedback(live.store, live.entity, day(30), segments=NOBODY) == Brought()


def test_a_column_of_another_kind_that_was_pushed_is_told(live: Live) -> None:
    live.bring()
    pushed = gn.profile(pl.DataFrame({"feedback.up": [0.5]}))
    push(live.store, "flights", pushed, FIRST, "b")
    live.say((0, "up", True, 5))
    (problem,) = live.bring().problems
    assert "feedback.up" in problem
    assert live.profile()["feedback.up"].kind == "number"


def test_rows_of_a_file_have_none(world: World) -> None:
    assert bring_feedback(world.store, world.entity, day(9), segments=NOBODY) == Brought()
