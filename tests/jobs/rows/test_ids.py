"""Which window each event is in."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jobs.worlds import day, events

from gnomon.errors import SchemaError
from gnomon.jobs.rows.ids import count, digest, digests, ids_of
from gnomon.jobs.rows.known import TOKEN
from gnomon.jobs.rows.pieces import START
from gnomon.jobs.rows.source import Part


def test_every_row_with_an_id_and_a_time_is_found(tmp_path: Path) -> None:
    frame = events(0, 2).with_columns(id=pl.when(pl.col.id != "0-0-3").then("id"))
    frame.write_parquet(tmp_path / "a.parquet")
    found = ids_of(Part("a", str(tmp_path / "a.parquet"), "1"), "id", "ts", "1d", "UTC")
    assert found[START].value_counts(sort=True).rows() == [(day(1), 24), (day(0), 23)]


def test_rows_without_the_column_of_the_id_are_refused(tmp_path: Path) -> None:
    events(0, 1).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(SchemaError, match="has no column 'event', by which targets find their rows"):
        ids_of(Part("a", str(tmp_path / "a.parquet"), "2"), "event", "ts", "1d", "UTC")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**64 - 1))), st.randoms(use_true_random=False))
def test_digests_do_not_depend_on_the_order(pairs: list[tuple[int, int]], shuffle: object) -> None:
    shuffled = pairs.copy()
    shuffle.shuffle(shuffled)  # type: ignore[attr-defined]
    schema = {START: pl.Int64, TOKEN: pl.UInt64}
    one, other = (digests(pl.DataFrame(each, schema=schema, orient="row")) for each in (pairs, shuffled))
    assert one == other
    assert sum(count(each) for each in one.values()) == len(pairs)


def test_no_targets_have_a_digest_of_their_own() -> None:
    assert count(digest()) == 0
    assert len({digest(), digest(1), digest(0, 1), digest(0, 0, 1)}) == 4
