"""Names of strangers: shown whole or cut in the middle, never as markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.reports import cases

from gnomon.reports import names


@given(st.text(), st.integers(3, 40))
def test_a_shown_name_has_one_tag_and_nothing_of_its_own(name: str, most: int) -> None:
    made = str(names.shown(name, most))
    assert re.fullmatch(r'<bdi( title="[^"<>]*")?>[^<>]*</bdi>', made)
    inner = html.unescape(re.sub(r"^<bdi[^>]*>|</bdi>$", "", made))
    assert len(inner) <= max(most, len("(empty)"))


@pytest.mark.parametrize(("name", "word"), [("", "(empty)"), ("  \t", "(blank)")])
def test_a_name_of_nothing_is_said(name: str, word: str) -> None:
    assert str(names.shown(name)) == f"<bdi>{word}</bdi>"


@pytest.mark.parametrize(("name", "word"), [("", "(empty)"), (" \t", "(blank)"), ("a  b", "a b")])
def test_a_name_of_nothing_is_said_in_plain_text_too(name: str, word: str) -> None:
    assert names.said(name) == word
    assert names.unstarred(f"1 of 2 columns changed: *{name}*.", [name]) == f"1 of 2 columns changed: {word}."


def test_a_cut_name_is_whole_in_the_title() -> None:
    assert 'title="&lt;b&gt;&#34;' in str(names.shown('<b>"' + "x" * 100))


@pytest.mark.parametrize("column", cases.HOSTILE)
def test_only_the_stars_about_a_column_go(column: str) -> None:
    sentence = f"*{column}* moved up: 3 * 4 and *other* stay"
    said = names.unstarred(sentence, [column])
    assert said.endswith("moved up: 3 * 4 and *other* stay")
    assert f"*{column}* moved" not in said
    assert str(names.emphasised(sentence, [column])).startswith(f"<b>{names.shown(column)}</b> moved up")


@given(st.text("*ab", max_size=6), st.text("*ab ", max_size=12))
@example("a*", "b")
def test_the_rest_of_a_sentence_stays_as_it_is(column: str, rest: str) -> None:
    made = names.unstarred(f"*{column}* {rest}", [column])
    assert made == " ".join(f"{names.said(column)} {names.unstarred(rest, [column])}".split())


def test_the_longest_of_two_names_is_meant() -> None:
    assert names.unstarred("*a* b* changed", ["a", "a* b"]) == "a* b changed"
    assert names.unstarred("*a* changed", []) == "*a* changed"


def test_a_sentence_for_a_row_leaves_out_name_and_asides() -> None:
    assert names.brief("*x* is missing in 3 % (n = 912) (material: 0.5 points).", "x") == "is missing in 3 %."
    assert names.brief("*y* moved (in May).", "x") == "*y* moved (in May)."
