"""`GET /incidents`: what people do about alerts, and what they turned out to be."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.server.api.paging import PAGED, UNKNOWN, Items, next_page
from gnomon.server.state import State, state_of

router = APIRouter(tags=["incidents"])

LAST = 2**63 - 1
"""Databases hold no larger number."""

Number = Annotated[int, Path(ge=1, le=LAST)]


@router.get("/incidents", responses=PAGED)
def incidents(
    request: Request,
    response: Response,
    entity: Annotated[str | None, Query(description="Only this entity's.")] = None,
    open: Annotated[bool, Query(description="Only those that are not over.")] = False,
    before: Annotated[int | None, Query(ge=1, le=LAST, description="Only those opened before this one.")] = None,
    limit: Items = 100,
) -> list[dict[str, Any]]:
    """Incidents, newest first."""
    state = state_of(request)
    name = None if entity is None else state.entity(entity).name
    found = of_state(state).list(name, only_open=open, before=before, most=limit + 1)
    if len(found) > limit:
        next_page(request, response, before=found[limit - 1]["id"])
    return found[:limit]


@router.get("/incidents/{id}", responses=UNKNOWN)
def incident(id: Number, request: Request) -> dict[str, Any]:
    """An incident with its alerts, its timeline, and past ones that were like it."""
    return of_state(state_of(request)).show(id)


def of_state(state: State) -> Incidents:
    """The incidents of a server's store."""
    return Incidents(state.settings, state.store, "api", state.clock)
