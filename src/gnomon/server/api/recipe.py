"""`GET …/recipe`: how rows of an entity are profiled away from it, as `gn.Recorder` does."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request

from gnomon.errors import UsageError
from gnomon.jobs.live.names import names_of
from gnomon.jobs.rows.cut import schema_of
from gnomon.profiles.recipe import Recipe
from gnomon.server.state import state_of

router = APIRouter(tags=["profiles"])


@router.get("/entities/{entity}/recipe", responses={404: {"description": "Nothing of it comes over HTTP."}})
def recipe(entity: str, request: Request) -> dict[str, Any]:
    """How windows are cut, what columns are called, and what they are to the model."""
    one = state_of(request).entity(entity)
    try:
        names = names_of(one, "events")
    except UsageError as error:
        raise HTTPException(404, str(error)) from None
    called = {"event_id": names.id, "ts": names.time, **names.renamed}
    return Recipe(one.every, one.zone, schema_of(one), called, names.scores).record()
