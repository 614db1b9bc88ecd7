"""Limits on profiles: what holds, what does not, and what cannot be told."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gnomon as gn
from gnomon.checks.limit import limit
from gnomon.errors import UsageError
from gnomon.profiles.outcomes.binary import BinaryOutcome

ROWS = gn.profile(pl.DataFrame({"duration": [120.0, 180.0, 412.0, None], "status": ["ok", "ok", "bad", None]}))
USUAL = gn.profile(pl.DataFrame({"duration": [100.0, 110.0], "status": ["ok", "ok"]}))
TARGET = np.array([1, 0, 1, 0], np.int8)
OUTCOME = BinaryOutcome.of(TARGET, TARGET, np.array([0.9, 0.2, 0.4, 0.6]))
NOTHING = gn.profile(pl.DataFrame({"duration": [], "status": []}, schema={"duration": pl.Float64, "status": pl.String}))


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("p95(duration) < 300ms", "violation", 412),
        ("300ms >= p95(duration)", "violation", 412),
        ("p95(duration) < 500ms", "ok", 412),
        ("mean(duration) between 100 and 250", "ok", pytest.approx(237.3333)),
        ("mean(duration) < 1.2 * usual(mean(duration))", "violation", pytest.approx(237.3333)),
        ("null_share(duration) < 5 %", "violation", 0.25),
        ("share(status = ok) >= 50% and rows > 3", "ok", 0.5),
        ("rows > 5 or distinct(status) == 2", "ok", 4),
        ("not rows > 3", "violation", 4),
        ("auc >= 0.75", "ok", 0.75),
        ("rows - usual(rows) < 3", "ok", 2),
    ],
)
def test_a_limit_holds_or_does_not(text: str, status: str, value: float) -> None:
    verdict = limit(text).judge(ROWS, OUTCOME, USUAL)
    assert (verdict.status, verdict.value) == (status, value)
    assert verdict.fires is (status == "violation")
    assert verdict.is_calm is (status == "ok")


def test_the_figure_that_is_wrong_is_the_one_that_is_told() -> None:
    verdict = limit("rows > 1 and p95(duration) < 300ms").judge(ROWS)
    assert (verdict.value, verdict.limit, verdict.rows) == (412, 300, 4)


@pytest.mark.parametrize("text", ["mean(duration) < 5", "not_known", "auc > 0.5", "mean(duration) < usual(rows)"])
def test_what_is_not_known_is_no_data_and_no_violation(text: str) -> None:
    if text == "not_known":
        with pytest.raises(UsageError):
            limit(text)
        return
    verdict = limit(text).judge(NOTHING)
    assert (verdict.status, verdict.fires) == ("no_data", False)


def test_what_is_wrong_whatever_is_not_known_is_a_violation() -> None:
    assert limit("auc > 0.5 and rows > 100").judge(ROWS).status == "violation"
    assert limit("auc > 0.5 or rows > 3").judge(ROWS).status == "ok"
    assert limit("auc > 0.5 or rows > 100").judge(ROWS).status == "no_data"


def test_an_unknown_comparison_is_false_also_where_it_is_denied() -> None:
    assert limit("not auc > 0.5").judge(ROWS).status == "ok"


def test_a_column_that_is_gone_or_of_another_kind_is_an_error() -> None:
    gone = limit("mean(price) < 5").judge(ROWS)
    assert (gone.status, gone.fires) == ("error", False)
    assert limit("mean(status) < 5").judge(ROWS).reason == (
        "Column *status* came as category: mean has no meaning for it."
    )


@given(st.text("pmean95(duration) <>=ms%0.3andotbw'\"", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = limit(text)
    except UsageError as error:
        assert str(error).startswith("limit: ")
    else:
        assert found.judge(ROWS, OUTCOME, USUAL).status in ("ok", "violation", "no_data", "error")
