"""Verdicts are frozen values, and statuses have one order."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from gnomon.checks import verdict


def test_every_status_has_its_place_and_a_violation_comes_first() -> None:
    assert set(verdict.SEVERITY) == set(get_args(verdict.Status))
    assert sorted(verdict.SEVERITY, key=verdict.SEVERITY.__getitem__)[0] == "violation"
    assert len(set(verdict.SEVERITY.values())) == len(verdict.SEVERITY)


def test_a_verdict_cannot_be_changed() -> None:
    found = verdict.Finding("stuck", "100 % of rows hold one value")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.fires = True  # type: ignore[misc]


def test_a_finding_only_explains_unless_it_says_that_it_fires() -> None:
    assert not verdict.Finding("stuck", "97 % of rows hold one value").fires
