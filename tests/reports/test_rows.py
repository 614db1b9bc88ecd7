"""The rows of a report: figures with their units, drawings, and words where there is nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.charts.sides import numbers
from tests.reports import cases

from gnomon.checks.verdict import ColumnResult, Test
from gnomon.profiles.schema import Kind
from gnomon.reports.comparison import Comparison
from gnomon.reports.rows import STRIP_CELLS, Row, deciding, effect_words, ratio, rows
from gnomon.reports.rows import test_words as words_of_a_test


def of(made: Comparison, *, inline: bool = False) -> list[Row]:
    return rows(made.judgement, made.reference, made.current, inline=inline)


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_row_a_column_in_the_order_of_the_judgement() -> None:
    made = of(cases.every_status())
    assert [row.result.status for row in made] == cases.STATUSES
    assert [f'id="p{i}"' in row.pair for i, row in enumerate(made)] == [True] * 5
    assert made[0].icon == '<svg class="i violation" role="img" aria-label="violation"><use href="#i-violation"/></svg>'
    assert (made[0].effect, made[0].psi, made[0].missing, made[0].strip) == (
        "+0.41 sd",
        "0.123",
        "0\N{NO-BREAK SPACE}%",
        "",
    )


def test_in_a_notebook_nothing_refers_to_the_page() -> None:
    for row in of(cases.every_status(), inline=True):
        assert "href" not in row.icon + row.bar + row.pair
        assert "id=" not in row.pair


def test_what_is_not_known_is_a_dash() -> None:
    gone = replace(cases.result("x"), metrics={"psi": None}, effect=math.nan, tests=())
    made = cases.comparison([gone], {"x": (numbers(nulls=3), numbers(nulls=3))})
    (row,) = of(replace(made, current=cases.side("now", {})))
    assert (row.effect, row.psi, row.missing, row.pair) == ("—", "—", "—", "")


def test_the_sentence_of_a_renamed_column_names_both_and_it_has_no_effect() -> None:
    (row,) = of(cases.renamed())
    assert "called <b><bdi>rebate</bdi></b> now" in row.sentence
    assert row.effect == "—"


def test_missing_is_a_share_of_the_current_rows() -> None:
    made = cases.comparison([cases.result("x")], {"x": (numbers(1), numbers(1, math.nan, nulls=2))})
    assert plain(of(made)[0].missing) == "75 %"


def test_the_strip_says_all_windows_and_draws_few() -> None:
    (row,) = of(cases.series(200))
    assert 'aria-label="last 199 windows: 4 violation, 195 ok, newest ok"' in row.strip
    assert f'width="300" height="20" viewBox="0 0 {7 * 67 - 1} 20"' in row.strip
    assert STRIP_CELLS >= 67


@pytest.mark.parametrize(
    ("effect", "material", "expected"),
    [(0.2, 0.1, 2.0), (-0.2, 0.1, -2.0), (0.0, 0.1, 0.0), (0.2, 0.0, math.nan), (math.nan, 0.1, math.nan)],
)
def test_the_ratio_is_effect_by_what_matters(effect: float, material: float, expected: float) -> None:
    found = ratio(replace(cases.result("x"), effect=effect, material=material))
    assert found == pytest.approx(expected, nan_ok=True)


def test_the_deciding_test_is_the_one_with_the_columns_effect() -> None:
    made = cases.result("x", effect=0.41)
    made = replace(made, material=0.1)
    found = deciding(made)
    assert found is not None
    assert found.name == "location"
    assert deciding(replace(made, effect=0.42)) is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("number", "−0.41 sd"),
        ("time", "−0.41 sd"),
        ("vector", "−0.41 sd"),
        ("category", "−0.41 w"),
        ("flag", "−0.41 w"),
    ],
)
def test_an_effect_without_a_test_has_the_unit_of_its_kind(kind: Kind, words: str) -> None:
    assert effect_words(ColumnResult("x", kind, "ok", "", {}, effect=-0.412)) == words


@pytest.mark.parametrize(
    ("name", "signed", "names_only", "words"),
    [
        ("location", True, False, "−0.20 sd"),
        ("location", False, False, "0.200 sd"),
        ("spread", True, False, "−0.20 sd"),
        ("shape", False, False, "0.200 w"),
        ("location", False, True, "0.200 w"),
        ("missing", True, False, "−20 points"),
        ("missing", False, False, "20 points"),
    ],
)
def test_a_value_of_a_test_has_its_unit(name: str, signed: bool, names_only: bool, words: str) -> None:
    test = Test(name, 0.0, 0.1, 0.1, 0.0, 0.5)
    assert plain(words_of_a_test(test, -0.2, signed=signed, names_only=names_only)) == words
    assert words_of_a_test(test, math.nan) == "—"


def test_novelty_is_a_share() -> None:
    assert plain(words_of_a_test(Test("novelty", 0.0, 0.1, 0.1, 0.0, 0.5), 0.033)) == "3.3 %"
