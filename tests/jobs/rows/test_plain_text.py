"""Values as text, whatever their type."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.jobs.rows.plain_text import plain_hash, plain_text


@pytest.mark.parametrize(
    "column",
    [pl.Series([7, None]), pl.Series([7.0, None]), pl.Series(["7", None]), pl.Series([7.0, float("nan")]),
     pl.Series([7, None], dtype=pl.Int8), pl.Series(["7", None], dtype=pl.Categorical)],
)  # fmt: skip
def test_one_value_has_one_text_and_one_hash(column: pl.Series) -> None:
    assert plain_text(column).to_list() == ["7", None]
    assert plain_hash(column).to_list() == plain_hash(pl.Series(["7", None])).to_list()


def test_what_is_no_whole_number_stays_as_it_is() -> None:
    assert plain_text(pl.Series([0.5, float("inf")])).to_list() == ["0.5", "inf"]
