"""Long answers come in pages: how much, from when to when, and where the next page is.

Source: RFC 8288, a link of relation `next`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request, Response

from gnomon.errors import UsageError
from gnomon.jobs.moments import moment
from gnomon.notify.payload import stamp
from gnomon.store import windows
from gnomon.store.open import Store

Answers = dict[int | str, dict[str, Any]]  # Any: OpenAPI

UNKNOWN: Answers = {404: {"description": "There is no such thing; the answer says what there is."}}

PAGED: Answers = UNKNOWN | {
    400: {"description": "A time cannot be read."},
    200: {
        "description": "A page.",
        "headers": {
            "Link": {
                "schema": {"type": "string"},
                "description": 'Where the next page is, as `<…>; rel="next"`; not there on the last.',
            }
        },
    },
}

Items = Annotated[int, Query(ge=1, le=1000, description="So many at most.")]
Windows = Annotated[int, Query(ge=1, le=1000, description="Of so many windows at most.")]
Moment = Annotated[str | None, Query(description="2013-03-01 or 2013-03-01T02:00Z.", max_length=64)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when; None where it is open."""

    since: datetime | None
    until: datetime | None


def between(since: Moment = None, until: Moment = None) -> Stretch:
    """The stretch that a request asks for.

    Raises:
        HTTPException: 400, a time cannot be read.
    """
    return Stretch(at("since", since), at("until", until))


def at(name: str, said: str | None) -> datetime | None:
    """The moment that a parameter names; a time without a zone is UTC.

    Raises:
        HTTPException: 400, it is no moment.
    """
    try:
        return None if said is None else moment(said.strip(), "UTC")
    except (UsageError, OverflowError) as error:
        raise HTTPException(400, f"{name}: {error}") from None


Asked = Annotated[Stretch, Depends(between)]


def next_page(request: Request, response: Response, **changed: str | int) -> None:
    """Say where the next page is: at the same address, with other parameters."""
    where = request.url.include_query_params(**changed)
    response.headers["Link"] = f'<{where.path}?{where.query}>; rel="next"'


def page(store: Store, entity: str, asked: Stretch, most: int, request: Request, response: Response) -> Stretch:
    """The part of a stretch that fits a page of windows; says where the next is."""
    with store.reading() as tx:
        starts = windows.starts(tx, entity, asked.since, asked.until, most + 1)
    if len(starts) <= most:
        return asked
    next_page(request, response, since=str(stamp(starts[-1])))
    return Stretch(asked.since, starts[-1])
