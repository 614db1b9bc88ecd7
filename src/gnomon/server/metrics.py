"""`GET /metrics`: what Prometheus scrapes, in the form that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from fastapi import APIRouter, Request, Response

from gnomon import __version__
from gnomon.jobs.exposing import health
from gnomon.jobs.exposing.family import Family, gauge
from gnomon.jobs.exposing.protobuf import PROTOBUF, protobuf
from gnomon.jobs.exposing.text import OPENMETRICS, PLAIN, openmetrics, plain
from gnomon.server.state import State, state_of

router = APIRouter(tags=["metrics"])

Form = Literal["protobuf", "openmetrics", "plain"]

WRITERS: Mapping[Form, tuple[Callable[[Sequence[Family]], str | bytes], str]] = {
    "protobuf": (protobuf, PROTOBUF),
    "openmetrics": (openmetrics, OPENMETRICS),
    "plain": (plain, PLAIN),
}
"""What writes each form, and what it is called."""

MOST_ENTITIES = 200
"""So many have figures of their own (ALERTS R63); the others are counted."""


@router.get("/metrics", response_class=Response)
def metrics(request: Request) -> Response:
    """The newest figures of entities, and how gnomon itself is."""
    state = state_of(request)
    found = _families(state)
    write, kind = WRITERS[form(request.headers.get("accept", ""))]
    return Response(write(found), media_type=kind)


def _families(state: State) -> list[Family]:
    configured = list(state.settings.entities.values())
    shown = configured[:MOST_ENTITIES]
    left = gauge("gnomon_entities_left_out", "Entities past the bound.", [({}, len(configured) - len(shown))])
    with state.store.reading() as tx, state.inbox.reading() as waiting:
        own = list(health.families(tx, waiting, shown, state.clock(), __version__))
    return [*own, left, *state.newest.families(state.store, shown)]


def form(accept: str) -> Form:
    """The form that a scraper likes best of those that there are.

    Args:
        accept: What it takes, as HTTP says it.

    Example:
        >>> form("application/openmetrics-text;version=1.0.0;q=0.8, text/plain;q=0.5"), form("*/*")
        ('openmetrics', 'plain')
    """
    found: list[tuple[float, Form]] = [(0.0, "plain")]
    for each in accept.split(","):
        kind, *parts = (part.strip().lower() for part in each.split(";"))
        said = {name.strip(): text.strip() for name, _, text in (part.partition("=") for part in parts)}
        try:
            liked = float(said.get("q", "1"))
        except ValueError:
            continue
        if kind == "application/vnd.google.protobuf" and said.get("encoding", "delimited") == "delimited":
            found.append((liked, "protobuf"))
        elif kind == "application/openmetrics-text" and said.get("version", "1.0.0") == "1.0.0":
            found.append((liked, "openmetrics"))
        elif kind == "text/plain":
            found.append((liked, "plain"))
    return max(found, key=lambda one: one[0])[1]
