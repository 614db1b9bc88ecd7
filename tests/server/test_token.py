"""A guard lets in who shows the token."""

from __future__ import annotations

import pytest
from fastapi import HTTPException, Request

from gnomon.server.token import Guard


def _request(said: str) -> Request:
    return Request({"type": "http", "headers": [(b"authorization", said.encode())]})


def test_the_token_is_part_of_no_representation() -> None:
    assert "s3cret" not in repr(Guard("s3cret"))


@pytest.mark.parametrize("said", ["", "Bearer", "Basic s3cret", "Bearer s3cre", "s3cret"])
def test_who_does_not_show_it_is_sent_away(said: str) -> None:
    with pytest.raises(HTTPException) as refused:
        Guard("s3cret")(_request(said))
    assert refused.value.status_code == 401
    Guard()(_request(said))


def test_who_shows_it_is_let_in() -> None:
    Guard("s3cret")(_request("bearer s3cret"))
