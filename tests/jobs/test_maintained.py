"""Windows of maintenance that excludes them are not judged, and others not together with them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day, events

from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.settings import Settings
from gnomon.jobs import listing, run
from gnomon.jobs.maintained import set_aside
from gnomon.profiles.windows import Window
from gnomon.store import verdicts


def _settings(world: World, days: str) -> Settings:
    hours = Hours(name="works", days=days, from_="02:00", to="04:00")
    maintenance = (Maintenance(hours="works", mode="exclude"),)
    return Settings(entities={"flights": world.entity}, hours={"works": hours}, maintenance=maintenance)


@pytest.mark.parametrize(("days", "alerts"), [("wed", 0), ("sun", 1)])
def test_what_is_wrong_in_maintenance_alone_is_no_alert_then_or_later(world: World, days: str, alerts: int) -> None:
    filled(world, 17, 15, back=16)  # a Wednesday
    run.run(_settings(world, days), world.store, day(17.1), clock=Wall())
    assert len(listing.alerts(world.store)) == alerts
    with world.store.reading() as tx:
        found = {row.monitor: row for row in verdicts.newest(tx, "flights", since=day(15), until=day(16))}
    if days == "wed":
        assert {row.status for row in found.values()} == {"no_data"}
        assert found["inputs"].reason == "It is not judged: maintenance in the hours works."


def test_what_goes_on_after_maintenance_is_an_alert_and_one_before_stays(world: World) -> None:
    filled(world, 17, 14)
    settings = _settings(world, "wed")
    run.run(settings, world.store, day(15.1), clock=Wall())
    (before,) = listing.alerts(world.store)
    run.run(settings, world.store, day(16.1), clock=Wall())
    assert listing.alerts(world.store)[0]["state"] == "firing"
    run.run(settings, world.store, day(17.1), clock=Wall())
    (after,) = listing.alerts(world.store)
    assert (after["id"], after["since"], after["state"]) == (before["id"], before["since"], "firing")


@pytest.mark.parametrize(("days", "status"), [("tue", "ok"), ("sun", "violation")])
def test_a_first_window_of_maintenance_does_not_say_which_columns_there_are(
    make: Callable[..., World], days: str, status: str
) -> None:
    world = make(reference={"path": str(make().folder / "train.parquet")})
    pl.concat([events(n, 1, seed=5) for n in range(-9, 0)]).write_parquet(str(world.entity.reference.place))
    for n in range(4):  # the first day is a Tuesday
        world.rows(f"{n:03}.parquet", events(n, 1).drop("temp") if n == 0 else events(n, 1))
    run.run(_settings(world, days), world.store, day(4.1), clock=Wall())
    with world.store.reading() as tx:
        found = verdicts.newest(tx, "flights", "schema", since=day(1))
    assert {row.status for row in found} == {status}


def test_where_all_windows_are_of_maintenance_none_is_judged(make: Callable[..., World]) -> None:
    world = make(reference={"path": str(make().folder / "train.parquet")})
    pl.concat([events(n, 1, seed=5) for n in range(-9, 0)]).write_parquet(str(world.entity.reference.place))
    filled(world, 4, 99)
    run.run(_settings(world, "mon-sun"), world.store, day(4.1), clock=Wall())
    with world.store.reading() as tx:
        assert {row.status for row in verdicts.newest(tx, "flights")} == {"no_data"}


def test_without_maintenance_no_window_is_set_aside(world: World) -> None:
    assert set_aside(world.entity, [Window(day(0), day(1))]) == {}
