"""`…/profiles`: of each window, also such as were made elsewhere; `GET …/profile`: of several windows, added up."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from gnomon.errors import UsageError
from gnomon.jobs.live.accept_profiles import accept_profiles
from gnomon.notify.payload import stamp
from gnomon.profiles.describe import describe
from gnomon.server import body as bodies
from gnomon.server.api.arrivals import ANSWERS, Key, answer, takes
from gnomon.server.api.paging import PAGED, UNKNOWN, Asked, page
from gnomon.server.commit import FullError
from gnomon.server.state import state_of
from gnomon.store import samples, windows

router = APIRouter(tags=["profiles"])

SAVED = "application/vnd.gnomon.profile"
"""The form that `gn.load` and `gn.Profile.from_bytes` read."""

SERIES = "application/vnd.gnomon.series"
"""The form that `gn.ProfileSeries.to_bytes` writes."""

SENT = {
    "requestBody": {"required": True, "content": {SERIES: {"schema": {"type": "string", "format": "binary"}}}},
}

MOST = 1000
"""Windows that are added up for one answer."""

WHOLE = UNKNOWN | {
    200: {"content": {SAVED: {"schema": {"type": "string", "format": "binary"}}}, "description": "The profile."},
    400: {"description": f"More than {MOST} windows, or a time that cannot be read."},
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


@router.post("/entities/{entity}/profiles", status_code=202, responses=ANSWERS, openapi_extra=SENT)
async def push(entity: str, request: Request, idempotency_key: Key = None) -> JSONResponse:
    """Take the profiles of windows that were made elsewhere, and add them. The same batch id again counts once.

    Their rows are in no segment, find no target, and are not profiled again when a profiler changes.
    """
    state = state_of(request)
    one = state.entity(entity)
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said != SERIES:
        raise HTTPException(415, f"content-type {said[:80]!r} is not read. Send {SERIES}.")
    takes(one, "events")
    body = await bodies.read(request, state.room)
    try:
        arrived = await run_in_threadpool(accept_profiles, one, body, state.clock(), batch_id=idempotency_key)
        is_new = await state.committer.put(arrived)
    except FullError as error:
        raise HTTPException(429, str(error), {"Retry-After": "5"}) from None
    except UsageError as error:
        raise HTTPException(400, str(error)) from None
    finally:
        state.room.give(len(body))
    return answer(arrived, is_new=is_new)


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
