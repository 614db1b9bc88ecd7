"""Bias of real months."""

from __future__ import annotations

import pytest
from tests.metrics.realised import predicted

from gnomon.metrics.performance.bias import bias


def test_it_is_that_of_the_raw_rows_of_every_month() -> None:
    for month in predicted():
        truth = float((month.prediction - month.target).mean())
        assert bias(month.outcome).value == pytest.approx(truth, rel=1e-9, abs=1e-9), month.name
