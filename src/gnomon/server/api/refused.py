"""`GET …/refused`: rows of an entity that were not taken, with the reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from gnomon.server.api.paging import UNKNOWN
from gnomon.server.state import state_of
from gnomon.store import inbox as inboxes

router = APIRouter(tags=["arrivals"])


class RefusedRow(BaseModel):
    """A row that was not taken."""

    door: str
    batch_id: str
    row: int
    received_at: str
    reason: str
    sent: str | None


@router.get("/entities/{entity}/refused", responses=UNKNOWN)
def refused(entity: str, request: Request, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> list[RefusedRow]:
    """The newest rows that were refused, newest first. What was sent is shown where `raw_rows` allows it."""
    state = state_of(request)
    one = state.entity(entity)
    with state.inbox.reading() as tx:
        found = inboxes.refusals(tx, one.name, limit)
    return [
        RefusedRow(
            door=each.door,
            batch_id=each.batch_id,
            row=each.refused.place,
            received_at=each.received_at.isoformat().replace("+00:00", "Z"),
            reason=each.refused.reason,
            sent=each.refused.row if one.raw_rows else None,
        )
        for each in found
    ]
