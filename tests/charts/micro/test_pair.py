"""The pair histogram: both sides over the same bars."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.charts.micro import pair

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def ends(path: str) -> tuple[int, int]:
    """Where a path of `M`, `h` and `v` ends."""
    start, moves = re.match(r"M(\d+) (\d+)", path), re.findall(r"([hv])(-?\d+)", path)
    assert start is not None
    at = {"h": int(start[1]), "v": int(start[2])}
    for direction, length in moves:
        at[direction] += int(length)
    return at["h"], at["v"]


def test_20_bars_are_below_600_bytes() -> None:
    assert len(pair.pair([i / 190 for i in range(20)], [(19 - i) / 190 for i in range(20)])) < 600


def test_a_share_above_zero_is_always_seen() -> None:
    assert pair.bars([1e-9, 1.0], 1.0).startswith("M0 100v-1h9v1")


@given(SHARES)
def test_both_paths_end_at_the_base_of_the_last_bar(shares: list[float]) -> None:
    for path in (pair.bars(shares, pair.top_of(shares)), pair.steps(shares, pair.top_of(shares))):
        assert ends(path) == (len(shares) * pair.BAR, 100)


def test_the_highest_of_both_sides_fills_the_height() -> None:
    assert pair.top_of([0.1, 0.4], [0.2]) == 0.4
    drawn = pair.paths([0.1, 0.4], [0.2, 0.0])
    assert "v-100h9v100" in drawn
    assert 'class="c" d="M0 100v-50h10v50h10"' in drawn


@pytest.mark.parametrize(("reference", "width"), [([], 10), ([1.0], 10), ([0.5] * 7, 70)])
def test_its_box_is_as_wide_as_its_bars(reference: list[float], width: int) -> None:
    assert f'viewBox="0 0 {width} 100"' in pair.pair(reference, reference)


def test_it_is_hidden_unless_it_has_words_and_named_unless_it_has_none() -> None:
    assert 'aria-hidden="true"' in pair.pair([1.0], [1.0])
    assert 'aria-label="as before"' in pair.pair([1.0], [1.0], "as before")
    assert '<g id="p3">' in pair.pair([1.0], [1.0], name="p3")
    assert " id=" not in pair.pair([1.0], [1.0])
