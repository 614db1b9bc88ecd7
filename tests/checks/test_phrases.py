"""The parts that sentences share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gnomon.checks import numbers, phrases
from gnomon.profiles.windows import Window

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "length", "with_year", "text"),
    [
        ((2013, 5, 23), DAY, False, " on 23 May"),
        ((2013, 5, 23), DAY, True, " on 23 May 2013"),
        ((2013, 5, 23), timedelta(hours=1), False, " on 23 May 00:00–01:00"),
        ((2013, 5, 20), 7 * DAY, False, " in week of 20 May"),
        ((2013, 5, 1), 31 * DAY, False, " in May"),
        ((2013, 6, 24), 4 * DAY, False, " in 24 – 27 Jun"),
        ((2013, 6, 24), 4 * DAY, True, " in 24 – 27 Jun 2013"),
        ((2013, 6, 30), 3 * DAY, True, " in 30 Jun – 2 Jul 2013"),
        ((2013, 12, 30), 3 * DAY, True, " in 30 Dec 2013 – 1 Jan 2014"),
    ],
)
def test_a_window_is_named_with_its_preposition(
    start: tuple[int, int, int], length: timedelta, with_year: bool, text: str
) -> None:
    first = datetime(*start, tzinfo=UTC)
    assert phrases.when(Window(first, first + length), with_year=with_year) == text


def test_without_windows_nothing_is_said_of_when() -> None:
    assert phrases.when(None) == ""


@pytest.mark.parametrize(
    ("text", "sentence"), [("a", "a."), ("a.", "a."), ("a, b, c, …", "a, b, c, …"), ("a … b", "a … b.")]
)
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    assert phrases.ended(text) == sentence


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "above 0 %"), (0.0004, "above less than 0.1 %"), (0.83, "above 83 %"), (0.9994, "above 99.9 %"),
     (0.9996, "above more than 99.9 %"), (1, "above 100 %")],
)  # fmt: skip
def test_bounds_of_what_is_ranked_above_are_words(share: float, text: str) -> None:
    assert numbers.plain(phrases.above(share)) == text


def test_of_a_list_the_first_three_are_named() -> None:
    assert phrases.listed(["a", "b", "c"]) == "a, b, c"
    assert phrases.listed(["a", "", "x" * 300, "d"]) == f"a, (empty), {'x' * 16}…{'x' * 15}, …"
    assert phrases.after_colon(["a", "b"]) == ": a, b"
    assert phrases.after_colon([]) == ""


def test_one_thing_is_singular() -> None:
    assert [phrases.in_rows(n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert [phrases.in_columns(n) for n in (1, 2)] == ["1 column", "2 columns"]


def test_sizes_carry_their_unit() -> None:
    said = (phrases.sd(-0.5), phrases.size(0.5, is_mix=True), phrases.size(0.5, is_mix=False), phrases.basis(26385))
    assert [numbers.plain(one) for one in said] == ["0.50 sd", "w = 0.50", "0.50 sd", "(n = 26 385)"]
    assert phrases.of_material(0.1) == "(material: 0.10)"
    assert numbers.plain(phrases.change("SFO", 0.033, 0)) == "SFO 3.3 % → 0 %"
    assert phrases.named("temp") == "*temp*"


@pytest.mark.parametrize(
    ("test", "reach", "said"),
    [
        ("location", 0.084, "reference windows never moved more than 0.08 sd"),
        ("shape", 0.2, "reference windows never moved more than w = 0.20"),
        ("missing", 0.004, "reference windows never differed by more than 0.4 points"),
        ("novelty", 0.0, "reference windows never had more than 0 %"),
    ],
)
def test_how_far_the_reference_went_is_said_in_the_unit_of_the_test(test: str, reach: float, said: str) -> None:
    assert numbers.plain(phrases.never_beyond(test, reach)) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.3, ""),
        (0.05, "such a change by chance: once in 20 windows of this entity"),
        (1 / 8_950, "such a change by chance: once in 9 000 windows of this entity"),
        (1e-6, "such a change by chance: once in 1.0 M windows of this entity"),
        (1e-10, "not by chance"),
    ],
)
def test_odds_are_said_where_they_are_rare_and_can_be_imagined(p: float, said: str) -> None:
    assert numbers.plain(phrases.by_chance(p)) == said


def test_names_at_the_end_are_said_when_there_are_some() -> None:
    assert (phrases.after_names(["a", "b"]), phrases.after_names([])) == (": a, b", "")
