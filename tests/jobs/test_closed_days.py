"""A shop that is closed on Saturdays, and a service that sleeps at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
from tests.jobs.running import Wall, settings
from tests.jobs.worlds import DATA, HOUR, World, day

from gnomon.jobs import run
from gnomon.store import alerts, verdicts
from gnomon.store.alerts import EpisodeRow
from gnomon.store.verdicts import VerdictRow

OFF: dict[str, Any] = {"monitors": {"inputs": "off", "quality": "off", "schema": "off"}}
SHOP: dict[str, Any] = {"targets": None, "score": None, "prediction": None, "lateness": "2h", **OFF}


def retail(make: Callable[..., World], until: datetime, **given: Any) -> World:
    """The shop's lines until a day, of which only the time and the number of pieces are read."""
    world = make(source={"path": "unknown", "timestamp": "ts"}, **SHOP)
    lines = pl.scan_parquet(DATA / "retail.parquet").filter(pl.col("ts") < until.replace(tzinfo=None))
    path = world.rows("retail.parquet", lines.select("ts", "quantity").collect())
    source = {"path": str(path), "timestamp": "ts"}
    return World.new(world.store, world.folder, source=source, **{**SHOP, "reference": {"first": "28d"}, **given})


def ran(world: World, until: datetime) -> list[EpisodeRow]:
    run.run(settings(world), world.store, until, clock=Wall())
    with world.store.reading() as tx:
        return alerts.all(tx, world.entity.name)


def judged(world: World, monitor: str) -> list[VerdictRow]:
    with world.store.reading() as tx:
        return verdicts.newest(tx, world.entity.name, monitor)


def test_a_shop_that_is_closed_on_saturdays_is_told_of_holidays_once_and_of_no_saturday(
    make: Callable[..., World],
) -> None:
    world = retail(make, datetime(2010, 5, 1, tzinfo=UTC))
    found = ran(world, datetime(2010, 5, 1, 3, tzinfo=UTC))
    told = sorted((row.since.date().isoformat(), row.monitor) for row in found)
    assert told == [
        ("2009-12-24", "freshness"),  # Christmas
        ("2009-12-24", "volume"),
        ("2010-01-06", "volume"),  # January is half of December
        ("2010-04-02", "freshness"),  # Easter
        ("2010-04-02", "volume"),
    ]
    saturdays = [row for row in judged(world, "volume") if row.window.start.weekday() == 5]
    assert len(saturdays) >= 17
    assert all(row.status == "ok" and "as usual on a Saturday" in row.reason for row in saturdays)


def test_a_closure_on_days_that_were_named_is_not_told(make: Callable[..., World]) -> None:
    easter = ("2010-04-02", "2010-04-04", "2010-04-05")
    christmas = [f"2009-12-{n}" for n in (24, 25, 27, 28, 29, 30, 31)]
    named = (*christmas, "2010-01-01", "2010-01-03", *easter)
    world = retail(make, datetime(2010, 5, 1, tzinfo=UTC), holidays=named)
    found = ran(world, datetime(2010, 5, 1, 3, tzinfo=UTC))
    assert [(row.since.date().isoformat(), row.monitor) for row in found] == [("2010-01-06", "volume")]
    friday = next(row for row in judged(world, "volume") if row.window.start == datetime(2010, 4, 2, tzinfo=UTC))
    assert friday.reason.startswith("No rows on 2 Apr; on a holiday fewer than the usual ")


def office_hours(weeks: int, *, but: tuple[int, ...] = ()) -> pl.DataFrame:
    """Twenty rows an hour from 8 to 18 on five days of the week, but for some days; from a Monday on."""
    days = [n for n in range(7 * weeks) if n % 7 < 5 and n not in but]
    hours = [day(6 + n) + h * HOUR for n in days for h in range(8, 18)]
    times = [hour + i * HOUR / 20 for hour in hours for i in range(20)]
    return pl.DataFrame({"ts": pl.Series(times, dtype=pl.Datetime("us", "UTC")), "temp": [20.0] * len(times)})


def test_a_silence_on_monday_morning_is_told_in_its_first_hour_after_a_weekend_of_silence(
    make: Callable[..., World],
) -> None:
    world = make(every="1h", **{**SHOP, "lateness": "0h"})
    source = {"path": str(world.folder / "rows"), "timestamp": "ts"}
    world = World.new(world.store, world.folder, source=source, every="1h", reference={"first": "28d"}, **SHOP)
    world.rows("a.parquet", office_hours(5))
    monday = day(6 + 5 * 7)
    assert ran(world, monday + 8 * HOUR) == []
    silent = {(row.monitor, row.since) for row in ran(world, monday + 9 * HOUR + 2 * HOUR)}
    assert silent == {("volume", monday + 8 * HOUR), ("freshness", monday + 8 * HOUR)}
    (last,) = [row for row in judged(world, "freshness") if row.window.start == monday + 8 * HOUR]
    assert "63 min without the time that usually has no rows" in last.reason.replace("\N{NO-BREAK SPACE}", " ")


def test_a_silence_through_the_night_is_one_alert(make: Callable[..., World]) -> None:
    world = make(every="1h", **SHOP)
    source = {"path": str(world.folder / "rows"), "timestamp": "ts"}
    world = World.new(world.store, world.folder, source=source, every="1h", reference={"first": "28d"}, **SHOP)
    world.rows("a.parquet", office_hours(6, but=(29, 30)))
    found = ran(world, day(6 + 6 * 7))
    assert sorted((row.monitor, row.since) for row in found) == [
        ("freshness", day(6 + 29) + 8 * HOUR),
        ("volume", day(6 + 29) + 8 * HOUR),
    ]
