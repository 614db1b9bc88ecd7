"""JSON becomes rows; what is no row says why, and its neighbours go in."""

from __future__ import annotations

import json

import pytest

from gnomon.errors import DataError
from gnomon.jobs.live import json_body


def _events(*rows: object, **more: object) -> bytes:
    return json.dumps({"events": rows, **more}).encode()


def test_an_event_is_a_flat_row() -> None:
    event = {
        "event_id": 7, "ts": "2013-01-01T00:00:00Z", "features": {"x": 1.5, "v": [1, 2]}, "score": {"cat": 0.7},
        "prediction": "cat", "model_version": 3, "labels": {"region": "eu"},
    }  # fmt: skip
    sent = json_body.events(_events(event, batch_id="b"))
    assert (sent.batch_id, sent.places, sent.refused) == ("b", [0], ())
    assert sent.rows == [
        {
            "event_id": 7, "ts": "2013-01-01T00:00:00Z", "x": 1.5, "v": [1.0, 2.0], "score": {"cat": 0.7},
            "prediction": "cat", "model_version": 3, "region": "eu",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"ts": 1}, "missing required field `event_id`"),
        ({"event_id": "a", "ts": 1, "feature": {}}, "unknown field `feature`"),
        ({"event_id": "a", "ts": 1, "features": {"x": {"y": 1}}}, "got `object`"),
        ({"event_id": "a", "ts": 1, "features": {"x": 10**40}}, "Expected `int` <="),
        ({"event_id": "a", "ts": 1, "features": {"x": 1}, "labels": {"x": "a"}}, "is a feature and a label"),
        ({"event_id": "a", "ts": 1, "features": {"score": 1}, "score": 1}, "Say it once"),
        ({"event_id": "a", "ts": 1, "features": {"ts": 1}}, "Say it once"),
        ([], "Expected `object`, got `array`"),
    ],
)
def test_a_bad_event_is_refused_and_its_neighbours_go_in(row: object, why: str) -> None:
    good = {"event_id": "g", "ts": 1}
    sent = json_body.events(_events(good, row, good, batch_id="b"))
    assert (len(sent.rows), sent.places, sent.batch_id) == (2, [0, 2], "b")
    (refused,) = sent.refused
    assert refused.place == 1
    assert why in refused.reason


def test_targets_are_read_alike() -> None:
    body = {"batch_id": "b", "targets": [{"event_id": "a", "target": 1, "ts": 5}, {"event_id": "a"}]}
    sent = json_body.targets(json.dumps(body).encode())
    assert sent.rows == [{"event_id": "a", "target": 1, "ts": 5}]
    assert [one.place for one in sent.refused] == [1]
    whole = json_body.targets(b'{"targets": [{"event_id": "a", "target": "late"}]}')
    assert whole.rows == [{"event_id": "a", "target": "late", "ts": None}]


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"[1]", b'{"events": 5}', b'{"rows": []}', b'{"events": [', b"\xff\xfe", b'{"events": [NaN]}',
     b'{"events": ' + b"[" * 100_000],
)  # fmt: skip
def test_a_body_that_is_none_is_said(body: bytes) -> None:
    for read in (json_body.events, json_body.targets):
        with pytest.raises(DataError, match="the body"):
            read(body)


def test_lines_are_flat_rows_and_a_bad_line_is_refused() -> None:
    sent = json_body.lines(b'{"event_id": "a", "x": null}\r\n\n{"x": {}}\n' + b"[" * 100_000)
    assert sent.rows == [{"event_id": "a", "x": None}]
    assert [one.place for one in sent.refused] == [2, 3]
