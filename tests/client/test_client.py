"""What serving code sees: rows arrive, nothing waits, nothing raises, nothing is lost or doubled."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests import coroutines
from tests.client.door import Door, Reply, free_port, until

import gnomon as gn
from gnomon.client import Client, Pace
from gnomon.errors import UsageError

QUICK = Pace(every_s=0.01, timeout_s=0.3, first_wait_s=0.001, longest_wait_s=0.01)


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as door:
        yield door


def test_a_prediction_arrives_with_all_that_was_said_of_it(door: Door) -> None:
    with Client(door.url, "flights-delay", pace=QUICK) as client:
        at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        said = client.log({"temp": 21.5, "origin": "JFK"}, score=0.83, prediction=1, event_id="e-1", ts=at)
    assert said == "e-1"
    assert door.got[0].path == "/api/v1/entities/flights-delay/events"
    assert door.rows() == [
        {
            "event_id": "e-1",
            "ts": "2026-01-02T03:04:05Z",
            "features": {"temp": 21.5, "origin": "JFK"},
            "score": 0.83,
            "prediction": 1,
        }
    ]


def test_it_is_a_public_name() -> None:
    assert gn.Client is Client


def test_an_event_without_an_id_gets_one_that_its_target_can_use(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        ids = [client.log({"x": number}) for number in range(3)]
        for event_id in ids:
            client.log_target(event_id, target=1)
    assert len(set(ids)) == 3
    assert [row["event_id"] for row in door.rows()] == ids
    assert [row["event_id"] for row in door.rows("targets")] == ids


def test_versions_and_labels_are_the_clients_unless_the_event_has_its_own(door: Door) -> None:
    with Client(door.url, "m", model_version="7", labels={"region": "eu", "tier": "a"}, pace=QUICK) as client:
        client.log({})
        client.log({}, model_version="8", labels={"tier": "b"})
    first, second = door.rows()
    assert (first["model_version"], first["labels"]) == ("7", {"region": "eu", "tier": "a"})
    assert (second["model_version"], second["labels"]) == ("8", {"region": "eu", "tier": "b"})


def test_targets_and_feedback_go_where_they_belong(door: Door) -> None:
    at = datetime(2026, 1, 2)  # noqa: DTZ001 - a time without a zone is meant in UTC
    with Client(door.url, "m", pace=QUICK) as client:
        client.log_target(7, "late", ts=at)
        client.log_feedback(7, "accepted", 1, ts=at)
    assert door.rows("targets") == [{"event_id": "7", "target": "late", "ts": "2026-01-02T00:00:00Z"}]
    assert door.rows("feedback") == [{"event_id": "7", "name": "accepted", "value": 1, "ts": "2026-01-02T00:00:00Z"}]


def test_what_the_caller_changes_afterwards_is_not_logged(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        features: dict[str, Any] = {"x": 1}
        client.log(features)
        features["x"] = 2
    assert door.rows()[0]["features"] == {"x": 1}


def test_the_token_is_shown_and_may_come_from_the_environment(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNOMON_TOKEN", "of-the-environment")
    for token in (None, "given"):
        with Client(door.url, "m", token=token, pace=QUICK) as client:
            client.log({})
    assert [got.headers["authorization"] for got in door.got] == ["Bearer of-the-environment", "Bearer given"]


def test_nothing_is_shown_where_there_is_no_token(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GNOMON_TOKEN", raising=False)
    with Client(door.url, "m", pace=QUICK) as client:
        client.log({})
    assert "authorization" not in door.got[0].headers


@pytest.mark.parametrize(("url", "entity"), [("localhost:8080", "m"), ("http://localhost", "No Entity")])
def test_a_wrong_address_is_said_at_once(url: str, entity: str) -> None:
    with pytest.raises(UsageError, match="is n"):
        Client(url, entity)


class _Odd:
    def __str__(self) -> str:
        raise ValueError("odd")


class _Broken(Mapping[str, Any]):
    def __getitem__(self, key: str) -> Any:
        raise RuntimeError("broken")

    def __iter__(self) -> Iterator[str]:
        return iter(["x"])

    def __len__(self) -> int:
        return 1


@pytest.mark.parametrize("features", [_Broken(), None, 7, {"x": _Odd()}, {("a", "b"): _Odd()}])
def test_what_cannot_be_logged_is_counted_and_said_and_raises_nothing(
    door: Door, features: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        assert client.log(features)
        client.log_target("7", _Odd())
        client.log({"x": 1})
    assert (client.counts().sent, client.counts().dropped) == (1, 2)
    assert "a row cannot be logged" in caplog.text


def test_even_an_id_that_cannot_be_written_raises_nothing(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        assert client.log({}, event_id=_Odd()) == ""
        client.log_target(_Odd(), 1)
    assert client.counts().dropped == 2


def test_values_of_numpy_arrive_as_numbers(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        client.log(
            {"f": np.float32(0.5), "i": np.int64(3), "b": np.bool_(True), "a": np.arange(2)}, score=np.float64(1)
        )
    assert door.rows()[0]["features"] == {"f": 0.5, "i": 3, "b": True, "a": [0, 1]}
    assert door.rows()[0]["score"] == 1.0


FAULTS = st.lists(st.sampled_from(["drop", "forget", 500, 503, 429, 404]), max_size=8)


@example(faults=["forget", "forget", 503, "drop"], rows=1700)
@settings(max_examples=25)
@given(faults=FAULTS, rows=st.integers(0, 1700))
def test_every_row_arrives_once_whatever_the_server_does(faults: list[int | str], rows: int) -> None:
    with Door(*faults) as door, Client(door.url, "m", pace=QUICK) as client:
        ids = [client.log({"x": number}) for number in range(rows)]
        assert client.flush(30)
        counts = client.counts()
        assert (counts.logged, counts.sent, counts.dropped, counts.waiting) == (rows, rows, 0, 0)
        assert sorted(row["event_id"] for row in door.rows()) == sorted(ids)


@settings(max_examples=10)
@given(rows=st.integers(0, 3000), memory_bytes=st.integers(1000, 200_000))
def test_past_the_bound_rows_are_dropped_and_counted_and_those_before_it_arrive(rows: int, memory_bytes: int) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with Client(url, "m", memory_bytes=memory_bytes, pace=QUICK) as client:
        ids = [client.log({"x": number}) for number in range(rows)]
        dropped = client.counts().dropped
        with Door(port=port) as door:
            assert client.flush(30)
            arrived = {row["event_id"] for row in door.rows()}
        assert len(door.rows()) == len(arrived) == rows - dropped == client.counts().sent
        assert arrived <= set(ids)


def test_a_server_that_hangs_is_given_up_and_tried_again() -> None:
    with Door("hang", "drip") as door, Client(door.url, "m", pace=QUICK) as client:
        client.log({})
        assert client.flush(10)
    assert len(door.got) == 3
    assert len({got.id for got in door.got}) == 1


def test_a_full_inbox_is_left_alone_for_as_long_as_it_asks() -> None:
    with Door(Reply(429, b"", {"retry-after": "60"})) as door, Client(door.url, "m", pace=QUICK) as client:
        client.log({})
        assert not client.flush(0.3)
        assert len(door.got) == 1
        client.close(0)


def test_a_refused_batch_is_counted_and_said_and_the_next_goes_through(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Door(Reply(422, b"events: is no list")) as door, Client(door.url, "m", pace=QUICK) as client:
        client.log({})
        assert client.flush(10)
        client.log({})
        assert client.flush(10)
        assert (client.counts().refused, client.counts().sent) == (1, 1)
    assert "1 of 1 events were refused: 422 events: is no list" in caplog.text


def test_a_refused_row_is_counted_and_its_neighbours_are_sent(caplog: pytest.LogCaptureFixture) -> None:
    body = b'{"refused": [{"row": 1, "reason": "ts is no time"}]}'
    with Door(Reply(202, body)) as door, Client(door.url, "m", pace=QUICK) as client:
        for _ in range(3):
            client.log({})
        assert client.flush(10)
        assert (client.counts().refused, client.counts().sent) == (1, 2)
    assert "1 of 3 events were refused: row 1: ts is no time" in caplog.text


def test_a_batch_that_the_server_cannot_read_does_not_hold_up_the_others() -> None:
    with Door(poison=b"poison") as door, Client(door.url, "m", pace=QUICK) as client:
        client.log({"x": "poison"})
        until(lambda: door.got)
        for number in range(3):
            client.log({"x": number})
            until(lambda: len(door.rows()) == number + 1)  # noqa: B023 - asked at once
        assert not client.flush(0.05)
        door.poison = b""
        assert client.flush(10)
    assert len(door.rows()) == 4


def test_a_kind_that_the_server_does_not_take_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    none = {kind: Reply(404, b"it takes none") for kind in ("targets", "feedback")}
    with Door(by_kind=none) as door, Client(door.url, "m", pace=Pace(every_s=0.01, first_wait_s=1000)) as client:
        client.log_target("7", 1)
        client.log_feedback("7", "accepted", 1)
        until(lambda: len(door.got) == 2)
        for number in range(3):
            client.log({"x": number})
            until(lambda: len(door.rows()) == number + 1)  # noqa: B023 - asked at once
        until(lambda: client.counts().waiting == 2)
        client.close(0.1)
    assert "targets cannot be sent: 404 it takes none" in caplog.text


def test_the_log_says_once_that_the_server_went_and_once_that_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "gnomon.client")
    with Door(*[Reply(503, b"")] * 3) as door, Client(door.url, "m", pace=QUICK) as client:
        client.log({})
        assert client.flush(10)
    said = [record.getMessage() for record in caplog.records if record.name == "gnomon.client"]
    assert said == ["events cannot be sent: 503. 1 rows wait.", "events are sent again"]


def test_a_connection_is_kept_and_one_that_was_closed_meanwhile_is_opened_again() -> None:
    port = free_port()
    with Client(f"http://127.0.0.1:{port}", "m", pace=QUICK) as client:
        for _ in range(2):
            with Door(port=port) as door:
                for _ in range(2):
                    client.log({})
                    assert client.flush(10)
                assert len(door.rows()) == 2


def test_after_the_end_nothing_is_taken_and_that_is_counted(door: Door) -> None:
    client = Client(door.url, "m", pace=QUICK)
    client.log({})
    client.close()
    client.close()
    assert client.log({})
    assert (client.counts().sent, client.counts().dropped) == (1, 1)
    assert client.flush()


def test_what_is_lost_at_the_end_is_said(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(f"http://127.0.0.1:{free_port()}", "m", pace=QUICK)
    client.log({})
    client.close(0.05)
    assert "1 rows are lost: the process ended before they were sent" in caplog.text


def test_a_client_of_which_nothing_was_asked_opens_no_connection_and_starts_no_thread() -> None:
    client = Client("http://127.0.0.1:1", "m")
    assert client.flush()
    client.close()
    assert client.counts().logged == 0


def test_it_works_as_an_async_context() -> None:
    async def serve(url: str) -> int:
        async with Client(url, "m", pace=QUICK) as client:
            client.log({})
        return client.counts().sent

    with Door() as door:
        assert coroutines.run(serve(door.url)) == 1


def test_rows_arrive_without_a_flush(door: Door) -> None:
    with Client(door.url, "m", pace=QUICK) as client:
        client.log({})
        until(lambda: len(door.rows()) == 1)
