"""Which task columns mean."""

from __future__ import annotations

from typing import Any

import pytest

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.outcomes.task import Inferred, OutcomeColumns, infer

KINDS: dict[str, Any] = {
    "n": "number",
    "m": "number",
    "yes": "flag",
    "sure": "flag",
    "name": "category",
    "other": "category",
    "gone": "null",
}


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (OutcomeColumns("n", score="m"), "binary"),
        (OutcomeColumns("n", score="m", prediction="m"), "binary"),
        (OutcomeColumns("n", score={"a": "n", "b": "m"}), "multiclass"),
        (OutcomeColumns("name", prediction="other"), "multiclass"),
        (OutcomeColumns("gone", prediction="other"), "multiclass"),
        (OutcomeColumns("name", prediction="other", positive="good"), "binary"),
        (OutcomeColumns("yes", prediction="sure"), "binary"),
        (OutcomeColumns("n", prediction="m"), "regression"),
        (OutcomeColumns("n", prediction="m", task="classification"), "binary"),
        (OutcomeColumns("n", score="m", task="regression"), "regression"),
        (OutcomeColumns("not there yet", prediction="m"), "regression"),
        (OutcomeColumns(prediction="sure"), "binary"),
        (OutcomeColumns("n", score="m", query="name"), "ranking"),
        (OutcomeColumns(score="m", query="name", relevance="n"), "ranking"),
        (OutcomeColumns("n", score="m", query="name", task="classification"), "binary"),
    ],
)
def test_the_task_follows_from_columns_and_types(columns: OutcomeColumns, kind: str) -> None:
    found = infer(columns, KINDS)
    assert found.kind == kind
    assert found.why.endswith(".")
    assert found.task in ("classification", "regression", "ranking")


def test_binary_and_multiclass_are_both_classification() -> None:
    assert {Inferred(kind, "").task for kind in ("binary", "multiclass")} == {"classification"}


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(SchemaError, match="no column 'p', which the outcome needs"):
        infer(OutcomeColumns("n", score="p"), KINDS)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"score": "p", "task": "guessing"}, "'guessing' is no task"),
        ({"score": "p", "k": 0}, "k is 0"),
        ({}, "needs a score or a prediction"),
        ({"prediction": "p", "query": "q"}, "needs the columns query and score"),
        ({"score": "p", "relevance": "q"}, "needs the columns query and score"),
    ],
)
def test_columns_that_make_no_outcome_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        OutcomeColumns("y", **given)


def test_every_column_is_named_once() -> None:
    columns = OutcomeColumns("y", score={"a": "p_a", "b": "p_b"}, prediction="y")
    assert columns.named == ("y", "p_a", "p_b")
    assert OutcomeColumns("y", prediction="d").named == ("y", "d")
