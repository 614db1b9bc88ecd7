"""`POST …/heartbeat`: a job or a service says that it lives. A beat is an event like any other."""

from __future__ import annotations

import json
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from gnomon.server.api.arrivals import ANSWERS, Key, keep, takes
from gnomon.server.state import state_of

router = APIRouter(tags=["arrivals"])


@router.post("/entities/{entity}/heartbeat", status_code=202, responses=ANSWERS)
async def heartbeat(
    entity: str,
    request: Request,
    ok: Annotated[bool, Query(description="Whether what it did went well.")] = True,
    duration: Annotated[float | None, Query(description="How long it took, in seconds.")] = None,
    instance: Annotated[str | None, Query(description="Which of several it is.")] = None,
    idempotency_key: Key = None,
) -> JSONResponse:
    """Take a sign of life, as of now. The same batch id again counts once."""
    state = state_of(request)
    one = state.entity(entity)
    takes(one, "events")
    said: dict[str, Any] = {"ok": ok, "duration": duration, "instance": instance}
    beat = {
        "event_id": uuid.uuid4().hex,
        "ts": state.clock().isoformat(),
        "features": {name: value for name, value in said.items() if value is not None},
    }
    return await keep(state, one, "events", "json", json.dumps({"events": [beat]}).encode(), idempotency_key)
