"""`GET /entities`: how every entity is; `GET /status`: gnomon itself as well."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from gnomon.jobs import listing
from gnomon.jobs.reporting.status import status as whole
from gnomon.server.api.paging import UNKNOWN
from gnomon.server.state import state_of

router = APIRouter(tags=["entities"])

Record = dict[str, Any]  # Any: JSON


@router.get("/entities")
def entities(request: Request) -> list[Record]:
    """Each entity: how it is, why, since when, and its firing alerts."""
    state = state_of(request)
    return listing.status(state.store, list(state.settings.entities))


@router.get("/entities/{entity}", responses=UNKNOWN)
def entity(entity: str, request: Request) -> Record:
    """One entity."""
    state = state_of(request)
    (found,) = listing.status(state.store, [state.entity(entity).name])
    return found


@router.get("/status")
def status(request: Request) -> Record:
    """Every entity, channels that do not deliver, and what is wrong with the watching itself."""
    state = state_of(request)
    return whole(state.settings, state.store, state.clock())
