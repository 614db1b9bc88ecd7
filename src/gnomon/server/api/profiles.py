"""`GET …/profiles`: the profile of each window; `GET …/profile`: of several, added up."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from gnomon.notify.payload import stamp
from gnomon.profiles.describe import describe
from gnomon.server.api.paging import PAGED, Asked, page
from gnomon.server.state import state_of
from gnomon.store import samples, windows

router = APIRouter(tags=["profiles"])

SAVED = "application/vnd.gnomon.profile"
"""The form that `gn.load` and `gn.Profile.from_bytes` read."""

MOST = 1000
"""Windows that are added up for one answer."""

WHOLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {SAVED: {"schema": {"type": "string", "format": "binary"}}}, "description": "The profile."},
    400: {"description": f"More than {MOST} windows."},
}


@router.get("/entities/{entity}/profiles", responses=PAGED)
def profiles(
    entity: str,
    request: Request,
    response: Response,
    asked: Asked,
    limit: Annotated[int, Query(ge=1, le=100, description="Of so many windows at most.")] = 10,
) -> list[dict[str, Any]]:
    """The profiles of the windows within `[since, until)`, oldest first."""
    state = state_of(request)
    name = state.entity(entity).name
    part = page(state.store, name, asked, limit, request, response)
    with state.store.reading() as tx:
        found = samples.series(tx, name, part.since, part.until)
    return [
        {"window": {"start": stamp(window.start), "end": stamp(window.end)}, "profile": describe(profile)}
        for window, profile in found
    ]


@router.get("/entities/{entity}/profile", responses=WHOLE)
def profile(entity: str, request: Request, asked: Asked, accept: Annotated[str, Header()] = "") -> Response:
    """The windows within `[since, until)` added up: in words and numbers, or as a profile that adds on."""
    state = state_of(request)
    name = state.entity(entity).name
    with state.store.reading() as tx:
        if len(windows.starts(tx, name, asked.since, asked.until, MOST + 1)) > MOST:
            raise HTTPException(400, f"that are more than {MOST} windows. Ask for fewer, and add their profiles.")
        total = samples.series(tx, name, asked.since, asked.until).total
    if SAVED in accept:
        return Response(total.to_bytes(), media_type=SAVED)
    return JSONResponse(describe(total))
