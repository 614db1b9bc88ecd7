"""A form is taken from this site's own pages, whatever the browser says of where it comes from."""

from __future__ import annotations

import pytest
from fastapi import HTTPException, Request

from gnomon.server.pages.own_site import own_site


def _request(**headers: str) -> Request:
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": given})


@pytest.mark.parametrize(
    "headers",
    [{"sec_fetch_site": "same-origin"}, {"origin": "http://localhost:8080", "host": "localhost:8080"}],
)
def test_its_own_are_taken(headers: dict[str, str]) -> None:
    own_site(_request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "null", "host": "localhost:8080"},
        {"origin": "http://localhost:9", "host": "localhost:8080"},
        {"sec_fetch_site": "cross-site", "origin": "http://localhost:8080", "host": "localhost:8080"},
    ],
)
def test_others_are_not(headers: dict[str, str]) -> None:
    with pytest.raises(HTTPException) as refused:
        own_site(_request(**headers))
    assert refused.value.status_code == 403
