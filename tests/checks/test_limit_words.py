"""The sentences of limits, word for word."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.checks.limit import limit
from gnomon.checks.numbers import plain

ROWS = gn.profile(pl.DataFrame({"duration": [120.0, 180.0, 412.0, None], "status": ["ok", "ok", "bad", None]}))
USUAL = gn.profile(pl.DataFrame({"duration": [100.0, 110.0], "status": ["ok", "ok"]}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("p95(duration) < 300ms", "p95(duration) is 412 ms; the limit is 300 ms."),
        ("300 ms > p95(duration)", "p95(duration) is 412 ms; the limit is 300 ms."),
        ("mean(duration) between 1 and 2", "mean(duration) is 237; the limits are 1 and 2."),
        ("null_share(duration) < 0.05", "null_share(duration) is 25 %; the limit is 5.0 %."),
        ("rows > 5", "rows is 4; the limit is 5."),
        ("distinct(status) == 3", "distinct(status) is 2; it should be 3."),
        ("distinct(status) != 2", "distinct(status) is 2; it should not be 2."),
        (
            "mean(duration) < 1.2 * usual(mean(duration))",
            "mean(duration) is 237; the limit is 1.2 * usual(mean(duration)), which is 126.",
        ),
        (
            "rows > 5 and distinct(status) == 3",
            "rows is 4; the limit is 5. distinct(status) is 2; it should be 3. "
            "Limit: rows > 5 and distinct(status) == 3.",
        ),
        ("not rows > 3", "rows is 4; the limit is 3. Limit: not rows > 3."),
        ("p95(duration) < 500ms", "p95(duration) is 412 ms, within the limit (500 ms)."),
        ("rows > 1 and rows < 9", "rows is 4, within the limit (1). So is 1 more."),
        ("mean(duration) between 20 and 900", "mean(duration) is 237, within the limits (20 and 900)."),
        ("distinct(status) == 2", "distinct(status) is 2, as it should be."),
        ("distinct(status) != 3", "distinct(status) is 2, and not 3."),
        ("auc > 0.5", "auc is not known from 4 rows: there is nothing to compare."),
        ("rows / (rows - 4) > 5", "rows / (rows - 4) is not known from 4 rows: there is nothing to compare."),
    ],
)
def test_sentences(text: str, said: str) -> None:
    assert plain(limit(text).judge(ROWS, None, USUAL).reason) == said


def test_a_reference_that_is_not_there_is_what_is_not_known() -> None:
    said = limit("mean(duration) < 1.1 * usual(mean(duration))").judge(ROWS).reason
    assert said == "usual(mean(duration)) is not known from the reference: there is nothing to compare."
