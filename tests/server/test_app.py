"""The application as a whole: who may call, and what it says of itself."""

from __future__ import annotations

import httpx
from tests.server.conftest import Calling

from gnomon.server.state import State


def test_it_says_what_it_takes(client: httpx.Client) -> None:
    found = client.get("/api/v1/openapi.json").json()
    posted = found["paths"]["/api/v1/entities/{entity}/events"]["post"]
    assert set(posted["requestBody"]["content"]) >= {"application/json", "application/x-ndjson"}
    assert {"202", "400", "404", "413", "422", "429", "503"} <= set(posted["responses"])
    assert client.get("/docs").status_code == 404


def test_without_a_token_no_name_but_this_machines_own_leads_here(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"host": "localhost:8080"}).status_code == 200
    assert client.get("/healthz", headers={"host": "127.0.0.1:8080"}).status_code == 200
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_with_a_token_it_must_be_shown(calling: Calling, state: State) -> None:
    client = calling(state, "s3cret")
    path = "/api/v1/entities/flights/refused"
    assert client.get("/healthz", headers={"host": "gnomon.example"}).status_code == 200
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get(path, headers={"authorization": "Bearer s3cret"}).status_code == 200
