"""Where there is a token, readers show it once; the cookie that they get is not the token."""

from __future__ import annotations

import httpx
import pytest
from tests.server.conftest import Calling
from tests.server.pages.conftest import SAME

from gnomon.server.pages.sign_in import COOKIE, Readers
from gnomon.server.state import State

TOKEN = "s3cret"  # noqa: S105 - of the test


@pytest.fixture
def stranger(calling: Calling, ran: State) -> httpx.Client:
    return calling(ran, TOKEN)


def test_strangers_are_asked_and_come_back(stranger: httpx.Client) -> None:
    answer = stranger.get("/incidents?open=true")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?back=%2Fincidents%3Fopen%3Dtrue")
    html = stranger.get(answer.headers["location"]).text
    assert 'name="back" value="/incidents?open=true"' in html
    assert 'href="/incidents"' not in html
    form = {"token": TOKEN, "back": "/incidents?open=true"}
    answer = stranger.post("/sign-in", data=form, headers=SAME)
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?open=true")
    said = answer.headers["set-cookie"].lower()
    assert all(word in said for word in ("httponly", "samesite=strict"))
    assert TOKEN not in said
    assert stranger.get("/incidents").status_code == 200


def test_another_token_lets_nobody_in(stranger: httpx.Client) -> None:
    answer = stranger.post("/sign-in", data={"token": "wrong"}, headers=SAME)
    assert (answer.status_code, "That is not the token." in answer.text) == (401, True)
    assert "set-cookie" not in answer.headers
    for cookie in ("", TOKEN, Readers("other").digest, "é"):
        assert stranger.get("/", headers={"cookie": f"{COOKIE}={cookie}".encode()}).status_code == 303
    assert stranger.post("/incidents/1/acknowledge", data={"by": "me"}, headers=SAME).status_code == 303


def test_the_cookie_is_no_token_of_the_api(stranger: httpx.Client) -> None:
    stranger.cookies.set(COOKIE, Readers(TOKEN).digest)
    assert stranger.get("/").status_code == 200
    assert stranger.get("/api/v1/entities").status_code == 401
    assert (
        stranger.get("/api/v1/entities", headers={"authorization": f"Bearer {Readers(TOKEN).digest}"}).status_code
        == 401
    )


def test_without_a_token_nobody_signs_in(calling: Calling, ran: State) -> None:
    assert calling(ran).post("/sign-in", data={"token": ""}, headers=SAME).status_code == 401
