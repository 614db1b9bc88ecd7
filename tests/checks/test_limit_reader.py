"""The names, units and functions of limits: what is refused, with its place and the nearest right name."""

from __future__ import annotations

import pytest

from gnomon.checks.limit import limit
from gnomon.errors import UsageError
from gnomon.profiles.schema import Schema

SCHEMA = Schema(kinds={"duration": "number", "carrier": "category", "ts": "time", "late": "flag"})


@pytest.mark.parametrize(
    "text",
    [
        "p95(duration) < 300ms",
        "mean(duration) between 1 and 2",
        "null_share(duration) < 5 %",
        "share(carrier = AA) < 0.5 and share(late == true) < 10%",
        "share(duration >= -3) > 0.9",
        "min(duration) >= 0 and min(rows, 5) > 4",
        "quantile(duration, 0.999) < 2 * usual(p95(duration))",
        "rows > 0 and repeated_rows < 1 %",
        "auc >= 0.8 or not log_loss > 1",
        "distinct(carrier) == 16",
        "max('duration') < 1e6",
        "reference(rows) < rows * 10",
        "metric(spread) < 3 * usual(metric('odd spread'))",
    ],
)
def test_what_can_be_said(text: str) -> None:
    assert limit(text, SCHEMA).text == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("medain(duration) < 1", "unknown function 'medain' at character 1. Did you mean 'median'?"),
        ("mean(durations) < 1", "unknown column 'durations' at character 6. Did you mean 'duration'?"),
        ("roes > 1", "unknown name 'roes' at character 1. Did you mean 'rows'?"),
        ("mean < 3", "'mean' has no column at character 1. Write 'mean(column)'."),
        ("p95 < 3", "'p95' has no column at character 1. Write 'p95(column)'."),
        ("duration < 3", "'duration' is a column at character 1. Write a figure of it, as 'mean(duration)'."),
        ("'x' < 3", "'x' stands alone at character 1. Write a figure of it, as 'mean('x')'."),
        (
            "mean(carrier) > 1",
            "'carrier' is a category, and mean has no meaning for it at character 6. "
            "Write share(column = value), distinct(column) or null_share(column).",
        ),
        (
            "max(ts) > 1",
            "'ts' is a time, and max has no meaning for it at character 5. Write count(column) or null_share(column).",
        ),
        ("share(carrier > 'AA') < 1", "'carrier' is a category, and share(… > \"AA\") has no meaning for it"),
        ("share(carrier) < 1", "a comparison is missing before ')' at character 14. Write 'share(column = value)'."),
        ("share(carrier = ) < 1", "a value is missing before ')' at character 17. Write a number or a text in quotes."),
        ("quantile(duration, 2) < 1", "'2' is no share at character 20. Write a number from 0 to 1."),
        ("quantile(duration, x) < 1", "a number is missing before 'x' at character 20. Write one there."),
        ("mean(5) < 1", "a column is missing before '5' at character 6. Write its name, in quotes if it is odd."),
        ("metric(5) < 1", "a metric is missing before '5' at character 8. Write the name of one of your own."),
        ("mean(duration) < 3 parsecs", "unknown unit 'parsecs' at character 20. Write one of %, us, ms,"),
        ("rows > 1s and rows < 2ms", "'ms' after 's' at character 23. Write both in the column's own unit, as 's'."),
        ("p95(duration) = 3", "'=' is not expected at character 15. Write '==' to compare."),
        ("zzz < 3", "unknown name 'zzz' at character 1. Of a column write a figure, as 'mean(zzz)'; else rows, or a"),
        ("mean(duration)", "the part that begins with 'mean' is no claim at character 1. Write one, as 'p95(dur"),
        ("__import__('os') < 1", "unknown function '__import__' at character 1."),
    ],
)
def test_what_cannot(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        limit(text, SCHEMA)
    assert str(refused.value).startswith(f"limit: {message}")


def test_without_a_schema_any_name_may_be_a_column() -> None:
    assert limit("mean(durations) < 1").text
    with pytest.raises(UsageError, match="unknown name 'durations'"):
        limit("durations < 1")


def test_one_unit_of_time_may_be_written_twice() -> None:
    assert limit("p95(duration) between 1ms and 300ms").text
