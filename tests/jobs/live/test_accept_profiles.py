"""Finished profiles are taken window by window, under the entity's roles, or refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.jobs.live import senders
from tests.jobs.live.senders import NOW
from tests.jobs.worlds import events

import gnomon as gn
from gnomon.errors import DataError, UsageError
from gnomon.jobs.live import accept_profiles as module
from gnomon.jobs.live.accept_profiles import accept_profiles

ENTITY = senders.settings("log").entities["flights"]
SCHEMA = gn.Schema(roles={"id": "id"})
DAYS = gn.profile_series(events(0, 2), every="1d", timestamp="ts", schema=SCHEMA)


def _reasons(series: gn.ProfileSeries) -> list[str]:
    return [one.reason for one in accept_profiles(ENTITY, series.to_bytes(), NOW).refused]


def _moved(by: timedelta) -> gn.ProfileSeries:
    moved = tuple(gn.Window(one.start + by, one.end + by) for one in DAYS.windows)
    return replace(DAYS, windows=moved)


def test_what_fits_is_taken_under_the_roles_of_the_entity() -> None:
    arrived = accept_profiles(ENTITY, DAYS.to_bytes(), NOW, batch_id="a")
    assert (arrived.door, arrived.batch_id, arrived.rows, arrived.refused) == ("profiles", "a", 48, ())
    kept = gn.ProfileSeries.from_bytes(arrived.body)
    assert kept.windows == DAYS.windows
    assert kept[0].roles == {"score": "score", "prediction": "prediction"}
    assert replace(kept[0], roles={}) == replace(DAYS[0], roles={})
    named = [accept_profiles(ENTITY, DAYS.to_bytes(), NOW).batch_id for _ in range(2)]
    assert named[0] != named[1]


def test_one_bad_window_does_not_stop_its_neighbour() -> None:
    late = replace(DAYS, windows=(DAYS.windows[0], gn.Window(NOW + timedelta(days=2), NOW + timedelta(days=3))))
    arrived = accept_profiles(ENTITY, late.to_bytes(), NOW)
    assert (arrived.rows, arrived.refused[0].place) == (24, 1)
    assert "more than a day ahead" in arrived.refused[0].reason
    assert "24 rows" in arrived.refused[0].row


def test_windows_that_are_none_of_the_entity_are_refused() -> None:
    assert _reasons(_moved(timedelta(hours=1))) == ["it is no window of 1d in UTC."] * 2
    assert "before 2000" in _reasons(_moved(datetime(1990, 1, 1, tzinfo=UTC) - DAYS.windows[0].start))[0]


def test_columns_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with_id = gn.profile_series(events(0, 1), every="1d", timestamp="ts")
    assert _reasons(with_id) == [
        "'id' is the id, and no column to look at. Profile with schema=gn.Schema(roles={'id': 'id'})."
    ]
    long = gn.profile_series(events(0, 1).rename({"temp": "x" * 201}), every="1d", timestamp="ts", schema=SCHEMA)
    assert _reasons(long) == ["a column's name has 201 characters: 1 to 200."]
    monkeypatch.setattr(module, "MOST_COLUMNS", 2)
    assert "an entity has at most 2." in _reasons(DAYS)[0]


def test_a_body_that_is_none_is_refused_as_a_whole() -> None:
    for body, words in (
        (b"nonsense", "Send what gn.profile_series"),
        (gn.profile_series(events(0, 1), every="1h", timestamp="ts").to_bytes(), "its windows are 1h in UTC"),
    ):
        with pytest.raises(DataError, match=words):
            accept_profiles(ENTITY, body, NOW)
    with pytest.raises(DataError, match="513 characters"):
        accept_profiles(ENTITY, DAYS.to_bytes(), NOW, batch_id="x" * 513)
    files = senders.settings("log", source={"path": "a.csv", "timestamp": "ts"}, targets=None).entities["flights"]
    with pytest.raises(UsageError, match="takes no events over HTTP"):
        accept_profiles(files, DAYS.to_bytes(), NOW)
