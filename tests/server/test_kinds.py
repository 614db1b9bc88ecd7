"""What the server knows of the log's columns is looked up now and then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.jobs.live.senders import NOW, settings
from tests.jobs.running import Wall
from tests.log.test_table import rows

from gnomon.log.table import snapshot
from gnomon.server.kinds import FRESH, Kinds


def test_kinds_are_at_hand_for_a_moment(tmp_path: Path) -> None:
    clock = Wall(NOW)
    entity, kinds = settings(str(tmp_path / "log")).entities["flights"], Kinds(clock)
    assert kinds.at_hand(entity, "events") is None
    assert kinds.of(entity, "events") == {}
    snapshot(str(tmp_path / "log" / "flights" / "events")).append(rows(1), "a", 1)
    assert kinds.at_hand(entity, "events") == {}
    clock.at += FRESH + timedelta(seconds=1)
    assert kinds.at_hand(entity, "events") is None
    assert kinds.of(entity, "events") == {"x": "number", "ts": "time"}


def test_a_log_that_cannot_be_reached_leaves_what_was_known(tmp_path: Path) -> None:
    entity, kinds = settings(str(tmp_path / "log")).entities["flights"], Kinds(Wall(NOW))
    place = tmp_path / "log" / "flights" / "events"
    snapshot(str(place)).append(rows(1), "a", 1)
    known = kinds.of(entity, "events")
    (place / "_delta_log" / f"{0:020}.json").write_text("nonsense", "utf-8")
    assert kinds.of(entity, "events") == known
    assert kinds.of(settings("log", targets=None).entities["flights"], "targets") == {}
