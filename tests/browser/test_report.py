"""The report as a person opens it: from a file, in a real browser, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import gnomon as gn

FLIGHTS = Path("data/flights.parquet")
HOSTILE = [
    "<img src=x onerror=\"document.title='pwned'\">",
    "</script><script>document.title='pwned'</script>",
    "</details><h1>gone</h1>",
    "a\nb\u202ec",
    "x" * 300,
    "{{ 7*7 }}",
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report of two tables, one of a series, and one whose names and values attack it."""
    folder = tmp_path_factory.mktemp("reports")
    flights = pl.read_parquet(FLIGHTS)
    january = flights.filter(pl.col("ts").dt.month() == 1)
    june = flights.filter(pl.col("ts").dt.month() == 6)
    made = {"two": gn.compare(january, june)}
    quarter = flights.filter(pl.col("ts").dt.month() <= 3)
    days = gn.profile_series(quarter, every="1d", timestamp="ts", schema=gn.Schema(roles={"event_id": "id"}))
    split = datetime(2013, 2, 10, tzinfo=UTC)
    made["series"] = gn.compare(days.between(until=split), days.between(since=split))
    odd = pl.DataFrame({name: [f"{name}{i % 3}" for i in range(300)] for name in HOSTILE})
    made["hostile"] = gn.compare(odd, odd.select(pl.all().str.replace("0$", "7")))
    for name, comparison in made.items():
        comparison.save(folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which every console line and every request but for files fails the test."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    yield page
    context.close()
    assert not wrong


@pytest.mark.parametrize("name", ["two", "series", "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_for_assistive_technology(
    page: Page, reports: dict[str, Path], name: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(reports[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["two", "series", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 1040, 1440])
def test_the_page_is_never_wider_than_the_window(page: Page, reports: dict[str, Path], name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reports[name].as_uri())
    for opened in ("false", "true"):
        page.evaluate(f"document.querySelectorAll('details').forEach(d => d.open = {opened})")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_answer_comes_first_and_there_is_one_of_it(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["two"].as_uri())
    assert page.locator("h1").count() == 1
    assert "columns changed" in page.locator("h1").inner_text()
    assert page.locator("h1").bounding_box()["y"] < 200  # type: ignore[index]


def test_a_column_opens_by_keyboard_and_shows_both_sides(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["two"].as_uri())
    details = page.locator("details").first
    assert details.get_attribute("open") is None
    details.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert details.get_attribute("open") is not None
    assert details.locator("svg").count() >= 1


def test_the_numbers_stand_in_the_file(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["two"].as_uri())
    data = page.evaluate("JSON.parse(document.querySelector('script#gnomon-data').textContent)")
    assert data["status"] == "violation"
    assert {"column", "kind", "status", "reason", "metrics"} <= data["columns"][0].keys()


def test_names_and_values_of_strangers_are_text(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["hostile"].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.title() != "pwned"
    assert page.locator("h1").count() == 1
    assert page.locator("img").count() == 0
    assert "49" not in page.locator("h1").inner_text()


def test_everything_is_open_in_print(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["two"].as_uri())
    page.emulate_media(media="print")
    hidden = page.locator("details svg").evaluate_all("found => found.filter(x => !x.getClientRects().length).length")
    assert hidden == 0
