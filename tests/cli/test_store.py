"""`gnomon store`, as a person types it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
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


def test_a_store_moves_whole_to_another_place(at: Path, gnomon: Gnomon) -> None:
    assert gnomon("run", "--until", "2013-01-05T03:00Z").code == 0
    assert gnomon("store", "export", "store.zip").code == 0
    Path("new.yaml").write_text(f"store: sqlite:///new.db\n{CONFIG}", "utf-8")
    assert gnomon("store", "import", "store.zip", "-c", "new.yaml").code == 0
    assert json.loads(gnomon("store", "verify", "-c", "new.yaml", "--json").out)["problems"] == []
    again = json.loads(gnomon("run", "--until", "2013-01-05T03:00Z", "-c", "new.yaml", "--json").out)
    assert again["entities"][0]["windows"] == 0
    refused = gnomon("store", "import", "store.zip", "-c", "new.yaml")
    assert (refused.code, "the store is not empty" in refused.err) == (2, True)


def test_an_export_that_cannot_be_written_is_one_line(at: Path, gnomon: Gnomon) -> None:
    ran = gnomon("store", "export", "no/such/folder/store.zip")
    assert (ran.code, ran.err) == (
        2,
        "gnomon: no/such/folder/store.zip: cannot be written: No such file or directory.\n",
    )


def test_what_is_wrong_is_listed_and_the_code_is_one(at: Path, gnomon: Gnomon) -> None:
    assert gnomon("run", "--until", "2013-01-05T03:00Z").code == 0
    assert (gnomon("store", "verify").code, gnomon("store", "verify").out) == (0, "")
    with closing(sqlite3.connect("gnomon.db")) as store, store:
        store.execute("UPDATE sample SET blob = x'00' WHERE series = 'temp'")
    ran = gnomon("store", "verify")
    assert ran.code == 1
    assert ran.out.startswith("sample (id ")
    assert "import a copy that is right" in ran.err
