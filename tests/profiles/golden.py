"""The rows behind the golden bytes. They never change: what was stored once is readable for ever."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl

from gnomon.profiles.schema import Schema

FOLDER = Path(__file__).parents[1] / "golden" / "profiles"

FRAME = pl.DataFrame(
    {
        "event": ["e1", "e2", "e2", "e4", None, "e6"],
        "ts": [
            "2013-12-30T23:59:59Z",
            "2013-12-31",
            "2013-12-31T06:00",
            "2014-01-01T00:00:00.5+01:00",
            "2014-01-01",
            None,
        ],
        "temp": [20.5, -0.0, float("nan"), float("inf"), None, 5e-324],
        "distance": [2**53 + 1, -3, 0, 7, 7, None],
        "late": [True, False, None, True, True, False],
        "origin": ["JFK", "", "Zürich HB", "JFK", None, "a\x1eb 12"],
        "day": [date(1, 1, 1), date(2013, 12, 31), None, date(9999, 12, 31), date(1969, 12, 31), date(2013, 12, 31)],
        "taken": [timedelta(seconds=90), None, timedelta(milliseconds=-1), timedelta(0), timedelta(1), timedelta(2)],
        "at": [time(0), time(23, 59, 59, 999999), None, time(6, 30), time(6, 30), time(1)],
        "price": [Decimal("0.10"), Decimal("-1.25"), None, Decimal("3.00"), Decimal("3.00"), Decimal("100.00")],
        "embedding": [[3.0, 4.0], [], None, [None, 1.0], [float("nan")], [3.0, 4.0]],
        "tags": [["a", "b"], ["a b"], [], None, [None], ["ü"]],
        "empty": [None] * 6,
    },
    schema_overrides={"price": pl.Decimal(10, 2), "embedding": pl.List(pl.Float64), "tags": pl.List(pl.String)},
)
MANY = pl.DataFrame({"x": [i * 0.37 for i in range(5000)], "name": [f"name {i * 7919 % 5000}" for i in range(5000)]})
"""More distinct values than are kept apart."""

SCHEMA = Schema(roles={"event": "id", "ts": "timestamp", "late": "target", "temp": "score"})
