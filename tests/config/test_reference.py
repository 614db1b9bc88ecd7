"""Tests of references."""

from __future__ import annotations

from typing import Any

import pytest

from gnomon.config.reference import Reference
from gnomon.errors import UsageError


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ({"path": "train.parquet", "timestamp": "ts", "target": "y", "score": "oof"}, "path"),
        ({"sql": "sqlite:///a.db?table=t"}, "sql"),
        ({"first": "28d"}, "first"),
        ({"last": "28d", "lag": "7d"}, "last"),
        ({"window": ["2013-01-01", "2013-03-01T06:00Z"]}, "window"),
        ({"entity": "champion"}, "entity"),
    ],
)
def test_a_reference_has_one_form(given: dict[str, Any], form: str) -> None:
    assert Reference(**given).form == form
    assert Reference(**given).is_data is (form in ("path", "sql"))


@pytest.mark.parametrize(
    "given", [{}, {"first": "28d", "last": "7d"}, {"first": 0}, {"window": ["2013-03-01", "2013-01-01"]}]
)
def test_a_reference_of_no_form_or_of_two_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Reference(**given)
