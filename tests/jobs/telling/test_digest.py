"""Digests while gnomon runs: what is gathered, when it is told, and that it is told once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day

from gnomon.alerts.matchers import parse
from gnomon.alerts.silence import Silence
from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.settings import Settings
from gnomon.jobs import listing, run
from gnomon.jobs.telling import deliver, routes, silences
from gnomon.store.open import Store

MONDAY = datetime.fromisoformat("2026-03-02T10:00+00:00")
DAY = timedelta(days=1)


class Stage:
    """Runs of a world whose alerts lead to a digest at nine."""

    def __init__(self, world: World, at: datetime = MONDAY, **given: Any) -> None:
        self.world, self.clock = world, Wall(at)
        path = str(world.folder / "daily.jsonl")
        daily = Channel.model_validate(
            {"name": "daily", "kind": "log", "path": path, "digest": {"at": "09:00", **given}}
        )
        entity = world.entity.model_copy(update={"notify": ("daily",)})
        self.settings = Settings(entities={"flights": entity}, channels={"daily": daily})

    def run(self, later: timedelta = timedelta(), until: float = 16.1) -> list[str]:
        """The titles that were told up to now."""
        self.clock.at += later
        run.run(self.settings, self.world.store, day(until), clock=self.clock)
        deliver.deliver(self.settings, self.world.store, clock=self.clock)
        return [one["title"] for one in self.told()]

    def told(self) -> list[dict[str, Any]]:
        path = self.world.folder / "daily.jsonl"
        return [json.loads(line)["alert"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def named(self, name: str) -> list[str]:
        return [line["text"] for line in self.told()[-1]["lines"] if line["name"] == name]


def test_what_leads_to_it_is_told_once_a_day_by_the_first_run_after_its_time(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "5d"}), 13, 6, back=7)
    stage = Stage(world)
    title = "[DIGEST] gnomon: 1 still open"
    assert stage.run(until=7.1) == [title]
    assert stage.named("still open")[0].startswith("[FIRING info] flights: inputs drifted")
    assert stage.run(timedelta(hours=1), until=7.1) == [title]
    assert stage.run(timedelta(hours=21, minutes=59), until=7.2) == [title]  # it is not nine yet
    assert stage.run(timedelta(minutes=1), until=13.1) == [title, "[DIGEST] gnomon: 1 over"]
    assert stage.named("over")[0].startswith("[RESOLVED")
    assert stage.run(DAY, until=13.1)[2:] == []  # a day without news
    assert listing.alerts(world.store)[0]["told"] == []


def test_without_news_it_is_told_on_mondays_alone(world: World) -> None:
    filled(world, 16, 99)
    stage = Stage(world)
    nothing = "[DIGEST] gnomon: nothing to report"
    assert stage.run() == [nothing]
    for _ in range(6):
        assert stage.run(DAY) == [nothing]
    assert stage.run(DAY) == [nothing, nothing]


def test_what_comes_after_an_empty_digest_waits_for_the_next(world: World) -> None:
    filled(world, 16, 15)
    stage = Stage(world, MONDAY + DAY)
    assert stage.run(until=15.1) == []
    assert stage.run(timedelta(hours=1)) == []
    assert stage.run(DAY) == ["[DIGEST] gnomon: 1 still open"]


def test_a_weekly_digest_is_told_on_its_day(world: World) -> None:
    filled(world, 16, 15)
    stage = Stage(world, days="wed")
    assert len(stage.run()) == 1  # that of the Wednesday before
    assert len(stage.run(DAY)) == 1
    assert len(stage.run(DAY)) == 2


def test_silences_that_end_soon_and_monitors_without_data_are_told(world: World) -> None:
    filled(world, 15, 99)  # and none on the day after
    stage = Stage(world)
    for hours in (47, 49):
        end = stage.clock.at + timedelta(hours=hours)
        wanted = Silence((parse("entity=flights"),), stage.clock.at, end, "user:ann", "upgrade")
        silences.add(world.store, wanted, stage.clock.at)
    stage.run()
    assert [text.partition(" until")[0] for text in stage.named("silence ends")] == ["silence 1 of user:ann"]
    assert "flights: inputs. There are no rows." in stage.named("without data")


def test_a_window_of_maintenance_is_not_without_data(world: World) -> None:
    filled(world, 15, 99)
    stage = Stage(world)
    hours = Hours(name="works", days="wed")  # as the last day is
    stage.settings = Settings(
        entities=stage.settings.entities,
        channels=stage.settings.channels,
        hours={"works": hours},
        maintenance=(Maintenance(hours="works", mode="exclude"),),
    )
    stage.run()
    assert stage.named("without data") == []


def test_what_late_rows_changed_in_the_past_is_told_here_alone(make: Callable[..., World]) -> None:  # V6
    world = make(reference={"first": "5d"}, lateness="0s")
    filled(world, 13, 99)
    stage = Stage(world)
    stage.run(until=13.1)
    filled(world, 13, 6, back=7)
    stage.run(DAY, until=13.2)
    assert stage.named("changed by late rows") == [
        f"flights: inputs, alert {listing.alerts(world.store)[0]['id']}: late rows show that it fired and was over."
    ]


def test_what_leads_elsewhere_is_not_gathered(world: World) -> None:
    filled(world, 16, 15)
    stage = Stage(world, MONDAY + DAY)
    entity = stage.settings.entities["flights"].model_copy(update={"notify": ("other",)})
    other = Channel(name="other", kind="log", path=str(world.folder / "other.jsonl"))
    channels = {**stage.settings.channels, "other": other}
    stage.settings = stage.settings.model_copy(update={"entities": {"flights": entity}, "channels": channels})
    assert stage.run() == []


def test_a_test_of_routes_says_when_it_is_told(world: World) -> None:
    stage = Stage(world)
    found = routes.tested(stage.settings, world.store, {"entity": "flights"}, stage.clock.at)
    assert [one["held_back"] for one in found] == ["it is told in a digest at 09:00 UTC"]


def test_what_the_past_suggests_is_told_in_the_first_digest_of_a_week_to_whom_its_monitor_leads(world: World) -> None:
    filled(world, 16, 14, rows=60)
    stage, asked = Stage(world, days="mon-fri"), list[str]()

    def suggest(_store: Store, entity: Entity, _now: datetime) -> list[tuple[str, str]]:
        asked.append(entity.name)
        return [("inputs", "flights: inputs (S2). See gnomon monitors flights --suggest."), ("gone", "never")]

    for later in range(3):
        stage.clock.at += later * DAY
        run.run(stage.settings, world.store, day(16.1), clock=stage.clock, suggest=suggest)
    deliver.deliver(stage.settings, world.store, clock=stage.clock)
    assert asked == ["flights"]  # on Monday, once
    monday, *later_on = stage.told()
    said = [[line["text"] for line in one["lines"] if line["name"] == "suggestion"] for one in (monday, *later_on)]
    assert said[0] == ["flights: inputs (S2). See gnomon monitors flights --suggest."]
    assert not any(said[1:])
    assert monday["title"].endswith("1 suggestion")
