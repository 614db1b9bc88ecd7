"""`GET /incidents`: what was wrong and who has it; `GET /incidents/{n}`: what happened, what it was, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from gnomon.alerts.incident import CAUSES, JUDGEMENTS, Cause, Judgement
from gnomon.errors import UsageError
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.server.api.incidents import LAST, Number, of_state
from gnomon.server.pages.own_site import own_site
from gnomon.server.pages.shell import page
from gnomon.server.pages.theme import A_YEAR
from gnomon.server.state import state_of

router = APIRouter(include_in_schema=False)

NAME = "gnomon_name"

MOST = 40
"""Incidents on a page."""


@router.get("/incidents")
def incidents(
    request: Request,
    open: bool = False,
    before: Annotated[int | None, Query(ge=1, le=LAST)] = None,
) -> HTMLResponse:
    """Incidents, newest first."""
    found = of_state(state_of(request)).list(only_open=open, before=before, most=MOST + 1)
    return page(
        request, "incidents.html.jinja", "incidents", shown=found[:MOST], only_open=open, before=before,
        next=found[MOST - 1]["id"] if len(found) > MOST else None,
    )  # fmt: skip


@router.get("/incidents/{id}")
def incident(id: Number, request: Request) -> HTMLResponse:
    """An incident with its alerts, its timeline, and past ones that were like it."""
    return _page(request, id)


Words = Annotated[str, Form(max_length=4000)]


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who does something about an incident.

    Attributes:
        incidents: The incidents, in their name.
        name: Who, as they wrote it; the next form knows it.
    """

    incidents: Incidents
    name: str

    def answer(self, request: Request, id: int, act: Callable[[], object]) -> Response:
        """Do it and go back; where it cannot be done, say why beside the form."""
        try:
            act()
        except UsageError as error:
            return _page(request, id, why=str(error), status=400)
        answer = RedirectResponse(f"/incidents/{id}", 303)
        answer.set_cookie(NAME, quote(self.name), max_age=A_YEAR, httponly=True, samesite="strict")
        return answer


def _acting(request: Request, by: Annotated[str, Form(max_length=100)] = "") -> Acting:
    state, name = state_of(request), by.strip()
    if not name.isprintable() or not name:
        raise HTTPException(400, "by: write who you are; it stands in the timeline.")
    return Acting(Incidents(state.settings, state.store, f"user:{name}", state.clock), name)


Who = Annotated[Acting, Depends(_acting)]


@router.post("/incidents/{id}/acknowledge", dependencies=[Depends(own_site)])
def acknowledge(id: Number, request: Request, who: Who) -> Response:
    """Say that you look at it."""
    return who.answer(request, id, lambda: who.incidents.acknowledge(id))


@router.post("/incidents/{id}/comment", dependencies=[Depends(own_site)])
def comment(id: Number, request: Request, who: Who, text: Words = "") -> Response:
    """Write a line into its timeline."""
    return who.answer(request, id, lambda: who.incidents.comment(id, text))


@router.post("/incidents/{id}/close", dependencies=[Depends(own_site)])
def close(
    id: Number,
    request: Request,
    who: Who,
    assessment: Annotated[Judgement, Form()],
    cause: Annotated[Cause | Literal[""], Form()] = "",
    happened: Words = "",
    resolution: Words = "",
    of: Annotated[str, Form(pattern=r"^ *\d{0,18} *$")] = "",
) -> Response:
    """Say what it was."""
    root = f"{cause}: {happened}" if cause and happened else cause

    def act() -> object:
        return who.incidents.close(
            id, assessment, root_cause=root, resolution=resolution, duplicate_of=int(of) if of.strip() else None
        )

    return who.answer(request, id, act)


def _page(request: Request, id: int, *, why: str = "", status: int = 200) -> HTMLResponse:
    return page(
        request, "incident.html.jinja", "incidents", status=status, one=of_state(state_of(request)).show(id), why=why,
        name=unquote(request.cookies.get(NAME, "")), judgements=JUDGEMENTS, causes=CAUSES,
    )  # fmt: skip
