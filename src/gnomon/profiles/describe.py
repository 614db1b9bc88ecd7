"""A profile in plain words and numbers: what `gnomon profile --json` prints."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import TimeSummary

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def describe(profile: Profile) -> dict[str, Any]:
    """Rows, repeated rows, and the figures of every column; JSON-ready, None where a figure has no meaning.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> column = describe(gn.profile(pl.DataFrame({"x": [1, 2, None]})))["columns"][0]
        >>> column["kind"], column["count"], column["nulls"], column["mean"], column["quantiles"]["0.5"]
        ('number', 2, 1, 1.5, 1.0)
    """
    return {
        "rows": profile.rows,
        "repeated_rows": profile.volume.repeated_rows,
        "columns": [describe_column(name, profile[name]) for name in profile],
    }


def describe_column(name: str, summary: Summary) -> dict[str, Any]:
    """The figures of one column; `count` is its finite values, `top` its most frequent ones."""
    figures: dict[str, Any] = {
        "column": name,
        "kind": summary.kind,
        "count": summary.count,
        "nulls": summary.nulls,
        "nan": 0,
        "inf": 0,
        "distinct": summary.distinct,
        "mean": None,
        "std": None,
        "min": None,
        "max": None,
        "quantiles": {str(q): None for q in QUANTILES},
        "top": [[plain(value), count] for value, count in summary.top(10)],
    }
    if isinstance(summary, NumberSummary | TimeSummary):
        values = summary.values
        figures |= {
            "nan": values.nans,
            "inf": values.infs,
            "mean": plain(summary.mean),
            "std": plain(values.std / (1e6 if isinstance(summary, TimeSummary) else 1)),
            "min": plain(summary.min),
            "max": plain(summary.max),
            "quantiles": {str(q): plain(summary.quantile(q)) for q in QUANTILES},
        }
    return figures


def plain(value: object) -> Any:  # noqa: ANN401 - JSON's own types
    """The value as JSON knows it: no NaN, no infinity, times as RFC 3339 in UTC.

    Example:
        >>> plain(float("nan")), plain(datetime.fromisoformat("2013-12-31T00:00:00+00:00"))
        (None, '2013-12-31T00:00:00Z')
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
