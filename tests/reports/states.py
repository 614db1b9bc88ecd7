"""Reports of entities for tests of their pages, texts and documents."""

from __future__ import annotations

from dataclasses import replace

from tests.charts.every import measured, six_days
from tests.charts.sides import START, day, names, normal

from gnomon.charts.missing import missing
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.charts.over_time import OverTime
from gnomon.profiles.windows import Window
from gnomon.reports.entity import AlertShown, ColumnShown, EntityReport, Picture

HOSTILE = "<script>alert('x')</script>|*_\"&"


def picture(column: str, segment: str = "") -> Picture:
    shown = now_over_reference(column, names(a=3, b=1), names(a=1, c=1))
    assert shown is not None
    return Picture(shown, "4 – 5 Jan", segment)


def full(column: str = "x", entity: str = "flights") -> EntityReport:
    """Five days, the last two in violation: an alert is open, another has ended, and everything is known."""
    over = six_days(column)
    quiet = OverTime("volume", over.line, over.summaries, (*over.verdicts[:2], None, None, None))
    still = AlertShown(
        "aa-1",
        "inputs",
        "high",
        day(4).start,
        None,
        f"*{column}* moved up.",
        "Estimated AUC 0.9",
        picture(column, "o = a"),
    )
    over_by_now = AlertShown("bb-1", "volume", "warning", START, day(2).start, "Too few rows.")
    gaps = missing(over, normal(0))
    return EntityReport(
        name=entity,
        kind="model",
        stretch=Window(START, day(5).end),
        windows=5,
        rows=550,
        reference="first 28 days",
        open=[still],
        ended=[over_by_now],
        monitors=[replace(over, column="inputs"), quiet],
        performance=measured(replace(over, column="AUC")),
        volume=measured(replace(over, column="Rows")),
        columns=[
            ColumnShown(over, f"*{column}* moved up.", picture(column), gaps),
            ColumnShown(replace(over, column="calm"), "calm: nothing.", None, None),
        ],
        more=2,
        known=frozenset({column, "calm"}),
    )


def bare() -> EntityReport:
    """An entity of which nothing is known but that it was judged."""
    return replace(
        full(), reference="", open=[], ended=[], monitors=[], performance=None, volume=None, columns=[], more=0
    )
