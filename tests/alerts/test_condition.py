"""The language of conditions: what it means, and every mistake with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.notation import hourly, states

from gnomon.alerts import condition
from gnomon.alerts.verdict import Figures
from gnomon.errors import UsageError

FIGURES = Figures(value=0.65, limit=0.7, material=0.02, effect=-0.05, low=0.6, high=0.7, p=0.001, n=1000)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("violation", False),
        ("not violation", True),
        ("value < 0.70", True),
        ("effect > 2*material and p < 0.01", False),
        ("abs(effect) > 2*material and p < 0.01", True),
        ("status == 'ok'", True),
        ('"ok" != status', False),
        ("not not violation or n >= 1e3", True),
        ("1 + 2 * 3 == 7 and (1 + 2) * 3 == 9", True),
        ("8 / 4 / 2 == 1 and 8 - 4 - 2 == 2", True),
        ("- - value == value", True),
        ("-value + 1 > 0.3", True),
        ("max(low, min(high, value), 0.62) == value", True),
        ("violation or violation and violation or n == 1000", True),
        ("n == 1000 or violation and violation", True),
        ("(n == 1000 or violation) and violation", False),
        ("not n == 1000 or n == 1000", True),
        ("high - low <= 0.1", True),
        ("limit!=value", True),
    ],
)
def test_a_condition_means_what_it_says(text: str, holds: bool) -> None:
    assert condition.parse(text).holds("ok", FIGURES) is holds


def test_with_nothing_known_only_what_is_not_claimed_holds() -> None:
    for text in ("value < 1", "value >= 1", "value != 1", "value == value", "value / 0 != 1"):
        assert not condition.parse(text).holds("ok", Figures())
        assert condition.parse(f"not {text}").holds("ok", Figures())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a number or a name is missing before its end at character 1. Write one there."),
        ("vale < 0.7", "unknown name 'vale' at character 1. Did you mean 'value'?"),
        (
            "xyzzy",
            "unknown name 'xyzzy' at character 1. Write one of value, limit, material, effect, low, high, p, n, "
            "status, violation, abs, min, max, and, or, not.",
        ),
        ("value", "the part that begins with 'value' is no claim at character 1. Write one, as 'value < 0.7'."),
        ("n > 1 and p", "the part that begins with 'p' is no claim at character 11. Write one, as 'value < 0.7'."),
        ("p and n > 1", "the part that begins with 'p' is no claim at character 1. Write one, as 'value < 0.7'."),
        ("n > 1 or p", "the part that begins with 'p' is no claim at character 10. Write one, as 'value < 0.7'."),
        ("p or n > 1", "the part that begins with 'p' is no claim at character 1. Write one, as 'value < 0.7'."),
        ("not p", "the part that begins with 'p' is no claim at character 5. Write one, as 'value < 0.7'."),
        ("status", "the part that begins with 'status' is no claim at character 1. Write one, as 'value < 0.7'."),
        ("violation < 1", "the part that begins with 'violation' is no number at character 1. Write a number there."),
        (
            "1 + violation < 1",
            "the part that begins with 'violation' is no number at character 5. Write a number there.",
        ),
        (
            "violation + 1 < 1",
            "the part that begins with 'violation' is no number at character 1. Write a number there.",
        ),
        ("-violation < 1", "the part that begins with 'violation' is no number at character 2. Write a number there."),
        ("status == 1", "the part that begins with 'status' is no number at character 1. Write a number there."),
        ("abs('ok') < 1", "the part that begins with 'ok' is no number at character 5. Write a number there."),
        ("status < 'ok'", "'<' between strings at character 8. Write '==' or '!='."),
        ("status == 'okay'", "unknown status 'okay' at character 11. Did you mean 'ok'?"),
        (
            "status == ''",
            "unknown status '' at character 11. Write one of ok, violation, insufficient_data, no_data, error.",
        ),
        ("1 < n < 3", "a second comparison at character 7. Write 'a < b and b < c'."),
        ("n > 1 n < 2", "'n' is not expected at character 7. Write 'and' or 'or' between claims."),
        ("n > 1 and", "a number or a name is missing before its end at character 10. Write one there."),
        ("and n > 1", "'and' is not expected at character 1. Write a claim on each side of it."),
        ("n > or", "'or' is not expected at character 5. Write a claim on each side of it."),
        ("(n > 1", "')' is missing before its end at character 7. Write ')' there."),
        ("n > 1)", "')' is not expected at character 6. Write 'and' or 'or' between claims."),
        ("abs n > 1", "'(' is missing after 'abs' at character 5. Write '(' there."),
        ("abs(n, p) > 1", "'abs' has 2 at character 1. Give it one number."),
        ("min(n) > 1", "'min' has 1 at character 1. Give it two numbers or more."),
        ("value(n) > 1", "'(' is not expected at character 6. Write 'and' or 'or' between claims."),
        ("n > 1e999", "'1e999' is too large a number at character 5. Write a smaller one."),
        ("(" * 31 + "n", "too many parts inside each other at character 32. Write it more simply."),
        ("n < " + "-" * 400 + "1", "too many parts inside each other at character 36. Write it more simply."),
        ("not " * 100 + "violation", "too many parts inside each other at character 125. Write it more simply."),
        ("__import__('os')", "unknown name '__import__' at character 1. Write one of"),
    ],
)
def test_a_mistake_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        condition.parse(text)
    assert str(refused.value).startswith(f"condition: {message}")


def test_the_longest_condition_is_read_and_computed() -> None:
    text = "1<n" + "+1" * 248
    assert len(text) == 499
    assert condition.parse(text).holds("ok", Figures(n=1))


WORDS = st.sampled_from("value n p status violation 'ok' 1 0.5 and or not ( ) < <= == != + - * / , abs min max".split())


@given(st.lists(WORDS, max_size=12))
def test_any_words_are_a_condition_or_a_usage_error(words: list[str]) -> None:
    try:
        read = condition.parse(" ".join(words))
    except UsageError as refused:
        assert " at character " in str(refused)
    else:
        assert isinstance(read.holds("ok", Figures()), bool)


NUMBERS = st.recursive(
    st.sampled_from(["value", "n", "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda x: f"abs({x})"),
        st.tuples(inner, inner).map(lambda t: f"min({t[0]}, {t[1]})"),
        inner.map(lambda x: f"-{x}"),
    ),
    max_leaves=6,
)
CLAIMS = st.recursive(
    st.tuples(NUMBERS, st.sampled_from("< <= > >= == !=".split()), NUMBERS).map(" ".join),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        inner.map(lambda x: f"not ({x})"),
    ),
    max_leaves=4,
)


@given(CLAIMS, st.floats(-10, 10), st.floats(-10, 10))
def test_it_means_what_python_means(text: str, value: float, n: float) -> None:
    expected = eval(text, {"value": value, "n": n, "abs": abs, "min": min})  # noqa: S307 - an oracle, on our own text
    assert condition.parse(text).holds("ok", Figures(value=value, n=n)) is expected


def test_only_the_default_leaves_calm_to_the_verdict() -> None:
    assert condition.parse(" violation ").is_default
    assert condition.VIOLATION.is_default
    assert not condition.parse("not violation").is_default


def test_a_condition_decides_what_folds() -> None:
    assert states("Vkk", hourly(condition=condition.parse("status == 'ok'"))) == "none,FIRE,FIRE"
