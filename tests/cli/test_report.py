"""`gnomon report`: one file of an entity's last windows, or words on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import shifted
from tests.jobs.worlds import labels_of


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    """After a run over 45 days of rows that move on the 40th."""
    monkeypatch.chdir(tmp_path)
    frame = pl.concat(shifted(45, 40))
    frame.write_parquet("flights.parquet")
    labels_of(frame).rename({"known": "label_ts"}).write_parquet("flights_labels.parquet")
    assert gnomon("init", "flights.parquet").code == 0
    assert gnomon("run", "--until", "2013-02-15T03:00Z").code == 0
    return gnomon


def test_it_is_a_page_a_text_or_a_document(ran: Gnomon) -> None:
    for suffix, start in ((".html", "<!doctype html>"), (".md", "## ▲ flights: "), (".json", "{")):
        made = ran("report", "flights", "--out", f"state{suffix}")
        assert (made.code, made.out, made.err) == (0, "", f"report: state{suffix}\n")
        assert Path(f"state{suffix}").read_text("utf-8").lstrip().startswith(start)
    assert json.loads(Path("state.json").read_text("utf-8"))["open"][0]["monitor"] == "inputs"
    both = ran("report", "flights", "--out", "state.md", "--json")
    assert both.document() == json.loads(Path("state.json").read_text("utf-8"))
    assert both.err == "report: state.md\n"


def test_the_format_that_is_named_wins_over_the_suffix(ran: Gnomon) -> None:
    assert ran("report", "flights", "--out", "state.txt", "--format", "json").code == 0
    assert json.loads(Path("state.txt").read_text("utf-8"))["entity"] == "flights"


def test_without_a_file_it_is_printed(ran: Gnomon) -> None:
    assert ran("report", "flights").out.startswith("## ▲ flights: inputs is in violation since 10 Feb 2013.")
    assert ran("report", "flights", "--format", "json").document()["windows"] == 30
    assert ran("report", "flights", "--format", "html").out.rstrip().endswith("</html>")


def test_it_is_of_the_time_that_is_asked_for(ran: Gnomon) -> None:
    words = ("--since", "2013-02-01", "--until", "2013-02-05", "--format", "json")
    made = ran("report", "flights", *words).document()
    assert (made["start"], made["end"], made["windows"]) == ("2013-02-01T00:00:00Z", "2013-02-05T00:00:00Z", 4)
    assert made["open"] == []


def test_a_wrong_call_is_one_line(ran: Gnomon) -> None:
    assert "no entity 'flight' in this configuration. Did you mean 'flights'?" in ran("report", "flight").refusal()
    assert "state.pdf: a report is .html, .md or .json" in ran("report", "flights", "--out", "state.pdf").refusal()
    assert "Make it first" in ran("report", "flights", "--out", "nowhere/state.html").refusal()
    words = ("--since", "2013-02-05", "--until", "2013-02-01")
    assert "--since is not before --until" in ran("report", "flights", *words).refusal()
    assert "Give another --since or --until" in ran("report", "flights", "--until", "2013-01-05").refusal()


def test_before_the_first_run_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon
) -> None:
    monkeypatch.chdir(tmp_path)
    pl.concat(shifted(3, 3)).write_parquet("flights.parquet")
    assert gnomon("init", "flights.parquet").code == 0
    assert gnomon("report", "flights").refusal() == "nothing of flights is judged yet. Run gnomon run first."
