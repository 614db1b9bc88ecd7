"""A page ends where the next begins, and its link keeps what was asked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.server.api.conftest import Asked

PATH = "/api/v1/entities/flights/verdicts"


def test_the_link_keeps_what_was_asked_and_says_from_when_on(asked: Asked) -> None:
    answer = asked.client.get(f"{PATH}?limit=5&monitor=inputs&status=ok&status=violation&until=2013-01-09")
    where = urlsplit(answer.links["next"]["url"])
    assert where.path == PATH
    assert parse_qs(where.query) == {
        "limit": ["5"],
        "monitor": ["inputs"],
        "status": ["ok", "violation"],
        "until": ["2013-01-09"],
        "since": ["2013-01-06T00:00:00Z"],
    }


@pytest.mark.parametrize(("limit", "is_last"), [(11, False), (12, True), (1000, True)])
def test_a_page_that_holds_all_has_no_next(asked: Asked, limit: int, is_last: bool) -> None:
    assert ("next" not in asked.client.get(f"{PATH}?limit={limit}").links) is is_last
