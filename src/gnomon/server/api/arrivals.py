"""`POST …/events`, `…/targets` and `…/feedback`: batches of rows, answered after they are committed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from gnomon.config.entity import Entity
from gnomon.errors import UsageError
from gnomon.jobs.live.accept import Form, accept
from gnomon.jobs.live.names import names_of
from gnomon.server import body as bodies
from gnomon.server.commit import FullError
from gnomon.server.state import State, state_of
from gnomon.store.inbox import Arrived, Door

router = APIRouter(tags=["arrivals"])

FORMS: Mapping[str, Form] = {
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "application/vnd.apache.arrow.stream": "arrow",
}

LARGE = 64 * 2**10
"""Bodies from so many bytes on are read beside the others, not between them."""

SHOWN = 10_000
"""Refused rows that an answer tells; the others are kept as well."""

VALUE = {"type": ["string", "number", "boolean", "null"]}
MOMENT = {"type": ["string", "number"], "description": "ISO 8601, or seconds or milliseconds since 1970."}
EVENT = {
    "type": "object",
    "required": ["event_id", "ts"],
    "additionalProperties": False,
    "properties": {
        "event_id": {"type": ["string", "integer"]},
        "ts": MOMENT,
        "features": {"type": "object", "additionalProperties": {**VALUE, "type": [*VALUE["type"], "array"]}},
        "score": {"type": ["number", "object", "null"], "description": "One, or one a class."},
        "prediction": VALUE,
        "model_version": {"type": ["string", "number", "null"]},
        "labels": {"type": "object", "additionalProperties": VALUE},
    },
}
TARGET = {
    "type": "object",
    "required": ["event_id", "target"],
    "additionalProperties": False,
    "properties": {
        "event_id": {"type": ["string", "integer"]},
        "target": VALUE,
        "ts": {**MOMENT, "type": [*MOMENT["type"], "null"]},
    },
}


FEEDBACK = {
    "type": "object",
    "required": ["event_id", "name", "value"],
    "additionalProperties": False,
    "properties": {
        "event_id": {"type": ["string", "integer"]},
        "name": {"type": "string", "minLength": 1, "description": "What it says, as `accepted` or `stars`."},
        "value": {"type": ["string", "number", "boolean"]},
        "ts": {**MOMENT, "type": [*MOMENT["type"], "null"]},
    },
}


def _described(key: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a request, for OpenAPI."""
    batch = {
        "type": "object",
        "required": [key],
        "additionalProperties": False,
        "properties": {"batch_id": {"type": ["string", "null"]}, key: {"type": "array", "items": row}},
    }
    binary = {"schema": {"type": "string", "format": "binary"}}
    content = {form: {"schema": batch} if kind == "json" else binary for form, kind in FORMS.items()}
    return {"requestBody": {"required": True, "content": content}}


ANSWERS: dict[int | str, dict[str, Any]] = {
    202: {"description": "Committed. `refused` names the rows that were not taken."},
    400: {"description": "The body cannot be read."},
    404: {"description": "There is no such entity, or nothing of it comes over HTTP."},
    408: {"description": "The body was too slow."},
    413: {"description": "The body is too large."},
    415: {"description": "The content type or encoding is not read."},
    422: {"description": "Every row was refused."},
    429: {"description": "The inbox is full: wait as `Retry-After` says."},
    503: {"description": "The inbox cannot be written now."},
}

Key = Annotated[str | None, Header(alias="Idempotency-Key", description="The batch id, where the body has none.")]


@router.post("/entities/{entity}/events", status_code=202, responses=ANSWERS, openapi_extra=_described("events", EVENT))
async def events(entity: str, request: Request, idempotency_key: Key = None) -> JSONResponse:
    """Take a batch of predictions. The same batch id again counts once."""
    return await _taken(entity, "events", request, idempotency_key)


@router.post(
    "/entities/{entity}/targets", status_code=202, responses=ANSWERS, openapi_extra=_described("targets", TARGET)
)
async def targets(entity: str, request: Request, idempotency_key: Key = None) -> JSONResponse:
    """Take a batch of true outcomes, however late. The same batch id again counts once."""
    return await _taken(entity, "targets", request, idempotency_key)


@router.post(
    "/entities/{entity}/feedback", status_code=202, responses=ANSWERS, openapi_extra=_described("feedback", FEEDBACK)
)
async def feedback(entity: str, request: Request, idempotency_key: Key = None) -> JSONResponse:
    """Take a batch of what was made of predictions, however late. The same batch id again counts once."""
    return await _taken(entity, "feedback", request, idempotency_key)


async def _taken(name: str, door: Door, request: Request, batch_id: str | None) -> JSONResponse:
    state = state_of(request)
    entity = state.entity(name)
    takes(entity, door)
    form = _form(request)
    body = await bodies.read(request, state.room)
    try:
        return await keep(state, entity, door, form, body, batch_id)
    finally:
        state.room.give(len(body))


def takes(entity: Entity, door: Door) -> None:
    """Make sure that an entity's rows come by a door.

    Raises:
        HTTPException: 404, they do not.
    """
    try:
        names_of(entity, door)
    except UsageError as error:
        raise HTTPException(404, str(error)) from None


async def keep(state: State, entity: Entity, door: Door, form: Form, body: bytes, batch_id: str | None) -> JSONResponse:
    """Commit a batch of rows, and answer its sender.

    Args:
        state: The server's.
        entity: Whose rows.
        door: What they are.
        form: How they are written.
        body: They.
        batch_id: The name of the batch, where the body has none.

    Raises:
        HTTPException: 429, the inbox is full; 400, the body cannot be read.
    """
    try:
        known = await state.kinds.of(entity, door)
        work = (entity, door, form, body, state.clock())
        if len(body) < LARGE:
            arrived = accept(*work, batch_id=batch_id, known=known)
        else:
            arrived = await run_in_threadpool(accept, *work, batch_id=batch_id, known=known)
        is_new = await state.committer.put(arrived)
    except FullError as error:
        raise HTTPException(429, str(error), {"Retry-After": "5"}) from None
    except UsageError as error:
        raise HTTPException(400, str(error)) from None
    return answer(arrived, is_new=is_new)


def _form(request: Request) -> Form:
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in FORMS:
        raise HTTPException(415, f"content-type {said[:80]!r} is not read. Send one of {', '.join(FORMS)}.")
    return FORMS[said]


def answer(arrived: Arrived, *, is_new: bool) -> JSONResponse:
    """What a sender is told of a batch that is committed.

    Args:
        arrived: The batch.
        is_new: Whether it was not known before.
    """
    refused = [{"row": one.place, "reason": one.reason} for one in arrived.refused[:SHOWN]]
    told = {
        "batch_id": arrived.batch_id,
        "accepted": arrived.rows,
        "refused": refused,
        "refused_rows": len(arrived.refused),
        "repeated": not is_new,
    }
    return JSONResponse(told, 422 if arrived.refused and not arrived.rows else 202)
