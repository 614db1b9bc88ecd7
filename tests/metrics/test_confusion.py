"""Figures of a confusion, and their errors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from gnomon.metrics.confusion import Confusion
from gnomon.metrics.estimate import Absent, Measured

EXAMPLE = Confusion(18, 7, 5, 70)
FIGURES = [Confusion.f1, Confusion.mcc, Confusion.balanced_accuracy]


def test_the_worked_example() -> None:
    f1 = Confusion(18, 7, 5, 0).f1()
    assert (f1.value, f1.se) == (0.75, pytest.approx(0.069877, abs=5e-7))


@pytest.mark.parametrize("figure", FIGURES)
def test_errors_are_those_of_drawing_rows_again(figure: Callable[[Confusion], Measured]) -> None:
    draw = np.random.default_rng(0)
    counts = np.array([300, 120, 90, 800])
    drawn = [figure(Confusion(*row)).value for row in draw.multinomial(counts.sum(), counts / counts.sum(), 3000)]
    assert figure(Confusion(*counts)).se == pytest.approx(np.std(drawn), rel=0.08)


@pytest.mark.parametrize(
    ("counts", "figure", "words"),
    [
        ((0, 0, 0, 0), Confusion.accuracy, "no row has a target"),
        ((0, 0, 2, 3), Confusion.precision, "no row was predicted positive"),
        ((0, 2, 0, 3), Confusion.recall, "no row is positive"),
        ((2, 0, 3, 0), Confusion.specificity, "no row is negative"),
        ((0, 0, 0, 3), Confusion.f1, "no row is positive, and none was predicted so"),
        ((2, 0, 3, 0), Confusion.balanced_accuracy, "all rows are of one class"),
        ((2, 3, 0, 0), Confusion.mcc, "predictions, or targets, are all of one class"),
    ],
)
def test_what_has_no_meaning_is_absent_with_its_reason(
    counts: tuple[int, int, int, int], figure: Callable[[Confusion], Measured], words: str
) -> None:
    found = figure(Confusion(*counts))
    assert isinstance(found, Absent)
    assert (found.reason, found.n) == (words, sum(counts))


def test_shares_say_what_they_are_shares_of() -> None:
    assert [EXAMPLE.precision().n, EXAMPLE.recall().n, EXAMPLE.specificity().n, EXAMPLE.accuracy().n] == [
        25,
        23,
        77,
        100,
    ]
