"""Around a predict function: it is as it was, and what it did is logged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from tests import coroutines
from tests.client.door import Door

from gnomon.client import Client, Pace

QUICK = Pace(every_s=0.01, timeout_s=0.3, first_wait_s=0.001, longest_wait_s=0.01)


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as door:
        yield door


@pytest.fixture
def client(door: Door) -> Iterator[Client]:
    with Client(door.url, "m", pace=QUICK) as client:
        yield client


def logged(client: Client, door: Door) -> list[dict[str, Any]]:
    """What was logged; that a duration is there is seen, its length is not."""
    assert client.flush(10)
    rows = door.rows()
    assert all(0 <= row["features"].pop("duration") < 60 for row in rows)
    return [{name: row[name] for name in row.keys() - {"ts", "event_id"}} for row in rows]


def test_arguments_are_features_and_the_answer_is_the_prediction(client: Client, door: Door) -> None:
    @client.observe
    def predict(distance: float, origin: str = "JFK") -> int:
        """Say it."""
        return int(distance > 1000)

    assert predict(2500) == 1
    assert (predict.__name__, predict.__doc__) == ("predict", "Say it.")
    assert logged(client, door) == [{"features": {"distance": 2500, "origin": "JFK"}, "prediction": 1}]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (0.5, {"score": 0.5}),
        ({"score": 0.5, "prediction": 1, "other": 2}, {"score": 0.5, "prediction": 1}),
        ({"cat": 0.7, "dog": 0.3}, {"score": {"cat": 0.7, "dog": 0.3}}),
        (None, {}),
    ],
)
def test_an_answer_says_what_it_is_or_is_told(client: Client, door: Door, answer: Any, said: dict[str, Any]) -> None:
    @client.observe(output="score")
    def predict(features: dict[str, Any]) -> Any:
        features.clear()
        return answer

    assert predict({"x": 1}) is answer
    assert logged(client, door) == [{"features": {"x": 1}, **said}]


def test_a_method_logs_no_self(client: Client, door: Door) -> None:
    class Model:
        @client.observe
        def predict(self, x: float) -> float:
            return x

    Model().predict(3)
    assert logged(client, door) == [{"features": {"x": 3}, "prediction": 3}]


def test_an_exception_is_logged_and_is_the_callers(client: Client, door: Door) -> None:
    @client.observe
    def predict(x: float) -> float:
        raise ZeroDivisionError(x)

    with pytest.raises(ZeroDivisionError):
        predict(1)
    assert logged(client, door) == [{"features": {"x": 1, "error": "ZeroDivisionError"}}]


def test_a_wrong_call_raises_what_it_raises_without_a_client(client: Client, door: Door) -> None:
    @client.observe
    def predict(x: float) -> float:
        return x

    with pytest.raises(TypeError, match="positional argument"):
        predict(1, 2)  # type: ignore[call-arg]
    assert logged(client, door) == [{"features": {"error": "TypeError"}}]


def test_a_coroutine_is_one_still(client: Client, door: Door) -> None:
    @client.observe(output="score")
    async def predict(x: float) -> float:
        await asyncio.sleep(0)
        if x < 0:
            raise ZeroDivisionError
        return x

    assert coroutines.run(predict(0.5)) == 0.5
    with pytest.raises(ZeroDivisionError):
        coroutines.run(predict(-1))
    assert logged(client, door) == [
        {"features": {"x": 0.5}, "score": 0.5},
        {"features": {"x": -1, "error": "ZeroDivisionError"}},
    ]


ROWS = [{"x": 1, "y": "a"}, {"x": 2, "y": "b"}]


@pytest.mark.parametrize("many", [ROWS, pl.DataFrame(ROWS), pd.DataFrame(ROWS)], ids=["rows", "polars", "pandas"])
@pytest.mark.parametrize("answers", [[0, 1], np.array([0, 1]), pl.Series([0, 1])], ids=["list", "numpy", "polars"])
def test_many_rows_are_as_many_predictions(client: Client, door: Door, many: Any, answers: Any) -> None:
    @client.observe
    def predict(rows: Any) -> Any:
        return answers

    predict(many)
    assert logged(client, door) == [
        {"features": {"x": 1, "y": "a"}, "prediction": 0},
        {"features": {"x": 2, "y": "b"}, "prediction": 1},
    ]


@pytest.mark.parametrize("answers", [[1], 1, "ab", {"a": 1, "b": 2}])
def test_answers_that_are_not_one_for_each_row_are_left_out(client: Client, door: Door, answers: Any) -> None:
    @client.observe
    def predict(rows: Any) -> Any:
        return answers

    predict(ROWS)
    assert [row.get("prediction") for row in logged(client, door)] == [None, None]


def test_a_feature_called_duration_stays_as_it_is(client: Client, door: Door) -> None:
    with client.prediction({"duration": 59.5}) as seen:
        seen.prediction = 1
    assert client.flush(10)
    assert door.rows()[0]["features"] == {"duration": 59.5}


def test_a_block_says_what_came_of_it(client: Client, door: Door) -> None:
    with client.prediction({"x": 1}, event_id="e-1") as seen:
        seen.score, seen.prediction = 0.5, 1
    with pytest.raises(KeyError), client.prediction({"x": 2}) as failed:
        raise KeyError
    assert failed.event_id
    assert logged(client, door) == [
        {"features": {"x": 1}, "score": 0.5, "prediction": 1},
        {"features": {"x": 2, "error": "KeyError"}},
    ]
    assert [row["event_id"] for row in door.rows()] == ["e-1", failed.event_id]


def test_features_that_cannot_be_read_are_counted_and_disturb_nobody(client: Client) -> None:
    with client.prediction(7):  # type: ignore[arg-type]
        pass
    assert client.counts().dropped == 1
