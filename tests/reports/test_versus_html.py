"""Two backtests as one page."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from gnomon.charts.alert_bars import Bar, alert_bars
from gnomon.profiles.windows import Window
from gnomon.reports.versus_html import ChangeShown, SideShown, VersusReport, page

START = datetime(2013, 1, 1, tzinfo=UTC)
STRETCH = Window(START, START + timedelta(days=30))
HOSTILE = "<script>alert('x')</script>"


def report(*bars: Bar, name: str = "gnomon.yaml", said: str = "", incidents: str = "") -> VersusReport:
    """Two configurations of one name, with what became of one alert where there is something to say."""
    known = [(START, START + timedelta(days=1))] if incidents else []
    sides = (SideShown(name, "1 alert", "1 a month"), SideShown("proposed.yaml", "0 alerts", "0 a month"))
    changes = [ChangeShown("lost", "1 Jan 2013", name, "1 d", said)] if said else []
    chart = alert_bars(STRETCH, (name, "proposed.yaml"), [name], bars, known)
    return VersusReport(name, "0 kept, 0 moved, 1 lost, 0 gained", sides, chart, changes, incidents)


def bar(monitor: str) -> Bar:
    return Bar(monitor, "before", START, START + timedelta(days=1))


def test_it_shows_both_sides_the_chart_and_what_changes() -> None:
    made = page(
        report(bar("gnomon.yaml"), said="temp moved up", incidents="1 of 1 incident found"), {"entity": "flights"}
    )
    assert "<title>gnomon.yaml: 0 kept, 0 moved, 1 lost, 0 gained" in made
    assert made.count('<svg class="chart"') == 1
    assert "<td>lost</td><td>1 Jan 2013</td>" in made
    assert "1 of 1 incident found" in made and "known incidents</span>" in made
    data = re.search(r'id="gnomon-data">(.*?)</script>', made)
    assert data is not None
    assert json.loads(data[1]) == {"entity": "flights"}


def test_where_nothing_alerts_and_nothing_changes_it_says_so() -> None:
    made = page(report(), {})
    assert "Neither configuration alerts." in made
    assert "Every alert is the same under both." in made
    assert "none are given: --incidents" in made
    assert "known incidents</span>" not in made


def test_names_of_strangers_are_text_and_nothing_is_fetched() -> None:
    made = page(report(bar(HOSTILE), name=HOSTILE, said=HOSTILE), {"entity": HOSTILE})
    assert "<script>alert" not in made
    assert not re.findall(r"(?:src|href)=[\"']?https?:", made)
