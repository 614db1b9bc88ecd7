"""Batches over HTTP: what is taken is committed before the answer, what is not says why."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import zstandard
from tests.jobs.live.senders import NOW, arrow, settings
from tests.server.conftest import Calling, state_with

from gnomon.errors import UnavailableError
from gnomon.jobs.live.bring import bring_in
from gnomon.server.commit import Committer
from gnomon.server.state import State
from gnomon.store import inbox as inboxes
from gnomon.store.open import Store, open_store

EVENTS, TARGETS = "/api/v1/entities/flights/events", "/api/v1/entities/flights/targets"
GOOD = {"event_id": "a", "ts": "2013-01-01T00:00:00Z", "features": {"temp": 1.5}, "score": 0.5}
FEEDBACK, ARROW = "/api/v1/entities/flights/feedback", "application/vnd.apache.arrow.stream"
JSON = {"content-type": "application/json"}


def body(*rows: Any, **more: Any) -> bytes:
    return json.dumps({"events": rows, **more}).encode()


def waiting(inbox: Store) -> list[tuple[str, int]]:
    with inbox.reading() as tx:
        return [(one.batch_id, one.rows) for one in inboxes.take(tx, "flights", "events", 0, 10**9, 10**9)]


def test_a_batch_is_committed_before_it_is_answered_and_counts_once(client: httpx.Client, inbox: Store) -> None:
    first = client.post(EVENTS, content=body(GOOD, batch_id="b"), headers=JSON)
    assert first.status_code == 202
    assert first.json() == {"batch_id": "b", "accepted": 1, "refused": [], "refused_rows": 0, "repeated": False}
    assert waiting(inbox) == [("b", 1)]
    again = client.post(EVENTS, content=body(GOOD, GOOD, batch_id="b"), headers=JSON)
    assert (again.status_code, again.json()["repeated"]) == (202, True)
    assert waiting(inbox) == [("b", 1)]


def test_one_bad_row_is_refused_and_kept_and_its_neighbours_go_in(client: httpx.Client, inbox: Store) -> None:
    told = client.post(EVENTS, content=body(GOOD, {**GOOD, "ts": "soon"}, {}, batch_id="b"), headers=JSON)
    assert (told.status_code, told.json()["accepted"], told.json()["refused_rows"]) == (202, 1, 2)
    assert [one["row"] for one in told.json()["refused"]] == [1, 2]
    with inbox.reading() as tx:
        assert {one.refused.place for one in inboxes.refusals(tx, "flights", 9)} == {1, 2}


def test_a_batch_of_which_every_row_is_refused_says_so(client: httpx.Client) -> None:
    assert client.post(EVENTS, content=body({}), headers=JSON).status_code == 422
    assert client.post(EVENTS, content=body(), headers=JSON).status_code == 202


@pytest.mark.parametrize(("encoding", "packed"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
def test_bodies_may_be_compressed(client: httpx.Client, encoding: str, packed: Any) -> None:
    headers = {**JSON, "content-encoding": encoding}
    assert client.post(EVENTS, content=packed(body(GOOD)), headers=headers).json()["accepted"] == 1
    assert client.post(EVENTS, content=b"nonsense", headers=headers).status_code == 400


def test_lines_and_arrow_have_their_batch_id_in_a_header(client: httpx.Client, inbox: Store) -> None:
    row = {"event_id": "a", "ts": "2013-01-01T00:00:00Z", "temp": 1.5, "score": 0.5}
    for form, content in (
        ("application/x-ndjson", json.dumps(row).encode()),
        ("application/vnd.apache.arrow.stream", arrow(pl.DataFrame([row]))),
    ):
        headers = {"content-type": form, "idempotency-key": form}
        told = client.post(EVENTS, content=content, headers=headers)
        assert (told.status_code, told.json()["batch_id"], told.json()["accepted"]) == (202, form, 1)
    assert len(waiting(inbox)) == 2


def test_targets_have_a_door_of_their_own(client: httpx.Client, inbox: Store) -> None:
    content = json.dumps({"batch_id": "b", "targets": [{"event_id": "a", "target": 1}]}).encode()
    assert client.post(TARGETS, content=content, headers=JSON).json()["accepted"] == 1
    assert client.post(TARGETS, content=body(GOOD), headers=JSON).status_code == 400
    assert waiting(inbox) == []


def test_a_large_body_is_taken_as_well(client: httpx.Client) -> None:
    rows = [{**GOOD, "event_id": str(n)} for n in range(2000)]
    assert client.post(EVENTS, content=body(*rows), headers=JSON).json()["accepted"] == 2000


@pytest.mark.parametrize(
    ("path", "content", "headers", "status"),
    [
        ("/api/v1/entities/nobody/events", body(GOOD), JSON, 404),
        (EVENTS, b"nonsense", JSON, 400),
        (EVENTS, body(GOOD, batch_id="x" * 600), JSON, 400),
        (EVENTS, body(GOOD), {"content-type": "text/plain"}, 415),
        (EVENTS, body(GOOD), {}, 415),
        (EVENTS, body(GOOD), {**JSON, "content-encoding": "br"}, 415),
    ],
)
def test_what_cannot_be_read_is_said(
    client: httpx.Client, path: str, content: bytes, headers: dict[str, str], status: int
) -> None:
    told = client.post(path, content=content, headers=headers)
    assert told.status_code == status
    assert told.json()["detail"]


def test_an_entity_that_takes_nothing_over_http_says_the_line_to_add(
    calling: Calling, inbox: Store, tmp_path: Path
) -> None:
    told = calling(state_with(inbox, settings(str(tmp_path), targets=None))).post(
        TARGETS, content=b'{"targets": []}', headers=JSON
    )
    assert told.status_code == 404
    assert "targets: {live: true" in told.json()["detail"]


def test_a_full_inbox_sends_callers_away_for_a_while(calling: Calling, inbox: Store, tmp_path: Path) -> None:
    client = calling(state_with(inbox, settings(str(tmp_path / "log")), most_bytes=10))
    told = client.post(EVENTS, content=body(GOOD), headers=JSON)
    assert (told.status_code, told.headers["retry-after"]) == (429, "5")
    assert waiting(inbox) == []


def test_an_inbox_that_cannot_be_written_is_told_and_nothing_is_acknowledged(
    client: httpx.Client, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> list[bool]:
        raise UnavailableError("store: the disk is full.")

    monkeypatch.setattr(Committer, "_put", fails)
    told = client.post(EVENTS, content=body(GOOD), headers=JSON)
    assert (told.status_code, told.json()["detail"]) == (503, "store: the disk is full.")


def test_a_kind_that_the_log_does_not_have_is_told_at_once(calling: Calling, inbox: Store, tmp_path: Path) -> None:
    configured = settings(str(tmp_path / "log"))
    calling(state_with(inbox, configured)).post(EVENTS, content=body(GOOD), headers=JSON)
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        assert bring_in(store, configured.entities["flights"], NOW).rows == 1
    client = calling(state_with(inbox, configured))
    for _ in range(2):
        told = client.post(EVENTS, content=body({**GOOD, "features": {"temp": "warm"}}), headers=JSON)
        assert told.json()["refused"][0]["reason"] == "'temp' is a category here; it is kept as a number."


@pytest.mark.parametrize("form", ["application/json", "application/x-ndjson"])
def test_feedback_is_taken_row_by_row(client: httpx.Client, form: str) -> None:
    good, bad = {"event_id": 7, "name": "stars", "value": 5}, {"event_id": "b", "name": "", "value": True}
    rows = [good, {**good, "name": "why", "value": "late", "ts": "2013-01-01T00:00:00Z"}, bad]
    whole = json.dumps({"feedback": rows}) if form == JSON["content-type"] else "\n".join(map(json.dumps, rows))
    told = client.post(FEEDBACK, content=whole, headers={"content-type": form})
    assert (told.status_code, told.json()["accepted"]) == (202, 2), told.text
    assert [one["row"] for one in told.json()["refused"]] == [2]


def test_feedback_that_is_none_is_refused_for_good(client: httpx.Client) -> None:
    for content, form in ((b"{}", JSON["content-type"]), (b"{", JSON["content-type"]), (b"", ARROW)):
        assert client.post(FEEDBACK, content=content, headers={"content-type": form}).status_code == 400


def test_an_event_has_no_column_of_feedback(client: httpx.Client) -> None:
    told = client.post(EVENTS, content=body({**GOOD, "features": {"feedback.up": True}}), headers=JSON)
    assert told.json()["refused"][0]["reason"] == "'feedback.up' is a name of feedback. Send it as such."


@pytest.mark.parametrize("form", ["json", "jsonl", "arrow"])
def test_the_name_that_places_have_within_is_refused(client: httpx.Client, form: str) -> None:
    row = {"\0place": 3, "event_id": "a", "ts": "2025-12-31T00:00:00Z"}
    features = {"event_id": "a", "ts": row["ts"], "features": {"\0place": 3}}
    content = {
        "json": json.dumps({"events": [features]}).encode(),
        "jsonl": json.dumps(row).encode(),
        "arrow": arrow(pl.DataFrame([row])),
    }[form]
    kind = "application/vnd.apache.arrow.stream" if form == "arrow" else f"application/{form}"
    answer = client.post(EVENTS, content=content, headers={"content-type": kind})
    assert (answer.status_code, "gnomon's own" in answer.text) == (400 if form == "arrow" else 422, True)
