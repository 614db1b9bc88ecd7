"""Every registered metric passes the kit, and the kit finds what is wrong with a bad one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gnomon.metrics import conformance
from gnomon.metrics.pair import Pair
from gnomon.metrics.registry import NUMBERS, Metric, metric, metrics, record_of

CASES = [(record, check) for record in metrics() for check in conformance.checks(record)]


@pytest.mark.parametrize(
    ("record", "check"), CASES, ids=[f"{record.name}-{check.func.__name__}" for record, check in CASES]
)
def test_every_registered_metric_keeps_every_law_that_applies_to_it(record: Metric, check: Callable[[], None]) -> None:
    check()


@metric(kinds=NUMBERS, formula="q - p", high=1, read="A metric that breaks every promise.", symmetric=True)
def broken(pair: Pair) -> float:
    """A metric that is wrong in every way."""
    return 2.0 + pair.reference.rows - pair.current.rows / 7


CALLS: list[Pair] = []


@metric(kinds=NUMBERS, formula="calls", read="A metric that remembers.")
def forgetful(pair: Pair) -> float:
    """A metric that depends on what was before."""
    CALLS.append(pair)
    return float(len(CALLS))


@metric(kinds=NUMBERS, formula="1", read="A metric that does not ask for rows.", needs="current rows")
def careless(pair: Pair) -> float:
    """A metric that wants current rows only."""
    return 1.0


def fails(check: Callable[[Metric], None], record: Metric) -> str:
    with pytest.raises(AssertionError) as caught:
        check(record)
    return str(caught.value)


def test_a_value_outside_the_range_is_found() -> None:
    assert "outside [0.0, 1]" in fails(conformance.check_stays_in_its_range, record_of(broken))


def test_a_value_that_equal_sides_do_not_have_is_found() -> None:
    assert "of equal sides, not 0.0" in fails(conformance.check_is_at_rest_on_equal_sides, record_of(broken))


def test_a_metric_that_is_not_symmetric_is_found() -> None:
    assert "with the sides exchanged" in fails(conformance.check_is_symmetric, record_of(broken))


def test_a_metric_with_a_memory_is_found() -> None:
    assert "of the same pair" in fails(conformance.check_gives_the_same_twice, record_of(forgetful))


def test_a_metric_that_answers_without_rows_is_found() -> None:
    class Willing(Metric):
        def is_answered_by(self, pair: Pair) -> bool:
            return True

    record = record_of(careless)
    willing = Willing(*(getattr(record, name) for name in Metric.__slots__))
    assert "without current rows" in fails(conformance.check_is_none_without_what_it_needs, willing)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "two words"}, "no plain name"),
        ({"kinds": frozenset()}, "no kind"),
        ({"read": ""}, "needs a formula"),
        ({"low": 2.0}, "range is empty"),
        ({"formula": "another"}, "lost its description"),
    ],
)
def test_a_metric_that_does_not_explain_itself_is_found(change: dict[str, object], words: str) -> None:
    assert words in fails(conformance.check_explains_itself, replace(record_of(broken), **change))
