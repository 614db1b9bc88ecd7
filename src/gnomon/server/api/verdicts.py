"""`GET …/verdicts`: what monitors said of each window; `GET …/monitors/{monitor}/explanation`: why."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from gnomon.checks.verdict import Status
from gnomon.jobs import listing
from gnomon.jobs.reporting.explain import explain
from gnomon.server.api.paging import PAGED, UNKNOWN, Asked, Moment, Windows, at, page
from gnomon.server.state import state_of

router = APIRouter(tags=["verdicts"])

WHY = UNKNOWN | {400: PAGED[400]}

Monitor = Annotated[str | None, Query(description="Only this monitor's.")]
Statuses = Annotated[
    list[Status], Query(default_factory=list, description="Only of one of these statuses. Repeatable.")
]


@router.get("/entities/{entity}/verdicts", responses=PAGED)
def verdicts(
    entity: str,
    request: Request,
    response: Response,
    asked: Asked,
    status: Statuses,
    monitor: Monitor = None,
    limit: Windows = 100,
) -> list[dict[str, Any]]:
    """The newest verdict of each monitor on the windows within `[since, until)`, oldest first."""
    state = state_of(request)
    name = state.entity(entity).name
    part = page(state.store, name, asked, limit, request, response)
    found = listing.judged(state.store, name, monitor, part.since, part.until)
    return [record for record in found if not status or record["status"] in status]


@router.get("/entities/{entity}/monitors/{monitor}/explanation", responses=WHY)
def explanation(entity: str, monitor: str, request: Request, window: Moment = None) -> dict[str, Any]:
    """The verdict on the window that holds a moment, and every number behind it; the newest violation without one."""
    state = state_of(request)
    return explain(state.store, state.entity(entity), monitor, at("window", window))
