"""Every kind of outcome keeps the laws of values that add, and its stored bytes for ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws
from tests.profiles.outcomes.outcomes import KINDS
from tests.profiles.rows import few

from gnomon.errors import FormatError, SchemaError
from gnomon.profiles.outcomes import outcome
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.outcome import BY_KIND, TAGS, Outcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OUTCOME_KINDS
from gnomon.sketches.codec import Reader, Writer

GOLDEN = Path(__file__).parents[2] / "golden" / "outcomes"


def spread(n: int, step: int) -> np.ndarray:
    """Multiples of 2^-20 in [0, 1), in no order, by integer arithmetic alone."""
    return (np.arange(n) * step % 2**20) / 2**20


def rows(n: int) -> BinaryOutcome:
    codes = np.arange(n)
    halves = np.where(codes % 3 == 0, 0.25, np.where(codes % 3 == 1, 0.5, 1.5 + spread(n, 7919)))
    return BinaryOutcome.of((codes % 4 - 1).astype(np.int8), (codes % 2).astype(np.int8), halves)


def regressed(n: int) -> RegressionOutcome:
    return RegressionOutcome.of(np.where(np.arange(n) % 9, spread(n, 7919) * 100 - 20, np.nan), spread(n, 104729) * 80)


def classed(n: int, classes: int) -> MulticlassOutcome:
    targets = [None if i % 11 == 0 else f"class {i * 7919 % classes}" for i in range(n)]
    predictions = [None if i % 13 == 0 else f"class {i * 104729 % classes}" for i in range(n)]
    scores = {f"class {c}": np.where(np.arange(n) % classes == c, 0.5, 0.25) for c in range(3)}
    return MulticlassOutcome.of(targets, predictions, scores)


def ranked(n: int) -> RankingOutcome:
    # One or two rows a query: no logarithm but that of 2, so that every machine has the same bytes.
    return RankingOutcome.of(np.arange(n) // 2, spread(n, 7919), (np.arange(n) * 7 % 4 - 1).astype(np.float64), 1)


VALUES: dict[str, Callable[[], Outcome]] = {
    "binary_empty_1": BinaryOutcome,
    "binary_few_1": lambda: rows(40),
    "binary_many_1": lambda: rows(12_000),
    "binary_difference_1": lambda: rows(12_000) - rows(40),
    "multiclass_empty_1": MulticlassOutcome,
    "multiclass_few_1": lambda: classed(60, 3),
    "multiclass_many_1": lambda: classed(9000, 97),
    "regression_empty_1": RegressionOutcome,
    "regression_few_1": lambda: regressed(50),
    "regression_many_1": lambda: regressed(9000),
    "ranking_empty_1": RankingOutcome,
    "ranking_few_1": lambda: ranked(40),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
@few
@given(data=st.data())
def test_every_kind_keeps_the_law(law: Any, kind: str, data: st.DataObject) -> None:
    law(KINDS[kind], data)


@pytest.mark.parametrize("name", VALUES)
def test_stored_bytes_are_read_as_the_value_that_they_were_and_written_the_same(name: str) -> None:
    value, stored = VALUES[name](), (GOLDEN / f"{name}.bin").read_bytes()
    assert type(value).from_bytes(stored) == value
    assert value.to_bytes() == stored


def test_each_stored_file_has_its_value() -> None:
    assert {path.stem for path in GOLDEN.glob("*.bin")} == set(VALUES)


def test_every_kind_has_its_type_and_a_tag_that_never_moves() -> None:
    assert TAGS == ("binary", "multiclass", "regression", "ranking") == OUTCOME_KINDS
    assert {kind: BY_KIND[kind].kind for kind in TAGS} == {kind: kind for kind in TAGS}


@pytest.mark.parametrize("name", VALUES)
def test_an_outcome_of_any_kind_is_stored_with_its_kind(name: str) -> None:
    writer = Writer()
    outcome.write(VALUES[name](), writer)
    assert outcome.read(Reader(writer.to_bytes())) == VALUES[name]()


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(FormatError, match="Upgrade gnomon"):
        outcome.read(Reader(bytes([len(TAGS)])))


def test_outcomes_of_different_kinds_are_refused_with_the_mending() -> None:
    with pytest.raises(SchemaError, match="a ranking outcome and a binary outcome cannot be put together"):
        outcome.together(BinaryOutcome(), RankingOutcome())
    assert outcome.apart(rows(40), rows(40)) == BinaryOutcome()


@pytest.mark.parametrize("name", VALUES)
def test_an_outcome_is_the_sum_of_its_parts_and_knows_its_hash(name: str) -> None:
    value = VALUES[name]()
    assert outcome.apart(outcome.together(value, value), value).to_bytes() is not None
    assert hash(value) == hash(type(value).from_bytes(value.to_bytes()))
    assert value != "something else"
