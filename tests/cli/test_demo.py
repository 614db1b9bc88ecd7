"""`gnomon demo`: a year of flights, from what is in the package alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import DATA, Gnomon


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def some(here: Path) -> Path:
    """A folder with the first four months, of which every tenth flight."""
    year = pl.scan_parquet(DATA / "flights.parquet").filter(pl.col("ts") < datetime(2013, 4, 10, tzinfo=UTC))
    year.collect().gather_every(10).write_parquet(here / "flights.parquet")
    return here


def test_it_tells_what_changed_and_watches_the_year_a_day_at_a_time(gnomon: Gnomon, some: Path) -> None:
    ran = gnomon("demo", "--data", some)
    assert (ran.code, ran.err) == (0, "report: flights-report.html\n")
    lines = ran.out.splitlines()
    assert "flights of 2013" in lines[0]
    assert "against the 59 days of January and February" in lines[1]
    for part in (
        "The season: ",
        "The weather feed: ",
        "The storms: ",
        "$ gnomon init",
        "$ gnomon run",
        "$ gnomon status",
    ):
        assert any(line.startswith(part) for line in lines)
    header = next(i for i, line in enumerate(lines) if line.startswith("column "))
    assert [line.split()[0] for line in lines[header + 1 :] if line and line[0] != " "][:2] == ["score", "prediction"]
    assert any("[FIRING warning] flights: quality got worse" in line for line in lines)
    assert "messages, signed and checked" in ran.out
    assert "<title>" in (some / "flights-report.html").read_text("utf-8")
    assert {path.name for path in (some / "gnomon-demo").iterdir()} >= {"gnomon.yaml", "gnomon.db"}


def test_the_answer_is_a_document(gnomon: Gnomon, some: Path) -> None:
    ran = gnomon("demo", "--data", ".", "--html", "other.json", "--json")
    document = ran.document()
    assert (ran.code, ran.err) == (0, "report: other.json\n")
    assert document["basis"] == "reference_windows"
    assert {"score", "prediction", "dep_delay", "temp"} < {column["column"] for column in document["columns"]}
    assert {"quality", "inputs"} <= {alert["monitor"] for alert in document["alerts"]}
    assert (some / "other.json").exists()


@pytest.mark.deep
def test_the_year_of_one_airport_is_in_the_package(gnomon: Gnomon, here: Path) -> None:
    ran = gnomon("demo")
    assert ran.code == 0
    assert "The weather feed: from 31 Dec on" in ran.out
    assert {path.name for path in here.iterdir()} == {"flights-report.html", "gnomon-demo"}


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
