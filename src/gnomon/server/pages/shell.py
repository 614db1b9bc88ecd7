"""What every page stands in: its bar, its templates, and what browsers may do with it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from gnomon.alerts import words
from gnomon.charts.micro import icon
from gnomon.checks import numbers
from gnomon.notify.payload import stamp
from gnomon.reports import names, page_parts
from gnomon.server.pages import assets
from gnomon.server.state import state_of
from gnomon.store import incidents

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

TITLES = {404: "There is no such page", 503: "The store cannot be read now"}

THEME = "gnomon_theme"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

Part = Literal["entities", "incidents", ""]


@cache
def environment() -> Environment:
    """The templates of reports with those of pages beside them, and what both call."""
    made = page_parts.environment().overlay(loader=_Loader())
    made.filters |= {"path": lambda name: quote(name, safe=""), "when": _when, "ago": _ago, "cut": names.shown}
    made.filters |= {"moment": datetime.fromisoformat, "emphasised": names.emphasised, "figure": numbers.figure}
    made.globals |= {"asset": assets.name, "symbols": Markup(icon.symbols())}  # noqa: S704 - our own SVG
    return made


class _Loader(PackageLoader):
    """Looks among the pages first, then among the reports."""

    def __init__(self) -> None:
        super().__init__("gnomon.server.pages")
        self._reports = PackageLoader("gnomon.reports")

    def get_source(self, environment: Environment, template: str) -> Any:  # noqa: ANN401 - as Jinja has it
        if template in self.list_templates():
            return super().get_source(environment, template)
        return self._reports.get_source(environment, template)


def page(request: Request, template: str, part: Part = "", *, status: int = 200, **shown: object) -> HTMLResponse:
    """A page of a template.

    Args:
        request: Who asks.
        template: The template.
        part: Where in the bar it is.
        status: The HTTP status.
        shown: What the template shows.
    """
    state = state_of(request)
    with state.store.reading() as tx:
        waiting = incidents.count_open(tx)
    around = {"part": part, "theme": _theme(request), "here": _here(request), "waiting": waiting, "now": state.clock()}
    html = environment().get_template(template).render(around | shown)
    return HTMLResponse(html, status, HEADERS)


def failed(request: Request, status: int, words: str) -> HTMLResponse:
    """A page that says why there is none; it needs no store.

    Args:
        request: Who asks.
        status: The HTTP status.
        words: Why.
    """
    title = TITLES.get(status, "This cannot be shown")
    shown = {"part": "", "theme": _theme(request), "here": "/", "waiting": 0, "title": title, "reason": words}
    html = environment().get_template("nothing.html.jinja").render(shown)
    return HTMLResponse(html, status, HEADERS)


def _theme(request: Request) -> str | None:
    said = request.cookies.get(THEME)
    return said if said in THEMES else None


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _when(at: datetime) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(stamp(at), words.moment(at, with_year=True))


def _ago(at: datetime, now: datetime) -> str:
    return words.about(max(now - at, now - now))
