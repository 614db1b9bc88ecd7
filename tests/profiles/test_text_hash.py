from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import ODD_TEXTS, TEXTS

from gnomon.profiles.text_hash import hashes
from gnomon.sketches.hashing import hash_name


def test_a_null_has_no_hash() -> None:
    assert hashes(pl.Series([*ODD_TEXTS, None])).to_list() == [*map(hash_name, ODD_TEXTS), None]


@given(st.lists(TEXTS | st.text(min_size=100, max_size=400), max_size=8))
def test_the_hash_of_a_column_is_that_of_each_value(texts: list[str]) -> None:
    assert hashes(pl.Series(texts, dtype=pl.String)).to_list() == list(map(hash_name, texts))
