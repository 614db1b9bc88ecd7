"""Columns of the wire are kept under the entity's names."""

from __future__ import annotations

import pytest
from tests.jobs.live.senders import settings

from gnomon.errors import UsageError
from gnomon.jobs.live.names import is_own, names_of


def test_an_entitys_own_names_are_used() -> None:
    entity = settings("log", score="p", prediction="decided").entities["flights"]
    events, targets = names_of(entity, "events"), names_of(entity, "targets")
    sent = ("event_id", "ts", "score", "prediction", "x")
    assert [events.of(name) for name in sent] == ["id", "ts", "p", "decided", "x"]
    assert [targets.of(name) for name in ("event_id", "ts", "target")] == ["id", "known", "label"]


def test_who_takes_nothing_over_http_says_the_line_to_add() -> None:
    entity = settings(
        "log", source={"path": "a.csv", "timestamp": "ts", "id": "id"}, targets=None, score=None, prediction=None
    )
    for door, line in (("events", "source: {live: true}"), ("targets", "targets: {live: true, id: event_id")):
        with pytest.raises(UsageError, match=line):
            names_of(entity.entities["flights"], door)  # type: ignore[arg-type]  # a door


def test_the_logs_own_names_are_taken() -> None:
    assert is_own("_DAY")
    assert not is_own("day")
