"""Strings are summarised alike with the compiled kernel and without."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import TEXTS
from tests.ways import needs_compiled

from gnomon.profiles import text, text_by_numpy
from gnomon.profiles.text_hash import hashes
from gnomon.sketches.codec import written

pytestmark = needs_compiled

SHORT = st.text(st.sampled_from("aZ9 -\t\x1eé\u2003日😀"), max_size=20)


def hold(texts: pl.Series) -> None:
    hashed = hashes(texts)
    made, expected = text.summarise_text(texts, hashed), text_by_numpy.summarise_text(texts, hashed)
    assert made == expected
    assert written(made) == written(expected)


@given(st.lists(st.none() | TEXTS | SHORT, max_size=12), st.integers(1, 40), st.integers(0, 3))
def test_any_texts_in_any_pieces(texts: list[str | None], times: int, start: int) -> None:
    column = pl.Series(texts, dtype=pl.String)
    hold(pl.concat([column] * times, rechunk=False)[start:])


@pytest.mark.parametrize("size", range(40))
def test_texts_of_each_size_with_what_is_past_ascii_at_each_place(size: int) -> None:
    plain = ("Ab9 " * 10)[:size]
    hold(pl.Series([plain, *(plain[:at] + wide + plain[at:] for at in range(size + 1) for wide in ("é", "\u3000"))]))


@pytest.mark.parametrize("distinct", [3, 2048, 2049, 5000, 200_000])
def test_columns_of_few_and_of_many_values(distinct: int) -> None:
    rng = np.random.default_rng(distinct)
    codes = pl.Series(rng.integers(0, distinct, 150_000))
    hold("N" + codes.cast(pl.String) + "é x-")
    hold(pl.select(pl.when(codes % 7 > 0).then(codes.cast(pl.String).str.zfill(20))).to_series())


def test_free_text_of_thousands_of_forms() -> None:
    rng = np.random.default_rng(9)
    hold(pl.Series(["".join("aA9- é.\n"[i] for i in row) for row in rng.integers(0, 8, (9000, 30))]))
