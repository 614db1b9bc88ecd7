from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from tests.notify import facts
from tests.notify.test_digest import FULL

from gnomon.notify import digest, group, post
from gnomon.notify.channels.log import LogTarget, log
from gnomon.notify.registry import find

(FLUSH,) = group.flush([facts.told()], "log", find("log").manner(), {}, now=facts.START)
assert FLUSH.row is not None
ROW = FLUSH.row
CLIENT = post.client()


def test_each_event_is_one_line_of_json(tmp_path: Path) -> None:
    target = LogTarget(tmp_path / "alerts.jsonl")
    for _ in range(2):
        assert log(ROW.key, ROW.payload, target, client=CLIENT, now=facts.START).kind == "delivered"
    lines = [json.loads(line) for line in target.path.read_text("utf-8").splitlines()] if target.path else []
    assert len(lines) == 2
    assert lines[0] == lines[1]
    assert (lines[0]["at"], lines[0]["key"], lines[0]["why"]) == ("2013-12-31T00:00:00Z", ROW.key, "first")
    assert lines[0]["alert"] == ROW.payload["alerts"][0]


def test_every_line_follows_the_published_schema() -> None:
    folder = Path(__file__).parents[3] / "docs/schemas"
    schemas = [json.loads((folder / f"{name}-v1.json").read_text("utf-8")) for name in ("log", "alert", "digest")]
    registry: Registry[Any] = Registry().with_contents([(one["$id"], one) for one in schemas])
    check = jsonschema.Draft202012Validator(schemas[0], registry=registry)
    stream = io.StringIO()
    for payload in (ROW.payload, digest.payload(FULL)):
        log(ROW.key, payload, LogTarget(stream=stream), client=CLIENT, now=facts.START)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["why"] for line in lines] == ["first", "digest"]
    for line in lines:
        check.validate(line)
    assert not check.is_valid({**lines[0], "more": 1})


def test_without_a_file_it_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    log(ROW.key, ROW.payload, LogTarget(stream=stream), client=CLIENT, now=facts.START)
    log(ROW.key, ROW.payload, LogTarget(), client=CLIENT, now=facts.START)
    assert capsys.readouterr().out == stream.getvalue()
    assert stream.getvalue().count("\n") == 1


def test_a_file_that_cannot_be_written_is_tried_again_and_never_dead(tmp_path: Path) -> None:
    answer = log(ROW.key, ROW.payload, LogTarget(tmp_path), client=CLIENT, now=facts.START)
    assert (answer.kind, "cannot be written" in answer.text) == ("retry", True)
    assert find("log").max_age == timedelta.max
