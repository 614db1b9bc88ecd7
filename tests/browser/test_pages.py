"""The pages as a person opens them: a real browser, a real server, hostile names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.server.conftest import served, state_with
from tests.server.pages.conftest import once_run

from gnomon.store.open import open_inbox, open_store

PATHS = ["/", "/entities/flights", "/entities/other", "/incidents", "/incidents/1"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a store that has been run."""
    path, configured = once_run(tmp_path_factory.mktemp("site"))
    address = f"sqlite:///{path}"
    with open_store(address) as store, open_inbox(address) as inbox:
        with served(state_with(inbox, configured, store=store)) as client:
            yield str(client.base_url).rstrip("/")


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page on which every console line, and every request to elsewhere, fails the test."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith((site, "data:")) else None
    )
    yield page
    context.close()
    assert not wrong


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_for_assistive_technology(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_a_page_is_never_wider_than_the_window(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_thing_to_reach_is_the_way_past_the_bar(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_keys_lead_to_the_search_and_to_incidents(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("fli/")
    assert page.locator("#q").input_value() == "fli/"
    page.locator("#q").fill("fli")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=fli")
    assert page.locator("tbody tr:not(.group)").count() == 1
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/incidents")


def test_somebody_takes_an_incident_on_and_the_page_says_so(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Incidents").click()
    page.get_by_role("row", name="open").get_by_role("link").first.click()
    page.get_by_label("Your name").first.fill("Zoë")
    page.get_by_role("button", name="Acknowledge").click()
    assert "Zoë" in page.locator(".basis .pill").inner_text()
    assert page.get_by_role("button", name="Acknowledge").count() == 0
    page.goto("/")
    assert page.title() == "None of 2 entities needs someone · gnomon"


def test_colours_are_chosen_without_a_script(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, java_script_enabled=False, color_scheme="light") as context:
        page = context.new_page()
        page.goto("/incidents")
        page.get_by_role("button", name="Dark").click()
        assert page.url.endswith("/incidents")
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.get_by_role("button", name="Light").click()
        assert page.locator("html").get_attribute("data-theme") == "light"
