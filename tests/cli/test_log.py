"""`gnomon log`, as a person types it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.live.test_query import at, entity, filled

import gnomon as gn
from gnomon.jobs.live import of_alert
from gnomon.jobs.live.of_alert import Stretch

YAML = """
entities:
  flights:
    source: {live: true, timestamp: ts, id: id}
    targets: {live: true, id: id, timestamp: known, target: label}
    score: score
    prediction: prediction
    raw_rows: true
"""


@pytest.fixture
def query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text(YAML, "utf-8")
    filled(tmp_path, entity("gnomon-log"))
    return lambda *words: gnomon("log", "query", *words)


def test_rows_are_shown_as_a_table(query: Gnomon) -> None:
    done = query("flights", "--since", "2013-01-02", "--column", "id", "--column", "origin", "--limit", 1)
    assert done.code == 0
    assert "LGA" in done.out
    assert "JFK" not in done.out
    assert "the first 1 rows. Ask for more with --limit" in done.err
    assert "no such rows" in query("flights", "--since", "2014-01-01").err


def test_rows_are_written_in_other_forms(query: Gnomon) -> None:
    where = ("flights", "--where", "origin=JFK", "--until", "2013-01-02")
    assert [one["id"] for one in query(*where, "--json").document()] == ["a"]
    assert [json.loads(line)["label"] for line in query(*where, "--format", "jsonl").out.splitlines()] == [1.0]
    assert [row["id"] for row in csv.DictReader(io.StringIO(query(*where, "--format", "csv").out))] == ["a"]
    assert query("flights", "--format", "parquet", "-o", "rows.parquet", "--limit", 0).code == 0
    assert pl.read_parquet("rows.parquet").height == 4
    assert query("flights", "-o", "rows.csv").code == 0
    assert pl.read_csv("rows.csv").height == 4


def test_rows_of_an_alert_or_an_incident_are_those_of_its_time(query: Gnomon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_alert, "alert", lambda *_: Stretch("flights", at(2), at(3)))
    monkeypatch.setattr(of_alert, "incident", lambda *_: Stretch("flights", at(2), None))
    assert [one["id"] for one in query("--alert", "x-1", "--json").document()] == ["b"]
    assert [one["id"] for one in query("--incident", 1, "--until", "2013-01-03T07:00", "--json").document()] == [
        "b", "c", "d"
    ]  # fmt: skip
    assert "that is of flights, not of other" in query("other", "--alert", "x-1").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "of which entity?"),
        (("--alert", "a-1", "--incident", 1), "both written"),
        (("flights", "--where", "origin"), "write COLUMN=VALUE"),
        (("flights", "--alert", "nonsense"), "there is no alert 'nonsense'"),
        (("flights", "--incident", 7), "there is no incident 7"),
        (("flights", "--since", "2013-01-02", "--until", "2013-01-01"), "--since is not before --until"),
        (("flights", "-o", "gone/rows.csv"), "does not exist"),
    ],
)
def test_a_mistake_is_one_line(query: Gnomon, words: tuple[object, ...], said: str) -> None:
    done = query(*words)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_rows_are_there_in_python(query: Gnomon) -> None:
    with gn.open("gnomon.yaml") as project:
        found = project.rows("flights", at(2), where={"origin": "LGA"}, columns=["id"])
    assert found["id"].to_list() == ["b"]
