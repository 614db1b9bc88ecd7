"""Polars frames and queries."""

from __future__ import annotations

import polars as pl
import pytest
from tests.profiles.frames.reading import DIRTY, whole

from gnomon.errors import DataError
from gnomon.profiles.frames import rows as rows_module
from gnomon.profiles.frames.open import open_rows


@pytest.mark.parametrize("lazy", [False, True])
def test_types_stay_as_they_are(lazy: bool) -> None:
    frame = pl.read_parquet(DIRTY / "types.parquet")
    rows = open_rows(frame.lazy() if lazy else frame)
    assert whole(rows).schema == frame.schema
    assert rows.notes == ()


@pytest.mark.parametrize("lazy", [False, True])
def test_objects_become_text_and_that_is_said(lazy: bool) -> None:
    frame = pl.DataFrame({"n": [1, 2, 3], "x": pl.Series([1, "a", None], dtype=pl.Object)})
    rows = open_rows(frame.lazy() if lazy else frame)
    assert whole(rows)["x"].to_list() == ["1", "a", None]
    assert rows.notes == ("column *x* holds Python objects: read as text",)


def test_a_query_that_cannot_be_planned_is_refused() -> None:
    with pytest.raises(DataError, match=r"Polars query: cannot be read .* Mend the query"):
        open_rows(pl.LazyFrame({"x": [1]}).select("y"))


def test_a_query_that_fails_on_the_way_is_refused() -> None:
    rows = open_rows(pl.LazyFrame({"x": ["1", "a"]}).with_columns(pl.col("x").cast(pl.Int64)))
    with pytest.raises(DataError, match="Polars query: cannot be read"):
        list(rows.batches())


@pytest.mark.parametrize("lazy", [False, True])
def test_batches_are_small(lazy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "BATCH_ROWS", 10)
    frame = pl.DataFrame({"x": range(95)})
    batches = list(open_rows(frame.lazy() if lazy else frame).batches())
    assert max(batch.height for batch in batches) <= 10
    assert pl.concat(batches)["x"].to_list() == list(range(95))


def test_names_that_look_like_patterns_are_names() -> None:
    frame = pl.DataFrame({"^a$": [1], "*": [2], "s": [{"*": 3, "^b$": 4}], "s.*": [5]})
    rows = open_rows(frame.lazy(), columns=["s.*", "s.*_2", "s.^b$", "*"])
    assert whole(rows).rows(named=True) == [{"s.*": 3, "s.*_2": 5, "s.^b$": 4, "*": 2}]
