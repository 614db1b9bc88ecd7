"""Volume and freshness of small worlds."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from tests.jobs.running import once
from tests.jobs.worlds import World, events

from gnomon.store import verdicts


def _statuses(world: World, monitor: str) -> list[str]:
    with world.store.reading() as tx:
        return [row.status for row in verdicts.newest(tx, world.entity.name, monitor)]


def test_a_day_with_few_rows_and_days_without_any_are_told(make: Callable[..., World]) -> None:
    world = make(lateness="0h", reference={"first": "14d"})
    for n in range(20):
        world.rows(f"{n:03}.parquet", events(n, 1, 30 if n == 17 else 200))
    once(world, 22.1)
    found = _statuses(world, "volume")
    assert found[:4] == ["ok", "ok", "ok", "violation"]
    assert found[-2:] == ["violation", "violation"]
    assert _statuses(world, "freshness")[-2:] == ["violation", "violation"]
    assert _statuses(world, "inputs")[-1] == "no_data"


def test_what_is_usual_is_learned_first_where_the_reference_is_other_data(make: Callable[..., World]) -> None:
    world = make(lateness="0h")
    world = make(lateness="0h", reference={"path": str(world.folder / "train.parquet"), "timestamp": "ts"})
    pl.concat([events(n, 1, 50, seed=5) for n in range(-30, 0)]).write_parquet(str(world.entity.reference.place))
    for n in range(31):
        world.rows(f"{n:03}.parquet", events(n, 1, 200))
    once(world, 31.1)
    assert _statuses(world, "volume") == ["insufficient_data"] * 28 + ["ok"] * 3


def test_of_a_long_silence_the_first_windows_are_judged(make: Callable[..., World]) -> None:
    world = make(lateness="0h")
    for n in range(10):
        world.rows(f"{n:03}.parquet", events(n, 1, 100))
    done, _ = once(world, 400.1)
    assert done.windows == 3 + 14
    world.rows("again.parquet", events(399, 1, 100))
    assert once(world, 400.2)[0].windows == 400 - 24
