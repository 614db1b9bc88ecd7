"""Gains and losses of names: in order, complete, and in points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.sides import names, normal

from gnomon.charts.gains import MOST, Gains, gains, points
from gnomon.profiles.flag import FlagSummary

COUNTS = st.dictionaries(st.sampled_from("abcdefghijklmno"), st.integers(1, 50), min_size=1)


def chart(before: dict[str, int], now: dict[str, int]) -> Gains:
    made = gains("x", names(**before), names(**now))
    assert made is not None
    return made


def test_gains_are_in_order_of_size_and_tell_new_from_gone() -> None:
    made = chart({"a": 50, "b": 30, "c": 20}, {"a": 20, "c": 40, "d": 40})
    assert [(row.name, round(row.change, 2), row.tag) for row in made.rows] == [
        ("d", 0.4, "new"),
        ("a", -0.3, ""),
        ("b", -0.3, "gone"),
        ("c", 0.2, ""),
    ]
    assert made.sentence.startswith("x: largest changes d 0")
    assert made.sentence.endswith("1 of the ten are new.")


def test_gains_past_ten_are_added_up() -> None:
    before = {f"n{i}": 100 for i in range(30)}
    made = chart(before, before | {"n0": 900})
    assert (len(made.rows), made.others) == (10, 20)
    assert made.rest == pytest.approx(-sum(row.change for row in made.rows))
    assert "20 others, together −" in made.caption


@given(COUNTS, COUNTS)
def test_what_one_name_gains_others_lose(before: dict[str, int], now: dict[str, int]) -> None:
    made = chart(before, now)
    assert sum(row.change for row in made.rows) + made.rest == pytest.approx(0, abs=1e-12)
    assert len(made.rows) + made.others == len(before | now)
    assert len(made.rows) <= MOST


def test_a_loss_is_drawn_to_the_left_in_grey_and_a_gain_to_the_right() -> None:
    lost, gained = chart({"a": 3, "b": 1}, {"a": 1, "b": 3}).bars()
    assert '<path class="r" d="M100 1h-96v10h96z"/>' in lost
    assert '<path class="f" d="M100 1h96v10h-96z"/>' in gained


def test_nothing_that_changed_is_no_bar() -> None:
    made = chart({"a": 1}, {"a": 1})
    assert [bar.count("<path") for bar in made.bars()] == [1]
    assert made.spec().to_dict()["layer"]


def test_flags_have_gains_too() -> None:
    made = gains("x", FlagSummary(falses=9, trues=1), FlagSummary(falses=5, trues=5))
    assert made is not None
    assert [(row.name, round(row.change, 2)) for row in made.rows] == [("false", -0.4), ("true", 0.4)]


def test_numbers_and_empty_sides_have_no_gains() -> None:
    assert gains("x", normal(0), normal(1)) is None
    assert gains("x", names(), names(a=1)) is None
    assert gains("x", None, names(a=1)) is None


def test_points_have_a_sign_and_one_decimal_below_ten() -> None:
    assert (points(0.0092), points(-0.121), points(0)) == ("+0.9", "−12", "+0.0")
