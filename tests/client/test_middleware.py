"""A web application whose requests are predictions answers as it did, and they are logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from tests import coroutines
from tests.client.door import Door

from gnomon.client import Client, Pace
from gnomon.client.middleware import EVENT_ID, MOST_BYTES, PredictionMiddleware

QUICK = Pace(every_s=0.01, timeout_s=0.3, first_wait_s=0.001, longest_wait_s=0.01)


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as door:
        yield door


@pytest.fixture
def client(door: Door) -> Iterator[Client]:
    with Client(door.url, "m", pace=QUICK) as client:
        yield client


def application(client: Client) -> FastAPI:
    app = FastAPI()
    app.add_middleware(PredictionMiddleware, client=client)

    @app.post("/predict")
    async def predict(features: dict[str, Any]) -> Any:
        match features.get("x"):
            case "mistake":
                raise HTTPException(422, "x is a mistake")
            case "failure":
                raise HTTPException(503, "no model")
            case "broken":
                raise ZeroDivisionError
            case "stream":
                return StreamingResponse(iter(['{"score": ', "0.25}"]))
            case "words":
                return PlainTextResponse("no json")
        return {"score": 0.75, "prediction": 1, "model": "other"}

    @app.post("/other")
    async def other() -> str:
        return "other"

    return app


def post(app: Any, path: str = "/predict", **body: Any) -> httpx.Response:
    """One request."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as asking:
            return await asking.post(path, **body)

    return coroutines.run(ask())


def logged(client: Client, door: Door) -> list[dict[str, Any]]:
    """What was logged."""
    assert client.flush(10)
    rows = door.rows()
    assert all(0 <= row["features"].pop("duration") < 60 for row in rows)
    return [{name: row[name] for name in row.keys() - {"ts"}} for row in rows]


def test_a_request_is_a_prediction_and_the_answer_tells_its_id(client: Client, door: Door) -> None:
    answer = post(application(client), json={"x": 1, "origin": "JFK"})
    assert answer.json() == {"score": 0.75, "prediction": 1, "model": "other"}
    assert logged(client, door) == [
        {
            "event_id": answer.headers[EVENT_ID],
            "features": {"x": 1, "origin": "JFK"},
            "score": 0.75,
            "prediction": 1,
        }
    ]


def test_an_answer_in_parts_passes_in_parts_and_is_read(client: Client, door: Door) -> None:
    assert post(application(client), json={"x": "stream"}).json() == {"score": 0.25}
    assert logged(client, door)[0]["score"] == 0.25


def test_an_answer_that_is_no_json_is_logged_without_outputs(client: Client, door: Door) -> None:
    assert post(application(client), json={"x": "words"}).text == "no json"
    assert logged(client, door)[0].keys() == {"event_id", "features"}


@pytest.mark.parametrize(("x", "status", "error"), [("failure", 503, "HTTP 503"), ("broken", 500, "ZeroDivisionError")])
def test_a_failure_is_an_error(client: Client, door: Door, x: str, status: int, error: str) -> None:
    assert post(application(client), json={"x": x}).status_code == status
    assert logged(client, door)[0]["features"] == {"x": x, "error": error}


@pytest.mark.parametrize("body", [{"json": {"x": "mistake"}}, {"content": b"no json"}])
def test_a_callers_mistake_is_no_prediction(client: Client, door: Door, body: dict[str, Any]) -> None:
    assert post(application(client), **body).status_code == 422
    assert logged(client, door) == []


def test_other_paths_and_methods_pass(client: Client, door: Door) -> None:
    app = application(client)
    assert post(app, "/other").json() == "other"
    assert EVENT_ID not in post(app, "/other").headers
    assert logged(client, door) == []


def test_it_stands_around_an_application_of_starlette_and_may_name_paths_and_fields(client: Client, door: Door) -> None:
    async def answer(request: Request) -> JSONResponse:
        return JSONResponse({"p": 0.5, "class": "late", "read": len(await request.body())})

    app = Starlette(routes=[Route("/score", answer, methods=["POST"])])
    around = PredictionMiddleware(app, client, paths=["/score"], score="p", prediction="class")
    assert post(around, "/score", json={"x": 1}).json()["read"] > 0
    assert [(row["score"], row["prediction"]) for row in logged(client, door)] == [(0.5, "late")]


def test_a_body_past_the_bound_passes_and_is_not_read_for_the_log(client: Client, door: Door) -> None:
    assert post(application(client), json={"x": "x" * MOST_BYTES}).status_code == 200
    assert logged(client, door)[0]["features"] == {}


def test_what_is_no_request_passes(client: Client) -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def nothing(*_: Any) -> Any:
        return {}

    coroutines.run(PredictionMiddleware(app, client)({"type": "lifespan"}, nothing, nothing))
    assert seen == ["lifespan"]
