"""Tests of where rows come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gnomon.config.read import settings_of
from gnomon.config.source import Source, Targets
from gnomon.errors import UsageError


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"path": "rows/*.parquet"}, "conf/rows/*.parquet"),
        ({"path": "/data/rows.csv"}, "/data/rows.csv"),
        ({"path": "s3://bucket/rows.parquet"}, "s3://bucket/rows.parquet"),
        ({"sql": "sqlite:///a.db?table=t"}, "sqlite:///conf/a.db?table=t"),
        ({"sql": "postgresql://me@host/db?table=t"}, "postgresql://me@host/db?table=t"),
    ],
)
def test_a_place_is_seen_from_the_folder_of_the_file(given: dict[str, Any], place: str) -> None:
    made = Source.model_validate({**given, "timestamp": "ts"}, context={"folder": Path("conf")})
    assert made.place == place


@pytest.mark.parametrize("form", ["delta", "spark"])
def test_what_is_not_read_yet_is_said(form: str) -> None:
    with pytest.raises(UsageError, match=f"{form}: is not read yet. Write path, sql or live"):
        Source(**{form: "x"}, timestamp="ts")


def test_an_address_of_a_table_says_which() -> None:
    with pytest.raises(UsageError, match="names no table"):
        Source(sql="sqlite:///a.db", timestamp="ts")


def test_targets_have_all_that_joins_them() -> None:
    with pytest.raises(UsageError) as wrong:
        Targets(path="labels.csv")  # type: ignore[call-arg]
    assert [key in str(wrong.value) for key in ("id:", "timestamp:", "target:")] == [True] * 3


def test_live_rows_have_a_time_an_id_and_a_table_of_the_log() -> None:
    text = """
    log: logs
    entities:
      a: {source: {live: true}, score: p, targets: {live: true, id: event_id, timestamp: ts, target: label}}
      b: {source: {live: true, timestamp: at, id: key}}
      c: {source: {path: a.csv, timestamp: ts}}
    """
    found = settings_of(text, folder=Path("conf")).entities
    assert [each.source.place for each in found.values()] == [
        "log:conf/logs/a/events",
        "log:conf/logs/b/events",
        "conf/a.csv",
    ]
    assert found["a"].targets is not None
    assert found["a"].targets.place == "log:conf/logs/a/targets"
    assert (found["a"].source.timestamp, found["a"].source.id) == ("ts", "event_id")
    assert (found["b"].source.timestamp, found["b"].source.id) == ("at", "key")


def test_a_log_elsewhere_is_where_it_is() -> None:
    found = settings_of("log: s3://bucket/logs/\nentities: {a: {source: {live: true}}}").entities["a"]
    assert found.source.place == "log:s3://bucket/logs/a/events"
