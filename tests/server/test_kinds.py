"""What the server knows of the log's columns is looked up now and then."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from tests import coroutines
from tests.jobs.live.senders import NOW, settings
from tests.jobs.running import Wall
from tests.log.test_table import rows

from gnomon.log.table import snapshot
from gnomon.server import kinds as looking
from gnomon.server.kinds import FRESH, OLD, Kinds


def test_kinds_are_looked_up_now_and_then(tmp_path: Path) -> None:
    clock = Wall(NOW)
    entity, kinds = settings(str(tmp_path / "log")).entities["flights"], Kinds(clock)
    first, second = {"x": "number", "ts": "time"}, {"x": "number", "y": "number", "ts": "time"}
    table = snapshot(str(tmp_path / "log" / "flights" / "events"))

    async def asked() -> None:
        assert await asyncio.gather(*(kinds.of(entity, "events") for _ in range(3))) == [{}] * 3
        after = table.append(rows(1), "a", 1)
        assert await kinds.of(entity, "events") == {}
        clock.at += OLD + timedelta(seconds=1)
        assert await kinds.of(entity, "events") == first
        after.append(rows(1).with_columns(y=pl.lit(1.0)), "a", 2)
        clock.at += FRESH + timedelta(seconds=1)
        assert await kinds.of(entity, "events") == first  # nobody waits for news of a moment ago
        for look in [*kinds._looks.values()]:
            await look
        assert await kinds.of(entity, "events") == second

    coroutines.run(asked())


def test_one_caller_looks_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entity, kinds = settings(str(tmp_path / "log")).entities["flights"], Kinds(Wall(NOW))
    looked: list[str] = []
    monkeypatch.setattr(looking, "snapshot", lambda place: looked.append(place) or snapshot(place))

    async def asked() -> None:
        await asyncio.gather(*(kinds.of(entity, "events") for _ in range(5)))

    coroutines.run(asked())
    assert len(looked) == 1


def test_a_log_that_cannot_be_reached_leaves_what_was_known(tmp_path: Path) -> None:
    entity, kinds = settings(str(tmp_path / "log")).entities["flights"], Kinds(Wall(NOW))
    place = tmp_path / "log" / "flights" / "events"
    snapshot(str(place)).append(rows(1), "a", 1)
    known = kinds.look(entity, "events")
    (place / "_delta_log" / f"{0:020}.json").write_text("nonsense", "utf-8")
    assert kinds.look(entity, "events") == known
    assert kinds.look(settings("log", targets=None).entities["flights"], "targets") == {}
