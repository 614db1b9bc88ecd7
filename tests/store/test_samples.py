"""Samples: what is put comes back bit for bit, and batches of a window add up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.made import ENTITY, window

import gnomon as gn
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.store import batch_samples, batches, samples, tables
from gnomon.store.batches import Batch
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction


def _batch(tx: Transaction, name: str) -> int:
    return batches.put(tx, Batch(ENTITY, "source", name, "1"))


def _frame(seed: int, rows: int = 200) -> pl.DataFrame:
    draw = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "id": [f"{seed}-{i}" for i in range(rows)],
            "x": draw.normal(size=rows),
            "name": draw.choice(["a", "b", "ü"], rows),
            "flag": draw.random(rows) < 0.5,
            "nothing": pl.Series([None] * rows),
        }
    )


SCHEMA = gn.Schema(roles={"id": "id", "x": "score"})


def _outcome(seed: int) -> BinaryOutcome:
    draw = np.random.default_rng(seed)
    score = draw.random(50)
    return BinaryOutcome.of((draw.random(50) < score).astype(np.int8), (score > 0.5).astype(np.int8), score)


def test_a_profile_comes_back_bit_for_bit(store: Store) -> None:
    profile = gn.profile(_frame(1), schema=SCHEMA)
    with store.transaction() as tx:
        samples.put(tx, ENTITY, window(0), _batch(tx, "a"), {}, profile, _outcome(1))
        assert samples.profile(tx, ENTITY, window(0)).to_bytes() == profile.to_bytes()
        found = samples.outcome(tx, ENTITY, window(0))
    assert found is not None
    assert found.to_bytes() == _outcome(1).to_bytes()


def test_the_batches_of_a_window_add_up(store: Store) -> None:
    parts = [gn.profile(_frame(n), schema=SCHEMA) for n in range(3)]
    with store.transaction() as tx:
        for n, part in enumerate(parts):
            samples.put(tx, ENTITY, window(0), _batch(tx, str(n)), {}, part, _outcome(n))
        whole, found = samples.profile(tx, ENTITY, window(0)), samples.outcome(tx, ENTITY, window(0))
    assert whole.to_bytes() == sum(parts).to_bytes()  # type: ignore[union-attr]  # of profiles
    assert found is not None
    assert found.to_bytes() == (_outcome(0) + _outcome(1) + _outcome(2)).to_bytes()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 200), max_size=5).map(sorted))
def test_rows_in_any_batches_are_the_profile_of_all(store: Store, cuts: list[int]) -> None:
    frame = _frame(7)
    with store.transaction() as tx:
        tx.run(tables.batch.delete())  # and their samples
        for start, end in pairwise([0, *cuts, 200]):
            part = gn.profile(frame[start:end], schema=SCHEMA)
            samples.put(tx, ENTITY, window(0), _batch(tx, f"{start}-{end}"), {}, part)
        assert samples.profile(tx, ENTITY, window(0)).to_bytes() == gn.profile(frame, schema=SCHEMA).to_bytes()


def test_the_same_batch_again_changes_nothing_and_another_version_replaces_it(store: Store) -> None:
    first, second = (gn.profile(_frame(n)) for n in (1, 2))
    with store.transaction() as tx:
        batch = _batch(tx, "a")
        assert samples.put(tx, ENTITY, window(0), batch, {}, first)
        assert not samples.put(tx, ENTITY, window(0), batch, {}, first)
        assert samples.put(tx, ENTITY, window(0), batch, {}, second)
        assert samples.profile(tx, ENTITY, window(0)) == second


def test_columns_with_odd_names_are_columns(store: Store) -> None:
    names = ["rows", "outcome", "a\0b", "", "ü␀", "x" * 500]
    profile = gn.profile(pl.DataFrame({name: [n, n + 1] for n, name in enumerate(names)}))
    with store.transaction() as tx:
        batch = _batch(tx, "a")
        for labels in ({}, {"origin": "a\0"}):
            assert samples.put(tx, ENTITY, window(0), batch, labels, profile, _outcome(1))
            assert not samples.put(tx, ENTITY, window(0), batch, labels, profile, _outcome(1))
            assert samples.profile(tx, ENTITY, window(0), labels).to_bytes() == profile.to_bytes()
        assert samples.series(tx, ENTITY, columns=["a\0b"])[0].columns == ("a\0b",)
        assert batch_samples.keep(tx, batch, window(0).start, [{}, {"origin": "a\0"}]) == []


def test_a_profile_and_an_outcome_leave_each_other_as_they_are(store: Store) -> None:
    profile = gn.profile(_frame(1))
    with store.transaction() as tx:
        batch = _batch(tx, "a")
        samples.put(tx, ENTITY, window(0), batch, {}, profile)
        assert samples.outcome(tx, ENTITY, window(0)) is None
        assert samples.outcomes(tx, ENTITY) == []
        samples.put(tx, ENTITY, window(0), batch, {}, outcome=_outcome(1))
        samples.put(tx, ENTITY, window(0), batch, {}, gn.profile(_frame(2)))
        found = samples.outcome(tx, ENTITY, window(0))
        assert found is not None
        assert found.to_bytes() == _outcome(1).to_bytes()
        assert samples.profile(tx, ENTITY, window(0)) == gn.profile(_frame(2))


def test_a_column_that_a_newer_version_has_no_more_is_gone(store: Store) -> None:
    with store.transaction() as tx:
        batch = _batch(tx, "a")
        samples.put(tx, ENTITY, window(0), batch, {}, gn.profile(_frame(1)))
        fewer = gn.profile(_frame(1).drop("flag"))
        assert samples.put(tx, ENTITY, window(0), batch, {}, fewer)
        assert samples.profile(tx, ENTITY, window(0)).to_bytes() == fewer.to_bytes()


def test_outcomes_are_read_oldest_first_and_by_stretch(store: Store) -> None:
    with store.transaction() as tx:
        for name in "ab":
            for n in (2, 0, 1):
                samples.put(tx, ENTITY, window(n), _batch(tx, name), {}, outcome=_outcome(n))
        found = samples.outcomes(tx, ENTITY)
        some = samples.outcomes(tx, ENTITY, window(1).start, window(1).end)
    assert [at for at, _ in found] == [window(n) for n in range(3)]
    assert [one.to_bytes() for _, one in found] == [(_outcome(n) + _outcome(n)).to_bytes() for n in range(3)]
    assert some == found[1:2]


def test_a_batch_that_is_dropped_leaves_the_others(store: Store) -> None:
    one, other = (gn.profile(_frame(n)) for n in (1, 2))
    with store.transaction() as tx:
        ids = [_batch(tx, name) for name in "ab"]
        samples.put(tx, ENTITY, window(0), ids[0], {}, one)
        samples.put(tx, ENTITY, window(0), ids[1], {}, other)
        assert batches.drop(tx, ids[0]) == [window(0).start]
        assert samples.profile(tx, ENTITY, window(0)) == other


def test_a_series_is_read_by_stretch_column_and_segment(store: Store) -> None:
    with store.transaction() as tx:
        batch = _batch(tx, "a")
        for n in range(4):
            samples.put(tx, ENTITY, window(n), batch, {}, gn.profile(_frame(n)))
            samples.put(tx, ENTITY, window(n), batch, {"origin": "JFK"}, gn.profile(_frame(n, 10)))
        whole = samples.series(tx, ENTITY)
        some = samples.series(tx, ENTITY, window(1).start, window(2).end, columns=["x"])
        segment = samples.series(tx, ENTITY, labels={"origin": "JFK"})
        assert samples.label_sets(tx, ENTITY, window(0)) == [{}, {"origin": "JFK"}]
    assert [len(series) for series in (whole, some, segment)] == [4, 2, 4]
    assert some[0].columns == ("x",)
    assert segment.rows == 40


def test_the_samples_of_nobody_are_refused(store: Store) -> None:
    with store.reading() as tx, pytest.raises(gn.UsageError, match="flihgts"):
        samples.series(tx, "flihgts")
