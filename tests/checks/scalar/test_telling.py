"""Runs of windows: what ends them, and what does not."""

from __future__ import annotations

from tests.checks.days import days

from gnomon.checks.scalar.telling import Run


def test_a_run_keeps_its_first_window_until_it_ends() -> None:
    one, two, three = days(3)
    run = Run().after(one, goes_on=True).after(two, goes_on=True)
    assert (run.length, run.first) == (2, one)
    assert run.after(three, goes_on=False) == Run()
