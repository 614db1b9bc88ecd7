"""Alerts of two configurations over time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.charts.sides import day

from gnomon.charts.alert_bars import LEAST, AlertBars, Bar, alert_bars
from gnomon.profiles.windows import Window

YEAR = Window(day(0).start, day(365).start)
NAMES = ("old.yaml", "new.yaml")


def made(*bars: Bar, **given: Any) -> AlertBars:
    return alert_bars(YEAR, NAMES, ["auc", "inputs", "volume"], bars, **given)


def drawn(chart: AlertBars, style: str) -> list[dict[str, Any]]:
    """The rows of the layer of a style."""
    spec = chart.spec().to_dict()
    (layer,) = [one for one in spec["layer"] if one["mark"]["style"] == style]
    found: list[dict[str, Any]] = spec["datasets"][layer["data"]["name"]]
    return found


def test_monitors_without_alerts_have_no_row_and_the_others_keep_their_order() -> None:
    chart = made(Bar("volume", "after", day(1).start, day(2).end), Bar("auc", "before", day(1).start, day(2).end))
    assert chart.monitors == ("auc", "volume")
    assert chart.sentence == "old.yaml: 1 alert; new.yaml: 1 alert."
    assert chart.caption == "upper, grey: old.yaml; lower, blue: new.yaml"
    assert [row["configuration"] for row in chart.table().records()] == ["new.yaml", "old.yaml"]


def test_an_alert_of_one_window_is_seen_in_a_year_at_either_end() -> None:
    chart = made(Bar("auc", "before", day(0).start, day(0).end), Bar("auc", "after", day(364).start, day(364).end))
    for style in ("reference", "current-bar"):
        (row,) = drawn(chart, style)
        start, end = (datetime.fromisoformat(row[name]) for name in ("start", "end"))
        assert end - start >= timedelta(days=365 * LEAST / 720) - timedelta(seconds=1)
        assert YEAR.start <= start < end <= YEAR.end
    assert f"M{1000 - LEAST} " in chart.svg()


def test_incidents_that_are_known_are_shaded() -> None:
    chart = made(Bar("auc", "before", day(1).start, day(2).end), known=[(day(10).start, day(20).start)])
    assert chart.caption.endswith("; shaded: incidents")
    assert len(drawn(chart, "reference-period")) == 1
    assert '<path class="p"' in chart.svg(dated=False)


def test_nothing_told_is_an_empty_chart() -> None:
    chart = made()
    assert chart.sentence == "old.yaml: 0 alerts; new.yaml: 0 alerts."
    assert chart.svg()
    assert chart.spec().to_dict()["layer"]
