"""A verdict begins as one that says nothing but its status."""

from __future__ import annotations

from gnomon.checks.scalar.verdict import ScalarVerdict


def test_what_could_not_be_computed_is_none_and_calm() -> None:
    verdict = ScalarVerdict("no_data", "No rows.")
    assert verdict.value is None
    assert verdict.p is None
    assert verdict.is_calm
    assert not verdict.fires
