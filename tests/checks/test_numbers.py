"""Numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks import numbers

NAN = float("nan")
INF = float("inf")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (99_999, "99 999"), (100_000, "100 k"), (336_776, "337 k"), (1_234_567, "1.2 M"), (3.2e9, "3.2 G"),
     (999_999.6, "1.0 M"), (NAN, "—")],
)  # fmt: skip
def test_counts_are_whole_to_99_999(number: float, text: str) -> None:
    assert numbers.plain(numbers.count(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 %"), (0.0001, "< 0.1 %"), (0.001, "0.1 %"), (0.033, "3.3 %"), (0.0999, "10 %"), (0.1, "10 %"),
     (0.564, "56 %"), (0.99, "99 %"), (0.998, "99.8 %"), (0.9999, "> 99.9 %"), (1, "100 %"), (2.5, "250 %"),
     (INF, "—")],
)  # fmt: skip
def test_shares_are_per_cent_and_never_nothing_or_all_when_they_are_not(number: float, text: str) -> None:
    assert numbers.plain(numbers.share(number)) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0.009, "+0.9 points"), (-0.3, "−30 points"), (0, "0 points"), (NAN, "—")]
)
def test_differences_of_shares_are_points_with_their_sign(number: float, text: str) -> None:
    assert numbers.plain(numbers.points(number)) == text


@pytest.mark.parametrize(("number", "text"), [(0.412, "+0.41"), (-0.412, "−0.41"), (-0.001, "0.00"), (NAN, "—")])
def test_effects_carry_their_sign(number: float, text: str) -> None:
    assert numbers.signed(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (0.8671, "0.867"), (-0.0421, "−0.042"), (0.0005, "0.001"), (0.00042, "0.00042"), (1.5e-9, "1.5·10⁻⁹"),
     (-1.5e-9, "−1.5·10⁻⁹"), (13.94, "13.9"), (999.6, "1 000"), (1234.5, "1 234"), (26385.2, "26 385"),
     (123_456, "123 k"), (999_999, "1 000 k"), (4.25e13, "42.5 T"), (6.02e23, "6.02·10²³"), (INF, "—")],
)  # fmt: skip
def test_figures_have_three_digits(number: float, text: str) -> None:
    assert numbers.plain(numbers.figure(number)) == text


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_every_float_has_a_short_figure_on_one_line(number: float) -> None:
    text = numbers.figure(number)
    assert 0 < len(text) <= 14
    assert "\n" not in text
    assert "e" not in text


@pytest.mark.parametrize(
    ("pair", "text"),
    [((88.2, 7.3), "88 ± 7"), ((13.94, 0.21), "13.9 ± 0.2"), ((0.867, 0.016), "0.867 ± 0.016"),
     ((0.867, 0.0004), "0.8670 ± 0.0004"), ((1.5, 0), "1.5"), ((NAN, 1), "—")],
)  # fmt: skip
def test_intervals_cut_at_the_first_digit_of_the_half_width(pair: tuple[float, float], text: str) -> None:
    assert numbers.plain(numbers.interval(*pair)) == text


def test_strings_of_strangers_are_cut_in_the_middle() -> None:
    assert numbers.short("x" * 300) == "x" * 16 + "…" + "x" * 15
    assert numbers.short("a\n b\t") == "a b"
    assert numbers.short("\x1b[31ma\x07 \u202eb\u2066") == "�[31ma� �b�"
    assert numbers.short("\u200fא\u200e") == "\u200fא\u200e"
