"""The first page answers first: what needs someone, then everything in its group."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest
from tests.server.pages.conftest import SAME

from gnomon.config.entity import Entity
from gnomon.config.source import Source
from gnomon.jobs.reporting.overview import Duty, Line
from gnomon.server.pages import home

ENTITY = Entity(name="flights", source=Source(path="flights.parquet", timestamp="ts"))


def _line(duty: Duty) -> Line:
    return Line(ENTITY, "ok", "", duty)


def test_the_lead_says_how_many_need_someone() -> None:
    well, ill, hand = _line("all right"), _line("needs someone"), _line("in hand")
    assert home.lead([]) == "Nothing is watched yet"
    assert home.lead([well]) == "The one entity is all right"
    assert home.lead([well, well]) == "All 2 entities are all right"
    assert home.lead([well, hand]) == "None of 2 entities needs someone"
    assert home.lead([ill]) == "The one entity needs someone"
    assert home.lead([hand]) == "The one entity needs nobody"
    assert home.lead([ill, hand]) == "1 of 2 entities needs someone"
    assert home.lead([ill] * 3) == "3 of 3 entities need someone"


def test_entities_stand_in_groups_with_their_sentence(reader: httpx.Client) -> None:
    html = reader.get("/").text
    assert "1 of 2 entities needs someone" in html
    assert html.index("Needs someone · 1") < html.index("Cannot judge · 1")
    assert '<a href="/incidents/1">Incident 1</a> · &lt;b&gt;' in html
    reader.post("/incidents/1/acknowledge", data={"by": "Zoë"}, headers=SAME)
    html = reader.get("/").text
    assert "None of 2 entities needs someone" in html
    assert html.index("In hand · 1") < html.index("Cannot judge · 1")
    assert "<b><bdi>temp</bdi></b> moved up by 0.89" in html
    assert '<a href="/incidents/1">incident 1</a>: Zoë has it' in html
    assert "It was never run." in html
    assert 'aria-label="last 5 windows: 3 violation, 2 insufficient' in html


@pytest.mark.parametrize(
    ("asked", "flights", "other"),
    [
        ("status=violation", True, False),
        ("kind=data", False, True),
        ("owner=me", True, False),
        ("q=FLI", True, False),
        ("q=nothing", False, False),
        ("page=9", False, False),
    ],
)
def test_it_shows_what_is_asked_for(reader: httpx.Client, asked: str, flights: bool, other: bool) -> None:
    html = reader.get(f"/?{asked}").text
    assert ('href="/entities/flights"' in html, 'href="/entities/other"' in html) == (flights, other)


def test_names_are_text(reader: httpx.Client) -> None:
    html = reader.get("/").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_long_lists_are_turned(reader: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MOST", 1)
    first = reader.get("/?kind=&q=").text
    assert "page 1 of 2" in first
    assert 'rel="next" href="?status=&amp;owner=&amp;kind=&amp;q=&amp;page=2"' in first
    assert 'href="/entities/other"' in reader.get("/?page=2").text


def test_every_link_of_the_page_leads_to_a_page(reader: httpx.Client) -> None:
    reader.post("/incidents/1/acknowledge", data={"by": "Zoë"}, headers=SAME)
    links = {unescape(each) for each in re.findall(r'href="([/?][^"]*)"', reader.get("/").text)}
    assert {reader.get(each).status_code for each in links} == {200}
    chosen = reader.get("/", params={"status": "", "q": "", "kind": "data", "owner": ""})
    assert 'href="/entities/other"' in chosen.text
