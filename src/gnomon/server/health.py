"""`/healthz`, that the process lives, and `/readyz`, that it can take batches."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request

from gnomon.errors import GnomonError
from gnomon.server.state import state_of
from gnomon.store import inbox as inboxes

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Batches cannot be taken now."}})
def readyz(request: Request) -> dict[str, str]:
    """Batches can be taken."""
    state = state_of(request)
    try:
        with state.inbox.reading() as tx:
            inboxes.waiting_bytes(tx)
    except GnomonError as error:
        raise HTTPException(503, str(error)) from None
    if not state.committer.is_alive:
        raise HTTPException(503, "nobody writes to the inbox. Start the server again.")
    return {"status": "ok"}
