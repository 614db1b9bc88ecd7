"""`gnomon store`, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import shifted

CONFIG = """
entities:
  flights:
    source: {path: flights.parquet, timestamp: ts, id: id}
"""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration and rows."""
    monkeypatch.chdir(tmp_path)
    pl.concat(shifted(5, 4)).write_parquet("flights.parquet")
    Path("gnomon.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


def test_sizes_are_a_table_and_a_document(at: Path, gnomon: Gnomon) -> None:
    empty = gnomon("store", "sizes")
    assert (empty.code, "0 columns of windows are kept." in empty.out) == (0, True)
    assert gnomon("run", "--until", "2013-01-05T03:00Z").code == 0
    shown = gnomon("store", "sizes").out
    lines = [line.split() for line in shown.splitlines()]
    assert lines[0][0] == "table"
    assert {"sample", "measurement_block", "all"} <= {line[0] for line in lines if line}
    found = json.loads(gnomon("store", "sizes", "--json").out)
    assert found["column_windows"] > 0
    assert sum(one["bytes"] for one in found["tables"]) <= (at / "gnomon.db").stat().st_size
