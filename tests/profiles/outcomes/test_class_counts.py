"""Counts of target and prediction of many classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from gnomon.errors import SubtractionError
from gnomon.profiles.outcomes.class_counts import ClassCounts

NAMES = st.sampled_from(["", "a", "b", "ab", "é"])
ROWS = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=60)


def counted(rows: list[tuple[str, str]]) -> ClassCounts:
    return ClassCounts.of([(t, p, 1) for t, p in rows])


@given(ROWS)
def test_the_confusion_is_that_of_scikit_learn(rows: list[tuple[str, str]]) -> None:
    rows = [*rows, ("a", "b")]
    names, table = counted(rows).confusion()
    targets, predictions = zip(*rows, strict=True)
    assert table.tolist() == confusion_matrix(targets, predictions, labels=names).tolist()


def test_rare_classes_stand_together_as_other() -> None:
    rows = [("a", "a")] * 9 + [("b", "a")] * 5 + [("c", "d")] * 2 + [("d", "b"), ("a", "c")]
    names, table = counted(rows).confusion(2)
    assert names == ("a", "b", "other")
    assert table.tolist() == [[9, 0, 1], [5, 0, 0], [0, 1, 2]]


def test_past_what_is_exact_margins_and_hits_still_are() -> None:
    draw = np.random.default_rng(0)
    pairs = draw.integers(0, 90, (12_000, 2))
    pairs[::3, 1] = pairs[::3, 0]
    counts = counted([(f"c{t}", f"c{p}") for t, p in pairs.tolist()])
    assert not counts.is_exact
    assert counts.pairs.shift > 0
    assert counts.hits.total == int((pairs[:, 0] == pairs[:, 1]).sum())
    names, table = counts.confusion(50)
    truth = confusion_matrix([f"c{t}" for t, _ in pairs], [f"c{p}" for _, p in pairs], labels=names[:-1])
    assert (np.diag(table)[:-1] == np.diag(truth)).all()
    assert (table[:-1, :-1] >= truth).all()


def test_what_was_never_added_cannot_be_taken_away() -> None:
    a, b = counted([("a", "b")]), counted([("b", "a")])
    assert (a + b) - b == a
    with pytest.raises(SubtractionError):
        a - b
