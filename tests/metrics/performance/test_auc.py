"""Auc of real months."""

from __future__ import annotations

import pytest
from sklearn.metrics import roc_auc_score
from tests.metrics.realised import decided

from gnomon.metrics import roc
from gnomon.metrics.performance.auc import auc


def test_it_is_that_of_scikit_learn_on_the_raw_rows_of_every_month() -> None:
    for month in decided():
        assert auc(month.outcome).value == pytest.approx(roc_auc_score(month.target, month.score), abs=1e-3), month.name


def test_the_area_of_the_raw_rows_is_within_the_exact_bounds_of_the_buckets() -> None:
    for month in decided():
        bins = roc.curve(month.outcome.positives, month.outcome.negatives)
        area = roc.area_of(bins.reference.astype(float), bins.current.astype(float), bins.widths)
        assert abs(area.value - roc_auc_score(month.target, month.score)) <= area.bound + 1e-12
