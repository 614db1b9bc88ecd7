"""Gone categories."""

from __future__ import annotations

import pytest
from tests.metrics.examples import mix
from tests.metrics.raw_rows import values

from gnomon.metrics.drift.gone_categories import gone_categories, gone_categories_share, gone_names
from gnomon.sketches.categories import Categories


def test_they_are_named_most_frequent_first() -> None:
    here, there = Categories.of(["x", "z", "z", "y", "w"]), Categories.of(["w"])
    assert gone_names(here, there) == [("z", 2), ("x", 1), ("y", 1)]
    assert gone_names(Categories(), there) == []


def test_their_share_is_of_the_rows_of_their_side() -> None:
    pair = mix([5, 3, 2], [9, 0, 0])
    assert gone_categories(pair) == 2
    assert gone_categories_share(pair) == 0.5


def test_they_are_those_of_the_raw_rows_in_every_real_column() -> None:
    for raw in values():
        if not raw.is_number:
            here, there = raw.reference, raw.current
            only = set(here.tolist()) - set(there.tolist())
            share = sum(name in only for name in here.tolist()) / len(here)
            if raw.pair.is_exact:
                assert gone_categories(raw.pair) == len(only), raw.name
                assert gone_categories_share(raw.pair) == pytest.approx(share, abs=1e-12), raw.name
            else:
                assert gone_categories(raw.pair) <= len(only), raw.name
                assert gone_categories_share(raw.pair) <= share + 1e-12, raw.name
