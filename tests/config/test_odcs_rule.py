"""Tests of the quality rules of data contracts as limits."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import gnomon as gn
from gnomon.checks.limit import limit
from gnomon.config.odcs_rule import NotTold, limit_of

ROWS = gn.profile(
    pl.DataFrame(
        {
            "unit": ["kg", "kg", "", "lb", None, "stone", "kg", "kg", "kg", "kg"],
            "my price": [float(i) for i in range(10)],
        }
    )
)


@pytest.mark.parametrize(
    ("rule", "column", "holds"),
    [
        ({"metric": "rowCount", "mustBe": 10}, None, True),
        ({"metric": "rowCount", "mustNotBe": 10}, None, False),
        ({"metric": "rowCount", "mustBeBetween": [10, 12]}, None, False),
        ({"metric": "rowCount", "mustBeBetween": [9, 11]}, None, True),
        ({"metric": "rowCount", "mustNotBeBetween": [9, 11]}, None, False),
        ({"metric": "rowCount", "mustBeGreaterOrEqualTo": 10}, None, True),
        ({"metric": "duplicateValues", "mustBe": 0}, None, True),
        ({"metric": "nullValues", "mustBeLessThan": 1}, "unit", False),
        ({"type": "library", "metric": "nullValues", "mustBeLessOrEqualTo": 1, "unit": "rows"}, "unit", True),
        ({"metric": "nullValues", "mustBeLessThan": 11, "unit": "percent"}, "unit", True),
        ({"rule": "nullCheck", "mustBeLessThan": 10, "unit": "percent"}, "unit", False),
        ({"metric": "nullValues", "mustBe": 0}, "my price", True),
        ({"metric": "missingValues", "arguments": {"missingValues": [None, ""]}, "mustBeLessThan": 3}, "unit", True),
        ({"metric": "missingValues", "arguments": {"missingValues": [None, ""]}, "mustBeLessThan": 2}, "unit", False),
        ({"metric": "invalidValues", "arguments": {"validValues": ["kg", "lb", None]}, "mustBe": 2}, "unit", True),
        (
            {"metric": "invalidValues", "arguments": {"validValues": ["kg"]}, "mustBeLessThan": 30, "unit": "percent"},
            "unit",
            False,
        ),
    ],
)
def test_a_rule_is_a_limit_that_holds_where_the_rule_does(
    rule: dict[str, Any], column: str | None, *, holds: bool
) -> None:
    assert limit(limit_of(rule, column)).judge(ROWS).status == ("ok" if holds else "violation")


@pytest.mark.parametrize(
    ("rule", "column", "why"),
    [
        ({"type": "sql", "query": "SELECT 1", "mustBe": 1}, None, "of the type sql is run elsewhere"),
        ({"type": "text", "description": "as it should be", "mustBe": 1}, "unit", "of the type text"),
        ({"metric": "rowCount"}, None, "no operator"),
        ({"metric": "rowCount", "mustBe": 1, "mustNotBe": 2}, None, "2 operators"),
        ({"metric": "rowCount", "mustBe": "many"}, None, "mustBe is not a number"),
        ({"metric": "rowCount", "mustBe": True}, None, "mustBe is not a number"),
        ({"metric": "rowCount", "mustBeBetween": [1]}, None, "not two numbers"),
        ({"mustBe": 1}, None, "names no metric"),
        ({"metric": "sharpness", "mustBe": 1}, None, "no metric sharpness"),
        ({"metric": "sharpness", "mustBe": 1}, "unit", "no metric sharpness"),
        ({"metric": "duplicateValues", "arguments": {"properties": ["a", "b"]}, "mustBe": 0}, None, "columns together"),
        ({"metric": "duplicateValues", "mustBeLessThan": 9}, "unit", "only where none may"),
        ({"metric": "invalidValues", "arguments": {"pattern": "^A"}, "mustBe": 0}, "unit", "regular expression"),
        ({"metric": "invalidValues", "arguments": [1], "mustBe": 0}, "unit", "no validValues"),
        ({"metric": "missingValues", "arguments": {"missingValues": []}, "mustBe": 0}, "unit", "no missingValues"),
    ],
)
def test_what_no_profile_can_tell_is_left_out_with_its_reason(
    rule: dict[str, Any], column: str | None, why: str
) -> None:
    with pytest.raises(NotTold, match=why):
        limit_of(rule, column)
