"""`gnomon tune` and `gnomon monitors --suggest`: what they propose, and that nothing is changed by it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import Gnomon
from tests.jobs.running import shifted

CONFIG = """
entities:
  flights:
    source: {path: flights.parquet, timestamp: ts, id: id}
    reference: {first: 14d}
    false_alarms: 1 per year
    monitors:
      inputs: {columns: [temp], material: MATERIAL}
"""
UNTIL = ("--until", "2013-02-15T03:00Z")


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    pl.concat(shifted(45, 35, back=38, rows=60)).write_parquet("flights.parquet")
    return tmp_path


def configured(material: float) -> str:
    text = CONFIG.replace("MATERIAL", str(material))
    Path("gnomon.yaml").write_text(text, "utf-8")
    return text


def test_tune_says_why_and_prints_what_to_paste(rows: Path, gnomon: Gnomon) -> None:
    text = configured(0.5)
    shown = gnomon("tune", "flights", *UNTIL)
    assert shown.code == 0
    assert "1 alert met nothing known; accepted are 0.085 in this history." in " ".join(shown.out.split())
    assert "In the history: 0 kept, 0 moved, 1 lost, 0 gained. Lost: 5 Feb 2013." in shown.out
    pasted = shown.out[shown.out.index("entities:") :]
    assert "\n    monitors:\n      inputs:\n" in pasted
    assert pasted.split() == [
        "entities:",
        "flights:",
        "monitors:",
        "inputs:",
        "columns:",
        "-",
        "temp",
        "material:",
        "2.0",
    ]
    assert "Nothing was changed" in shown.err
    assert Path("gnomon.yaml").read_text("utf-8") == text
    assert not Path("gnomon.db").exists()
    Path("known.yaml").write_text("- {start: 2013-02-05, end: 2013-02-08, what: sensor}\n", "utf-8")
    (one,) = [
        one
        for one in gnomon("tune", "flights", *UNTIL, "--incidents", "known.yaml", "--json").document()
        if one["monitor"] == "inputs"
    ]
    assert (one["now"], one["proposal"], one["tried"][1]["incidents_found"]) == (0.5, None, 1)


def test_what_was_written_down_by_hand_suggests_the_monitor_that_would_have_seen_it(rows: Path, gnomon: Gnomon) -> None:
    configured(2.5)
    assert gnomon("run", *UNTIL).code == 0
    nothing = gnomon("monitors", "--suggest")
    assert (nothing.out, "nothing to suggest" in nothing.err) == ("", True)
    assert gnomon("incidents", "open", "flights", "the sensor was wrong", "--since", "2013-02-05").code == 0
    shown = gnomon("monitors", "flights", "--suggest")
    assert "flights, inputs (S5)" in shown.out
    assert "Incident 1 (the sensor was wrong) was opened by hand." in " ".join(shown.out.split())
    assert "Gained: 5 Feb 2013." in shown.out
    (one,) = gnomon("monitors", "--suggest", "--json").document()
    assert (one["rule"], one["change"]["entities"]["flights"]["monitors"]["inputs"]["material"]) == ("S5", 1.25)
    assert datetime.fromisoformat(one["replay"]["gained"][0]["since"]).day == 5
    told = gnomon("tune", "flights", *UNTIL, "--incidents", "recorded", "--json").document()
    assert {one["monitor"] for one in told} >= {"inputs"}
