"""The page of an entity shows the state that its report shows."""

from __future__ import annotations

import httpx


def test_it_answers_first(reader: httpx.Client) -> None:
    html = reader.get("/entities/flights").text
    assert "<title>flights: violation · gnomon</title>" in html
    assert html.index("<h1>") < html.index("Open alerts") < html.index("Verdicts by monitor")


def test_a_stretch_is_asked_for(reader: httpx.Client) -> None:
    assert "3 windows" in reader.get("/entities/flights?since=2013-01-09&until=2013-01-12").text
    assert reader.get("/entities/flights?since=soon").status_code == 400


def test_of_one_that_was_never_run_it_says_so(reader: httpx.Client) -> None:
    answer = reader.get("/entities/other")
    assert answer.status_code == 200
    assert "gnomon run" in answer.text


def test_one_that_is_not_there_is_a_page_too(reader: httpx.Client) -> None:
    answer = reader.get("/entities/flihgts")
    assert (answer.status_code, "There is no such page" in answer.text) == (404, True)
    assert "flights" in answer.text
