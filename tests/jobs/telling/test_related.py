"""Tests of what may have caused an alert, and what else is open of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.jobs.worlds import World, day

from gnomon.alerts.alert import Alert
from gnomon.alerts.episodes import step
from gnomon.alerts.policy import Policy
from gnomon.alerts.record import episode_to_record
from gnomon.alerts.verdict import Verdict
from gnomon.config.monitor import WATCHES
from gnomon.jobs.telling import related
from gnomon.store import alerts
from gnomon.store.alerts import EpisodeRow

SEEN = datetime(2013, 1, 9, tzinfo=UTC)


def _row(monitor: str, start: float, series: tuple[str, ...] = (), **given: Any) -> EpisodeRow:
    _, (opened,) = step(Alert(), Verdict("violation"), day(start + 1), Policy(timedelta(days=1)))
    facts: dict[str, Any] = {
        "entity": "flights", "monitor": monitor, "alert_id": monitor, "number": 1, "labels": {}, "severity": "warning",
        "state": "firing", "since": day(start), "started_at": day(start + 1), "fired_at": day(start + 1),
        "ended_at": None, "series": series, "summary": "So.", "record": episode_to_record(opened.episode),
        "observed_at": SEEN,
    }  # fmt: skip
    return EpisodeRow(**facts | given)


def _causes(world: World, row: EpisodeRow, *others: EpisodeRow, upstream: tuple[str, ...] = ()) -> tuple[str, ...]:
    with world.store.transaction() as tx:
        for one in (row, *others):
            alerts.put(tx, one)
    with world.store.reading() as tx:
        return related.causes(tx, world.entity.model_copy(update={"upstream": upstream}), row)


def test_what_stands_earlier_in_the_way_of_failures_is_a_likely_cause_the_earliest_first(world: World) -> None:
    found = _causes(
        world, _row("performance", 6), _row("inputs", 5, ("temp", "wind")), _row("schema", 6, ("gust",)),
        _row("score", 6),
    )  # fmt: skip
    assert found == (
        "schema (*gust*) since 7 Jan 00:00 UTC",
        "inputs (*temp*, *wind*) since 6 Jan 00:00 UTC",
        "score since 7 Jan 00:00 UTC",
    )


@pytest.mark.parametrize(
    "other",
    [
        _row("schema", 3),  # long before
        _row("schema", 7),  # afterwards
        _row("schema", 5, ended_at=day(6), state="resolved"),  # over by then
        _row("performance", 6),  # further down
        _row("inputs", 6, alert_id="other"),  # beside it
        _row("removed", 6),  # not watched any more
        _row("schema", 6, state="pending"),
    ],
)
def test_nothing_else_is_called_a_cause(world: World, other: EpisodeRow) -> None:
    assert _causes(world, _row("inputs", 6), other) == ()


@pytest.mark.parametrize(("gaps", "found"), [(("temp",), ("quality (*temp*) since 7 Jan 00:00 UTC",)), (("dewp",), ())])
def test_gaps_move_the_values_of_their_own_column_only(
    world: World, gaps: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert _causes(world, _row("inputs", 6, ("temp", "wind")), _row("quality", 6, gaps)) == found


def test_an_entity_that_it_is_made_of_comes_first(world: World) -> None:
    other = _row("volume", 5, entity="weather", alert_id="w")
    assert _causes(world, _row("inputs", 6), other, _row("schema", 6), upstream=("weather",)) == (
        "weather: volume since 6 Jan 00:00 UTC",
        "schema since 7 Jan 00:00 UTC",
    )


def test_a_cause_of_another_year_than_that_of_reading_says_its_year(world: World) -> None:
    late = _row("inputs", 6, observed_at=datetime(2014, 1, 1, tzinfo=UTC))
    assert _causes(world, late, _row("schema", 6)) == ("schema since 7 Jan 2013 00:00 UTC",)


def test_a_later_episode_says_what_is_still_open_of_the_same_alert(world: World) -> None:
    old, older = _row("inputs", 3, ("temp",)), _row("inputs", 2, (), number=2)
    new = _row("inputs", 6, ("wind",), number=3)
    over = _row("inputs", 1, number=4, state="resolved", ended_at=day(3))
    with world.store.transaction() as tx:
        for one in (old, older, new, over, _row("schema", 3)):
            alerts.put(tx, one)
    with world.store.reading() as tx:
        assert related.beside(tx, new) == (("inputs", day(2)), ("temp", day(3)))
        assert related.beside(tx, older) == ()


def test_every_watched_thing_has_its_place() -> None:
    assert set(related.ORDER) == set(WATCHES)
