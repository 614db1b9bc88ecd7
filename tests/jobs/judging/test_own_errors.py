"""What gnomon could not do of an entity, as an alert for who runs gnomon."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day, events

from gnomon.config.channel import Channel
from gnomon.config.monitor import SELF
from gnomon.config.route import Route
from gnomon.config.settings import Settings
from gnomon.jobs import listing, run
from gnomon.jobs.run import EntityRun
from gnomon.jobs.telling import deliver
from gnomon.store import alerts, incidents

CODE = """\
import gnomon as gn

@gn.monitor(series="rows", metric="count")
def mine(series):
    return {}
"""
OPERATORS = Route.model_validate({"match": ['kind="self"'], "notify": ["platform"]})


def led(world: World, **entity: Any) -> Settings:
    """The owner hears of the entity, and the operators of gnomon itself."""
    channels = {
        name: Channel(name=name, kind="log", path=str(world.folder / f"{name}.jsonl")) for name in ("owner", "platform")
    }
    one = world.entity.model_copy(update={"notify": ("owner",), **entity})
    return Settings(entities={one.name: one}, channels=channels, routes=(OPERATORS,))


@dataclass
class Days:
    """Runs of a world, one after the other, with delivery."""

    world: World
    configured: Settings
    clock: Wall = field(default_factory=Wall)

    def run(self, until: float) -> EntityRun | None:
        done = run.run(self.configured, self.world.store, day(until), clock=self.clock)
        deliver.deliver(self.configured, self.world.store, clock=self.clock)
        return next(iter(done), None)

    def fires(self, until: float) -> list[str]:
        """What gnomon could not do after a run, by what it is of."""
        self.run(until)
        found = [one for one in listing.alerts(self.world.store) if one["state"] == "firing"]
        return [", ".join(one["series"]) for one in found if one["monitor"] == SELF]

    def heard(self, name: str) -> list[str]:
        path = self.world.folder / f"{name}.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line)["alert"]["title"].replace("\u00a0", " ") for line in lines]


def broken(world: World) -> Path:
    path = world.folder / "rows" / "bad.parquet"
    path.write_bytes(b"PAR1 is not all of it")
    return path


def test_what_cannot_be_read_is_told_the_operators_and_never_the_owner(world: World) -> None:
    filled(world, 14, 99)
    days = Days(world, led(world, incidents_from="info"))
    days.run(12)
    bad = broken(world)
    done = days.run(12.5)
    assert done is not None
    assert done.status == "error" and len(done.alerts) == 1
    assert days.fires(13) == [""]
    assert days.fires(13) == [""]  # the same moment again changes nothing
    bad.unlink()
    assert days.fires(13) == []  # but that it is mended
    bad = broken(world)
    assert days.fires(13) == [""]
    bad.unlink()
    assert days.fires(13.5) == []
    assert days.heard("platform") == [
        "[FIRING warning] flights: could not be judged, since 13 Jan 2013 12:00 UTC",
        "[RESOLVED after 12 h] flights: could not be judged: recovered.",
        "[FIRING warning] flights: could not be judged, since 14 Jan 2013 00:00 UTC",
        "[RESOLVED after 11 h 59 m] flights: could not be judged: recovered.",
    ]
    assert days.heard("owner") == []
    with world.store.reading() as tx:
        assert incidents.all(tx) == []
        row, _ = alerts.all(tx, "flights", monitor=SELF)
    assert row.labels == {"alertname": SELF, "entity": "flights", "kind": "self", "severity": "warning"}


def test_a_monitor_that_fails_is_told_beside_the_run_and_is_over_by_itself(
    make: Callable[..., World], tmp_path: Path
) -> None:
    code = tmp_path / "checks.py"
    code.write_text(CODE.format("1 / 0"), "utf-8")
    world = make(monitors={"mine": {"name": "mine", "code": "mine"}}, lateness="0h", code=str(code), targets=None)
    for n in range(20):
        world.rows(f"{n:03}.parquet", events(n, 1))
    days = Days(world, led(world))
    assert days.fires(15.1) == ["mine"]
    bad = broken(world)
    assert days.fires(15.5) == ["mine"]
    assert days.heard("platform")[-1].startswith("[FIRING warning] flights: mine could not be judged, since 16 Jan")
    bad.unlink()
    code.write_text(CODE.format('gn.Verdict("ok", "Fine.")'), "utf-8")
    assert days.fires(16.1) == []
    (newest, *_) = [one for one in listing.alerts(world.store) if one["monitor"] == SELF]
    assert newest["state"] == "resolved"


def test_windows_that_do_not_fit_the_store_are_told(world: World) -> None:
    filled(world, 12, 99)
    days = Days(world, led(world))
    days.run(12)
    days.configured = led(world, every="1h")
    done = days.run(12.5)
    assert done is not None and "its windows in the store are 1d" in done.reason
    assert days.heard("platform") == ["[FIRING warning] flights: could not be judged, since 13 Jan 2013 12:00 UTC"]


def test_of_an_entity_that_is_gone_nothing_is_left_to_mend(world: World) -> None:
    filled(world, 12, 99)
    broken(world)
    days = Days(world, led(world))
    assert days.fires(12.5) == [""]
    days.configured = days.configured.model_copy(update={"entities": {}})
    assert days.fires(13) == []
    assert days.heard("platform")[1:] == ["[RESOLVED after 0 m] flights: could not be judged: the monitor was removed."]
