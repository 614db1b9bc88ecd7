"""The words of a condition, and their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.alerts import tokens
from gnomon.errors import UsageError


def test_words_have_their_kind_and_place() -> None:
    found = tokens.split("  value<=-.5e-3 and status == 'ok' ")
    assert [(one.kind, one.text, one.at) for one in found] == [
        ("name", "value", 3),
        ("sign", "<=", 8),
        ("sign", "-", 10),
        ("number", ".5e-3", 11),
        ("name", "and", 17),
        ("name", "status", 21),
        ("sign", "==", 28),
        ("text", "ok", 31),
        ("end", "", 35),
    ]


def test_a_string_may_be_empty_and_stand_between_either_quotes() -> None:
    assert [(one.kind, one.text, one.at) for one in tokens.split("\"a'\" ''")] == [
        ("text", "a'", 1),
        ("text", "", 6),
        ("end", "", 8),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("value = 1", "condition: '=' has no meaning at character 7. See the words of conditions."),
        ("value <   $x", "condition: '$' has no meaning at character 11. See the words of conditions."),
        ("status == 'ok", 'condition: "\'" has no meaning at character 11. See the words of conditions.'),
        ("a.b", "condition: '.' has no meaning at character 2. See the words of conditions."),
        ("x" * 501, "condition: too long at character 501. Write at most 500 characters."),
    ],
)
def test_what_is_no_word_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        tokens.split(text)
    assert str(refused.value) == message


@given(st.text("ab1.<=!'\" ()+-*/,é\n", max_size=20))
def test_any_text_is_split_or_refused_and_every_place_is_where_the_word_stands(text: str) -> None:
    try:
        found = tokens.split(text)
    except UsageError:
        return
    *words, end = found
    assert end.at == len(text.rstrip()) + 1
    for word in words:
        place = word.at if word.kind == "text" else word.at - 1
        assert text[place:].startswith(word.text)


def test_messages_call_the_end_by_its_name() -> None:
    assert [str(one) for one in tokens.split("n")] == ["'n'", "its end"]
