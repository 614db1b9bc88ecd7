"""Profiles over HTTP: in words and numbers, and as values that add."""

from __future__ import annotations

import pytest
from tests.server.api.conftest import Asked

import gnomon as gn
from gnomon.profiles.describe import describe
from gnomon.server.api import profiles
from gnomon.store import samples

PATH = "/api/v1/entities/flights/profile"


def _whole(asked: Asked) -> gn.Profile:
    with asked.world.store.reading() as tx:
        return samples.series(tx, "flights").total


def test_each_window_has_its_profile(asked: Asked) -> None:
    pages = asked.pages("/entities/flights/profiles", limit=7)
    assert [len(page) for page in pages] == [7, 5]
    assert {one["profile"]["rows"] for page in pages for one in page} == {200}
    assert asked.client.get("/api/v1/entities/flights/profiles?limit=101").status_code == 422


def test_windows_are_added_up(asked: Asked) -> None:
    assert asked.client.get(PATH).json() == describe(_whole(asked))
    assert asked.client.get(f"{PATH}?until=2013-01-03").json()["rows"] == 400


def test_a_profile_is_given_as_a_value_that_adds(asked: Asked) -> None:
    parts = [
        gn.Profile.from_bytes(asked.client.get(f"{PATH}?{words}", headers={"accept": profiles.SAVED}).content)
        for words in ("until=2013-01-05", "since=2013-01-05")
    ]
    assert parts[0] + parts[1] == _whole(asked)


def test_too_many_windows_are_not_added_up(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "MOST", 11)
    answer = asked.client.get(PATH)
    assert (answer.status_code, answer.json()["detail"].startswith("that are more than 11")) == (400, True)
    assert asked.client.get(f"{PATH}?since=2013-01-02").status_code == 200
