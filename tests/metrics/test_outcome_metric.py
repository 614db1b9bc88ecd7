"""Metrics of outcomes explain themselves."""

from __future__ import annotations

from gnomon.metrics.estimate import Absent, Measured, share
from gnomon.metrics.outcome_metric import ABSENT_KIND, OutcomeMetric, described, outcome_metric
from gnomon.metrics.registry import find_outcome
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome


@outcome_metric(kinds=["binary"], formula="TP / n", bad="away", read="A share.")
def true_share(outcome: BinaryOutcome) -> Measured:
    """Share of true positives."""
    return share(outcome.counts[0], outcome.targeted)


def test_a_metric_of_another_package_is_a_plug_in() -> None:
    record: OutcomeMetric = true_share.metric  # type: ignore[attr-defined]
    assert (record.name, record.family) == ("true_share", "plug-in")
    assert find_outcome("auc").family == "performance"


def test_a_metric_is_explained_in_its_help() -> None:
    text = find_outcome("log_loss").function.__doc__ or ""
    assert "Range: [0, inf)\nBad: more." in text
    assert "Source: Good 1952" in text
    assert described(true_share.metric).endswith("Bad: away from 0.\nHow to read it: A share.")  # type: ignore[attr-defined]
    assert "Range: (-inf, 1]\nBad: less." in described(find_outcome("r2"))


def test_a_kind_without_meaning_is_absent() -> None:
    assert find_outcome("auc")(RegressionOutcome()) == Absent(ABSENT_KIND)
