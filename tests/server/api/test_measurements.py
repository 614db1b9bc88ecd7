"""Measurements over HTTP are those of `gnomon series`, page after page."""

from __future__ import annotations

from itertools import chain

from tests.server.api.conftest import Asked

from gnomon.jobs.reporting import series

PATH = "/entities/flights/measurements"


def test_pages_are_the_whole_each_measurement_once(asked: Asked) -> None:
    whole = series.records(asked.world.store, asked.world.entity)
    pages = asked.pages(PATH, limit=5)
    assert [len({one["window"]["start"] for one in page}) for page in pages] == [5, 5, 2]
    assert sorted(map(str, list(chain.from_iterable(pages)))) == sorted(map(str, whole))
    assert asked.get(PATH) == whole


def test_they_are_asked_for_by_metric_series_segment_and_time(asked: Asked) -> None:
    found = asked.get(
        PATH, metric="count", series="rows", label="origin=JFK", since="2013-01-03", until="2013-01-05T00:00Z"
    )
    assert [one["window"]["start"] for one in found] == ["2013-01-03T00:00:00Z", "2013-01-04T00:00:00Z"]
    assert {(one["metric"], one["series"], one["labels"]["origin"]) for one in found} == {("count", "rows", "JFK")}
    (late,) = asked.pages(PATH, metric="ks", series="temp", since="2013-01-12")
    assert [one["status"] for one in late] == ["violation"]


def test_what_is_no_time_or_no_number_is_said(asked: Asked) -> None:
    for words, status in {
        "since=yesterday": 400,
        "until=%00": 400,
        "since=0001-01-01T00:00%2B23:00": 400,
        "limit=0": 422,
    }.items():
        answer = asked.client.get(f"/api/v1{PATH}?{words}")
        assert (answer.status_code, bool(answer.json()["detail"])) == (status, True), words
    assert asked.client.get("/api/v1/entities/nobody/measurements").status_code == 404
