"""Tests of `gnomon backtest`: small histories, and two months of real flights."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import DATA, Gnomon
from tests.jobs.running import shifted
from tests.jobs.worlds import labels_of


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Path:
    """A folder with 45 days of rows that move on the 35th, their targets, and a first configuration."""
    monkeypatch.chdir(tmp_path)
    frame = pl.concat(shifted(45, 35, rows=60))
    frame.write_parquet("flights.parquet")
    labels_of(frame).rename({"known": "label_ts"}).write_parquet("flights_labels.parquet")
    assert gnomon("init", "flights.parquet").code == 0
    return tmp_path


def test_before_the_first_run_it_replays_all_rows_and_leaves_nothing_behind(rows: Path, gnomon: Gnomon) -> None:
    before = sorted(path.name for path in rows.iterdir())
    found = gnomon("backtest", "--json").document()
    assert sorted(path.name for path in rows.iterdir()) == before
    assert set(found) >= {"entity", "windows", "alerts", "alerts_per_month", "faults"}
    assert (found["entity"], found["windows"], found["faults"]) == ("flights", 31, [])
    (alert,) = found["alerts"]
    assert (alert["monitor"], alert["series"], alert["state"]) == ("inputs", ["temp"], "firing")
    assert found["alerts_per_month"] == pytest.approx(30 / 31)
    assert found["interval"]["low"] < found["alerts_per_month"] < found["interval"]["high"]
    assert sum(one["alerts"] for one in found["monitors"]) == 1


def test_its_alerts_are_those_that_a_run_then_tells(rows: Path, gnomon: Gnomon) -> None:
    until = ("--until", "2013-02-15T03:00Z")
    before = gnomon("backtest", *until, "--json").document()["alerts"]
    assert gnomon("run", *until).code == 0
    told = gnomon("alerts", "--json").document()
    assert [{key: value for key, value in one.items() if key != "told"} for one in told] == before
    assert gnomon("backtest", *until, "--json").document()["alerts"] == before


def test_faults_are_shown_as_a_table(rows: Path, gnomon: Gnomon) -> None:
    shown = gnomon("backtest", "flights", "--fault", "null-burst", "--fault", "reordered_rows", "--starts", "2")
    assert shown.code == 0
    assert "flights: 31 windows, 15 Jan 2013 to 15 Feb 2013" in shown.out
    assert "1 alert, 0.968 a month" in shown.out
    assert "begins in 2 places" in shown.out
    (burst,) = [line.split() for line in shown.out.splitlines() if line.startswith("null burst  100")]
    assert burst[-1] == "quality"
    assert [line.split()[-3:] for line in shown.out.splitlines() if line.startswith("reordered rows")] == [
        ["2", "of", "2"]
    ]


def test_a_wrong_call_is_one_line(rows: Path, gnomon: Gnomon) -> None:
    assert "Did you mean 'null burst'?" in gnomon("backtest", "--fault", "nul burst").refusal()
    assert "no entity 'flight'" in gnomon("backtest", "flight").refusal()
    assert (
        "--since is not before --until"
        in gnomon("backtest", "--since", "2013-03-01", "--until", "2013-02-01").refusal()
    )
    assert "the reference is complete on" in gnomon("backtest", "--until", "2013-01-10").refusal()
    (rows / "flights.parquet").unlink()
    assert "flights.parquet" in gnomon("backtest").refusal()


def test_several_entities_are_replayed_one_after_another(rows: Path, gnomon: Gnomon) -> None:
    text = (rows / "gnomon.yaml").read_text("utf-8")
    head, _, body = text.partition("  flights:\n")
    entity = body.partition("\n# channels")[0]
    (rows / "gnomon.yaml").write_text(f"{head}  flights:\n{entity}\n  other:\n{entity}", "utf-8")
    found = gnomon("backtest", "--json").document()
    assert [one["entity"] for one in found] == ["flights", "other"]
    assert found[0]["windows"] == found[1]["windows"] == 31


def test_two_months_of_real_flights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(DATA, target_is_directory=True)
    assert gnomon("init", "data/flights.parquet").code == 0
    words = ("--until", "2013-03-01T02:00Z", "--fault", "null-burst", "--fault", "missing-column", "--starts", "3")
    found = gnomon("backtest", *words, "--json").document()
    assert found["windows"] == 31
    assert "quality" in {alert["monitor"] for alert in found["alerts"]}
    by_size = {(one["fault"], one["size"]): one for one in found["faults"]}
    assert by_size["missing column", ""]["delay_windows"] == 1
    assert by_size["missing column", ""]["right_cause_share"] == 1
    assert by_size["null burst", "100 %"]["found"] is True
