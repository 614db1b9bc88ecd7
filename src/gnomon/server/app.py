"""The application: its routes, what goes before them, and what errors become."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
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
    made.add_exception_handler(UnavailableError, _unavailable)
    made.add_exception_handler(UsageError, _unknown)
    return made


def _unknown(_request: Request, error: Exception) -> JSONResponse:
    """Who asks for what is not there is told what is."""
    return JSONResponse({"detail": str(error)}, 404)


def _unavailable(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "5"})
