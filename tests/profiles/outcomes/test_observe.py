"""From the rows of a frame to their outcome."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from tests.profiles.rows import DATA

from gnomon.errors import SchemaError
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.observe import observe, outcome_of_columns
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OutcomeColumns


def binary(frame: dict[str, Any], **columns: Any) -> BinaryOutcome:
    outcome = observe(pl.DataFrame(frame, strict=False), OutcomeColumns(**columns))
    assert isinstance(outcome, BinaryOutcome)
    return outcome


def test_the_decision_is_the_prediction_else_the_threshold() -> None:
    rows = {"p": [0.9, 0.9, None, 0.3], "decided": [0, None, 1, 7], "y": [1, 1, 1, 0]}
    assert binary(rows, target="y", score="p", prediction="decided").counts == (2, 0, 1, 1)
    assert binary(rows, target="y", score="p", threshold=0.2).counts == (2, 1, 0, 0)
    assert binary(rows, target="y", score="p", threshold=0.2).unusable == 1


def test_targets_that_are_missing_or_no_class_are_counted_apart() -> None:
    outcome = binary({"p": [0.9] * 6, "y": [1.0, 0.0, None, float("nan"), 2.0, 1.0]}, target="y", score="p")
    assert (outcome.counts, outcome.untargeted, outcome.unusable) == ((2, 1, 0, 0), 2, 1)


def test_a_frame_without_the_target_has_none_yet() -> None:
    outcome = binary({"p": [0.9, 0.1]}, target="y", score="p")
    assert (outcome.targeted, outcome.untargeted) == (0, 2)
    assert binary({"p": [0.9, 0.1]}, score="p").untargeted == 2


@pytest.mark.parametrize(
    ("target", "positive"),
    [
        (["good", "bad", None], "good"),
        ([3, 5, None], 3),
        ([3.0, 5.0, None], "3"),
        ([True, False, None], True),
        ([False, True, None], False),
        ([True, False, None], "yes"),
        ([1, 0, None], "good"),
        (["yes", "no", None], None),
        ([True, False, None], None),
    ],
)
def test_the_positive_class_is_read_as_the_column_has_it(target: list[Any], positive: object) -> None:
    outcome = binary({"p": [0.9, 0.1, 0.5], "y": target}, target="y", score="p", positive=positive)
    assert (outcome.counts, outcome.untargeted, outcome.unusable) == ((1, 0, 0, 1), 1, 0)


def test_the_best_class_is_predicted_where_nothing_else_was() -> None:
    frame = pl.DataFrame(
        {
            "y": [1.0, 2.0, None, 1.5],
            "p1": [0.9, 0.9, None, 0.1],
            "p2": [0.1, 0.1, None, 0.9],
            "d": [None, "2", None, None],
        }
    )
    columns = OutcomeColumns("y", score={"1": "p1", "2": "p2"}, prediction="d")
    outcome = observe(frame, columns)
    assert isinstance(outcome, MulticlassOutcome)
    assert outcome.unusable == 1
    names, table = outcome.counts.confusion()
    assert (names, table.tolist()) == (("1", "1.5", "2"), [[1, 0, 0], [0, 0, 1], [0, 0, 1]])


def test_decisions_without_scores_make_a_confusion() -> None:
    outcome = binary({"y": [True, False, None], "d": [True, True, False]}, target="y", prediction="d")
    assert (outcome.counts, outcome.untargeted, outcome.scored) == ((1, 1, 0, 0), 1, 0)


def test_names_alone_are_classes_too() -> None:
    outcome = observe(pl.DataFrame({"y": ["a", None], "d": ["b", "b"]}), OutcomeColumns("y", prediction="d"))
    assert isinstance(outcome, MulticlassOutcome)
    assert (outcome.targeted, outcome.untargeted.total) == (1, 1)
    assert observe(pl.DataFrame({"d": ["b"]}), OutcomeColumns("y", prediction="d")).rows == 1


def test_numbers_are_regression_and_a_score_may_be_one() -> None:
    frame = pl.DataFrame({"y": [1, None], "d": [2.0, 3.0]})
    for columns in (OutcomeColumns("y", prediction="d"), OutcomeColumns("y", score="d", task="regression")):
        outcome = observe(frame, columns)
        assert isinstance(outcome, RegressionOutcome)
        assert (outcome.targeted, outcome.untargeted.count) == (1, 1)


def test_rows_of_a_query_are_ranked_together_in_whatever_order() -> None:
    frame = pl.DataFrame({"q": ["a", "b", "a", None], "p": [0.1, 0.5, 0.9, 0.5], "y": [1, 1, 0, 1]})
    outcome = observe(frame, OutcomeColumns("y", score="p", query="q"))
    assert isinstance(outcome, RankingOutcome)
    assert sorted(outcome.reciprocal_rank.top()) == [(0.5, 1), (1.0, 1)]
    assert observe(frame, OutcomeColumns(score="p", query="q", relevance="y")) == outcome
    assert outcome.unusable == 1


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(SchemaError, match="no column 'p'"):
        observe(pl.DataFrame({"y": [1]}), OutcomeColumns("y", score="p"))


def test_dirty_predictions_and_targets_are_counted_not_raised() -> None:
    rows = pl.read_parquet(DATA / "dirty" / "bad_predictions.parquet")
    columns = OutcomeColumns("label", score="score", prediction="prediction")
    assert outcome_of_columns(rows, columns).task == "classification"
    outcome = observe(rows, columns)
    assert outcome.rows == rows.height
    labels = pl.read_parquet(DATA / "dirty" / "odd_labels.parquet").with_columns(score=0.5)
    odd = observe(labels, OutcomeColumns("label", score="score"))
    assert isinstance(odd, BinaryOutcome)
    assert (odd.unusable, odd.untargeted) == (2, 2)
