"""The application: its routes, what goes before them, and what errors become."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from gnomon import __version__
from gnomon.config.server import OF_THIS_MACHINE
from gnomon.errors import UnavailableError, UsageError
from gnomon.server import health, metrics
from gnomon.server.api import (
    alerts,
    arrivals,
    entities,
    heartbeat,
    incidents,
    measurements,
    profiles,
    recipe,
    refused,
    verdicts,
)
from gnomon.server.pages import pages
from gnomon.server.pages.shell import failed
from gnomon.server.state import State
from gnomon.server.token import Guard

API = "/api/v1"
ROOMS = (arrivals, heartbeat, refused, entities, measurements, verdicts, profiles, recipe, alerts, incidents)


def application(state: State, token: str | None) -> FastAPI:
    """The application of a state.

    Args:
        state: What its routes work with.
        token: What callers must show; None lets everybody in who can reach it.
    """

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        state.committer.start()
        yield
        state.committer.stop()

    made = FastAPI(
        title="gnomon", version=__version__, lifespan=living,
        openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    made.state.gnomon = state
    if token is None:  # only this machine can call: no page of another site may, by a name that leads here
        made.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OF_THIS_MACHINE, "["])
    guard = [Depends(Guard(token))]
    for each in ROOMS:
        made.include_router(each.router, prefix=API, dependencies=guard)
    made.include_router(metrics.router, dependencies=guard)
    made.include_router(health.router)
    pages.add(made, token)
    made.add_exception_handler(UnavailableError, _unavailable)
    made.add_exception_handler(UsageError, _unknown)
    made.add_exception_handler(HTTPException, _refused)
    made.add_exception_handler(RequestValidationError, _mistaken)
    return made


def _unknown(request: Request, error: Exception) -> Response:
    """Who asks for what is not there is told what is."""
    return _told(request, str(error), JSONResponse({"detail": str(error)}, 404))


def _unavailable(request: Request, error: Exception) -> Response:
    return _told(request, str(error), JSONResponse({"detail": str(error)}, 503, {"Retry-After": "5"}))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as it was registered
    return _told(request, str(error.detail), await http_exception_handler(request, error))


async def _mistaken(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as it was registered
    first = error.errors()[0]
    words = f"{first['loc'][-1]}: {first['msg']}."
    return _told(request, words, await request_validation_exception_handler(request, error))


def _told(request: Request, words: str, answer: Response) -> Response:
    """An answer that says no, as a page where a person asked."""
    if request.url.path.startswith(API) or "text/html" not in request.headers.get("accept", ""):
        return answer
    return failed(request, answer.status_code, words)
