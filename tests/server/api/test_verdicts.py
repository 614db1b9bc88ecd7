"""Verdicts over HTTP, and why each was so."""

from __future__ import annotations

from itertools import chain

from tests.server.api.conftest import Asked

PATH = "/entities/flights/verdicts"


def test_pages_are_the_whole_each_verdict_once(asked: Asked) -> None:
    whole = asked.get(PATH)
    pages = asked.pages(PATH, limit=5)
    assert (len(pages), list(chain.from_iterable(pages))) == (3, whole)
    assert {one["monitor"] for one in whole} >= {"inputs", "quality", "schema", "volume"}


def test_they_are_asked_for_by_monitor_status_and_time(asked: Asked) -> None:
    found = asked.get(PATH, monitor="inputs", status="violation")
    assert [one["window"]["start"] for one in found] == [f"2013-01-{day}T00:00:00Z" for day in (10, 11, 12)]
    assert [one["column"] for one in found[0]["columns"] if one["status"] == "violation"] == ["temp"]
    assert len(asked.get(PATH, monitor="inputs", since="2013-01-11")) == 2
    assert asked.client.get(f"/api/v1{PATH}?status=bad").status_code == 422


def test_a_verdict_is_explained(asked: Asked) -> None:
    why = "/entities/flights/monitors/inputs/explanation"
    found = asked.get(why, window="2013-01-10")
    assert (found["status"], found["arithmetic"][0]["column"]) == ("violation", "temp")
    assert asked.get(why)["window"]["start"] == "2013-01-12T00:00:00Z"
    for words, status in {"inputs/explanation?window=soon": 400, "input/explanation": 404}.items():
        answer = asked.client.get(f"/api/v1/entities/flights/monitors/{words}")
        assert answer.status_code == status
    assert "inputs" in answer.json()["detail"]
