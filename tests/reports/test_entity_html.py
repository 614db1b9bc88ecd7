"""The page of an entity: complete, self-contained, harmless, small."""

from __future__ import annotations

import re

import pytest
from tests.reports.page import Page
from tests.reports.states import HOSTILE, bare, full

from gnomon.reports import entity_html, entity_record
from gnomon.reports.entity import EntityReport

REPORTS = {"full": full(), "hostile names": full(HOSTILE, HOSTILE), "bare": bare()}


def flat(text: str) -> str:
    """Words without the space between them, which style makes."""
    return "".join(text.split())


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest) -> EntityReport:
    return REPORTS[request.param]


def test_it_is_well_formed_with_one_heading_and_landmarks(report: EntityReport) -> None:
    text = entity_html.page(report)
    page = Page(text)
    assert text.lstrip().startswith("<!doctype html>")
    assert page.unclosed == []
    assert [len(page.all(tag)) for tag in ("h1", "main", "header", "title")] == [1, 1, 1, 1]
    assert len(page.ids) == len(set(page.ids))


def test_it_reaches_for_nothing_outside_and_runs_nothing(report: EntityReport) -> None:
    text = entity_html.page(report)
    page = Page(text)
    assert {reference[1:] for reference in page.references} <= set(page.ids)
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"@import|url\(|https?:", style)
    assert page.all("script") == [{"type": "application/json", "id": "gnomon-data"}]
    assert not page.all("link") + page.all("iframe") + page.all("img") + page.all("object")
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)


def test_its_data_are_the_record(report: EntityReport) -> None:
    assert Page(entity_html.page(report)).data == entity_record.record(report)


def test_it_is_small(report: EntityReport) -> None:
    assert len(entity_html.page(report)) < 60_000


def test_it_shows_what_is_wrong_what_was_and_how_it_is_known() -> None:
    said = flat(Page(entity_html.page(full())).text)
    for words in (
        "flights: inputs is in violation since 5 Jan 2013.",
        "5 windows, 1 – 6 Jan 2013, against first 28 days.",
        "1 open 1 ended in these windows",
        "AUC 0.910 (0.800–0.990) estimated, newest window that has it",
        "x moved up. Estimated AUC 0.9.",
        "Now over reference, now: 4 – 5 Jan, o = a; share of rows",
        "x in violation in 2 of 5 windows moved up.",
        "Missing, share of rows without a value",
        "2 more columns in violation.",
        "volume warning 1 Jan 2013 to 3 Jan 2013Too few rows.",
    ):
        assert flat(words) in said


def test_what_is_not_known_is_said() -> None:
    said = flat(Page(entity_html.page(bare())).text)
    for words in (
        "flights: no alert is open",
        "there is no reference yet.",
        "Performance not known",
        "No column changed by anything near its limit.",
    ):
        assert flat(words) in said
    for words in ("Open alerts", "Verdicts by monitor", "Performance and volume", "Alerts that ended"):
        assert flat(words) not in said
