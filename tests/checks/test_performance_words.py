"""Every sentence of performance, word for word."""

from __future__ import annotations

import pytest
from tests.checks.days import days

from gnomon.checks import performance_words as words
from gnomon.checks.numbers import plain
from gnomon.metrics.estimate import Estimate

DAY = days(1)[0]
ONE = Estimate(0.887, 0.882, 0.892, 0.0026, 24_145)
TWO = Estimate(0.881, 0.877, 0.885, 0.002, 48_290)
RECALL = Estimate(0.618, 0.6, 0.636, 0.009, 2822)


def test_worse() -> None:
    assert plain(words.worse("auc", (ONE, ONE), 0.928, 0.02, "rank", 1, DAY)) == (
        "AUC 0.887 (0.882–0.892) on 7 Jan, 0.041 below the reference 0.928; material: 0.020; n = 24 145 with target."
    )


def test_worse_in_windows_together() -> None:
    assert plain(words.worse("auc", (ONE, TWO), 0.928, 0.02, "rank", 2, DAY)) == (
        "AUC 0.887 (0.882–0.892) on 7 Jan; 0.881 (0.877–0.885) in the last 2 windows together, 0.047 below the "
        "reference 0.928; material: 0.020; n = 48 290 with target."
    )


def test_rates_are_told_in_points_and_errors_in_percent() -> None:
    assert "12 points below" in plain(words.worse("recall", (RECALL, RECALL), 0.738, 0.02, "rate", 1, DAY))
    error = Estimate(13.9, 13.7, 14.1, 0.1, 900)
    said = plain(words.worse("mae", (error, error), 10.4, 0.52, "error", 1, DAY))
    assert said.startswith("MAE 13.9 (13.7–14.1) on 7 Jan, 34 % above the reference 10.4; material: 5.0 %;")


def test_not_worse() -> None:
    assert plain(words.ok("auc", ONE, 0.89, 0.021, "rank", DAY)) == (
        "AUC 0.887 (0.882–0.892) on 7 Jan; the reference has 0.890. Not worse by 0.021 or more (90 % sure to have "
        "been seen)."
    )
    assert words.ok("auc", ONE, 0.89, None, "rank", DAY).endswith("Normal wobble hides all but the largest changes.")


def test_too_few() -> None:
    assert plain(words.hidden("recall", RECALL, 0.07, 0.02, "rate", 0.7)) == (
        "recall 0.618 (0.600–0.636) from 2 822 rows with target: changes below 7.0 points would not be seen "
        "(material: 2.0 points)."
    )
    assert ": changes would not be seen" in words.hidden("recall", RECALL, None, 0.02, "rate", 0.7)


def test_realised_and_estimated() -> None:
    assert plain(words.agrees("auc", 0.91, 0.92, DAY)) == (
        "Realised AUC 0.910 on 7 Jan, estimated 0.920: they agree as usual."
    )
    assert words.differs("auc", 0.85, 0.92, 0.001, DAY, 0.001).startswith(
        "Realised AUC 0.850 on 7 Jan against an estimate of 0.920; their difference is usually 0.001: the relation of "
        "features to outcome has changed."
    )


@pytest.mark.parametrize(
    ("name", "said"), [("estimated_auc", "estimated AUC"), ("macro_f1", "macro f1"), ("r2", "R²"), ("mae", "MAE")]
)
def test_names(name: str, said: str) -> None:
    assert words.metric(name) == said
