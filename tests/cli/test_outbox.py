"""`gnomon outbox`, as a person types it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import shifted

from gnomon.jobs.telling import deliver

CONFIG = """
entities:
  flights:
    source: {{path: flights.parquet, timestamp: ts, id: id}}
    notify: [out]
channels:
  out: {{kind: log, path: {}}}
"""
UNTIL = ("--until", "2013-02-11T03:00Z")


def _leads(to: str) -> None:
    Path("gnomon.yaml").write_text(CONFIG.format(to), "utf-8")


@pytest.fixture
def failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    """After a run whose message could not be delivered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(deliver, "PATIENCE", timedelta())
    pl.concat(shifted(41, 40)).write_parquet("flights.parquet")
    _leads("gone/out.jsonl")
    assert gnomon("run", *UNTIL).code == 0
    return gnomon


def test_what_waits_is_listed_shown_and_delivered_by_the_next_run(failed: Gnomon) -> None:
    (one,) = failed("outbox", "list", "--json").document()
    assert (one["id"], one["state"], one["channel"], one["attempts"]) == (1, "retrying", "out", 1)
    assert one["title"].startswith("[FIRING info] flights: inputs drifted")
    listed = " ".join(failed("outbox", "list").out.split())
    assert "out" in listed
    assert "cannot be written" in listed
    shown = failed("outbox", "show", 1).out
    assert shown.startswith("out: retrying, tried 1 time\ngone/out.jsonl cannot be written: ")
    assert one["title"] in shown
    assert failed("outbox", "show", 1, "--json").document()["payload"]["reason"] == "first"
    _leads("out.jsonl")
    assert "message 1 is tried by the next gnomon run." in failed("outbox", "retry", 1).err
    assert failed("run", *UNTIL).code == 0
    assert len(Path("out.jsonl").read_text("utf-8").splitlines()) == 1
    assert "nothing waits" in failed("outbox", "list").err


def test_what_is_dropped_is_not_sent(failed: Gnomon) -> None:
    assert "Missing option '--reason'" in failed("outbox", "drop", 1).refusal()
    assert "message 1 is dropped." in failed("outbox", "drop", 1, "--reason", "the channel is gone").err
    _leads("out.jsonl")
    assert failed("run", *UNTIL).code == 0
    assert not Path("out.jsonl").exists()
    assert "message 1 is dropped. See gnomon outbox list" in failed("outbox", "retry", 1).refusal()


def test_what_is_not_there_is_one_line(failed: Gnomon) -> None:
    assert "there is no message 7. See gnomon outbox list." in failed("outbox", "show", 7).refusal()
    assert failed("outbox", "list", "--dead", "--json").document() == []
