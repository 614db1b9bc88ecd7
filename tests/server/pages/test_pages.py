"""Every page is for readers only."""

from __future__ import annotations

from fastapi.routing import APIRoute

from gnomon.server.app import application
from gnomon.server.pages.sign_in import Readers
from gnomon.server.state import State

OPEN = {"/assets/{asset}", "/theme", "/sign-in", "/healthz", "/readyz"}


def test_no_page_is_open_by_mistake(ran: State) -> None:
    for route in application(ran, "s3cret").routes:
        if isinstance(route, APIRoute) and route.path not in OPEN and not route.path.startswith("/api"):
            guards = [each.call for each in route.dependant.dependencies]
            assert any(isinstance(guard, Readers) or type(guard).__name__ == "Guard" for guard in guards), route.path
