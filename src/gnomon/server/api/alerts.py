"""`GET /alerts`: what is and was wrong; `GET /alerts/{id}`: what became of an alert."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from gnomon.alerts.policy import Severity
from gnomon.jobs import listing
from gnomon.server.api.paging import PAGED, UNKNOWN, Items, next_page
from gnomon.server.state import state_of
from gnomon.store.alerts import EpisodeState

router = APIRouter(tags=["alerts"])

States = Annotated[
    list[EpisodeState],
    Query(default_factory=lambda: list(listing.SHOWN), description="Only in one of these states. Repeatable."),
]
Severities = Annotated[
    list[Severity], Query(default_factory=list, description="Only as severe as one of these. Repeatable.")
]


@router.get("/alerts", responses=PAGED)
def alerts(
    request: Request,
    response: Response,
    state: States,
    severity: Severities,
    entity: Annotated[str | None, Query(description="Only this entity's.")] = None,
    monitor: Annotated[str | None, Query(description="Only this monitor's.")] = None,
    after: Annotated[str | None, Query(description="Only those that follow the alert of this id.")] = None,
    limit: Items = 100,
) -> list[dict[str, Any]]:
    """Alerts, newest first."""
    of = state_of(request)
    name = None if entity is None else of.entity(entity).name
    found = listing.alerts(
        of.store, name, states=state, monitor=monitor, severities=severity, after=after, most=limit + 1
    )
    if len(found) > limit:
        next_page(request, response, after=found[limit - 1]["id"])
    return found[:limit]


@router.get("/alerts/{id}", responses=UNKNOWN)
def alert(id: str, request: Request) -> dict[str, Any]:
    """An alert with what happened to it, event by event, and the number of its incident."""
    return listing.one_alert(state_of(request).store, id)
