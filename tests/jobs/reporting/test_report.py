"""Reports of small worlds: which windows, what is open and was, and what changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, day, events

from gnomon.charts.missing import Missing
from gnomon.errors import UsageError
from gnomon.jobs.drawing import stretch
from gnomon.jobs.reporting import report_columns
from gnomon.jobs.reporting.report import report
from gnomon.reports.entity import EntityReport


@pytest.fixture
def judged(make: Callable[..., World]) -> World:
    """A world whose `temp` moves on its 16th day and back on the 18th, judged for 40 days."""
    world = filled(make(reference={"first": "10d"}), 40, 15, back=17)
    once(world, 40.1)
    return world


def _of(world: World, **given: Any) -> EntityReport:
    return report(world.store, world.entity, **given)


def test_without_times_it_is_of_the_last_thirty_windows(judged: World) -> None:
    made = _of(judged)
    assert (made.windows, made.stretch.start, made.stretch.end) == (30, day(10), day(40))
    assert made.rows == 30 * 200
    assert made.reference == "first 10 days"
    assert {over.column for over in made.monitors} >= {"inputs", "volume", "performance"}


def test_an_alert_is_open_at_the_time_that_is_asked_for_and_has_ended_later(judged: World) -> None:
    before, during, after = _of(judged, until=day(15)), _of(judged, until=day(16)), _of(judged)
    assert (list(before.open), list(before.ended)) == ([], [])
    (alert,) = during.open
    assert (alert.monitor, alert.since, alert.ended_at) == ("inputs", day(15), None)
    assert alert.reason.startswith("*temp* moved up by")
    assert alert.picture is not None
    assert alert.picture.chart.sentence.startswith("temp: median")
    assert alert.picture.when == "16 Jan"
    assert during.status == "violation"
    assert list(after.open) == []
    (ended,) = after.ended
    assert (ended.id, ended.picture) == (alert.id, None)
    assert ended.ended_at is not None


def test_the_impact_is_what_was_known_by_then(judged: World) -> None:
    (alert,) = _of(judged, until=day(16)).open
    assert "16 Jan" in alert.impact or "17 Jan" in alert.impact
    assert alert.impact[0].isupper()


def test_columns_in_violation_come_first_with_their_sentence(judged: World) -> None:
    made = _of(judged)
    first = made.columns[0]
    assert first.over.column == "temp"
    assert "moved up by" in first.reason
    assert len(first.over.violations) >= 2
    assert first.now is not None
    assert first.gaps is None
    calm = [one for one in made.columns if not one.over.violations]
    assert all(one.now is not None and one.reason == one.now.chart.sentence for one in calm)
    assert made.more == 0
    assert {"temp", "origin"} <= made.known


def test_more_columns_than_are_drawn_are_counted(judged: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_columns, "MOST", 0)
    made = _of(judged)
    assert (list(made.columns), made.more) == ([], 1)


def test_what_is_missing_is_drawn_over_time(make: Callable[..., World]) -> None:
    world = make(reference={"first": "10d"}, targets=None)
    for n in range(16):
        nothing = pl.when(pl.lit(n == 15) & pl.col("score").gt(0.3)).then(None).otherwise(pl.col("temp"))
        world.rows(f"{n:03}.parquet", events(n, 1, 200, temp=nothing))
    once(world, 16.1)
    made = _of(world)
    (alert,) = made.open
    assert alert.monitor == "quality"
    gaps = made.columns[0].gaps
    assert isinstance(gaps, Missing)
    assert max(gaps.shares) > 0.5
    assert gaps.reference == 0


def test_performance_is_realised_where_targets_have_come_and_estimated_until_then(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "10d"}), 16, 16)
    for n in (14, 15):
        (world.folder / "targets" / f"{n:03}.parquet").unlink()
    once(world, 16.1)
    made = _of(world).performance
    assert made is not None
    assert made.title == "AUC"
    known = [math.isfinite(point.value) for point in made.realised]
    assert known == [True] * 4 + [False] * 2
    assert all(math.isfinite(point.value) for point in made.estimated)
    assert made.newest is not None
    assert made.newest[0] == "estimated"
    assert all(point.low < point.value < point.high for point in made.realised[:4])


def test_volume_stands_among_what_is_usual(judged: World) -> None:
    made = _of(judged).volume
    assert made is not None
    assert {point.value for point in made.realised} == {200.0}
    assert all(point.low <= 200 <= point.high for point in made.usual)


def test_an_alert_that_is_of_no_column_has_no_picture(make: Callable[..., World]) -> None:
    world = make(reference={"first": "10d"}, targets=None)
    for n in range(16):
        world.rows(f"{n:03}.parquet", events(n, 1, 20 if n == 15 else 200))
    once(world, 16.1)
    made = {alert.monitor: alert for alert in _of(world).open}
    assert made["volume"].picture is None
    assert made["volume"].reason.startswith("20 rows on 16 Jan")


def test_an_entity_that_nobody_watches_for_performance_and_volume(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "10d"}, monitors={"performance": "off", "volume": "off"}), 12, 12)
    once(world, 12.1)
    made = _of(world)
    assert made.performance is None
    assert made.volume is not None
    assert made.volume.caption == ""
    assert {"performance", "volume"}.isdisjoint(over.column for over in made.monitors)


def test_without_targets_and_scores_performance_is_not_known(make: Callable[..., World]) -> None:
    world = filled(make(reference={"first": "10d"}, targets=None, score=None, prediction=None), 12, 12)
    once(world, 12.1)
    assert _of(world).performance is None


def test_a_segment_is_drawn_from_its_own_rows(make: Callable[..., World]) -> None:
    world = make(reference={"first": "14d"}, segments={"origin": "all"}, targets=None)
    for n in range(20):
        there = pl.lit(n >= 17) & pl.col("origin").eq("JFK")
        moved = pl.when(there).then(pl.col("temp") + 20).otherwise(pl.col("temp") - pl.lit(n >= 17) * 10)
        world.rows(f"{n:03}.parquet", events(n, 1, 600, temp=moved))
    once(world, 20.1)
    with_segment = [one.now for one in _of(world).columns if one.now is not None and one.now.segment]
    with_segment += [one.picture for one in _of(world).open if one.picture is not None and one.picture.segment]
    assert with_segment
    assert {one.segment for one in with_segment} == {"origin = JFK"}
    here = stretch.stretch(world.store, world.entity, None, None)
    labels = here.labels("origin = JFK")
    assert labels == (("origin", "JFK"),)
    whole, part = here.usual("temp"), here.usual("temp", labels)
    assert whole is not None
    assert part is not None
    assert 0 < part.rows < whole.rows
    assert here.usual("nothing") is None
    assert here.labels("origin = XXX") == ()


def test_a_reference_that_slides_is_that_of_the_newest_window(make: Callable[..., World]) -> None:
    world = filled(make(reference={"last": "10d"}), 16, 16)
    once(world, 16.1)
    assert _of(world).columns is not None
    assert _of(world).reference


def test_where_nothing_is_judged_it_says_how_to_mend_it(world: World, judged: World) -> None:
    with pytest.raises(UsageError, match=r"nothing of flights is judged yet\. Run gnomon run first\."):
        _of(world)
    with pytest.raises(UsageError, match="nothing of flights is judged between 2013-02-19T00:00:00Z and 2013-02-10"):
        _of(judged, since=day(49))
    with pytest.raises(UsageError, match=r"is judged in the 31 windows before 2012-12-31T00:00:00Z"):
        _of(judged, until=day(0) - timedelta(days=1))


def test_more_windows_than_a_chart_shows_are_refused(judged: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "MOST_WINDOWS", 20)
    with pytest.raises(UsageError, match=r"30 windows are more than a report shows \(20\)\. Give a later --since"):
        _of(judged)
