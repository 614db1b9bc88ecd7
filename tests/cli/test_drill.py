"""Tests of `gnomon drill`."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.worlds import events
from tests.notify.receiver import Receiver


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A month of rows, a channel that accepts drills and one that does not; nothing was run yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GNOMON_CONFIG", raising=False)
    pl.concat([events(n, 1, 200) for n in range(20)]).write_parquet(tmp_path / "rows.parquet")
    path = tmp_path / "gnomon.yaml"
    path.write_text(
        "entities:\n  flights:\n    source: {path: rows.parquet, timestamp: ts, id: id}\n"
        "    reference: {first: 10d}\n    score: score\n    prediction: prediction\n"
        f"channels:\n  test: {{kind: webhook, url: '{receiver.url()}', accept_drills: true}}\n"
        "  page: {kind: log, path: page.jsonl}\n",
        "utf-8",
    )
    return path


def test_a_drill_tells_the_channel_that_accepts_it(gnomon: Gnomon, config: Path, receiver: Receiver) -> None:
    ran = gnomon("drill", "flights", "missing-column")
    assert (ran.code, ran.err) == (0, "")
    header, row = ran.out.splitlines()
    assert header.split() == ["fault", "ingest", "verdict", "outbox", "delivered", "found", "by", "told"]
    assert row.startswith("✓ missing column")
    assert row.rstrip().endswith("✓ test")
    assert not Path("page.jsonl").exists()
    assert {got.json["data"]["labels"]["drill"] for got in receiver.got} == {"true"}


def test_a_channel_that_is_not_told_is_said(gnomon: Gnomon, config: Path, receiver: Receiver) -> None:
    receiver.script(404)
    ran = gnomon("drill", "flights", "missing-column", "--notify", "test")
    assert ran.code == 1
    assert ran.err.startswith("test: ")
    receiver.script(404)
    (record,) = gnomon("drill", "flights", "missing-column", "--json").document()
    assert (record["found"], record["expected"], record["actual"]) == (True, ["test"], {})
    assert list(record["failed"]) == ["test"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("missing-column", "--notify", "page"),
            "the channel 'page' does not accept drills. Write accept_drills: true",
        ),
        (("missing-column", "--notify", "nowhere"), "there is no channel 'nowhere' in this configuration."),
        (("label-swap",), "label swap cannot be injected into the newest windows of flights."),
        (("missing",), "there is no fault 'missing'."),
    ],
)
def test_a_drill_that_cannot_be_is_one_line(gnomon: Gnomon, config: Path, words: tuple[str, ...], said: str) -> None:
    ran = gnomon("drill", "flights", *words)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
