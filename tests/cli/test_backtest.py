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
    assert "Did you mean 'null-burst'?" in gnomon("backtest", "--fault", "nul burst").refusal()
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


def test_another_configuration_is_compared_alert_by_alert_and_drawn(rows: Path, gnomon: Gnomon) -> None:
    plain = Path("gnomon.yaml").read_text("utf-8")
    deaf = plain.replace("    # monitors:", "    monitors: {inputs: {material: 3.0}}\n    # monitors:")
    assert deaf != plain
    Path("deaf.yaml").write_text(deaf, "utf-8")
    shown = gnomon("backtest", "-c", "deaf.yaml", "--compare", "gnomon.yaml", "--chart", "both.png")
    assert shown.code == 0
    assert "From gnomon.yaml to deaf.yaml: 0 kept, 0 moved, 1 lost, 0 gained" in shown.out
    assert [line.split()[0] for line in shown.out.splitlines() if "inputs" in line and "temp" in line] == ["lost"]
    assert Path("both.png").read_bytes().startswith(b"\x89PNG")
    page = gnomon("backtest", "-c", "deaf.yaml", "--compare", "gnomon.yaml", "--html", "both.html")
    assert (page.code, "report: both.html" in page.err) == (0, True)
    written = Path("both.html").read_text("utf-8")
    assert "flights: 0 kept, 0 moved, 1 lost, 0 gained" in written
    assert "<td>lost</td><td>5 Feb 2013</td>" in written
    assert '<svg class="chart"' in written
    found = gnomon("backtest", "--compare", "deaf.yaml", "--json").document()
    assert len(found["alerts"]) == len(found["difference"]["gained"]) == 1
    assert found["compared_with"]["alerts"] == found["difference"]["lost"] == []
    same = gnomon("backtest", "--compare", "gnomon.yaml")
    assert "From gnomon.yaml to gnomon.yaml: 1 kept, 0 moved, 0 lost, 0 gained" in same.out


def test_alerts_are_held_against_incidents_of_a_file(rows: Path, gnomon: Gnomon) -> None:
    Path("known.yaml").write_text(
        "- {start: 2013-02-05, end: 2013-02-08, what: sensor}\n- {start: 2013-01-20, end: 2013-01-21, what: feed}\n",
        "utf-8",
    )
    shown = gnomon("backtest", "--incidents", "known.yaml")
    assert "1 of 2 incidents found" in shown.out
    assert "0 false alarms, 0 a month" in shown.out
    told = [line.split() for line in shown.out.splitlines() if line.rstrip().endswith(("sensor", "feed"))]
    assert [line[3] for line in told] == ["missed", "inputs"]
    found = gnomon("backtest", "--incidents", "known.yaml", "--json").document()["incidents"]
    assert (found["found"], found["of"], found["false_alarms"]) == (1, 2, [])


def test_alerts_are_held_against_what_people_recorded(rows: Path, gnomon: Gnomon) -> None:
    until = ("--until", "2013-02-15T03:00Z")
    none = gnomon("backtest", *until, "--incidents", "recorded")
    assert (none.code, "no incident of flights is recorded" in none.err) == (2, True)
    assert gnomon("run", *until).code == 0
    assert gnomon("incidents", "open", "flights", "no rows from JFK", "--since", "2013-01-20").code == 0
    assert gnomon("incidents", "close", 1, "--as", "false_positive").code == 0
    wrong = gnomon("backtest", *until, "--incidents", "recorded", "--json").document()["incidents"]
    assert (wrong["found"], wrong["of"], len(wrong["false_alarms"])) == (0, 0, 1)
    said = ("--as", "true_positive", "--cause", "upstream: feed", "--resolution", "restarted")
    assert gnomon("incidents", "close", 1, *said).code == 0
    found = gnomon("backtest", *until, "--incidents", "recorded", "--json").document()["incidents"]
    assert (found["of"], found["incidents"][0]["what"]) == (1, "no rows from JFK")


def test_a_chart_that_cannot_be_drawn_is_told_before_any_work(rows: Path, gnomon: Gnomon) -> None:
    alone = gnomon("backtest", "--chart", "a.png")
    assert (alone.code, "Add --compare" in alone.err) == (2, True)
    page = gnomon("backtest", "--compare", "gnomon.yaml", "--html", "a.txt")
    assert (page.code, "saved as .html" in page.err) == (2, True)
    form = gnomon("backtest", "--compare", "gnomon.yaml", "--chart", "a.pdf")
    assert (form.code, ".png or .svg" in form.err) == (2, True)
    both = Path("gnomon.yaml").read_text("utf-8")
    Path("two.yaml").write_text(both + both.partition("entities:\n")[2].replace("flights:", "more:", 1), "utf-8")
    two = gnomon("backtest", "-c", "two.yaml", "--compare", "two.yaml", "--chart", "a.png")
    assert (two.code, "Name it" in two.err) == (2, True)
