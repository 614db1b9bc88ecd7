"""The comparison as a value: what programs read, and where it is saved."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.reports import cases

from gnomon.errors import SchemaError, UsageError
from gnomon.reports.comparison import Comparison


def test_columns_are_those_of_the_judgement_worst_first() -> None:
    made = cases.every_status()
    assert [one.status for one in made.columns] == cases.STATUSES
    assert made.status == "violation"
    assert made["c_ok"].status == "ok"
    assert "c_ok" in made
    assert "c" not in made


def test_an_unknown_column_names_near_ones() -> None:
    with pytest.raises(SchemaError, match="Did you mean 'c_ok'"):
        cases.every_status()["c_okay"]
    with pytest.raises(SchemaError, match="Its columns are none"):
        cases.empty()["x"]


def test_the_record_has_the_promised_keys() -> None:
    made = cases.every_status().to_dict()
    assert {"status", "reference", "current", "columns"} <= set(made)
    assert made["reference"]["rows"] == 4000
    assert {"column", "kind", "status", "reason", "metrics"} <= set(made["columns"][0])


@pytest.mark.parametrize("make", [cases.every_status, cases.hostile, cases.empty, cases.categories, cases.series])
def test_the_record_is_json_without_nan(make: object) -> None:
    made: Comparison = make()  # type: ignore[operator]
    assert json.loads(json.dumps(made.to_dict(), allow_nan=False)) == made.to_dict()


def test_what_is_not_finite_is_null_and_the_rest_is_exact() -> None:
    metrics = cases.every_status().to_dict()["columns"][0]["metrics"]
    assert metrics == {"psi": 0.123456789012, "ks": None, "wasserstein": None, "kl": None}


def test_windows_are_in_the_record() -> None:
    made = cases.series().to_dict()
    assert len(made["windows"]) == 39
    assert made["columns"][0]["windows"][20]["status"] == "violation"
    assert made["columns"][0]["windows"][20]["start"] == "2013-01-22T00:00:00Z"
    assert "reason" not in made["columns"][0]["windows"][0]


def test_a_frame_has_a_row_a_column_and_a_column_a_metric() -> None:
    frame = cases.every_status().to_frame()
    assert frame.height == 5
    assert frame.columns == [
        "column",
        "kind",
        "status",
        "reason",
        "effect",
        "material",
        "psi",
        "ks",
        "wasserstein",
        "kl",
    ]
    assert frame["psi"][0] == 0.123456789012
    assert frame["ks"][0] is None
    assert cases.empty().to_frame().height == 0


@pytest.mark.parametrize("suffix", [".html", ".json", ".md", ".csv", ".HTML"])
def test_it_is_saved_by_suffix(tmp_path: Path, suffix: str) -> None:
    made = cases.hostile()
    made.save(tmp_path / f"drift{suffix}")
    text = (tmp_path / f"drift{suffix}").read_text("utf-8")
    if suffix == ".json":
        assert json.loads(text) == made.to_dict()
    if suffix == ".csv":
        assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(cases.HOSTILE) + 1
    if suffix.lower() == ".html":
        assert text == made.to_html()


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html, \.json, \.md, \.csv"):
        cases.empty().save(tmp_path / "drift.pdf")


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        cases.empty().save(tmp_path / "nowhere" / "drift.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match="is no regular file"):
        cases.empty().save(tmp_path / "folder.html")


def test_charts_are_named_and_unknown_ones_are_said() -> None:
    made = cases.categories()
    assert made.chart("dest", "gains").to_dict()["config"]["style"]["current"]["color"] == "#0B63B8"
    with pytest.raises(UsageError, match="It has distribution, gains"):
        made.chart("dest", "quantiles")
    with pytest.raises(UsageError, match="no chart 'pie'"):
        made.chart("dest", "pie")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="It has none"):
        made.chart("blank")


@pytest.mark.parametrize("view", ["distribution", "quantiles", "heat_map", "ridge", "missing", "effect", "verdicts"])
def test_a_series_has_every_chart_over_time(view: str) -> None:
    made = cases.series().chart("x", view)  # type: ignore[arg-type]
    assert made.to_dict()["title"]["text"].startswith("x: ")


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    cases.series().picture(tmp_path / "x.svg", "x", "verdicts")
    assert (tmp_path / "x.svg").read_text().startswith("<svg")
