"""`gnomon demo`: a year of flights, from what is in the package alone."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import DATA, Gnomon


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_tells_the_year_and_writes_the_report(gnomon: Gnomon, here: Path) -> None:
    ran = gnomon("demo")
    assert (ran.code, ran.err) == (0, "report: flights-report.html\n")
    lines = ran.out.splitlines()
    assert "flights of 2013" in lines[0]
    assert "against the 59 days of January and February" in lines[1]
    for part in ("The season: ", "The weather feed: from 31 Dec on", "The storms: "):
        assert any(line.startswith(part) for line in lines)
    header = next(i for i, line in enumerate(lines) if line.startswith("column "))
    assert [line.split()[0] for line in lines[header + 1 :] if line and line[0] != " "][:2] == ["score", "prediction"]
    assert [path.name for path in here.iterdir()] == ["flights-report.html"]
    assert "<title>" in (here / "flights-report.html").read_text("utf-8")


def test_the_whole_year_can_be_given_and_the_answer_is_a_document(gnomon: Gnomon, here: Path) -> None:
    pl.read_parquet(DATA / "flights.parquet").gather_every(40).write_parquet("flights.parquet")
    ran = gnomon("demo", "--data", ".", "--html", "other.json", "--json")
    document = ran.document()
    assert (ran.code, ran.err) == (0, "report: other.json\n")
    assert document["basis"] == "reference_windows"
    assert {"score", "prediction", "dep_delay", "temp"} < {column["column"] for column in document["columns"]}
    assert len(document["windows"]) == 307
    assert (here / "other.json").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--data", "nowhere"], "no such file: nowhere/flights.parquet"),
        (["--html", "report.pdf"], ".html, .json, .md, .csv"),
        (["--html", "nowhere/report.html"], "the folder nowhere does not exist"),
    ],
)
def test_a_wrong_call_is_one_line(gnomon: Gnomon, here: Path, words: list[str], told: str) -> None:
    assert told in gnomon("demo", *words).refusal()
    assert list(here.iterdir()) == []
