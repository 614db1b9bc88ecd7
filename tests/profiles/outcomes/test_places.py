"""Places in a ranking, and what an order is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score

from gnomon.profiles.outcomes.places import Places

QUERIES = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=12), min_size=1, max_size=6)


def of(query: list[int], scores: np.ndarray, k: int) -> list[float]:
    places = Places.of(np.zeros(len(query), np.int64), scores, np.array(query, np.float64))
    return [float(each[0]) for each in places.scores(k)]


@given(QUERIES, st.integers(1, 12), st.integers(0, 2**32))
def test_ndcg_is_that_of_scikit_learn(queries: list[list[int]], k: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    scores = [draw.permutation(len(query)) / 16 for query in queries]
    held = [(q, s) for q, s in zip(queries, scores, strict=True) if sum(q)]
    numbers = np.repeat(np.arange(len(queries)) * 3, [len(query) for query in queries])
    places = Places.of(numbers, np.concatenate(scores), np.concatenate(queries).astype(np.float64))
    expected = [ndcg_score([q], [s], k=k) for q, s in held]
    assert places.queries == len(queries)
    assert places.scores(k)[0].tolist() == pytest.approx(expected)


@given(st.lists(st.integers(0, 1), min_size=2, max_size=12).filter(any), st.integers(0, 2**32))
def test_precision_and_first_place_are_those_by_hand(query: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).permutation(len(query)) / 16
    _, rank, precision = of(query, scores, len(query))
    order = np.array(query)[np.argsort(-scores)]
    assert rank == 1 / (1 + int(order.argmax()))
    assert precision == pytest.approx(average_precision_score(query, scores))


def test_rows_of_one_score_stand_in_their_worst_order() -> None:
    assert of([1, 0, 0], np.ones(3), 10)[1:] == [pytest.approx(1 / 3), pytest.approx(1 / 3)]


def test_what_stands_past_k_earns_nothing() -> None:
    assert of([0, 0, 1], np.array([3.0, 2.0, 1.0]), 2) == [0.0, 0.0, 0.0]


def test_no_rows_have_no_queries() -> None:
    places = Places.of(np.empty(0, np.int64), np.empty(0), np.empty(0))
    assert places.queries == 0
    assert [len(each) for each in places.scores(3)] == [0, 0, 0]
