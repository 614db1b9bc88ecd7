"""`GET /entities/{entity}`: does it still do its job, and if not, since when?"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from gnomon.errors import UsageError
from gnomon.jobs.reporting.report import report
from gnomon.reports import entity_html
from gnomon.server.api.paging import Moment, between
from gnomon.server.pages.shell import page
from gnomon.server.state import state_of

router = APIRouter(include_in_schema=False)


@router.get("/entities/{entity}")
def entity(entity: str, request: Request, since: Moment = None, until: Moment = None) -> HTMLResponse:
    """The state of an entity over its last windows."""
    state = state_of(request)
    one = state.entity(entity)
    asked = between(since, until)
    try:
        found = report(state.store, one, asked.since, asked.until)
    except UsageError as error:
        return page(request, "nothing.html.jinja", "entities", title=one.name, reason=str(error))
    return page(request, "entity_page.html.jinja", "entities", owner=one.owner, **entity_html.shown(found))
