"""Names are cut fairly, and never within a character."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.sketches import names as naming

NAMES = st.lists(st.text(max_size=12), max_size=12)


@given(st.lists(st.integers(0, 50)), st.integers(0, 300))
def test_the_limit_is_the_greatest_that_fits(lengths: list[int], most: int) -> None:
    limit = naming.longest(np.array(lengths, np.int64), most)
    greatest = max(lengths, default=0)
    fits = [n for n in range(greatest + 1) if sum(min(n, length) for length in lengths) <= most]
    assert limit == max(fits)


@given(NAMES, st.integers(0, 60))
def test_what_is_stored_is_the_beginning_of_each_name(names: list[str], most: int) -> None:
    texts, cut = naming.stored(names, np.zeros(len(names), np.bool_), most)
    assert sum(map(len, texts)) <= most
    for name, text, was_cut in zip(names, texts, cut.tolist(), strict=True):
        assert name.startswith(text.decode())
        assert was_cut is (text.decode() != name)


@given(NAMES, st.integers(0, 60))
def test_cutting_twice_is_cutting_once(names: list[str], most: int) -> None:
    texts, cut = naming.stored(names, np.zeros(len(names), np.bool_), most)
    again, cut_again = naming.stored(naming.restored(texts, cut), cut, most)
    assert again == texts
    assert (cut_again == cut).all()
